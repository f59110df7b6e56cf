"""Writing and looking after items: the desk of editors and designers, and what they are told."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind
from lms.kernel.permit import signed_in
from lms.toolkit.commands.owners import DUE
from lms.toolkit.commands.reviewing import ASKED, PUBLISHED, SENT_BACK
from lms.toolkit.policy import can_edit_items, can_make_items

NOTICES = (
    NoticeKind(
        key="toolkit_review",
        label=_l("Iemand vraagt je om mee te kijken naar een tekst voor de toolkit"),
        causes=(ASKED,),
        default="now",
        concerns=can_edit_items,
    ),
    NoticeKind(
        key="toolkit_text",
        label=_l("Wat er gebeurt met een tekst die je schreef voor de toolkit"),
        causes=(SENT_BACK, PUBLISHED),
        default="now",
        concerns=can_make_items,
    ),
    NoticeKind(
        key="toolkit_due",
        label=_l("Een tekst in de toolkit om weer na te kijken"),
        causes=(DUE,),
        concerns=signed_in,  # who looks after a text need not be an editor
    ),
)


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer the desk to who writes for the toolkit."""
    if not can_make_items(actor):
        return ()
    writes = _("Werkvormen schrijven, nakijken en publiceren.")
    about = writes if can_edit_items(actor) else _("Proefversies schrijven, en lezen wat een kring ervan vond.")
    return (Desk(_("Toolkit"), "/beheer/toolkit", about),)
