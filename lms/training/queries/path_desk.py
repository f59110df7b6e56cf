"""Learning paths for who makes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import Lesson, Module
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.path_members import PathExemption, PathMember
from lms.training.policy import can_edit_paths, can_exempt
from lms.training.queries.readings import IN_ORDER

SHOWN = 200
MADE_OF = (joinedload(PathItem.module), joinedload(PathItem.lesson))
WHOLE = (selectinload(LearningPath.audiences), selectinload(LearningPath.items).options(*MADE_OF))


@dataclass(frozen=True)
class PathRow:
    """A path in the list, with how many people walk it and how many are done."""

    path: LearningPath
    members: int
    completed: int


def all_paths() -> list[PathRow]:
    """Return every path that is not retired, with its people counted."""
    paths = select(LearningPath).where(LearningPath.retired_at.is_(None)).options(*WHOLE)
    counted = select(PathMember.path_id, func.count(), func.count(PathMember.completed_at)).group_by(PathMember.path_id)
    numbers = {path_id: (all_, done) for path_id, all_, done in db.session.execute(counted)}
    rows = db.session.scalars(paths.order_by(LearningPath.position, LearningPath.id)).all()
    return [PathRow(path, *numbers.get(path.id, (0, 0))) for path in rows]


def path_to_edit(path: str, actor: Actor) -> LearningPath | None:
    """Return a path by its address, whole, for who makes paths."""
    if not can_edit_paths(actor):
        return None
    there = (LearningPath.slug == path, LearningPath.retired_at.is_(None))
    return db.session.scalar(select(LearningPath).where(*there).options(*WHOLE))


def item_to_edit(path: str, item: str, actor: Actor) -> tuple[LearningPath, PathItem] | None:
    """Return an item of a path."""
    found = path_to_edit(path, actor)
    row = next((each for each in found.items if each.uid == item), None) if found else None
    return (found, row) if found and row else None


def exemptions_of(path: LearningPath) -> Sequence[PathExemption]:
    """Return the exemptions that were given on a path, the newest first."""
    given = select(PathExemption).where(PathExemption.path_id == path.id).options(joinedload(PathExemption.person))
    return db.session.scalars(given.order_by(PathExemption.id.desc()).limit(SHOWN)).all()


def exemption_at(path: str, exemption: str, actor: Actor) -> PathExemption | None:
    """Return an exemption on a path, for who gives them."""
    if not can_exempt(actor):
        return None
    whole = (joinedload(PathExemption.person), joinedload(PathExemption.path))
    row = db.session.scalar(select(PathExemption).where(PathExemption.uid == exemption).options(*whole))
    return row if row and row.path.slug == path else None


def things_to_add() -> list[tuple[str, str]]:
    """Return what can stand on a path, as a key and words: modules, and the lessons of each."""
    modules = db.session.scalars(select(Module).where(Module.retired_at.is_(None)).order_by(*IN_ORDER)).all()
    rows = db.session.scalars(
        select(Lesson).where(Lesson.retired_at.is_(None)).order_by(Lesson.module_id, Lesson.position, Lesson.id)
    ).all()
    found = []
    for module in modules:
        found.append((f"module:{module.uid}", module.title))
        found += [(f"lesson:{row.uid}", f"{module.title} – {row.title}") for row in rows if row.module_id == module.id]
    return found
