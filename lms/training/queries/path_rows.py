"""The statement that reads the learning paths of one person, and for the start page what else to go on with."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, func, literal, select, union_all
from sqlalchemy.orm import aliased

from lms.training.models import Learner, Lesson, Module, ModuleProgress, ModuleVersion, QuizAttempt
from lms.training.models.learning_paths import LearningPath, PathAudience, PathItem, walked
from lms.training.models.path_members import PathExemption, PathMember, PathPractice, RenewalRound
from lms.training.models.paths import DEADLINE
from lms.training.queries.readings import OFFERED_FIRST, to_go_on_with

FREE = aliased(PathExemption)  # from the day, and not from an item
#: What a row tells, beside its place.
TOLD = (
    LearningPath,
    PathItem,
    Lesson.uid.label("lesson_uid"),
    Module,
    ModuleVersion,
    ModuleProgress,
    Learner.twin,
    QuizAttempt.started_at.label("quiz_since"),
    PathPractice.done_at.label("practised_at"),
    PathExemption,
    FREE,
    PathMember,
    RenewalRound,
)
#: Where in it the module stands, with its version and what this person has in it.
MODULE = slice(3, 8)
Rows = Select[*tuple[Any, ...]]


class Walk(NamedTuple):
    """An item of a path and what this person has with it."""

    path: LearningPath
    item: PathItem
    lesson_uid: str | None
    module: Module | None
    version: ModuleVersion | None
    record: ModuleProgress | None
    twin: str | None
    quiz_since: datetime | None
    practised_at: datetime | None
    exemption: PathExemption | None
    free: PathExemption | None
    member: PathMember | None
    round: RenewalRound | None


@cache
def walks(*, with_beside: bool = False) -> Rows:
    """Return the statement for the paths of the roles ``roles`` as the person with id ``person_id`` walks them.

    The last columns are ``module_id`` and ``beside``.  The second is 0 for an item of a path; when ``with_beside``, it
    counts the modules that are offered to go on with, on a path or not: their rows hold a module and neither path nor
    item.  A module stands in one of its rows alone, for a path may hold eight lessons of it: see :func:`filled`.
    """
    person_id = bindparam("person_id", type_=Integer)
    every = (union_all(_stops(), _beside()) if with_beside else _stops()).subquery("every")
    copy = func.row_number().over(partition_by=every.c.module_id).label("copy")
    places = select(every, copy).subquery("places")
    trying = and_(QuizAttempt.person_id == person_id, QuizAttempt.submitted_at.is_(None))
    here = and_(PathMember.path_id == LearningPath.id, PathMember.person_id == person_id)
    own = and_(PathExemption.person_id == person_id, PathExemption.path_id == LearningPath.id)
    renews = and_(RenewalRound.path_id == LearningPath.id, LearningPath.renewal_months.is_not(None))
    open_round = and_(renews, RenewalRound.person_id == person_id, RenewalRound.completed_at.is_(None))
    version = and_(ModuleVersion.module_id == Module.id, ModuleVersion.serial == Module.serial)
    return (
        select(*TOLD, places.c.module_id, places.c.beside)
        .select_from(places)
        .outerjoin(PathItem, PathItem.id == places.c.item_id)
        .outerjoin(LearningPath, LearningPath.id == PathItem.path_id)
        .outerjoin(Lesson, Lesson.id == PathItem.lesson_id)
        .outerjoin(Module, and_(Module.id == places.c.module_id, places.c.copy == 1))
        .outerjoin(ModuleVersion, version)
        .outerjoin(ModuleProgress, and_(ModuleProgress.module_id == Module.id, ModuleProgress.person_id == person_id))
        .outerjoin(Learner, Learner.person_id == person_id)
        .outerjoin(QuizAttempt, and_(QuizAttempt.module_id == Module.id, trying))
        .outerjoin(PathPractice, and_(PathPractice.item_id == PathItem.id, PathPractice.person_id == person_id))
        .outerjoin(PathExemption, and_(own, PathExemption.about == PathItem.uid))
        .outerjoin(FREE, _free_from_the_day(person_id))
        .outerjoin(PathMember, here)
        .outerjoin(RenewalRound, open_round)
        .order_by(places.c.beside, LearningPath.position, LearningPath.id, PathItem.position, PathItem.id)
    )


def filled(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of :func:`walks` with the module, and what somebody did in it, in each row that is about it."""
    told = {row.module_id: tuple(row[MODULE]) for row in rows if row[MODULE.start] is not None}
    nothing = (None,) * (MODULE.stop - MODULE.start)
    return [
        (*row[: MODULE.start], *told.get(row.module_id, nothing), *row[MODULE.stop : len(TOLD)], row.beside)
        for row in rows
    ]


def _stops() -> Rows:
    """Return the items of the paths of somebody's roles, each with the module it is made of."""
    roles = PathAudience.role.in_(bindparam("roles", expanding=True))
    made_of = func.coalesce(PathItem.module_id, Lesson.module_id)
    return (
        select(PathItem.id.label("item_id"), made_of.label("module_id"), literal(0).label("beside"))
        .join(LearningPath, LearningPath.id == PathItem.path_id)
        .outerjoin(Lesson, Lesson.id == PathItem.lesson_id)
        .where(PathItem.retired_at.is_(None), walked())
        .where(LearningPath.id.in_(select(PathAudience.path_id).where(roles)))
    )


def _beside() -> Rows:
    """Return the modules to go on with, numbered from one in the order they are offered."""
    turn = func.row_number().over(order_by=OFFERED_FIRST).label("turn")
    chosen = to_go_on_with().with_only_columns(Module.id, turn).subquery("offered")
    return select(literal(None, Integer).label("item_id"), chosen.c.id, chosen.c.turn)


def _free_from_the_day(person_id: BindParameter[int]) -> ColumnElement[bool]:
    return and_(FREE.person_id == person_id, FREE.path_id == LearningPath.id, FREE.about == DEADLINE)
