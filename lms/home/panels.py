"""What home adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.home import commands, policy
from lms.programme.policy import speaks_only
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
    """Offer the start page to who signed in."""
    if not actor.is_authenticated or speaks_only(actor):
        return ()
    return (NavItem(label=_("Startpagina"), href="/", key="home"),)


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer the list of remarks to who answers them."""
    if not policy.can_answer_remarks(actor):
        return ()
    return (Desk(_("Verbeteringen"), "/beheer/verbeteringen", _("Wat mensen ons vertelden met Dit kan beter.")),)
