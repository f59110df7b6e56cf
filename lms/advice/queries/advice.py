"""Finding advice: one piece by its number, and what there is for a neighbourhood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, select
from sqlalchemy.orm import aliased, joinedload, load_only

from lms.accounts.models import Actor, Person
from lms.advice.enums import Direction, State, Word
from lms.advice.models import Advice, AdviceAnswer, AnswerConsent
from lms.advice.models.path import word_of
from lms.advice.policy import Sides, readable, shown_to_team, sides_of, who_reads
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


OWNER = aliased(Person)
#: Of somebody as much as a line of a page shows.
AS_WRITER = load_only(Person.uid, Person.name, raiseload=True)
#: What a list shows of advice, by columns: a list that reads whole rows costs a page several times as much.
SHORT = (
    Advice.id,
    Advice.number,
    Advice.direction,
    Advice.title,
    Advice.state,
    Advice.used,
    Advice.visibility,
    Advice.neighbourhood_id,
    Advice.owner_id,
    Advice.second_reader_id,
    Advice.step_key,
    Advice.theme_id,
    Advice.received_on,
    Advice.answer_days,
    Advice.due_on,
    Advice.answered_on,
    Neighbourhood.name.label("place"),
    Neighbourhood.programme_id,
    OWNER.name.label("owner_name"),
    CardStep.number.label("step_number"),
    CardStep.title.label("step_title"),
)
#: Above every number there is.
NEWEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Listed:
    """Advice in a list: what is :data:`SHORT`; the step is that of the card, when it is still on it."""

    advice: Any

    @property
    def word(self) -> Word | None:
        """Which of the four words a director reads."""
        return word_of(self.advice.direction, self.advice.state, self.advice.used)


def advice_by_number(number: str, actor: Actor) -> Advice | None:
    """Return advice that somebody may read, with its neighbourhood, step, theme and people."""
    found = db.session.scalars(_numbered(sides_of(actor)), {"number": number, **who_reads(actor)})
    return found.unique().one_or_none()


def advice_to_show(number: str, actor: Actor) -> Advice | None:
    """Return the same for its page, with no more of its people than a page shows."""
    found = db.session.scalars(_shown(sides_of(actor)), {"number": number, **who_reads(actor)})
    return found.unique().one_or_none()


def advice_to_answer(number: str, actor: Actor) -> Advice | None:
    """Return the same for who writes an answer: with its neighbourhood and all that was written, the newest first."""
    found = db.session.scalars(_with_answers(sides_of(actor)), {"number": number, **who_reads(actor)})
    return found.unique().one_or_none()


def advice_for(
    neighbourhood: Neighbourhood, actor: Actor, *, before: int | None = None, most: int = PAGE, but: int = 0
) -> Sequence[Listed]:
    """Return what somebody may read of the advice for a neighbourhood, the newest first; one more than a page holds.

    What was withdrawn, and what its adviser did not offer (yet), is left out.
    """
    asked = {"place": neighbourhood.id, "before": NEWEST if before is None else before, "but": but, "most": most + 1}
    return listed(_of_place(sides_of(actor)), asked | who_reads(actor))


def select_listed() -> Select[*tuple[Any, ...]]:
    """Return the statement for lists, with place, owner and step."""
    step = and_(CardStep.card_version_id == Neighbourhood.card_version_id, CardStep.key == Advice.step_key)
    found = select(*SHORT).select_from(Advice).join(Neighbourhood, Neighbourhood.id == Advice.neighbourhood_id)
    return found.outerjoin(OWNER, OWNER.id == Advice.owner_id).outerjoin(CardStep, step)


def listed(statement: Select[*tuple[Any, ...]], asked: Mapping[str, Any] | None = None) -> Sequence[Listed]:
    """Return the rows of such a statement."""
    return [Listed(row) for row in db.session.execute(statement, asked)]


@cache
def _numbered(sides: Sides) -> Select[Advice]:
    here = (Advice.number == bindparam("number", type_=String), readable(sides))
    return select(Advice).where(*here).options(*_WHOLE)


@cache
def _shown(sides: Sides) -> Select[Advice]:
    here = joinedload(Advice.neighbourhood)
    places = here.options(
        *(joinedload(each).options(AS_WRITER) for each in (Neighbourhood.director, Neighbourhood.adviser))
    )
    people = [joinedload(each).options(AS_WRITER) for each in (Advice.requester, Advice.owner, Advice.second_reader)]
    consent = joinedload(Advice.consents).joinedload(AnswerConsent.answer)
    found = select(Advice).where(Advice.number == bindparam("number", type_=String), readable(sides))
    return found.options(places, *people, consent, joinedload(Advice.theme), joinedload(Advice.step))


@cache
def _with_answers(sides: Sides) -> Select[Advice]:
    here = (Advice.number == bindparam("number", type_=String), readable(sides))
    answers = joinedload(Advice.answers).options(joinedload(AdviceAnswer.deeds), joinedload(AdviceAnswer.files))
    return select(Advice).where(*here).options(joinedload(Advice.neighbourhood), answers)


@cache
def _of_place(sides: Sides) -> Select[*tuple[Any, ...]]:
    place, before, but, most = (bindparam(name, type_=Integer) for name in ("place", "before", "but", "most"))
    here = (Advice.neighbourhood_id == place, Advice.id < before, Advice.id != but, Advice.state != State.WITHDRAWN)
    found = select_listed().where(*here, shown_to_team(), readable(sides))
    return found.order_by(Advice.id.desc()).limit(most)


def asked() -> ColumnElement[bool]:
    """Return the condition for questions."""
    return Advice.direction == Direction.ASKED


def programme_of(advice: Advice) -> Programme:
    """Return the programme it belongs to."""
    return advice.neighbourhood.programme
