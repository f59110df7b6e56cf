"""What the people of a team are learning, from the kept summaries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from lms.kernel.db import db
from lms.training.models import Module, ModuleProgress


@dataclass(frozen=True)
class Learning:
    """The module somebody touched last, and how far they were in it at that moment."""

    title: str
    slug: str
    done: int
    total: int
    complete: bool


def learning_of(people: Collection[int]) -> Mapping[int, Learning]:
    """Return what each of these people learned last, by person id, in one statement; who began nothing is not in it.

    Only progress: never an answer, a score or a thought.
    """
    touched = (
        select(
            ModuleProgress.person_id,
            ModuleProgress.done_count,
            ModuleProgress.total_count,
            ModuleProgress.completed_at,
            Module.title,
            Module.slug,
        )
        .join(Module, Module.id == ModuleProgress.module_id)
        .where(ModuleProgress.person_id.in_(people), ModuleProgress.done_count > 0)
        .order_by(ModuleProgress.last_at)
    )
    return {
        row.person_id: Learning(row.title, row.slug, row.done_count, row.total_count, row.completed_at is not None)
        for row in db.session.execute(touched)
    }
