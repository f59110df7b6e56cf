"""How a programme stands: the figures, and the neighbourhoods on the card, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.enums import StepStatus
from lms.programme.models import (
    GUIDED,
    ActionCard,
    CardVersion,
    Neighbourhood,
    Programme,
    Standing,
    StepProgress,
    Tranche,
    standing,
)
from lms.programme.models.attention import AT_WORK, SILENT_AFTER
from lms.programme.models.standing import OWN
from lms.programme.policy import known_to
from lms.programme.queries.cards import cards_by_id

PAGE = 50
#: Figures are counted up to here; above it a page says "meer dan".
COUNTED_UP_TO = 999


class Show(StrEnum):
    """Which neighbourhoods somebody wants to see: the source of a figure."""

    ALL = ""
    TAKING_PART = "mee"
    REOPENED = "opnieuw"
    SILENT = "stil"


class Group(NamedTuple):
    """A group of neighbourhoods and how many of it somebody may know of."""

    id: int
    number: int
    title: str
    known: int
    started: int
    silent: int


class Row(NamedTuple):
    """A neighbourhood on the card; ``steps`` are the states of the current card, and empty on an older card."""

    id: int
    name: str
    slug: str
    group: int
    last_sign_at: datetime | None
    standing: Standing
    on_current_card: bool


@dataclass(frozen=True)
class Grid:
    """A page of neighbourhoods, and the name and group of the last one when there are more."""

    rows: Sequence[Row]
    next: tuple[int, str] | None


def programme_asked(slug: str = "") -> Programme | None:
    """Return the programme with this slug, or the oldest one."""
    statement = select(Programme).order_by(Programme.id).limit(1)
    return db.session.scalar(statement.where(Programme.slug == slug) if slug else statement)


def card_of(programme: Programme) -> CardVersion | None:
    """Return the card that a programme works with now."""
    return db.session.scalar(select(CardVersion).where(CardVersion.programme_id == programme.id, CardVersion.current))


def groups_of(programme: Programme, actor: Actor, moment: datetime) -> Sequence[Group]:
    """Return the groups of neighbourhoods with their counts, in one statement."""
    here = and_(Neighbourhood.tranche_id == Tranche.id, known_to(actor))
    statement = (
        select(
            Tranche.id,
            Tranche.number,
            Tranche.title,
            func.count(Neighbourhood.id),
            func.coalesce(func.sum(case((Neighbourhood.state.in_(GUIDED), 1), else_=0)), 0),
            func.coalesce(func.sum(case((_silent(moment), 1), else_=0)), 0),
        )
        .outerjoin(Neighbourhood, here)
        .where(Tranche.programme_id == programme.id)
        .group_by(Tranche.id)
        .order_by(Tranche.number)
    )
    return [Group(*row) for row in db.session.execute(statement)]


def reopened_steps(programme: Programme, actor: Actor) -> int:
    """Return how many steps neighbourhoods took up again, counted up to one more than :data:`COUNTED_UP_TO`."""
    found = _reopened().where(Neighbourhood.programme_id == programme.id, known_to(actor)).limit(COUNTED_UP_TO + 1)
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def grid(
    programme: Programme,
    card: CardVersion,
    actor: Actor,
    *,
    show: Show = Show.ALL,
    group: int | None = None,
    after: tuple[int, str] | None = None,
    moment: datetime,
) -> Grid:
    """Return a page of neighbourhoods by group and then by name, with where each stands, in three statements."""
    where = [Neighbourhood.programme_id == programme.id, known_to(actor), *_shown(show, moment)]
    if group is not None:
        where.append(Neighbourhood.tranche_id == group)
    if after is not None:
        where.append(tuple_(Tranche.number, Neighbourhood.name_key) > after)
    found = db.session.execute(_rows().where(*where).limit(PAGE + 1)).all()
    page = found[:PAGE]
    cards = {card.id: card.card, **_older(card, page)}
    said = _said([row.id for row in page])
    rows = [_row(row, cards[row.card_version_id], said, card.id) for row in page]
    return Grid(rows, (page[-1].number, page[-1].name_key) if len(found) > PAGE else None)


def _rows() -> Any:
    columns = (Neighbourhood.id, Neighbourhood.name, Neighbourhood.name_key, Neighbourhood.slug)
    more = (Neighbourhood.tranche_id, Neighbourhood.card_version_id, Neighbourhood.last_sign_at, Tranche.number)
    statement = select(*columns, *more).join(Tranche, Tranche.id == Neighbourhood.tranche_id)
    return statement.order_by(Tranche.number, Neighbourhood.name_key)


def _older(card: CardVersion, page: Sequence[Any]) -> Mapping[int, ActionCard]:
    """Return the cards of neighbourhoods that did not move along; asked also when there are none, at the same cost."""
    return cards_by_id([row.card_version_id for row in page if row.card_version_id != card.id])


def _row(row: Any, card: ActionCard, said: Mapping[tuple[int, int], list[Any]], current: int) -> Row:
    here = standing(card, said.get((row.id, row.card_version_id), ()))
    return Row(row.id, row.name, row.slug, row.tranche_id, row.last_sign_at, here, row.card_version_id == current)


def _said(ids: Sequence[int]) -> Mapping[tuple[int, int], list[Any]]:
    """Return the last thing said about each step by each view, as light rows, by neighbourhood and card."""
    same = (StepProgress.neighbourhood_id, StepProgress.card_version_id, StepProgress.step_key, StepProgress.view)
    last = select(func.max(StepProgress.id)).where(StepProgress.neighbourhood_id.in_(ids)).group_by(*same)
    columns = (StepProgress.id, *same, StepProgress.status)
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in db.session.execute(select(*columns).where(StepProgress.id.in_(last))):
        found[row.neighbourhood_id, row.card_version_id].append(row)
    return found


def _shown(show: Show, moment: datetime) -> list[ColumnElement[bool]]:
    if show is Show.TAKING_PART:
        return [Neighbourhood.state.in_(GUIDED)]
    if show is Show.SILENT:
        return [_silent(moment)]
    if show is Show.REOPENED:
        return [Neighbourhood.id.in_(_reopened().with_only_columns(StepProgress.neighbourhood_id))]
    return []


def _silent(moment: datetime) -> ColumnElement[bool]:
    """Return what :func:`lms.programme.models.attention.attention` calls silent, as SQL."""
    limit = moment - SILENT_AFTER
    never = and_(Neighbourhood.last_sign_at.is_(None), Neighbourhood.created_at <= limit)
    return and_(Neighbourhood.state.in_(AT_WORK), or_(Neighbourhood.last_sign_at <= limit, never))


def _reopened() -> Select[Any]:
    """Return the steps whose own view is "opnieuw bezig": the latest of them, on the card the neighbourhood has now.

    The state stands in the statement as it is, so that both engines use the small index of reopened steps.
    """
    later, own = aliased(StepProgress), tuple(OWN)
    same = (later.neighbourhood_id == StepProgress.neighbourhood_id) & (later.step_key == StepProgress.step_key)
    newer = same & (later.card_version_id == StepProgress.card_version_id) & (later.id > StepProgress.id)
    reopened: ColumnElement[str] = literal_column(f"'{StepStatus.REOPENED}'")
    return (
        select(StepProgress.id)
        .join(
            Neighbourhood,
            and_(
                Neighbourhood.id == StepProgress.neighbourhood_id,
                Neighbourhood.card_version_id == StepProgress.card_version_id,
            ),
        )
        .where(StepProgress.status == reopened, StepProgress.view.in_(own))
        .where(~select(later.id).where(newer, later.view.in_(own)).exists())
    )
