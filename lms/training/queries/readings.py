"""Modules as one person reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Label,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.pages import rows_asked
from lms.training.enums import Twin
from lms.training.models import (
    Done,
    Learner,
    Lesson,
    Module,
    ModuleAddress,
    ModuleProgress,
    ModuleVersion,
    Outline,
    QuizAttempt,
    StepKind,
)
from lms.training.models.learning_paths import LearningPath, PathAudience, PathItem, locks_something, walked
from lms.training.models.outline import LessonLine, PartLine, asks_writing
from lms.training.models.progress import Progress, progress
from lms.training.policy import audiences_of, can_see_drafts, modules_seen, twin_for

OFFERED = 3
SHELF = 12  # modules on a page of the list
GATED = 2
UNNUMBERED = 1000  # past the last number there is
PLACE = func.coalesce(Module.position, UNNUMBERED), Module.title, Module.id
IN_ORDER = tuple(column.asc() for column in PLACE)  # as authors number them
BEGAN, LAST = QuizAttempt.started_at, ModuleProgress.last_at
TOUCHED = func.coalesce(case((BEGAN > LAST, BEGAN)), LAST, BEGAN)
OFFERED_FIRST = ModuleProgress.completed_at.is_not(None), TOUCHED.desc().nulls_last(), *IN_ORDER
Readings = Select[Module, ModuleVersion, ModuleProgress, str, datetime]


@dataclass(frozen=True)
class Reading:
    """A module, the version readers get, and what one person did in it (nothing for a visitor).

    ``asked`` is the slug it was found by, which may be one it once had.  ``quiz_since``: when the attempt at the quiz
    was begun that is still open.  ``on_path``: 0 when it stands on no learning path of this person, 1 when it does,
    GATED when those may keep something of it closed.
    """

    module: Module
    version: ModuleVersion
    record: ModuleProgress | None
    audiences: frozenset[str]
    twin: Twin
    asked: str = ""
    quiz_since: datetime | None = None
    on_path: int = 0

    @property
    def gated(self) -> bool:
        """Whether a learning path may keep something of it closed."""
        return self.on_path == GATED

    @cached_property
    def outline(self) -> Outline:
        """What the module holds, for every audience."""
        return self.version.outline

    @cached_property
    def progress(self) -> Progress:
        """How far this person is, and why it is not 100 %."""
        return progress(self.outline, self.record.done if self.record else Done(), self.audiences, self.twin)

    @cached_property
    def reads_as(self) -> frozenset[str]:
        """As whom this person reads here; in a module for others, as they do."""
        return self.outline.read_as(self.audiences)

    @cached_property
    def asked_as(self) -> frozenset[str]:
        """As whom this person is asked things here; see :meth:`Outline.asked_as`."""
        return self.outline.asked_as(self.audiences, self.record.began_serial if self.record else None)

    @property
    def is_for_reader(self) -> bool:
        """Whether the module is written for this reader; somebody else may read it, and is never led to it."""
        return self.reads_as == self.audiences

    @property
    def started(self) -> bool:
        """Whether this person did anything here; an open quiz is something too."""
        return self.progress.started or self.quiz_open

    @property
    def quiz_open(self) -> bool:
        """Whether an attempt at the quiz waits to be handed in."""
        return self.quiz_since is not None and self.outline.quiz is not None

    @property
    def quiz_first(self) -> bool:
        """Whether the open quiz is what to go on with: it comes next, or was begun after everything else."""
        if self.quiz_since is None or not self.quiz_open:
            return False
        step = self.progress.next
        in_turn = step is not None and step.kind is StepKind.QUIZ
        return in_turn or self.record is None or self.record.last_at < self.quiz_since

    @property
    def asks_writing(self) -> bool:
        """Whether the quiz and the assignments are asked of this reader."""
        return asks_writing(self.audiences)

    @property
    def minutes(self) -> int:
        """What the module takes on screen in all, in the text of this reader, without assignments."""
        parts = sum(part.minutes_in(self.twin) for part in self.outline.parts if part.is_for(self.reads_as))
        return parts + (self.outline.quiz.minutes if self.outline.quiz and self.asks_writing else 0)

    @property
    def lessons(self) -> list[tuple[LessonLine, list[PartLine]]]:
        """The lessons with the parts that are for this reader, or that were done."""
        shown = [
            (lesson, [part for part in lesson.parts if part.is_for(self.reads_as) or self.has_done(part.uid)])
            for lesson in self.outline.lessons
        ]
        return [(lesson, parts) for lesson, parts in shown if parts]

    def was_renewed(self, part: PartLine) -> bool:
        """Return whether the text really changed since this person completed the part."""
        return self.record is not None and self.record.parts.get(part.uid, part.renewed) < part.renewed

    def has_done(self, part_uid: str) -> bool:
        """Return whether this person completed the part."""
        return self.record is not None and part_uid in self.record.parts


def reading_of(slug: str, actor: Actor) -> Reading | None:
    """Return the module that has or once had this slug, as the actor reads it, in one statement."""
    statement = _by_slug(can_see_drafts(actor))
    row = db.session.execute(statement, {**asked_by(actor), "slug": slug}).one_or_none()
    return None if row is None else reading_from(row, actor, slug)


def asked_by(actor: Actor) -> dict[str, Any]:
    """Return who asks, as the statements with :func:`on_path` want it."""
    return {"person_id": actor.id, "roles": sorted(actor.roles)}


def readings(actor: Actor, after: str = "") -> list[Reading]:
    """Return a page of the modules the actor may see, in the order of the authors, in one statement.

    ``after``: the slug of the last one of the page before. A few more are returned, see :func:`rows_asked`.
    """
    statement = _shelf(can_see_drafts(actor), bool(after))
    rows = db.session.execute(statement, {"person_id": actor.id, "after": after})
    return [reading_from(row, actor) for row in rows]


def continue_for(person: Actor) -> Reading | None:
    """Return the module to go on with: the one touched last that is not complete, else the first one not begun."""
    rows = db.session.execute(to_go_on_with(), {"person_id": person.id})
    return first_to_go_on_with(reading_from(row, person) for row in rows)


def first_to_go_on_with(offered: Iterable[Reading]) -> Reading | None:
    """Return the first that is written for this reader or was begun, and that is not complete."""
    mine = (reading for reading in offered if reading.is_for_reader or reading.started)
    return next((reading for reading in mine if reading.progress.next), None)


def module_after(slug: str | BindParameter[str]) -> ColumnElement[bool]:
    """Return the filter for the modules that come after this one in the order of the authors."""
    here = aliased(Module)
    place = (func.coalesce(here.position, UNNUMBERED), here.title, here.id)
    at = select(ModuleAddress.module_id).where(ModuleAddress.path == slug).scalar_subquery()
    return exists().where(here.id == at, tuple_(*PLACE) > tuple_(*place))


def published_modules(most: int | None = None) -> Sequence[Module]:
    """Return the modules that visitors may see, in the order of the authors, all or the first."""
    live = select(Module).where(modules_seen(drafts=False))
    return db.session.scalars(live.order_by(*IN_ORDER).limit(most)).all()


def modules_at(programme: str, step: str) -> Sequence[Module]:
    """Return the published modules of a step: those that name it on any card, and on the card of this programme."""
    names = {step, f"{programme}/{step}"}
    perhaps = [cast(Module.steps, String).contains(f'"{name}"', autoescape=True) for name in names]
    found = select(Module).where(modules_seen(drafts=False), or_(*perhaps)).order_by(*IN_ORDER)
    return [module for module in db.session.scalars(found) if names.intersection(module.steps)]


def select_readings(*, drafts: bool) -> Readings:
    """Return the statement for modules as the person with id ``person_id`` reads them."""
    person_id = bindparam("person_id", type_=Integer)
    own = and_(ModuleProgress.module_id == Module.id, ModuleProgress.person_id == person_id)
    mine = and_(QuizAttempt.module_id == Module.id, QuizAttempt.person_id == person_id)
    trying = and_(mine, QuizAttempt.submitted_at.is_(None))  # at most one: a unique index says so
    return (
        select(Module, ModuleVersion, ModuleProgress, Learner.twin, QuizAttempt.started_at)
        .select_from(Module)
        .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.serial == Module.serial))
        .outerjoin(ModuleProgress, own)
        .outerjoin(Learner, Learner.person_id == person_id)
        .outerjoin(QuizAttempt, trying)
        .where(modules_seen(drafts=drafts))
    )


def reading_from(row: Any, actor: Actor, asked: str = "") -> Reading:
    """Return the reading that one row of :func:`select_readings` stands for."""
    module, version, record, twin, quiz_since = row[:5]
    audiences, on_path = audiences_of(actor), getattr(row, "on_path", None) or 0
    return Reading(module, version, record, audiences, twin_for(audiences, twin), asked, quiz_since, on_path)


@cache
def on_path() -> Label[int | None]:
    """Return what :attr:`Reading.on_path` says for ``roles``, as the last column of a statement about one module.

    A path that holds the whole module and closes nothing keeps it open, whatever the others say.
    """
    about = func.coalesce(PathItem.module_id, Lesson.module_id) == Module.id
    own = select(PathAudience.path_id).where(PathAudience.role.in_(bindparam("roles", expanding=True)))
    open_whole = case((and_(PathItem.module_id.is_not(None), not_(locks_something())), 1), else_=0)
    gated = and_(func.max(case((locks_something(), 1), else_=0)) == 1, func.max(open_whole) == 0)
    marks = (
        select(case((func.count() == 0, 0), (gated, GATED), else_=1))
        .select_from(PathItem)
        .join(LearningPath, LearningPath.id == PathItem.path_id)
        .outerjoin(Lesson, Lesson.id == PathItem.lesson_id)
        .where(walked(), PathItem.retired_at.is_(None), about, LearningPath.id.in_(own))
    )
    return marks.correlate(Module).scalar_subquery().label("on_path")


# Statements are built once: that is half of what a small one costs.


@cache
def _by_slug(drafts: bool) -> Select[Any]:
    wanted = select(ModuleAddress.module_id).where(ModuleAddress.path == bindparam("slug")).scalar_subquery()
    return select_readings(drafts=drafts).add_columns(on_path()).where(Module.id == wanted)


@cache
def _shelf(drafts: bool, further: bool) -> Readings:
    page = select(Module.id).where(modules_seen(drafts=drafts)).order_by(*IN_ORDER).limit(rows_asked(SHELF))
    if further:
        page = page.where(module_after(bindparam("after")))
    return select_readings(drafts=drafts).where(Module.id.in_(page)).order_by(*IN_ORDER)


@cache
def to_go_on_with() -> Readings:
    """Return the statement for the modules to go on with, the one to offer first in front.

    It looks at those this person did something in, and at as many others as it offers, however many there are.
    """
    person_id = bindparam("person_id", type_=Integer)
    trying = and_(QuizAttempt.person_id == person_id, QuizAttempt.submitted_at.is_(None))
    touched = union(
        select(ModuleProgress.module_id).where(ModuleProgress.person_id == person_id),
        select(QuizAttempt.module_id).where(trying),
    ).subquery("touched")
    others = select(Module.id).where(modules_seen(drafts=False), Module.id.not_in(select(touched)))
    first = others.order_by(*IN_ORDER).limit(OFFERED).subquery("others")
    near = union_all(select(touched), select(first))
    return select_readings(drafts=False).where(Module.id.in_(near)).order_by(*OFFERED_FIRST).limit(OFFERED)
