"""A session while it runs: what everybody does now, what became of each theme, who is there, what was said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.circles.enums import SPEAKING, Hushed, ItemKind, ItemState
from lms.circles.models import AgendaItem, Circle, CircleMember, CircleSession, ItemRun, SessionPulse
from lms.circles.policy import known_to, sessions_known_to
from lms.circles.queries.agenda import Agenda, OnTheme
from lms.circles.queries.confidential import readable
from lms.kernel.db import db
from lms.meetings.enums import THERE, Attendance
from lms.meetings.models import Attender, Meeting
from lms.programme.models import Neighbourhood, Theme


@dataclass(frozen=True)
class Light:
    """A fixed theme while a session runs: the item that stands for it, and what became of it."""

    theme: Theme
    item: AgendaItem | None
    state: ItemState
    is_now: bool


@dataclass(frozen=True)
class Turn:
    """What everybody does now, since when, and how long it was meant to take."""

    item: AgendaItem
    began_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When its time is over."""
        return self.began_at + timedelta(minutes=self.item.minutes)

    def over(self, moment: datetime) -> int:
        """How many whole minutes it takes too long, 0 when it is in time."""
        return max(int((moment - self.ends_at).total_seconds() // 60), 0)


@dataclass(frozen=True)
class Course:
    """How the agenda goes: what is now, what took how long, and what comes next."""

    agenda: Agenda
    turn: Turn | None
    took: Mapping[int, int]

    @property
    def lights(self) -> list[Light]:
        """The five fixed themes with what became of each."""
        return [self._light(each) for each in self.agenda.by_theme]

    @property
    def coming(self) -> AgendaItem | None:
        """What comes after this, as far as the agenda says."""
        at = self.turn.item.position if self.turn else -1
        waiting = [each for each in self.agenda.items if each.state is ItemState.PLANNED and not self._is_now(each)]
        return next((each for each in waiting if each.position > at), next(iter(waiting), None))

    def _is_now(self, item: AgendaItem) -> bool:
        return self.turn is not None and self.turn.item.id == item.id

    def _light(self, on: OnTheme) -> Light:
        now_on_it = any(each.kind is ItemKind.THEME and self._is_now(each) for each in on.items)
        return Light(on.theme, on.stands, on.stands.state if on.stands else ItemState.PLANNED, now_on_it)


@dataclass(frozen=True)
class Chair:
    """Somebody who is expected, with their place of that day."""

    person: Person
    neighbourhood: Neighbourhood | None
    attendance: Attendance

    @property
    def is_there(self) -> bool:
        """Whether they are in the room or online."""
        return self.attendance in THERE


@dataclass(frozen=True)
class Stand:
    """How far a session is for who asks whether a screen is old."""

    circle: Circle
    number: int
    session_id: int
    serial: int


def open_themes(agenda: Agenda, busy: AgendaItem | None = None) -> list[Theme]:
    """Return the fixed themes without an answer yet; ``busy`` is what everybody does now, which counts as discussed."""
    lights = Course(agenda, None, {}).lights
    done = busy.id if busy else None
    return [
        light.theme
        for light in lights
        if light.item is None or (light.state in {ItemState.PLANNED, ItemState.PROPOSED} and light.item.id != done)
    ]


def course_of(agenda: Agenda) -> Course:
    """Return how the agenda of a session goes; one statement."""
    found = select(ItemRun).where(ItemRun.session_id == agenda.session.id).order_by(ItemRun.id)
    runs = db.session.scalars(found).all()
    items = {each.id: each for each in agenda.items}
    running = next((each for each in runs if each.ended_at is None and each.item_id in items), None)
    took: dict[int, int] = {}
    for run in runs:
        if run.ended_at is not None:
            seconds = (run.ended_at - run.began_at).total_seconds()
            took[run.item_id] = took.get(run.item_id, 0) + round(seconds / 60)
    return Course(agenda, Turn(items[running.item_id], running.began_at) if running else None, took)


def stand_of(slug: str, number: int, actor: Actor) -> Stand | None:
    """Return how often something changed in a session the actor may know of; one light statement."""
    found = select(Circle, CircleSession.id, SessionPulse.serial)
    found = found.join(CircleSession, CircleSession.circle_id == Circle.id)
    found = found.join(Meeting, Meeting.id == CircleSession.meeting_id)
    found = found.outerjoin(SessionPulse, SessionPulse.session_id == CircleSession.id)
    there = (Circle.slug == slug, CircleSession.number == number, known_to(actor), sessions_known_to(actor))
    inside = readable(actor, Hushed.SESSION, CircleSession.id)
    row = db.session.execute(found.where(*there, inside)).one_or_none()
    return Stand(row[0], number, row[1], row[2] or 0) if row else None


def serial_of(session: CircleSession) -> int:
    """Return how often something changed in a session."""
    return db.session.scalar(select(SessionPulse.serial).where(SessionPulse.session_id == session.id)) or 0


def chairs_of(comers: Sequence[Attender]) -> list[Chair]:
    """Return who is expected, as the circle of chairs shows them."""
    return [Chair(each.person, each.neighbourhood, each.attendance) for each in comers]


def people_of(circle: Circle) -> Sequence[CircleMember]:
    """Return who speaks in a circle now, by name: who an agreement can be for; one statement."""
    found = select(CircleMember).join(CircleMember.person).where(CircleMember.circle_id == circle.id)
    found = found.where(CircleMember.until.is_(None), CircleMember.role.in_(SPEAKING))
    found = found.options(joinedload(CircleMember.person), joinedload(CircleMember.neighbourhood))
    return db.session.scalars(found.order_by(Person.name, Person.id)).all()


def own_place(members: Collection[CircleMember], actor: Actor) -> Neighbourhood | None:
    """Return for which neighbourhood somebody is in a circle now."""
    return next((each.neighbourhood for each in members if each.person_id == actor.id), None)
