"""Reading action cards and where neighbourhoods stand on them."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Subquery, and_, bindparam, func, select
from sqlalchemy.orm import joinedload, undefer

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.enums import StepStatus, View
from lms.programme.models import (
    ActionCard,
    CardStepMap,
    CardVersion,
    Neighbourhood,
    Phase,
    Programme,
    Standing,
    Step,
    StepProgress,
    standing,
)
from lms.programme.models.card_body import READ, read_card


@dataclass(slots=True)
class SaidRow:
    """One row of step progress, as far as a standing needs it."""

    id: int
    step_key: str
    status: StepStatus
    view: View
    reason: str
    at: datetime


SAID = tuple(getattr(StepProgress, name) for name in SaidRow.__slots__)


@dataclass(frozen=True)
class StepOnCard:
    """A step that visitors look at, on the card in use; ``moved_to`` is another step when this key is an old one."""

    version: CardVersion
    card: ActionCard
    step: Step
    asked: str

    @property
    def phase(self) -> Phase:
        """The phase of the step."""
        return next(phase for phase in self.card.phases if self.step in phase.steps)

    @property
    def before(self) -> Step | None:
        """The step before it."""
        return next((step for step in self.card.steps if step.number == self.step.number - 1), None)

    @property
    def after(self) -> Step | None:
        """The step after it."""
        return next((step for step in self.card.steps if step.number == self.step.number + 1), None)


@dataclass(frozen=True)
class CardInUse:
    """A version of a card, and how many neighbourhoods are on it."""

    version: CardVersion
    neighbourhoods: int


def current_card(programme: str = "") -> CardVersion | None:
    """Return the card that visitors see: of the programme with this slug, or of the oldest one."""
    return db.session.scalars(_current(named=bool(programme)), {"slug": programme}).first()


@cache
def _current(*, named: bool) -> Select[CardVersion]:
    statement = select(CardVersion).join(Programme, Programme.id == CardVersion.programme_id).where(CardVersion.current)
    if named:
        statement = statement.where(Programme.slug == bindparam("slug"))
    return statement.order_by(Programme.id).limit(1).options(joinedload(CardVersion.programme))


def step_on_card(key: str, programme: str = "") -> StepOnCard | None:
    """Return a step of the card that visitors see; for the key of an older card, the step it became."""
    version = current_card(programme)
    if version is None:
        return None
    card = version.card
    step = card.step(key) or card.step(_new_key(version, key))
    return StepOnCard(version, card, step, key) if step else None


def cards_by_id(ids: Collection[int]) -> dict[int, ActionCard]:
    """Return cards by the id of their version, in one statement."""
    versions = db.session.scalars(select(CardVersion).where(CardVersion.id.in_(set(ids))))
    return {version.id: version.card for version in versions}


def versions_of(programme: Programme) -> Sequence[CardInUse]:
    """Return all versions of a programme's card, the newest first, with how many neighbourhoods are on each."""
    many = select(func.count(Neighbourhood.id)).where(Neighbourhood.card_version_id == CardVersion.id)
    rows = db.session.execute(
        select(CardVersion, many.scalar_subquery())
        .where(CardVersion.programme_id == programme.id)
        .order_by(CardVersion.id.desc())
    )
    return [CardInUse(version, count) for version, count in rows]


def version_by_number(slug: str, number: str, _actor: Actor | None = None) -> CardVersion | None:
    """Return a version of a programme's card, with the text it was read from."""
    statement = (
        select(CardVersion)
        .join(Programme, Programme.id == CardVersion.programme_id)
        .where(Programme.slug == slug, CardVersion.number == number)
        .options(joinedload(CardVersion.programme), undefer(CardVersion.text))
    )
    return db.session.scalars(statement).first()


