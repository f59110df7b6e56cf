"""Modules as one person reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, case, func, select

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.enums import Twin
from lms.training.models import (
    Done,
    Learner,
    Module,
    ModuleAddress,
    ModuleProgress,
    ModuleVersion,
    Outline,
    QuizAttempt,
    StepKind,
)
from lms.training.models.outline import LessonLine, PartLine, asks_writing
from lms.training.models.progress import Progress, progress
from lms.training.policy import audiences_of, can_see_drafts, modules_seen, twin_for

OFFERED = 3
IN_ORDER = Module.position.asc().nulls_last(), Module.title, Module.id  # as authors number them
Readings = Select[Module, ModuleVersion, ModuleProgress, str, datetime]


@dataclass(frozen=True)
class Reading:
    """A module, the version readers get, and what one person did in it (nothing for a visitor).

    ``asked`` is the slug it was found by, which may be one it once had.  ``quiz_since``: when the attempt at the quiz
    was begun that is still open.
    """

    module: Module
    version: ModuleVersion
    record: ModuleProgress | None
    audiences: frozenset[str]
    twin: Twin
    asked: str = ""
    quiz_since: datetime | None = None

    @cached_property
    def outline(self) -> Outline:
        """What the module holds, for every audience."""
        return self.version.outline

    @cached_property
    def progress(self) -> Progress:
        """How far this person is, and why it is not 100 %."""
        return progress(self.outline, self.record.done if self.record else Done(), self.audiences, self.twin)

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
        parts = sum(part.minutes_in(self.twin) for part in self.outline.parts if part.is_for(self.audiences))
        return parts + (self.outline.quiz.minutes if self.outline.quiz and self.asks_writing else 0)

    @property
    def lessons(self) -> list[tuple[LessonLine, list[PartLine]]]:
        """The lessons with the parts that are for this reader, or that were done."""
        shown = [
            (lesson, [part for part in lesson.parts if part.is_for(self.audiences) or self.has_done(part.uid)])
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
    row = db.session.execute(statement, {"person_id": actor.id, "slug": slug}).one_or_none()
    return None if row is None else reading_from(row, actor, slug)


def readings(actor: Actor) -> list[Reading]:
    """Return all modules the actor may see, in the order of the authors, in one statement."""
    rows = db.session.execute(_all(can_see_drafts(actor)), {"person_id": actor.id})
    return [reading_from(row, actor) for row in rows]


def continue_for(person: Actor) -> Reading | None:
    """Return the module to go on with: the one touched last that is not complete, else the first one not begun."""
    rows = db.session.execute(_to_go_on_with(), {"person_id": person.id})
    found = [reading_from(row, person) for row in rows]
    return next((reading for reading in found if reading.progress.next), None)


def start_page_of(person: Actor) -> dict[str, Any]:
    """Return what ``training/_card.html`` shows."""
    return {"reading": continue_for(person)}


def published_modules() -> Sequence[Module]:
    """Return the modules that visitors may see, in the order of the authors."""
    live = select(Module).where(modules_seen(drafts=False))
    return db.session.scalars(live.order_by(*IN_ORDER)).all()


def modules_at(programme: str, step: str) -> Sequence[Module]:
    """Return the published modules of a step: those that name it on any card, and on the card of this programme."""
    names = {step, f"{programme}/{step}"}
    return [module for module in published_modules() if names.intersection(module.steps)]


def select_readings(*, drafts: bool) -> Readings:
    """Return the statement for modules as the person with id ``person_id`` reads them."""
    person_id = bindparam("person_id", type_=Integer)
    own = and_(ModuleProgress.module_id == Module.id, ModuleProgress.person_id == person_id)
    mine = and_(QuizAttempt.module_id == Module.id, QuizAttempt.person_id == person_id)
    trying = and_(mine, QuizAttempt.submitted_at.is_(None))  # at most one: a unique index says so
    return (
        select(Module, ModuleVersion, ModuleProgress, Learner.twin, QuizAttempt.started_at)
        .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.serial == Module.serial))
        .outerjoin(ModuleProgress, own)
        .outerjoin(Learner, Learner.person_id == person_id)
        .outerjoin(QuizAttempt, trying)
        .where(modules_seen(drafts=drafts))
    )


def reading_from(row: Any, actor: Actor, asked: str = "") -> Reading:
    """Return the reading that one row of :func:`select_readings` stands for."""
    module, version, record, twin, quiz_since = row[:5]
    return Reading(module, version, record, audiences_of(actor), twin_for(actor, twin), asked, quiz_since)


# Statements are built once: that is half of what a small one costs.


@cache
def _by_slug(drafts: bool) -> Readings:
    wanted = select(ModuleAddress.module_id).where(ModuleAddress.path == bindparam("slug")).scalar_subquery()
    return select_readings(drafts=drafts).where(Module.id == wanted)


@cache
def _all(drafts: bool) -> Readings:
    return select_readings(drafts=drafts).order_by(*IN_ORDER)


@cache
def _to_go_on_with() -> Readings:
    began, last = QuizAttempt.started_at, ModuleProgress.last_at
    touched = func.coalesce(case((began > last, began)), last, began)
    open_first = ModuleProgress.completed_at.is_not(None), touched.desc().nulls_last()
    return select_readings(drafts=False).order_by(*open_first, *IN_ORDER).limit(OFFERED)
