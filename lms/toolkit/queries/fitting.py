"""What fits the step that people are at, and a taste of the toolkit for visitors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, not_, select

from lms.kernel.db import db
from lms.programme.models import Standing, Step
from lms.toolkit.enums import ItemKind, ItemStatus, Verdict
from lms.toolkit.models import Item, ItemStep
from lms.toolkit.queries.steps import PHASE_COLOURS, at_step
from lms.toolkit.queries.words import KINDS, VERDICTS, group_words, time_words

FEW = 3
TIME = (Item.minutes_from, Item.minutes_to, Item.group_from, Item.group_to)
TOLD = (Item.slug, Item.title, Item.summary, Item.kind, *TIME, Item.verdict)
Told = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Offer:
    """An item in one line; ``brief`` says how long it takes and for how many people it is."""

    slug: str
    title: str
    summary: str
    kind: ItemKind
    brief: str


@dataclass(frozen=True)
class Fitting:
    """A few items for a step; ``colour`` (1 to 4) is that of its phase."""

    step: Step
    colour: int
    offers: Sequence[Offer]


def fitting(standing: Standing) -> Fitting | None:
    """Return what fits the step a neighbourhood is at, in one statement; nothing when all is done or nothing fits."""
    if standing.here is None:
        return None
    step = standing.here.step
    offers = offers_for_step(step.key)
    place = next(place for place, phase in enumerate(standing.card.phases) if step in phase.steps)
    return Fitting(step, place % PHASE_COLOURS + 1, offers) if offers else None


def offers_for_step(key: str, *, most: int = FEW) -> Sequence[Offer]:
    """Return published items that belong to a step, what takes the least time first; one statement."""
    return _offers(_at_a_step(), {"step": key, "most": most})


def newest_offers(*, most: int = FEW) -> Sequence[Offer]:
    """Return what came or changed last, in one statement."""
    return _offers(_newest(), {"most": most})


def offered() -> ColumnElement[bool]:
    """Say what we offer of ourselves: what is published, but no trial that a circle would stop."""
    stopped = and_(Item.kind == ItemKind.TRIAL, func.coalesce(Item.verdict, "") == Verdict.STOP.value)
    return and_(Item.status == ItemStatus.PUBLISHED, not_(stopped))


def _offers(statement: Told, asked: Mapping[str, str | int]) -> Sequence[Offer]:
    rows = db.session.execute(statement, asked)
    return [Offer(each.slug, each.title, each.summary, each.kind, brief(each)) for each in rows]


@cache
def _at_a_step() -> Told:
    there = Item.id.in_(select(ItemStep.item_id).where(at_step(bindparam("step"))))
    return select(*TOLD).where(there, offered()).order_by(Item.minutes_to, Item.slug).limit(bindparam("most"))


@cache
def _newest() -> Told:
    return select(*TOLD).where(offered()).order_by(Item.changed_at.desc(), Item.id.desc()).limit(bindparam("most"))


def brief(item: Row[Any]) -> str:
    """30 minuten, 4 tot 12 mensen: of a published item, which has both; of a trial also what a circle found."""
    minutes = time_words(item.minutes_from or 0, item.minutes_to or 0)
    told = [minutes, group_words(item.group_from or 0, item.group_to or 0)]
    if item.kind is ItemKind.TRIAL:
        told.append(str(KINDS[item.kind]))
    if item.verdict:
        told.append(str(VERDICTS[item.verdict]))
    return ", ".join(told)
