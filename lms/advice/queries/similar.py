"""What looks like a question among earlier advice, by step, theme and words.

Words are compared by their Dutch stems, which advice keeps since it was written, among the newest of the same step or
theme in the same programme, so that the cost does not grow with all advice there ever was. Somebody is shown what they
may read; of the rest only that a colleague answered something alike, and when, so that they can be asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, String, bindparam, select, union_all

from lms.accounts.models import Actor
from lms.advice.enums import State, Visibility
from lms.advice.models import Advice
from lms.advice.models.path import GIVEN
from lms.advice.policy import Sides, readable, shown_to_team, sides_of, who_reads
from lms.advice.queries.advice import Listed, select_listed
from lms.kernel.db import db
from lms.programme.models import Neighbourhood

#: So many of the newest with the same step, and with the same theme, are looked at.
LOOKED_AT = 200
MOST, EARLIER = 5, 5
#: What the same step, the same theme and each shared word say.
STEP, THEME, WORD = 3.0, 2.0, 1.0
LEAST = 2.0


@dataclass(frozen=True)
class Alike:
    """Earlier advice that looks like this question; ``readable`` when the actor may open it."""

    advice: Any
    readable: bool
    score: float


def alike(advice: Advice, actor: Actor) -> Sequence[Alike]:
    """Return earlier advice that looks like this, the most alike first; two statements.

    Confidential advice is found by nobody: what was said in confidence there is not repeated here by accident. Of what
    is compared only the stems are read.
    """
    return alike_and_earlier(advice, actor)[0]


def alike_and_earlier(advice: Advice, actor: Actor) -> tuple[Sequence[Alike], Sequence[Listed]]:
    """Return what looks like this, and the newest other advice for its neighbourhood; two statements together."""
    scores = _scores(advice)
    best = sorted(scores, key=lambda each: (-scores[each], -each))[:MOST]
    asked = {"ids": best, "place": advice.neighbourhood_id, "but": advice.id, **who_reads(actor)}
    rows = {row.id: row for row in db.session.execute(_both(sides_of(actor)), asked)}
    theirs = [row for row in rows.values() if row.readable and row.neighbourhood_id == advice.neighbourhood_id]
    return (
        [Alike(rows[each], bool(rows[each].readable), scores[each]) for each in best if each in rows],
        [Listed(row) for row in theirs[:EARLIER]],
    )


def _scores(advice: Advice) -> Mapping[int, float]:
    """Return how alike the newest on the same step or theme are, by their ids; one statement."""
    step, theme, words = advice.step_key, advice.theme_id, frozenset(advice.words.split())
    given = {"step": step, "theme": theme, "but": advice.id, "programme": advice.neighbourhood.programme_id}
    scored = {}
    for number, other_step, other_theme, told in db.session.execute(_newest(bool(step), bool(theme)), given):
        same = (STEP if step and step == other_step else 0.0) + (THEME if theme and theme == other_theme else 0.0)
        score = same + WORD * len(words.intersection(told.split()))
        if score >= LEAST:
            scored[number] = score
    return scored


@cache
def _newest(step: bool, theme: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement for the newest on the same step, and the newest on the same theme, each from its index."""
    about = [Advice.step_key == bindparam("step", type_=String)] if step else []
    about += [Advice.theme_id == bindparam("theme", type_=Integer)] if theme else []
    about = about or [Advice.step_key.is_(None) & Advice.theme_id.is_(None)]
    open_ = Advice.visibility == Visibility.NEIGHBOURHOOD
    programme = select(Neighbourhood.programme_id).where(Neighbourhood.id == Advice.neighbourhood_id).scalar_subquery()
    here = programme == bindparam("programme", type_=Integer)  # looked up of each: a join would be read from its side
    given = (here, Advice.state.in_(GIVEN), Advice.id != bindparam("but", type_=Integer), open_)
    columns = (Advice.id, Advice.step_key, Advice.theme_id, Advice.words)
    each = [select(*columns).where(*given, same).order_by(Advice.id.desc()).limit(LOOKED_AT) for same in about]
    return union_all(*(select(one.subquery()) for one in each))


@cache
def _both(sides: Sides) -> Select[*tuple[Any, ...]]:
    """Return advice by its ids, and the newest of a neighbourhood, each with whether somebody may open it."""
    place, but = bindparam("place", type_=Integer), bindparam("but", type_=Integer)
    here = (Advice.neighbourhood_id == place, Advice.id != but, Advice.state != State.WITHDRAWN, shown_to_team())
    newest = select(Advice.id).where(*here, readable(sides)).order_by(Advice.id.desc()).limit(EARLIER)
    best = select(Advice.id).where(Advice.id.in_(bindparam("ids", type_=Integer, expanding=True)))
    both = union_all(best.correlate(None), select(newest.correlate(None).subquery()))
    found = select_listed().add_columns(readable(sides).label("readable"))
    return found.where(Advice.id.in_(both)).order_by(Advice.id.desc())
