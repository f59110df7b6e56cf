"""The learning agenda of a circle: its questions now, and how they stood at each session side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.circles.enums import Folded, Hushed, QuestionState
from lms.circles.models import Circle, CircleSession, CircleUnfolded, LearningAgendaLine, LearningQuestion
from lms.circles.policy import facilitates, speaks_in
from lms.circles.queries.circles import circle_by_slug
from lms.circles.queries.confidential import readable, said_in_the_open
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState
from lms.meetings.models import Meeting

#: Open at so many sessions, a question asks for more time.
DEEPER = 3
MOST_BESIDE = 4


@dataclass(frozen=True)
class Lettered:
    """A question with how it stood at each session, by the number of the session."""

    question: LearningQuestion
    stood: Mapping[int, LearningAgendaLine]

    @property
    def asks_for_more(self) -> bool:
        """Whether it is open and was so at three sessions."""
        open_at = [line for line in self.stood.values() if line.state is QuestionState.OPEN]
        return self.question.state is QuestionState.OPEN and len(open_at) >= DEEPER


@dataclass(frozen=True)
class LearningAgenda:
    """All questions by letter, and the last sessions at which they were kept."""

    rows: Sequence[Lettered]
    sessions: Sequence[CircleSession]


def is_unfolded(circle: Circle, what: Folded) -> bool:
    """Say whether a facilitator opened it."""
    return db.session.get(CircleUnfolded, (circle.id, what)) is not None


def unfolded_in(circle: Circle) -> frozenset[Folded]:
    """Return what a facilitator opened in a circle; one statement."""
    found = select(CircleUnfolded.what).where(CircleUnfolded.circle_id == circle.id)
    return frozenset(Folded(each) for each in db.session.scalars(found))


def learning_circle(slug: str, actor: Actor) -> Circle | None:
    """Return a circle whose learning agenda the actor reads: its people once it is open, facilitators before."""
    circle = circle_by_slug(slug, actor)
    return circle if circle is not None and reads_learning_agenda(circle, actor) else None


def reads_learning_agenda(circle: Circle, actor: Actor) -> bool:
    """Say whether there is a learning agenda for this actor."""
    if facilitates(actor, circle):
        return True
    return speaks_in(actor, circle) and is_unfolded(circle, Folded.LEARNING_AGENDA)


def learning_agenda_of(circle: Circle, actor: Actor) -> LearningAgenda:
    """Return the learning agenda as the actor reads it, with how it stood before; two statements."""
    open_ = said_in_the_open(LearningQuestion.opened_in_id, to=actor)
    questions = questions_of(circle, open_)
    found = select(LearningAgendaLine).join(LearningAgendaLine.question).join(LearningAgendaLine.session)
    found = found.where(LearningQuestion.circle_id == circle.id, open_).order_by(CircleSession.number)
    whole = found.options(contains_eager(LearningAgendaLine.question), contains_eager(LearningAgendaLine.session))
    stood: dict[str, dict[int, LearningAgendaLine]] = {}
    sessions: dict[int, CircleSession] = {}
    for line in db.session.scalars(whole):
        stood.setdefault(line.question.letter, {})[line.session.number] = line
        sessions[line.session.number] = line.session
    rows = [Lettered(each, stood.get(each.letter, {})) for each in questions]
    return LearningAgenda(rows, [sessions[number] for number in sorted(sessions)][-MOST_BESIDE:])


def questions_of(circle: Circle, *more: ColumnElement[bool]) -> Sequence[LearningQuestion]:
    """Return the questions as they are worded now, by letter; one statement."""
    here = (LearningQuestion.circle_id == circle.id, LearningQuestion.state != QuestionState.REWORDED)
    found = _questions(*here, *more)
    return sorted(db.session.scalars(found), key=lambda each: (len(each.letter), each.letter))


def question_by_uid(slug: str, uid: str, actor: Actor) -> LearningQuestion | None:
    """Return an open question of a circle that the actor facilitates or is in."""
    circle = learning_circle(slug, actor)
    if circle is None:
        return None
    here = (LearningQuestion.circle_id == circle.id, LearningQuestion.uid == uid)
    open_ = said_in_the_open(LearningQuestion.opened_in_id, to=actor)
    return db.session.scalars(_questions(*here, open_)).one_or_none()


def session_to_freeze(circle: Circle, actor: Actor) -> CircleSession | None:
    """Return the last session that began and whose words the actor may read."""
    held = (CircleSession.circle_id == circle.id, Meeting.state == MeetingState.PLANNED, Meeting.starts_at <= now())
    here = readable(actor, Hushed.SESSION, CircleSession.id)
    found = select(CircleSession).join(CircleSession.meeting).where(*held, here).order_by(Meeting.starts_at.desc())
    whole = found.options(contains_eager(CircleSession.meeting), joinedload(CircleSession.circle))
    return db.session.scalars(whole.limit(1)).one_or_none()


def _questions(*here: ColumnElement[bool]) -> Select[LearningQuestion]:
    options = (joinedload(LearningQuestion.theme), joinedload(LearningQuestion.owner))
    more = (joinedload(LearningQuestion.opened_in), joinedload(LearningQuestion.circle))
    return select(LearningQuestion).where(*here).options(*options, *more)
