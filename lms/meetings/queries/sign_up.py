"""Whether somebody can sign up for a meeting, and where they stand in line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, func, select

from lms.accounts.models import Actor, Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState, Part
from lms.meetings.models import Attender, Meeting
from lms.meetings.policy import may_know
from lms.programme.models import TeamMember


class SignUpState(StrEnum):
    """Whether somebody can sign up now, or why not."""

    NOT_OPEN = "not_open"
    CANCELLED = "cancelled"
    PAST = "past"
    CLOSED = "closed"
    FREE = "free"
    FULL = "full"


@dataclass(frozen=True)
class SignUp:
    """How sign-up for a meeting stands for one person.

    ``place`` is theirs in line, 1 for who comes first; ``waiting`` how many wait; ``free`` how many seats are left,
    nothing when there is no limit.
    """

    state: SignUpState
    part: Part | None
    place: int | None
    waiting: int
    free: int | None

    @property
    def has_seat(self) -> bool:
        """Whether they have a seat."""
        return self.part is Part.SEAT

    @property
    def waits(self) -> bool:
        """Whether they are in line."""
        return self.part is Part.WAITING

    @property
    def can_sign_up(self) -> bool:
        """Whether a seat or a place in line can be had now."""
        return self.part in {None, Part.LEFT} and self.state in {SignUpState.FREE, SignUpState.FULL}

    @property
    def can_sign_off(self) -> bool:
        """Whether they can give up what they have; also when nobody else can sign up any more."""
        return self.part in {Part.SEAT, Part.WAITING} and self.state not in {SignUpState.PAST, SignUpState.CANCELLED}


def sign_up_state(meeting: Meeting, moment: datetime | None = None) -> SignUpState:
    """Say whether somebody can sign up at a moment, or why not."""
    moment = moment or now()
    if meeting.state in {MeetingState.CANCELLED, MeetingState.NOT_HELD}:
        return SignUpState.CANCELLED
    if not meeting.open_to_all or meeting.state is MeetingState.DRAFT:
        return SignUpState.NOT_OPEN
    if meeting.starts_at <= moment:
        return SignUpState.PAST
    if meeting.sign_up_until is not None and meeting.sign_up_until <= moment:
        return SignUpState.CLOSED
    full = meeting.capacity is not None and meeting.seats_taken >= meeting.capacity
    return SignUpState.FULL if full else SignUpState.FREE


def sign_up_of(meeting: Meeting, actor: Actor) -> SignUp:
    """Return how sign-up stands for somebody, in one statement."""
    line = select(func.count()).where(Attender.meeting_id == meeting.id, Attender.part == Part.WAITING)
    mine = select(Attender.number).where(Attender.meeting_id == meeting.id, Attender.person_id == (actor.id or 0))
    part = select(Attender.part).where(Attender.meeting_id == meeting.id, Attender.person_id == (actor.id or 0))
    ahead = line.where(Attender.number <= mine.scalar_subquery())
    told = select(part.scalar_subquery(), ahead.scalar_subquery(), line.scalar_subquery())
    found, place, waiting = db.session.execute(told).one()
    free = None if meeting.capacity is None else meeting.capacity - meeting.seats_taken
    own = None if found is None else Part(found)
    return SignUp(sign_up_state(meeting), own, place if own is Part.WAITING else None, waiting, free)


def place_in_words(place: int) -> str:
    """Say a place in line as people do: "tweede"; from the eleventh as a number."""
    words = (
        *(_("eerste"), _("tweede"), _("derde"), _("vierde"), _("vijfde")),
        *(_("zesde"), _("zevende"), _("achtste"), _("negende"), _("tiende")),
    )
    return words[place - 1] if place <= len(words) else _("nummer %(place)s", place=place)


def place_of_sign_up(meeting: Meeting, person: Person) -> int | None:
    """Return the neighbourhood somebody comes for: the meeting's when they are in its team, else their only one."""
    found = set(db.session.scalars(_teams(), {"person_id": person.id}))
    if meeting.neighbourhood_id in found:
        return meeting.neighbourhood_id
    return found.pop() if len(found) == 1 else None


def meeting_to_sign_up(uid: str, actor: Actor) -> Meeting | None:
    """Return a meeting somebody may know of."""
    meeting = db.session.scalar(_by_uid(), {"uid": uid})
    return meeting if meeting is not None and may_know(actor, meeting) else None


@cache
def _by_uid() -> Select[Meeting]:
    """Return a statement that is built once: many press at the same moment."""
    return select(Meeting).where(Meeting.uid == bindparam("uid"))


@cache
def _teams() -> Select[int]:
    theirs = (TeamMember.person_id == bindparam("person_id"), TeamMember.until.is_(None))
    return select(TeamMember.neighbourhood_id).where(*theirs).distinct()
