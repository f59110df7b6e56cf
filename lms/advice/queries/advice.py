"""Finding advice: one piece by its number, and what there is for a neighbourhood."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.advice.enums import Direction, State, Word
from lms.advice.models import Advice, AnswerConsent
from lms.advice.models.path import word_of
from lms.advice.policy import read_by, shown_to_team
from lms.kernel.db import db
from lms.programme.models import CardStep, Neighbourhood, Programme

PAGE = 20
_WHOLE = (
    joinedload(Advice.neighbourhood).joinedload(Neighbourhood.programme),
    joinedload(Advice.neighbourhood).joinedload(Neighbourhood.director),
    joinedload(Advice.neighbourhood).joinedload(Neighbourhood.adviser),
    joinedload(Advice.theme),
    joinedload(Advice.requester),
    joinedload(Advice.owner),
    joinedload(Advice.second_reader),
    joinedload(Advice.consents).joinedload(AnswerConsent.answer),
    joinedload(Advice.step),
)


@dataclass(frozen=True)
class Listed:
    """Advice in a list; the ``step`` is that of the card of the neighbourhood, when it is still on it."""

    advice: Advice
    step: CardStep | None = None

    @property
    def word(self) -> Word | None:
        """Which of the four words a director reads."""
        return word_of(self.advice.direction, self.advice.state, self.advice.used)


def advice_by_number(number: str, actor: Actor) -> Advice | None:
    """Return advice that somebody may read, with its neighbourhood, step, theme and people."""
    found = select(Advice).where(Advice.number == number, read_by(actor)).options(*_WHOLE)
    return db.session.scalars(found).unique().one_or_none()


def advice_for(
    neighbourhood: Neighbourhood, actor: Actor, *, before: int | None = None, most: int = PAGE, but: int | None = None
) -> Sequence[Listed]:
    """Return what somebody may read of the advice for a neighbourhood, the newest first; one more than a page holds.

    What was withdrawn, and what its adviser did not offer (yet), is left out.
    """
    here = [Advice.neighbourhood_id == neighbourhood.id, Advice.state != State.WITHDRAWN, shown_to_team()]
    if before is not None:
        here.append(Advice.id < before)
    if but is not None:
        here.append(Advice.id != but)
    return listed(select_listed().where(*here, read_by(actor)).order_by(Advice.id.desc()).limit(most + 1))


def select_listed() -> Select[Advice, CardStep]:
    """Return the statement for lists, with the step."""
    step = and_(CardStep.card_version_id == Neighbourhood.card_version_id, CardStep.key == Advice.step_key)
    found = select(Advice, CardStep).join(Neighbourhood, Neighbourhood.id == Advice.neighbourhood_id)
    return found.outerjoin(CardStep, step).options(joinedload(Advice.neighbourhood), joinedload(Advice.owner))


def listed(statement: Select[Advice, CardStep]) -> Sequence[Listed]:
    """Return the rows of such a statement."""
    return [Listed(*_pair(row)) for row in db.session.execute(statement)]


def asked() -> ColumnElement[bool]:
    """Return the condition for questions."""
    return Advice.direction == Direction.ASKED


def programme_of(advice: Advice) -> Programme:
    """Return the programme it belongs to."""
    return advice.neighbourhood.programme


def _pair(row: Row[Advice, CardStep]) -> tuple[Advice, CardStep | None]:
    return row[0], row[1]
