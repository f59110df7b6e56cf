"""The learning circles of the demo programme: three, with sessions that were and that come."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from lms.accounts.models import Person
from lms.accounts.queries.demo import DEMO_DOMAIN
from lms.accounts.queries.people import person_by_email, person_by_id
from lms.circles.commands.circles import accept_rules, make_circle, write_goal, write_rules
from lms.circles.commands.followups import ask_followups, plan_followups
from lms.circles.commands.members import add_member, expected_in
from lms.circles.commands.reports import WORKING_DAYS, fix_reports
from lms.circles.commands.series import Day, plan_series, publish_session
from lms.circles.commands.waiting import propose
from lms.circles.enums import ItemState, MemberRole, Stage
from lms.circles.models import Circle, CircleSession, Report
from lms.circles.queries.agenda import agenda_of, themes_of
from lms.circles.queries.circles import open_membership
from lms.circles.queries.sessions import sessions_of, who_comes
from lms.home.cli.grown_in_circles import grow
from lms.home.cli.met import working_day
from lms.home.cli.said_in_circles import take_home, write_along
from lms.home.cli.towns import Town
from lms.kernel.chance import new_uid
from lms.kernel.clock import AMSTERDAM, local, now, today
from lms.kernel.db import db
from lms.kernel.working_days import add_working_days
from lms.meetings.commands.plans import expect
from lms.meetings.enums import Attendance, MeetingState
from lms.programme.models import Neighbourhood

ORIGIN = "demo"
#: Name, the account that must be in it, the place in the list of neighbourhoods with a director, and a script.
CIRCLES = (
    ("Leerkring Noord", "wijkregisseur", "gelijk-8"),
    ("Leerkring Zuid", "wijkregisseur2", "spotlight"),
    ("Leerkring Oost", "", "gelijk-15"),
)
RULES = "Wat hier gezegd wordt, blijft hier.\nWe laten elkaar uitpraten.\nWat niet lukte, is net zo welkom."
ARC = "Kennismaken\nDe wijk verkennen\nSamen op weg naar hulp\nWat werkt, en wat houden we vast?\nTerugkijken en vieren"
WEEKS = (-15, -9, -3, 2, 9)
MOST = 6


def meet_in_circles(town: Town) -> None:
    """Make three circles, each with people of its own, three sessions that were, one that comes and a draft."""
    coordinator, facilitator = _account("coordinator"), _account("begeleider")
    led = [each for each in town.neighbourhoods.values() if each.director_id is not None]
    rest = [each for each in led if _account_of(each) is None]
    for place, (name, account, script) in enumerate(CIRCLES):
        mine = [each for each in led if account and _account_of(each) == account]
        people = [*mine, *rest[place * MOST : (place + 1) * MOST]]
        circle = make_circle(
            town.programme, name, script=script, capacity=12, by=coordinator, form_key=new_uid(24), origin=ORIGIN
        )
        _fill(circle, people, coordinator, facilitator)
        _plan(circle, script, facilitator)
        if account:
            _speak(circle, _account(account))
            grow(circle, facilitator)
    ask_followups()


def _fill(circle: Circle, places: Sequence[Neighbourhood], coordinator: Person, facilitator: Person) -> None:
    write_rules(circle, RULES, seen=0, by=coordinator, origin=ORIGIN)
    add_member(circle, facilitator, MemberRole.FACILITATOR, None, by=coordinator, origin=ORIGIN)
    for place in places:
        person = person_by_id(place.director_id) if place.director_id else None
        if person is not None:
            add_member(circle, person, MemberRole.PARTICIPANT, place, by=coordinator, origin=ORIGIN)


def _plan(circle: Circle, script: str, facilitator: Person) -> None:
    lines = ARC.splitlines()
    days = [
        Day(line, *_afternoon(weeks), place="Buurthuis De Wending") for line, weeks in zip(lines, WEEKS, strict=True)
    ]
    plan_series(
        circle,
        "Eerste reeks",
        days,
        arc=ARC,
        script=script,
        spotlight=3,
        by=facilitator,
        form_key=new_uid(24),
        origin=ORIGIN,
    )
    for session in sessions_of(circle, facilitator)[: len(WEEKS) - 1]:
        if session.meeting.ends_at > now():
            publish_session(session, by=facilitator, origin=ORIGIN)
            continue
        session.meeting.state = MeetingState.PLANNED
        expect(session.meeting, expected_in(circle))  # nobody is invited to what was
        write_along(session, facilitator)
        _held(session)
    db.session.flush()


def _held(session: CircleSession) -> None:
    """Let a session have been: everything was talked about but one thing, and its report is fixed."""
    session.stage = Stage.WRAPPING_UP
    items = agenda_of(session).items
    for item in items:
        item.state = ItemState.DISCUSSED
    last = next((each for each in reversed(items) if each.theme_id), None)
    if last is not None:
        last.state, last.why = ItemState.CARRIED_OVER, "Niet aan toe gekomen"
    for each in who_comes(session):
        each.attendance, each.attendance_at = Attendance.HERE, session.meeting.ends_at
    day = local(session.meeting.ends_at).date()
    db.session.add(
        Report(
            session_id=session.id,
            begun_at=session.meeting.ends_at,
            last_day=add_working_days(day, WORKING_DAYS),
            warned_on=add_working_days(day, WORKING_DAYS),
        )
    )
    db.session.flush()
    plan_followups(session)
    take_home(session)
    fix_reports()


def _speak(circle: Circle, person: Person) -> None:
    member = open_membership(circle, person)
    if member is None:
        return
    accept_rules(member, circle.rules_number, by=person, origin=ORIGIN)
    write_goal(
        member, "Ik wil dat de huisartsen in mijn wijk meedoen.", "Ik weet hoe je een wandelgroep begint.", by=person
    )
    coming = next((each for each in sessions_of(circle, person) if each.can_be_planned), None)
    theme = next(iter(themes_of(circle)), None)
    if coming is not None:
        propose(circle, coming, "Hoe vraag je iemand door zonder te duwen?", theme=theme, by=person)


def _afternoon(weeks: int) -> tuple[datetime, datetime]:
    day = working_day(today() + timedelta(weeks=weeks))
    return tuple(datetime.combine(day, time(hour), AMSTERDAM) for hour in (13, 16))  # type: ignore[return-value]


def _account(name: str) -> Person:
    person = person_by_email(f"{name}@{DEMO_DOMAIN}")
    if person is None:
        raise LookupError(name)
    return person


def _account_of(place: Neighbourhood) -> str | None:
    """Return the short name of the demo account that leads a neighbourhood, or nothing for made-up people."""
    person = person_by_id(place.director_id) if place.director_id else None
    address = (person.email or "") if person else ""
    return address.removesuffix(f"@{DEMO_DOMAIN}") if address.endswith(f"@{DEMO_DOMAIN}") else None
