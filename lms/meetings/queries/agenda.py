"""What somebody has planned, what is behind them, and what a neighbourhood has planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, case, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import Answer, MeetingState, Part
from lms.meetings.models import Attender, Meeting
from lms.meetings.policy import PLANNERS, known_here, may_plan
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, is_in_team, places
from lms.programme.queries.neighbourhoods import neighbourhoods_in

PAGE = 20
MOST_TO_COME = 100
NEXT_HERE = 3
#: What a calendar fetches reaches this far back.
FEED_BACK = timedelta(days=90)
MOST_IN_A_FEED = 300
#: Who reads, in a statement that is built once.
READER = bindparam("reader", type_=Integer)
Reader = Actor | BindParameter[int]
#: Who plans in more places than this finds the way on the page of each.
FEW_PLACES = 3


@dataclass(frozen=True)
class Line:
    """A meeting in a list, and how somebody stands to it when they are in it."""

    meeting: Meeting
    mine: Attender | None

    @property
    def href(self) -> str:
        """Where its page is; what another feature hosts has one here too, that leads on."""
        return f"/afspraken/{self.meeting.uid}"


@dataclass(frozen=True)
class Ahead:
    """What somebody is in, with the drafts they made, and what they can sign up for now."""

    coming: Sequence[Line]
    open: Sequence[Line]


def ahead_of(person: Person) -> Ahead:
    """Return what is before somebody, soonest first; what was called off stays until its day. One statement."""
    moment = now()
    drafts = and_(Meeting.state == MeetingState.DRAFT, Meeting.organiser_id == person.id)
    told = and_(Meeting.state != MeetingState.DRAFT, Attender.person_id.is_not(None))
    still = or_(Meeting.sign_up_until.is_(None), Meeting.sign_up_until > moment)
    can = and_(Meeting.open_to_all, Meeting.state == MeetingState.PLANNED, Meeting.starts_at > moment, still)
    open_to_all = case((or_(told, drafts), 0), else_=1)
    rows = _of(person).add_columns(open_to_all).where(Meeting.ends_at >= moment, or_(told, drafts, can))
    rows = rows.order_by(open_to_all, Meeting.starts_at, Meeting.id).limit(MOST_TO_COME + PAGE)
    found = [(Line(meeting, mine), other) for meeting, mine, other in db.session.execute(rows)]
    return Ahead([line for line, other in found if not other], [line for line, other in found if other][:PAGE])


def past_of(person: Person, *, before: str = "") -> list[Line]:
    """Return a page of what is behind somebody and one more, latest first; ``before`` is the uid of the last shown."""
    told = (Meeting.state != MeetingState.DRAFT, Attender.person_id.is_not(None), Meeting.ends_at < now())
    rows = _of(person).where(*told)
    if before:
        last = select(Meeting.starts_at, Meeting.id).where(Meeting.uid == before).subquery()
        earlier = or_(
            Meeting.starts_at < last.c.starts_at,
            and_(Meeting.starts_at == last.c.starts_at, Meeting.id < last.c.id),
        )
        rows = rows.join(last, earlier)
    return _lines(rows.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(PAGE + 1))


def next_of(person: Person) -> Line | None:
    """Return the next meeting that somebody comes to, in one statement."""
    found = db.session.execute(_next(), {"reader": person.id, "moment": now()}).first()
    return Line(*found) if found else None


def coming_in(neighbourhood: Neighbourhood, actor: Actor) -> list[Line]:
    """Return the next meetings in a neighbourhood that somebody may know of, in one statement."""
    question = _coming_in(plans=may_plan(actor, neighbourhood), in_team=is_in_team(actor, neighbourhood))
    rows = db.session.execute(question, {"here": neighbourhood.id, "reader": actor.id or 0, "moment": now()})
    return [Line(meeting, mine) for meeting, mine in rows]


@cache
def _coming_in(*, plans: bool, in_team: bool) -> Select[Meeting, Attender]:
    here = (Meeting.neighbourhood_id == bindparam("here"), Meeting.ends_at >= bindparam("moment"))
    on = Meeting.state.in_([MeetingState.DRAFT, MeetingState.PLANNED])
    found = _of(READER).where(*here, on, known_here(READER, plans=plans, in_team=in_team))
    return found.order_by(Meeting.starts_at, Meeting.id).limit(NEXT_HERE)


def in_feed_of(person: Person) -> Sequence[Meeting]:
    """Return what a calendar of somebody shows: what they come to."""
    since = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at >= now() - FEED_BACK)
    rows = select(Meeting).join(Attender, _mine(person)).where(*since, *_comes())
    return db.session.scalars(rows.order_by(Meeting.starts_at, Meeting.id).limit(MOST_IN_A_FEED)).all()


def places_to_plan(actor: Actor) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods where somebody plans, when they are few; at most one statement."""
    ids = places(actor, NEIGHBOURHOOD, *PLANNERS)
    if not 0 < len(ids) <= FEW_PLACES:
        return ()
    return [each for each in neighbourhoods_in(ids) if may_plan(actor, each)]


@cache
def _next() -> Select[Meeting, Attender]:
    mine = and_(_mine(READER), *_comes())
    still = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at >= bindparam("moment"))
    found = select(Meeting, Attender).join(Attender, mine).where(*still)
    return found.options(joinedload(Meeting.neighbourhood)).order_by(Meeting.starts_at, Meeting.id).limit(1)


def _of(person: Reader) -> Select[Meeting, Attender]:
    found = select(Meeting, Attender).outerjoin(Attender, _mine(person))
    return found.options(joinedload(Meeting.neighbourhood))


def _mine(person: Reader) -> ColumnElement[bool]:
    number = person if isinstance(person, BindParameter) else person.id or 0
    return and_(Attender.meeting_id == Meeting.id, Attender.person_id == number, Attender.part != Part.LEFT)


def _comes() -> tuple[ColumnElement[bool], ...]:
    return Attender.part.in_([Part.EXPECTED, Part.SEAT]), Attender.answer == Answer.NONE


def _lines(rows: Select[Meeting, Attender]) -> list[Line]:
    return [Line(meeting, mine) for meeting, mine in db.session.execute(rows)]
