"""One meeting: for who is in it and for who manages it; who is told of it by mail, and who must be called."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Cadence
from lms.accounts.models import Actor, Person
from lms.accounts.queries.notices import cadence_by_person, kind_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingKind, MeetingState, Part
from lms.meetings.models import Attender, DateInvite, DatePoll, Meeting, MeetingMove
from lms.meetings.policy import known, may_manage
from lms.meetings.queries.polls import guests_of
from lms.meetings.slots import host_of


@dataclass(frozen=True)
class Shown:
    """A meeting as somebody sees it."""

    meeting: Meeting
    mine: Attender | None
    manages: bool
    move: MeetingMove | None

    @property
    def inside(self) -> bool:
        """Whether somebody takes part, so that the way in online is for them."""
        return self.manages or (self.mine is not None and self.mine.part in {Part.EXPECTED, Part.SEAT})

    @property
    def comes(self) -> bool:
        """Whether it belongs in their own calendar: they have a place and did not say that they cannot."""
        return self.manages or (self.mine is not None and self.mine.comes)

    @property
    def let_go(self) -> bool:
        """Whether somebody is expected no more: they read that, and nothing of what became of it since."""
        return not (self.manages or self.meeting.open_to_all) and self.mine is None

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.meeting.ends_at < now()

    @property
    def answers(self) -> bool:
        """Whether somebody may say that they cannot, or that they come after all."""
        return answers(self.meeting, self.mine)

    @property
    def door_open(self) -> bool:
        """Whether the way in online is shown now."""
        return self.inside and self.meeting.door_open(now())


@dataclass(frozen=True)
class Reach:
    """Who of some people gets a mail at once, and who does not; ``guests`` without an account get one besides."""

    mailed: Sequence[Person] = ()
    unmailed: Sequence[Person] = ()
    guests: int = 0

    @property
    def mails(self) -> int:
        """How many people get a mail."""
        return len(self.mailed) + self.guests


def answers(meeting: Meeting, mine: Attender | None) -> bool:
    """Say whether somebody may say that they cannot, or that they come after all; ``mine`` is how they stand to it."""
    expected = mine is not None and mine.part is Part.EXPECTED
    return expected and meeting.state is MeetingState.PLANNED and meeting.ends_at >= now()


def meeting_at(uid: str, actor: Actor) -> Meeting | None:
    """Return a meeting that somebody may know of, with its neighbourhood and who organised it."""
    statement = select(Meeting).where(Meeting.uid == uid, known(actor))
    return db.session.scalar(statement.options(joinedload(Meeting.neighbourhood), joinedload(Meeting.organiser)))


def meeting_here(uid: str, actor: Actor) -> Meeting | None:
    """Return a meeting that no other feature hosts: those have rules of their own for sending invitations."""
    found = meeting_at(uid, actor)
    return found if found is not None and found.kind is not MeetingKind.CIRCLE else None


def meeting_to_take_along(uid: str, actor: Actor) -> Meeting | None:
    """Return a meeting that somebody may know of, unless they are expected there no more."""
    found = meeting_at(uid, actor)
    return found if found is not None and not shown_to(found, actor).let_go else None


def shown_to(meeting: Meeting, actor: Actor) -> Shown:
    """Return a meeting as somebody sees it, with where it was before its last move."""
    mine = db.session.get(Attender, (meeting.id, actor.id or 0))
    last = select(MeetingMove).where(MeetingMove.meeting_id == meeting.id).order_by(MeetingMove.id.desc()).limit(1)
    there = mine if mine is not None and mine.part is not Part.LEFT else None
    return Shown(meeting, there, may_manage(actor, meeting), db.session.scalar(last))


def hosted_at(meeting: Meeting) -> str:
    """Return the page that a meeting has with the feature that hosts it, if any; at most one statement."""
    host = host_of(meeting)
    return host.href(meeting) if host else ""


def change_href(actor: Actor, meeting: Meeting) -> str:
    """Return where somebody who manages a meeting changes it: with the feature that hosts it, when there is one."""
    if meeting.kind is not MeetingKind.CIRCLE:
        return f"/beheer/afspraken/{meeting.uid}/wijzig"
    host = host_of(meeting)
    return host.change_href(actor, meeting) if host else ""


def people_in(meeting: Meeting, *parts: Part) -> Sequence[Attender]:
    """Return who is in a meeting, by name; ``parts`` limits it, without any it is everybody who did not leave."""
    chosen = Attender.part.in_(parts) if parts else Attender.part != Part.LEFT
    rows = select(Attender).join(Attender.person).where(Attender.meeting_id == meeting.id, chosen)
    return db.session.scalars(rows.order_by(Person.name, Person.id).options(joinedload(Attender.person))).all()


def told_of(meeting: Meeting) -> Sequence[Person]:
    """Return whom a change is told: everybody in a meeting, and nobody while it is a draft."""
    if meeting.state is not MeetingState.PLANNED:
        return ()
    return [each.person for each in people_in(meeting)]


def told_when_sent(meeting: Meeting, people: Sequence[Attender]) -> Sequence[Person]:
    """Return whom the invitations of a draft go to, for who may send them here; of anything else nobody."""
    if meeting.state is not MeetingState.DRAFT or meeting.kind is MeetingKind.CIRCLE or meeting.ends_at <= now():
        return ()
    return [each.person for each in people]


def reach_of(people: Sequence[Person], cause: str) -> Reach:
    """Return who gets a mail at once of what is told under this cause; at most one statement."""
    if not people:
        return Reach()
    cadences = cadence_by_person(people, kind_of(cause))
    reached = {each.id for each in people if each.active and each.email and cadences[each.id] is Cadence.NOW}
    mailed = [each for each in people if each.id in reached]
    return Reach(mailed, [each for each in people if each.id not in reached])


def reach_of_news(meeting: Meeting, cause: str) -> Reach:
    """Return who gets a mail at once of what changes in a meeting; at most three statements."""
    told = told_of(meeting)
    reach = reach_of(told, cause)
    guests = len(guests_of(meeting)) if meeting.state is MeetingState.PLANNED else 0
    return replace(reach, guests=guests)


def reach_of_choosing(poll: DatePoll, invites: Sequence[DateInvite], actor: Person, cause: str) -> Reach:
    """Return who gets a mail at once when a date is chosen: who was asked, guests, and who chooses; one statement."""
    people = {each.person.id: each.person for each in invites if each.person}
    if poll.host is None:
        people[actor.id] = actor
    reach = reach_of(list(people.values()), cause)
    return replace(reach, guests=sum(1 for each in invites if each.person is None and each.address))
