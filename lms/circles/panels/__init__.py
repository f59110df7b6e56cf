"""What circles add to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.circles.commands.checkins import REMINDER
from lms.circles.commands.followups import ASKED, REMINDED
from lms.circles.commands.members import JOINED
from lms.circles.commands.own import forget_in_circles
from lms.circles.commands.own_talk import forget_talk
from lms.circles.commands.own_work import forget_in_work
from lms.circles.commands.reports import BEGUN, WARNED
from lms.circles.commands.series import session_on_chosen_date
from lms.circles.enums import Hushed
from lms.circles.policy import CIRCLE, can_make_circle, can_plan_session, hosted_by
from lms.circles.queries import polls
from lms.circles.queries.confidential import may_read
from lms.circles.queries.own import TABLES, circles_as_data
from lms.circles.queries.own_talk import TABLES as TALK_TABLES
from lms.circles.queries.own_talk import talk_as_data
from lms.circles.queries.own_work import TABLES as WORK_TABLES
from lms.circles.queries.own_work import work_as_data
from lms.circles.queries.sessions import has_begun, people_in_session, session_of_meeting
from lms.meetings.enums import MeetingKind
from lms.meetings.models import Meeting
from lms.meetings.slots import DatePollGroup, Host
from lms.programme.policy import places
from lms.ui.shell import NavItem

PERSONAL = PersonalData(
    name="circles",
    export=circles_as_data,
    erase=forget_in_circles,
    tables=TABLES,
    disappears=_l("Je plek in leerkringen, je doel en wat je anderen aanbood"),
)
WORK = PersonalData(
    name="circle_work",
    export=work_as_data,
    erase=forget_in_work,
    tables=WORK_TABLES,
    disappears=_l("Je naam bij afspraken, besluiten en notities van leerkringen"),
)
TALK = PersonalData(
    name="circle_talk",
    export=talk_as_data,
    erase=forget_talk,
    tables=TALK_TABLES,
    disappears=_l("Wat je vooraf meenam naar een leerkring, en wat je daarna vertelde"),
)
AROUND = NoticeKind(
    key="circle_session",
    label=_l("Voor en na een bijeenkomst van je leerkring"),
    causes=(REMINDER, BEGUN, WARNED, ASKED, REMINDED),
    default="now",
)
NOTICES = NoticeKind(key="circle", label=_l("Je komt in een leerkring"), causes=(JOINED,), default="now")


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer circles to who is in one, to advisers and to who runs the programme."""
    may = places(actor, CIRCLE) or actor.has_role(Role.COORDINATOR, Role.ADVISER, Role.CIRCLE_FACILITATOR)
    return (NavItem(label=_("Leerkringen"), href="/leerkringen", key="circles"),) if may else ()


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer the planning of circles to who does that."""
    if not can_make_circle(actor):
        return ()
    return (Desk(_("Leerkringen"), "/beheer/leerkringen", _("Reeksen plannen, agenda's maken, mensen erin zetten.")),)


def _may_manage(actor: Actor, meeting: Meeting) -> bool:
    session = session_of_meeting(meeting)
    return session is not None and can_plan_session(actor, session)


def _href(meeting: Meeting) -> str:
    session = session_of_meeting(meeting)
    return f"/leerkringen/{session.circle.slug}/{session.number}" if session else "/leerkringen"


def _change_href(actor: Actor, meeting: Meeting) -> str:
    session = session_of_meeting(meeting)
    if session is None or not may_read(actor, Hushed.SESSION, session.id):
        return ""
    return f"/beheer/leerkringen/{session.circle.slug}/{session.number}/wijzigen"


DATES = DatePollGroup(
    prefix=polls.PREFIX,
    asks=polls.asks_circles,
    may_ask=polls.may_ask_circle,
    managed=polls.circle_polls_managed,
    told=polls.circle_words,
    people=polls.people_to_ask,
    plan=session_on_chosen_date,
    offered=polls.circles_to_ask,
)
HOST = Host(
    kind=MeetingKind.CIRCLE,
    managed=hosted_by,
    may_manage=_may_manage,
    href=_href,
    change_href=_change_href,
    began=has_begun,
    people=people_in_session,
)
