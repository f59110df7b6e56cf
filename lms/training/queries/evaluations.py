"""What modules brought people in their work: counts, from five answers on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD
from lms.training.enums import Worth
from lms.training.models import EvaluatedModule, Module, ModuleEvaluation
from lms.training.queries.readings import Reading, reading_of


@dataclass(frozen=True)
class Evaluation:
    """The answers about one module; no counts while there are fewer than five answers in all."""

    module: Module
    counts: Mapping[Worth, int]
    total: int


def evaluations() -> Sequence[Evaluation]:
    """Return the modules somebody answered about, by title; of too few answers only that, in one statement."""
    rows = db.session.scalars(
        select(ModuleEvaluation).join(ModuleEvaluation.module).options(joinedload(ModuleEvaluation.module))
    )
    found: dict[int, tuple[Module, dict[Worth, int]]] = {}
    for row in rows:
        found.setdefault(row.module_id, (row.module, {}))[1][row.answer] = row.count
    told = [_evaluation(module, counts) for module, counts in found.values()]
    return sorted(told, key=lambda each: (each.module.title, each.module.id))


def evaluation_of(module: Module) -> Evaluation:
    """Return the answers about one module, in one statement."""
    rows = db.session.execute(
        select(ModuleEvaluation.answer, ModuleEvaluation.count).where(ModuleEvaluation.module_id == module.id)
    )
    return _evaluation(module, {answer: count for answer, count in rows})


def has_evaluated(actor: Actor, module: Module) -> bool:
    """Return whether the actor answered about a module; what, nobody knows."""
    return actor.id is not None and db.session.get(EvaluatedModule, (actor.id, module.id)) is not None


def finished_reading(module: str, actor: Actor) -> Reading | None:
    """Return a module that the actor finished once."""
    reading = reading_of(module, actor)
    return reading if reading and reading.record and reading.record.completed_at else None


def _evaluation(module: Module, counts: Mapping[Worth, int]) -> Evaluation:
    total = sum(counts.values())
    if total < THRESHOLD:
        return Evaluation(module, {}, 0)
    return Evaluation(module, {each: counts.get(each, 0) for each in Worth}, total)
