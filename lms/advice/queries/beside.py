"""What stands beside somebody who writes an answer: what others answered, learned and told on the same subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from lms.accounts.models import Actor
from lms.advice.enums import BundleState
from lms.advice.models import Advice, GoodExample, PublicAnswer, StrategicBundle
from lms.advice.queries.advice import Listed
from lms.advice.queries.deeds import AtStep
from lms.advice.queries.public import for_everybody
from lms.advice.queries.similar import Alike, alike_and_earlier
from lms.circles.queries.insights import Told
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Moment, Step
from lms.programme.policy import reads_everything_in

FEW = 5
#: Of what a neighbourhood told the beginning tells enough; the rest is one tap away.
FEW_MOMENTS = 3
ANSWER, BUNDLE, EXAMPLE, MOMENT = "answer", "bundle", "example", "moment"


class Helps(NamedTuple):
    """Something that helps: a public answer, an open bundle, a good example, or a moment of the neighbourhood.

    ``key`` finds it; of an example the address does.
    """

    kind: str
    id: int
    key: str
    title: str
    text: str
    publisher: str
    address: str
    dated_on: date | None
    at: datetime | None
    check_by: date | None

    @property
    def old(self) -> bool:
        """Whether the day to look again has passed."""
        return self.check_by is not None and self.check_by < today()


@dataclass(frozen=True)
class Beside:
    """Earlier answers, bundles, examples and lessons on the subject; advice and moments of the neighbourhood."""

    step: Step | None
    alike: Sequence[Alike]
    lessons: Sequence[Told]
    others: Sequence[Listed]
    helps: Sequence[Helps]

    def of(self, kind: str) -> Sequence[Helps]:
        """Return what helps of one kind."""
        return [each for each in self.helps if each.kind == kind]


def beside(advice: Advice, actor: Actor, here: AtStep) -> Beside:
    """Return what helps with an answer; three statements."""
    step = next((each for each in here.standing.card.steps if each.key == here.key), None)
    alike, others = alike_and_earlier(advice, actor)
    return Beside(step, alike, here.lessons[:FEW], others, _helps(advice, actor))


def _helps(advice: Advice, actor: Actor) -> Sequence[Helps]:
    """Return public answers, open bundles and good examples on the same step or theme, and moments; one statement."""
    everything = reads_everything_in(actor, advice.neighbourhood)
    found = _helping(bool(advice.step_key), bool(advice.theme_id), everything)
    asked = {
        "step": advice.step_key,
        "theme": advice.theme_id,
        "programme": advice.neighbourhood.programme_id,
        "place": advice.neighbourhood_id,
        "reader": actor.id or 0,
        "today": today(),
    }
    rows = [Helps(*row) for row in db.session.execute(found, asked)]
    newest = sorted(rows, key=lambda each: (each.dated_on or date.min, each.id), reverse=True)
    return sorted(newest, key=lambda each: each.old)


@cache
def _helping(step: bool, theme: bool, everything: bool) -> CompoundSelect[*tuple[Any, ...]]:
    shown, open_still = for_everybody(), StrategicBundle.state != BundleState.RETURNED
    told = Moment.neighbourhood_id == bindparam("place", type_=Integer)
    mine = () if everything else (Moment.by_id == bindparam("reader", type_=Integer),)
    answers = _told(ANSWER, PublicAnswer, PublicAnswer.slug, PublicAnswer.question)
    bundles = _told(BUNDLE, StrategicBundle, StrategicBundle.uid, StrategicBundle.title)
    moments = _told(MOMENT, Moment, Moment.uid, text=Moment.text, at=Moment.at)
    parts = [
        answers.where(*_on(PublicAnswer, step, theme), *shown).order_by(PublicAnswer.id.desc()).limit(FEW),
        bundles.where(*_on(StrategicBundle, step, theme), open_still).order_by(StrategicBundle.id.desc()).limit(FEW),
        moments.where(told, Moment.removed_at.is_(None), *mine).order_by(Moment.id.desc()).limit(FEW_MOMENTS),
    ]
    if step or theme:
        parts.append(_examples(step, theme))
    return union_all(*(select(each.subquery()) for each in parts))


def _examples(step: bool, theme: bool) -> Select[*tuple[Any, ...]]:
    words = {each.key: each for each in (GoodExample.text, GoodExample.publisher, GoodExample.address)}
    days = {"dated_on": GoodExample.dated_on, "check_by": GoodExample.check_by}
    found = _told(EXAMPLE, GoodExample, GoodExample.uid, GoodExample.title, **words, **days)
    found = found.where(*_on(GoodExample, step, theme), GoodExample.retired_at.is_(None))
    old = GoodExample.check_by < bindparam("today", type_=Date)
    return found.order_by(old, GoodExample.dated_on.desc(), GoodExample.id.desc()).limit(FEW)


def _told(kind: str, model: Any, key: Any, title: Any = None, **more: Any) -> Select[*tuple[Any, ...]]:
    """Return one part of the statement, with the same columns as the others."""
    empty = literal("", String)
    columns = {
        "kind": literal(kind, String),
        "id": model.id,
        "key": key,
        "title": empty if title is None else title,
        "text": more.get("text", empty),
        "publisher": more.get("publisher", empty),
        "address": more.get("address", empty),
        "dated_on": more.get("dated_on", cast(null(), Date)),
        "at": more.get("at", cast(null(), Moment.at.type)),
        "check_by": more.get("check_by", cast(null(), Date)),
    }
    return select(*(column.label(name) for name, column in columns.items()))


def _on(model: Any, step: bool, theme: bool) -> tuple[ColumnElement[bool], ...]:
    """Return the condition for what is on the same step or theme in the same programme."""
    same = [model.step_key == bindparam("step", type_=String)] if step else []
    same += [model.theme_id == bindparam("theme", type_=Integer)] if theme else []
    here = or_(*same) if same else model.step_key.is_(None) & model.theme_id.is_(None)
    return here, model.programme_id == bindparam("programme", type_=Integer)
