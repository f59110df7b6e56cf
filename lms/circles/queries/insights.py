"""What circles learned, as far as somebody may read it; outside the circle only in agreed words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.circles.enums import Attribution, ConsentStep, InsightState, Polarity, Visibility
from lms.circles.models import Circle, Insight, InsightConsent
from lms.circles.policy import insights_known_to, known_insights, owns_insight, speaks_in, who_knows
from lms.circles.queries.confidential import READER, said_in_the_open
from lms.kernel.db import db
from lms.kernel.pages import page_of, rows_asked
from lms.programme.models import CardStepMap, CardVersion, Theme
from lms.toolkit.models import Item

PAGE = 20
MOST_BESIDE = 6
MOST_FROM = 30
MOST_SOURCES = 20
MOST_TO_JOIN = 200
#: How wide each visibility is, from few to many.
WIDTH = {each: at for at, each in enumerate(Visibility)}


@dataclass(frozen=True)
class Told:
    """One insight as somebody reads it: with what was mended inside its circle, and named as its contributor wants."""

    insight: Insight
    inside: bool
    own: bool

    @property
    def mended(self) -> bool:
        """Whether what is read here still waits for the contributor's yes."""
        return (self.inside or self.own) and self.insight.state is InsightState.EDITED

    @property
    def statement(self) -> str:
        """What it says."""
        return self._words("statement")

    @property
    def context(self) -> str:
        """For whom, where and when it held."""
        return self._words("context")

    @property
    def condition(self) -> str:
        """Under which condition it works."""
        return self._words("condition")

    @property
    def name(self) -> str:
        """Who said it, when they want to be named so and are still there."""
        named = self.insight.attribution is Attribution.NAME and self.insight.contributor is not None
        return self.insight.contributor.name if named and self.insight.contributor else ""

    @property
    def place(self) -> str:
        """Where it is from, unless it is anonymous."""
        hidden = self.insight.attribution is Attribution.ANONYMOUS or self.insight.neighbourhood is None
        return "" if hidden or self.insight.neighbourhood is None else self.insight.neighbourhood.name

    def _words(self, name: str) -> str:
        edited = getattr(self.insight, f"edited_{name}") if self.mended else None
        return str(getattr(self.insight, name) if edited is None else edited)


@dataclass(frozen=True)
class Asked:
    """Which insights of a circle somebody wants to see."""

    theme: int | None = None
    polarity: Polarity | None = None
    step: str = ""
    before: int | None = None


@dataclass(frozen=True)
class Page:
    """A page of insights, the newest first, and the number to go on before."""

    rows: Sequence[Told]
    after: int | None = None

    @cached_property
    def by_theme(self) -> list[tuple[Theme, list[Told]]]:
        """The same by theme, in the order of the themes."""
        themes = {row.insight.theme_id: row.insight.theme for row in self.rows}
        order = sorted(themes.values(), key=lambda theme: theme.number)
        return [(theme, [row for row in self.rows if row.insight.theme_id == theme.id]) for theme in order]


def told(insight: Insight, actor: Actor) -> Told:
    """Return an insight as this actor reads it."""
    return Told(insight, speaks_in(actor, insight.circle), owns_insight(actor, insight))


def insight_by_uid(uid: str, actor: Actor) -> Insight | None:
    """Return an insight somebody may know of, also one that was taken back."""
    return db.session.scalars(_whole().where(Insight.uid == uid, read_by(actor))).one_or_none()


def insights_of(circle: Circle, actor: Actor, asked: Asked) -> Page:
    """Return a page of what a circle learned, as far as the actor reads it; one statement."""
    wanted = [Insight.circle_id == circle.id]
    if asked.theme is not None:
        wanted.append(Theme.number == asked.theme)
    if asked.polarity is not None:
        wanted.append(Insight.polarity == asked.polarity)
    if asked.step:
        wanted.append(Insight.step_key == asked.step)
    if asked.before is not None:
        wanted.append(Insight.id < asked.before)
    found = standing_alone(actor).join(Theme, Theme.id == Insight.theme_id).where(*wanted)
    rows = db.session.scalars(found.order_by(Insight.id.desc()).limit(rows_asked(PAGE))).all()
    shown = page_of(rows, PAGE)
    return Page([told(each, actor) for each in shown], shown[-1].id if len(shown) < len(rows) else None)


def insights_at_step(programme_id: int, key: str, actor: Actor, *, public: bool = False) -> list[Told]:
    """Return the newest insights on a step of the card, also those caught on what it was on an older card.

    ``public`` leaves out what is not for everybody, whoever looks. One statement.
    """
    return _told(_at_step(public=public), actor, programme_id=programme_id, key=key)


def insights_with_item(item: Item, actor: Actor) -> list[Told]:
    """Return the newest insights that name an item of the toolkit; one statement."""
    return _told(_with_item(), actor, item_id=item.id)


