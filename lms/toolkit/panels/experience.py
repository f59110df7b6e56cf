"""What people experienced: chips and panels of moments, what they are told of it, and what is kept about them."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.kernel.chance import new_uid
from lms.kernel.permit import signed_in
from lms.kernel.slots import Panel
from lms.programme.queries.moments import ToldMoment
from lms.programme.slots import ChipKind
from lms.toolkit.commands.own import forget_person
from lms.toolkit.commands.reports import CHECKED, TO_CHECK
from lms.toolkit.commands.suggestions import ANSWERED, GIVEN
from lms.toolkit.policy import can_edit_items
from lms.toolkit.queries.moments import CHIP, methods_to_choose, offers_of
from lms.toolkit.queries.own import TABLES, toolkit_of

CHIPS = (ChipKind(CHIP, _l("Een werkvorm"), methods_to_choose, leads_on=True),)
NOTICES = (
    NoticeKind(
        key="toolkit_report_to_check",
        label=_l("Een ervaring met een werkvorm wacht op je blik"),
        causes=(TO_CHECK,),
        concerns=can_edit_items,
    ),
    NoticeKind(
        key="toolkit_suggestion",
        label=_l("Iemand schrijft wat er beter kan aan een werkvorm"),
        causes=(GIVEN,),
        concerns=signed_in,  # who owns a text need not be an editor
    ),
    NoticeKind(
        key="toolkit_answered",
        label=_l("Antwoord op je ervaring of je voorstel bij een werkvorm"),
        causes=(CHECKED, ANSWERED),
    ),
)
PERSONAL = PersonalData(
    name="toolkit",
    export=toolkit_of,
    erase=forget_person,
    tables=TABLES,
    disappears=_l("Wat je bewaarde in de toolkit, en je naam bij je ervaringen en voorstellen"),
)


def moment_panel(actor: Actor, told: ToldMoment) -> Panel | None:
    """Let who told a moment about a method make a report of it, with one tap."""
    if actor.id is None or told.moment.by_id != actor.id:
        return None
    offers = offers_of(told)
    context = {"offers": offers, "moment": told.moment, "key": new_uid(24)}
    return Panel("toolkit/_moment_report.html", context) if offers else None


def experience_desks(actor: Actor) -> Sequence[Desk]:
    """Offer what waits to be looked at and answered to editors and coordinators."""
    if not can_edit_items(actor):
        return ()
    return (
        Desk(
            _("Ervaringen nakijken"), "/beheer/toolkit/ervaringen", _("Is er iemand te herkennen? Dan niet op de site.")
        ),
        Desk(_("Voorstellen voor de toolkit"), "/beheer/toolkit/voorstellen", _("Wat kan er beter aan een werkvorm?")),
    )
