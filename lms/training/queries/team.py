"""What the people of a team are learning, from the kept summaries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, select

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
    touched = db.session.execute(_touched(), {"people": list(people)})
    return {
        row.person_id: Learning(row.title, row.slug, row.done_count, row.total_count, row.completed_at is not None)
        for row in touched
    }


@cache
def _touched() -> Select[int, int, int, datetime | None, str, str]:
    people: BindParameter[int] = bindparam("people", expanding=True)
    record = ModuleProgress
    return (
        select(record.person_id, record.done_count, record.total_count, record.completed_at, Module.title, Module.slug)
        .join(Module, Module.id == record.module_id)
        .where(record.person_id.in_(people), record.done_count > 0)
        .order_by(record.last_at)
    )