def behind(version: CardVersion, *conditions: ColumnElement[bool]) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods of a programme that are on another version than this one, by name."""
    there = (Neighbourhood.programme_id == version.programme_id, Neighbourhood.card_version_id != version.id)
    return db.session.scalars(select(Neighbourhood).where(*there, *conditions).order_by(Neighbourhood.name)).all()


def way(programme_id: int, start: int, end: int) -> list[list[tuple[str, str]]] | None:
    """Return the maps that lead from one version to another, one after the other; nothing when none do."""
    maps: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    versions = select(CardVersion.id).where(CardVersion.programme_id == programme_id)
    rows = select(CardStepMap).where(CardStepMap.from_version_id.in_(versions)).order_by(CardStepMap.id)
    for row in db.session.scalars(rows):
        pairs = maps[row.from_version_id, row.to_version_id]
        if row.to_key is not None:
            pairs.append((row.from_key, row.to_key))
    found: dict[int, list[list[tuple[str, str]]]] = {start: []}
    waiting = deque([start])
    while waiting and end not in found:
        here = waiting.popleft()
        for (before, after), pairs in maps.items():
            if before == here and after not in found:
                found[after] = [*found[here], pairs]
                waiting.append(after)
    return found.get(end)


def standings(neighbourhoods: Collection[Neighbourhood]) -> Mapping[int, Standing]:
    """Return how each of these neighbourhoods stands on its card, by id.

    In one statement however many there are, and one more for cards that this process did not read before.
    """
    rows = db.session.execute(_said_on_the_card(), {"ids": [each.id for each in neighbourhoods]})
    return standings_from(rows)


def standings_from(rows: Iterable[Any]) -> Mapping[int, Standing]:
    """Return how neighbourhoods stand, by id, from rows of a neighbourhood, its card and what was :data:`SAID`."""
    digests: dict[int, str] = {}
    said = defaultdict(list)
    for number, digest, *told in rows:
        digests[number] = digest
        if told[0] is not None:
            said[number].append(SaidRow(*told[: len(SAID)]))
    cards = _cards_by_digest(set(digests.values()))
    return {number: standing(cards[digest], said[number]) for number, digest in digests.items()}


def _cards_by_digest(digests: Collection[str]) -> Mapping[str, ActionCard]:
    unread = [digest for digest in digests if digest not in READ]
    if unread:
        bodies = select(CardVersion.digest, CardVersion.body).where(CardVersion.digest.in_(unread))
        for digest, body in db.session.execute(bodies):
            read_card(digest, body)
    return READ


def last_said(ids: BindParameter[int]) -> Select[*tuple[Any, ...]]:
    """Return what was said last about each step of these neighbourhoods, in each view: where, and the row."""
    here, version, step, view = (
        StepProgress.neighbourhood_id,
        StepProgress.card_version_id,
        StepProgress.step_key,
        StepProgress.view,
    )
    last = select(func.max(StepProgress.id)).where(here.in_(ids)).group_by(here, version, step, view)
    return select(here, version, *SAID).where(StepProgress.id.in_(last))


@cache
def _said_on_the_card() -> Select[*tuple[Any, ...]]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return on_their_cards(last_said(ids).subquery(), ids)


def on_their_cards(told: Subquery, ids: BindParameter[int]) -> Select[*tuple[Any, ...]]:
    """Return each of these neighbourhoods with its card and what was ``told`` of it on that card."""
    here, version, *columns = told.c
    return (
        select(Neighbourhood.id, CardVersion.digest, *columns)
        .join(CardVersion, CardVersion.id == Neighbourhood.card_version_id)
        .outerjoin(told, and_(here == Neighbourhood.id, version == Neighbourhood.card_version_id))
        .where(Neighbourhood.id.in_(ids))
    )


def _new_key(version: CardVersion, key: str) -> str:
    """Return what the step with this key on an older card became; nothing when it was dropped or never was."""
    became = select(CardStepMap.to_key).where(
        CardStepMap.to_version_id == version.id, CardStepMap.from_key == key, CardStepMap.to_key.is_not(None)
    )
    return db.session.scalars(became.order_by(CardStepMap.id).limit(1)).first() or ""
