"""What meetings add to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.kernel.slots import Panel
from lms.meetings.commands.answers import ANSWERED
from lms.meetings.commands.own import forget_person
from lms.meetings.commands.polls.answering import COMPLETE
from lms.meetings.commands.polls.closing import CLOSED
from lms.meetings.commands.polls.letters import ASKED, GIVEN_UP
from lms.meetings.commands.polls.own import forget_in_polls
from lms.meetings.commands.telling import CAUSES, SEAT_CAUSES
from lms.meetings.policy import asks_for_dates, may_plan, plans_somewhere
from lms.meetings.queries.agenda import coming_in
from lms.meetings.queries.own import TABLES, kept_of
from lms.meetings.queries.own_polls import TABLES as POLL_TABLES
from lms.meetings.queries.own_polls import polls_as_data
from lms.programme.policy import is_in_team
from lms.programme.queries.where import Where

KINDS = (
    NoticeKind("meetings", _l("Afspraken: uitnodigingen en veranderingen"), CAUSES, default="now"),
    NoticeKind("meeting_seat", _l("Afspraken: je plek, of je er een hebt of krijgt"), SEAT_CAUSES, default="now"),
    NoticeKind("meeting_answers", _l("Wie niet komt bij een afspraak van jou"), (ANSWERED,), concerns=plans_somewhere),
)
POLL_KINDS = (
    NoticeKind("date_polls", _l("Een datum prikken gaat niet door"), (GIVEN_UP,), default="now"),
    NoticeKind(
        "date_polls_asked",
        _l("Antwoorden op een datum die jij prikt"),
        (COMPLETE, CLOSED),
        default="now",
        concerns=asks_for_dates,
    ),
    #: Not for anybody to choose a pace for: the mail with the own link always goes, see ``commands.polls.letters``.
    NoticeKind("date_poll_question", _l("Een datum prikken"), (ASKED,), default="off", concerns=lambda _actor: False),
)
PERSONAL = PersonalData(
    name="meetings",
    export=kept_of,
    erase=forget_person,
    tables=TABLES,
    disappears=_l("Wat je zei bij afspraken, en het adres voor je eigen agenda"),
)
DATE_POLLS = PersonalData(
    name="date_polls",
    export=polls_as_data,
    erase=forget_in_polls,
    tables=POLL_TABLES,
    disappears=_l("Welke datums jou pasten, en je naam bij de datums die je zelf prikte"),
)


def neighbourhood_panel(actor: Actor, where: Where) -> Panel | None:
    """Show what is planned in a neighbourhood to its team and adviser; one statement."""
    here = where.neighbourhood
    plans = may_plan(actor, here)
    if not plans and not is_in_team(actor, here):
        return None
    return Panel("meetings/_neighbourhood.html", {"lines": coming_in(here, actor), "slug": here.slug, "plans": plans})


def poll_desks(actor: Actor) -> Sequence[Desk]:
    """Offer asking for a date to who plans meetings."""
    if not asks_for_dates(actor):
        return ()
    return (Desk(_("Datum prikken"), "/beheer/datumprikker", _("Vraag mensen welke datum past.")),)
