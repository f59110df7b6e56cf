"""What looks like a question: earlier answers, open bundles, good examples and lessons, by step, theme and words.

Words are compared by their Dutch stems, which advice keeps since it was written, among the newest of the same step or
theme, so that the cost does not grow with all advice there ever was. Somebody is shown what they may read; of the rest
only that a colleague answered something alike, and when, so that they can be asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, or_, select, union_all
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.advice.enums import BundleState, Visibility
from lms.advice.models import Advice, GoodExample, PublicAnswer, StrategicBundle
from lms.advice.models.path import GIVEN
from lms.advice.policy import read_by
from lms.advice.queries.examples import examples_for
from lms.kernel.db import db

#: So many of the newest with the same step, and with the same theme, are looked at.
LOOKED_AT = 200
MOST = 5
#: What the same step, the same theme and each shared word say.
STEP, THEME, WORD = 3.0, 2.0, 1.0
LEAST = 2.0


@dataclass(frozen=True)
class Alike:
    """Earlier advice that looks like this question; ``readable`` when the actor may open it."""

    advice: Advice
    readable: bool
    score: float


@dataclass(frozen=True)
class Helpful:
    """What helps with a question besides earlier advice."""

    answers: Sequence[PublicAnswer]
    bundles: Sequence[StrategicBundle]
    examples: Sequence[GoodExample]


def alike(advice: Advice, actor: Actor, *, most: int = MOST) -> list[Alike]:
    """Return earlier advice that looks like this, the most alike first; two statements.

    Confidential advice is found by nobody: what was said in confidence there is not repeated here by accident. Of what
    is compared only the stems are read.
    """
    mine = read_by(actor)
    open_ = Advice.visibility == Visibility.NEIGHBOURHOOD
    given = (Advice.state.in_(GIVEN), Advice.id != advice.id, open_)
    words = frozenset(advice.words.split())
    rows = db.session.execute(_newest(advice, *given))
    scored = {row.id: _score(advice, row, words) for row in rows}
    best = sorted((each for each, score in scored.items() if score >= LEAST), key=lambda each: (-scored[each], -each))
    if not best:
        return []
    whole = select(Advice, mine.label("readable")).where(Advice.id.in_(best[:most])).options(joinedload(Advice.owner))
    found = {row.id: Alike(row, bool(readable), scored[row.id]) for row, readable in db.session.execute(whole)}
    return [found[each] for each in best[:most] if each in found]


def helpful(advice: Advice, *, most: int = MOST) -> Helpful:
    """Return public answers, open bundles and good examples on the same step or theme; three statements."""
    programme = advice.neighbourhood.programme_id

    def on(model: type[PublicAnswer] | type[StrategicBundle]) -> ColumnElement[bool]:
        return _same_place_on_the_card(model.step_key, model.theme_id, advice) & (model.programme_id == programme)

    shown = (PublicAnswer.published_at.is_not(None), PublicAnswer.withdrawn_at.is_(None))
    answers = select(PublicAnswer).where(on(PublicAnswer), *shown).order_by(PublicAnswer.id.desc()).limit(most)
    open_still = StrategicBundle.state != BundleState.RETURNED
    bundles = select(StrategicBundle).where(on(StrategicBundle), open_still).order_by(StrategicBundle.id.desc())
    return Helpful(
        db.session.scalars(answers).all(),
        db.session.scalars(bundles.limit(most)).all(),
        examples_for(programme, advice.step_key, advice.theme_id, most=most),
    )


def _newest(advice: Advice, *given: ColumnElement[bool]) -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement for the newest on the same step, and the newest on the same theme, each from its index."""
    about = [
        column == value
        for column, value in ((Advice.step_key, advice.step_key), (Advice.theme_id, advice.theme_id))
        if value
    ]
    about = about or [Advice.step_key.is_(None) & Advice.theme_id.is_(None)]
    columns = (Advice.id, Advice.step_key, Advice.theme_id, Advice.words)
    each = [select(*columns).where(*given, same).order_by(Advice.id.desc()).limit(LOOKED_AT) for same in about]
    return union_all(*(select(one.subquery()) for one in each))


def _score(advice: Advice, other: Any, words: frozenset[str]) -> float:
    """Return how alike two questions are: the same step, the same theme, and how many words they share."""
    shared = len(words.intersection(other.words.split()))
    step = STEP if advice.step_key and advice.step_key == other.step_key else 0.0
    theme = THEME if advice.theme_id and advice.theme_id == other.theme_id else 0.0
    return step + theme + WORD * shared


def _same_place_on_the_card(step: Any, theme: Any, advice: Advice) -> ColumnElement[bool]:
    same = [column == value for column, value in ((step, advice.step_key), (theme, advice.theme_id)) if value]
    return or_(*same) if same else step.is_(None) & theme.is_(None)