def insights_from(neighbourhoods: Sequence[int], actor: Actor) -> list[Told]:
    """Return the newest insights that say from which of these neighbourhoods they are; one statement.

    The others would be known by standing here.
    """
    return _told(_from(), actor, places=neighbourhoods)


def sources_of(insight: Insight, actor: Actor) -> list[Told]:
    """Return what was joined to an insight, as far as the actor reads it; one statement."""
    found = _whole().where(Insight.merged_into_id == insight.id, read_by(actor), ~GONE)
    return [told(each, actor) for each in db.session.scalars(found.order_by(Insight.id).limit(MOST_SOURCES))]


def insights_to_join(insight: Insight, actor: Actor) -> list[Told]:
    """Return the insights of the same circle and theme that this one could be joined to."""
    same = (Insight.circle_id == insight.circle_id, Insight.theme_id == insight.theme_id, Insight.id != insight.id)
    found = standing_alone(actor).where(*same).order_by(Insight.id.desc()).limit(MOST_TO_JOIN)
    return [told(each, actor) for each in db.session.scalars(found)]


def open_ask(insight: Insight) -> InsightConsent | None:
    """Return the question whether more people may read it that the contributor did not answer yet."""
    found = select(InsightConsent).where(InsightConsent.insight_id == insight.id).order_by(InsightConsent.id.desc())
    last = db.session.scalars(found.limit(1)).one_or_none()
    return last if last is not None and last.step is ConsentStep.ASKED else None


def consents_of(insight: Insight) -> Sequence[InsightConsent]:
    """Return everything that was asked and said about who reads an insight, the oldest first."""
    found = select(InsightConsent).where(InsightConsent.insight_id == insight.id).order_by(InsightConsent.id)
    return db.session.scalars(found.options(joinedload(InsightConsent.by))).all()


def read_by(actor: Actor) -> ColumnElement[bool]:
    """Return the filter for what somebody may know of: by visibility, and what is confidential when they are named."""
    own = Insight.contributor_id == (actor.id or 0)
    return and_(insights_known_to(actor), or_(said_in_the_open(*WHERE_SAID, to=actor), own))


WHERE_SAID = (Insight.session_id, Insight.agenda_item_id)
GONE = Insight.state == InsightState.WITHDRAWN


def standing_alone(actor: Actor) -> Select[Insight]:
    """Return the insights that stand on their own and somebody reads, as a statement."""
    return _whole().where(read_by(actor), ~GONE, Insight.merged_into_id.is_(None))


def _told(found: Select[Insight], actor: Actor, **asked: Any) -> list[Told]:
    return [told(each, actor) for each in db.session.scalars(found, {**asked, **who_knows(actor)})]


@cache
def _at_step(*, public: bool) -> Select[Insight]:
    programme_id, key = bindparam("programme_id", type_=Integer), bindparam("key", type_=String)
    before = select(CardStepMap.from_key).join(CardVersion, CardVersion.id == CardStepMap.to_version_id)
    before = before.where(CardVersion.programme_id == programme_id, CardStepMap.to_key == key)
    found = _beside(Circle.programme_id == programme_id, (Insight.step_key == key) | Insight.step_key.in_(before))
    return found.where(Insight.visibility == Visibility.PUBLIC) if public else found


@cache
def _with_item() -> Select[Insight]:
    return _beside(Insight.item_id == bindparam("item_id"))


@cache
def _from() -> Select[Insight]:
    theirs = Insight.neighbourhood_id.in_(bindparam("places", type_=Integer, expanding=True))
    return _beside(theirs, Insight.attribution != Attribution.ANONYMOUS, most=MOST_FROM)


def _beside(*here: ColumnElement[bool], most: int = MOST_BESIDE) -> Select[Insight]:
    """Return the newest insights beside something as a statement that is built once; see :func:`standing_alone`."""
    known = known_insights(bindparam("open_to", expanding=True), bindparam("spoken_in", expanding=True), READER)
    open_ = or_(said_in_the_open(*WHERE_SAID, to=READER), Insight.contributor_id == READER)
    line = (joinedload(Insight.neighbourhood), joinedload(Insight.contributor), contains_eager(Insight.circle))
    found = select(Insight).join(Insight.circle).where(known, open_, *here).options(*line)
    alone = found.where(~GONE, Insight.merged_into_id.is_(None))
    return alone.order_by(Insight.id.desc()).limit(most)


def _whole() -> Select[Insight]:
    return select(Insight).options(
        joinedload(Insight.circle),
        joinedload(Insight.theme),
        joinedload(Insight.neighbourhood),
        joinedload(Insight.contributor),
        joinedload(Insight.item),
        joinedload(Insight.session),
        joinedload(Insight.merged_into),
    )
