"""What home adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import NoticeKind, PersonalData
from lms.home import commands, policy
from lms.ui.shell import NavItem

PERSONAL = PersonalData(
    name="home",
    export=commands.remarks_as_data,
    erase=commands.forget_person,
    tables=("remark",),
    disappears=_l("Je naam bij de berichten die je ons stuurde"),
)
KINDS = (
    NoticeKind(key="remark_answered", label=_l("Antwoord op je bericht aan ons"), causes=("remark_answered",)),
    NoticeKind(
        key="remark",
        label=_l("Iemand schrijft bij Dit kan beter"),
        causes=("remark",),
        concerns=policy.can_answer_remarks,
    ),
)


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer the start page to who signed in, and the list of remarks to who answers them."""
    if not actor.is_authenticated:
        return ()
    items = [NavItem(label=_("Start"), href="/", key="home")]
    if policy.can_answer_remarks(actor):
        items.append(NavItem(label=_("Verbeteringen"), href="/beheer/verbeteringen", key="remarks"))
    return items
