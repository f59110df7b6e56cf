"""Meetings of Havenbuurt in the scenery: one of each kind, who said what, and dates somebody asks for."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.answers import answer
from lms.meetings.commands.attendance import record_attendance, write_walk_in
from lms.meetings.commands.feeds import make_feed, token_of
from lms.meetings.commands.plans import Expected, Plan, cancel_meeting, plan_meeting
from lms.meetings.commands.polls.asking import Guest, Question, ask_for_dates
from lms.meetings.enums import Answer, Attendance, MeetingKind, Mode
from lms.meetings.models import DateInvite, DateOption, Meeting
from lms.meetings.queries.attendance import code_of
from lms.meetings.queries.poll_groups import where_at
from tests.factories.polls import own_link
from tests.journeys.neighbour import CANARY, DEPUTY, DIRECTOR, KEY_PERSON, SLUG, WORKER, here
from tests.journeys.visit import VISITOR, Visit

Cast = Callable[[str], Person]
BY = {"origin": "test"}
GUEST = Guest(f"{CANARY}-prikgast", "prikgast@example.org")
VISITS = (
    Visit("meetings.show", "/afspraken/{gathering}", DIRECTOR),
    Visit("meetings.show", "/afspraken/{gathering}", WORKER),
    Visit("meetings.show", "/afspraken/{gathering_now}", WORKER),
    Visit("meetings.show", "/afspraken/{gathering_off}", WORKER),
    Visit("meetings.show", "/afspraken/{gathering_open}", "wijkregisseur"),
    Visit("meetings.show", "/afspraken/{gathering_open}", DIRECTOR),
    Visit("meetings.attendance", "/afspraken/{gathering_now}/aanwezig", DIRECTOR),
    Visit("meetings.attendance", "/afspraken/{gathering_past}/aanwezig", DIRECTOR),
    Visit("meetings.attendance_code", "/afspraken/{gathering_now}/aanwezig/code", DIRECTOR),
    Visit("meetings.attendance_paper", "/afspraken/{gathering_now}/aanwezig/lijst", DIRECTOR),
    Visit("meetings.join_walk_in", "/afspraken/{gathering_now}/aanwezig/namen/{walk_in}", DIRECTOR),
    Visit("meetings.coming_in", "/afspraken/kom-binnen/{room_code}", WORKER),
    Visit("training.training_module", "/afspraken/{gathering_open}/module", DIRECTOR),
    Visit("meetings.my_attendance", "/afspraken/mijn-aanwezigheid", WORKER),
    Visit("meetings.agenda", "/agenda", WORKER),
    Visit("meetings.agenda", "/agenda", DIRECTOR),
    Visit("meetings.cancel", "/beheer/afspraken/{gathering}/afzeggen", DIRECTOR),
    Visit("meetings.change", "/beheer/afspraken/{gathering}/wijzig", DIRECTOR),
    Visit("meetings.change", "/beheer/afspraken/{gathering_draft}/wijzig", DIRECTOR),
    Visit("meetings.change", "/beheer/afspraken/{gathering_open}/wijzig", DIRECTOR),
    Visit("meetings.unmailed", "/beheer/afspraken/{gathering}/geen-mail", DIRECTOR),
    Visit("meetings.new_meeting", f"/beheer/afspraken/nieuw/{SLUG}", DIRECTOR),
    Visit("meetings.poll_list", "/beheer/datumprikker", DIRECTOR),
    Visit("meetings.show_poll", "/beheer/datumprikker/{poll}", DIRECTOR),
    Visit("meetings.more_dates", "/beheer/datumprikker/{poll}/datums", DIRECTOR),
    Visit("meetings.look_at_date", "/beheer/datumprikker/{poll}/kies/{option}", DIRECTOR),
    Visit("meetings.look_at_stopping", "/beheer/datumprikker/{poll}/stoppen", DIRECTOR),
    Visit("meetings.new_poll", f"/beheer/datumprikker/nieuw/{SLUG}", DIRECTOR),
    Visit("meetings.show_own_dates", "/datumprikker/{own_dates}", VISITOR),
    Visit("meetings.show_asked_dates", "/datumprikker/u/{poll}", WORKER),
)
NO_PAGE = {
    "meetings.take_along": "an appointment for a calendar",
    "meetings.fetch": "a calendar",
    "meetings.attendance_code_file": "a picture",
}
#: What the words of an address say about which of the values it needs.
AFTER = {
    "afspraken/<uid>": {"uid": "gathering"},
    "afspraken/<uid>/aanwezig": {"uid": "gathering_now"},
    "afspraken/<uid>/aanmelden": {"uid": "gathering_open"},
    "afspraken/<uid>/afmelden": {"uid": "gathering_open"},
    "afspraken/<uid>/module": {"uid": "gathering_open"},
    "afspraken/<uid>/verstuur": {"uid": "gathering_draft"},
    "kom-binnen/<code>": {"code": "room_code"},
    "nieuw/<place>": {"place": "neighbourhood"},
    "datumprikker/<token>": {"token": "own_dates"},
}


def settle(who: Cast) -> dict[str, str]:
    """Plan one meeting of each kind in Havenbuurt, and ask people for a date; return the values of addresses."""
    director, team = who(DIRECTOR), [who(DEPUTY), who(WORKER), who(KEY_PERSON)]
    soon = _plan(director, team, 5, "overleg", mode=Mode.HYBRID, **_online("later"), text=f"We oefenen. {CANARY}-tekst")
    answer(soon, who(KEY_PERSON), Answer.CANNOT, **BY)
    answer(soon, who(WORKER), Answer.REPLACED, replacement=f"{CANARY}-vervanger", **BY)
    here_now = _plan(director, team, 3, "nu", mode=Mode.HYBRID, **_online("beeld"))
    _was(here_now, now() - timedelta(minutes=10))
    walk_in = write_walk_in(here_now, f"{CANARY}-binnengelopen", by=director)
    past = _plan(director, team, 2, "toen")
    _was(past, now() - timedelta(days=4))
    record_attendance(past, {who(WORKER).uid: Attendance.ABSENT, who(DEPUTY).uid: Attendance.HERE}, by=director)
    why = f"Ik zag het verkeerd. {CANARY}-verbeterd"
    record_attendance(past, {who(WORKER).uid: Attendance.HERE}, by=director, why=why)
    off = _plan(director, team, 9, "afgelast")
    cancel_meeting(off, director, f"De zaal is bezet. {CANARY}-afgezegd", **BY)
    given = {"kind": MeetingKind.TRAINING, "open_to_all": True, "capacity": 8, "mode": Mode.HYBRID}
    for_all = _plan(director, [], 12, "", title="Open training in Havenbuurt", **given, **_online("open"))
    draft = _plan(director, team, 15, "klad", draft=True)
    return {
        "gathering": soon.uid,
        "gathering_now": here_now.uid,
        "gathering_past": past.uid,
        "gathering_off": off.uid,
        "gathering_open": for_all.uid,
        "gathering_draft": draft.uid,
        "walk_in": walk_in.uid,
        "room_code": code_of(here_now),
        "feed": token_of(make_feed(who(WORKER), **BY)),
        **_dates(director, [who(WORKER), who(DEPUTY)]),
    }


def _plan(director: Person, people: list[Person], days: int, word: str, **more: object) -> Meeting:
    place, draft = here(), bool(more.pop("draft", False))
    values = {"kind": MeetingKind.TEAM, "title": f"Samen {CANARY}-{word}", "place": "Het Dok", **more}
    plan = Plan(starts_at=_at(days), ends_at=_at(days) + timedelta(minutes=90), **values)  # type: ignore[arg-type]
    comers = [Expected(each, place.id) for each in people]
    key = {"form_key": new_uid(24), **BY}
    return plan_meeting(plan, director, neighbourhood=place, people=comers, draft=draft, **key)


def _online(word: str) -> dict[str, str]:
    return {"video_url": f"https://video.example.org/{CANARY}-{word}", "dial_in": f"085 {CANARY}-inbel{word}"}


def _was(meeting: Meeting, begins: datetime) -> None:
    """Let a meeting have begun: people were invited before."""
    meeting.starts_at, meeting.ends_at = begins, begins + timedelta(minutes=90)
    db.session.flush()


def _dates(director: Person, people: list[Person]) -> dict[str, str]:
    where = where_at(SLUG, director)
    assert where is not None
    starts = [_at(days) for days in (20, 21, 22)]
    question = Question(MeetingKind.TEAM, f"Start {CANARY}-prikker", 60, starts, _at(8), "Het Dok", people, (GUEST,))
    poll = ask_for_dates(where, question, director, form_key=new_uid(24), **BY)
    first = select(DateOption.uid).where(DateOption.poll_id == poll.id).order_by(DateOption.starts_at).limit(1)
    asked = select(DateInvite.uid).where(DateInvite.poll_id == poll.id, DateInvite.person_id == people[0].id)
    return {
        "poll": poll.uid,
        "option": db.session.scalars(first).one(),
        "invite": db.session.scalars(asked).one(),
        "own_dates": own_link(GUEST.address).rpartition("/")[2],
        "place": SLUG,
    }


def _at(days: int) -> datetime:
    return (now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
