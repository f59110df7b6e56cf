"""The learning paths of one person, with everything they did on them, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy.orm import aliased

from lms.accounts.models import Actor
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.training.enums import StopKind
from lms.training.models import Module
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.outline import LessonLine, PartLine
from lms.training.models.path_members import PathExemption, PathMember, RenewalRound
from lms.training.models.paths import Fact, Happening, Item, Standing, Stop, Way, renewal, standing
from lms.training.queries.path_rows import MODULE, Rows, Walk, filled, walks
from lms.training.queries.readings import Reading, asked_by, continue_for, first_to_go_on_with, reading_from

FREE = aliased(PathExemption)  # from the day, and not from an item


@dataclass(frozen=True)
class Stretch:
    """An item of a path with what it is made of for this reader; something to practise has neither."""

    item: PathItem
    reading: Reading | None = None
    lesson: LessonLine | None = None
    lesson_uid: str = ""
    practised_at: datetime | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        if self.item.kind is StopKind.PRACTICE or self.reading is None:
            return self.item.title
        return self.lesson.title if self.lesson else self.reading.module.title

    @property
    def lessons(self) -> list[LessonLine]:
        """The lessons in it that this reader meets."""
        if self.reading is None:
            return []
        return [self.lesson] if self.lesson else [lesson for lesson, _parts in self.reading.lessons]

    @property
    def next_part(self) -> tuple[LessonLine, PartLine] | None:
        """The first part that is left in it."""
        mine = [lesson.uid for lesson in self.lessons]
        places = ((lesson, part) for lesson, parts in (self.reading.lessons if self.reading else ()) for part in parts)
        return next(
            ((lesson, part) for lesson, part in places if lesson.uid in mine and not self._has_done(part)), None
        )

    @property
    def covers(self) -> frozenset[str]:
        """The lessons it is about; nothing in particular means the whole module, with its quiz."""
        return frozenset({self.lesson_uid} if self.lesson_uid else ())

    def _has_done(self, part: PartLine) -> bool:
        return self.reading is not None and self.reading.has_done(part.uid)


@dataclass(frozen=True)
class MyPath:
    """A path as one person walks it; ``day`` is today."""

    path: LearningPath
    member: PathMember | None
    round: RenewalRound | None
    stretches: Sequence[Stretch]
    facts: Sequence[Fact]
    day: date
    by_uid: dict[str, Stretch] = field(default_factory=dict)

    @cached_property
    def way(self) -> Way:
        """What the pure functions count."""
        member = self.member
        return Way(
            items=tuple(_item(stretch) for stretch in self.stretches),
            ordered=self.path.ordered,
            since=member.since if member else None,
            due_on=member.due_on if member and self.path.deadline_days else None,
        )

    @cached_property
    def standing(self) -> Standing:
        """How far this person is, and why."""
        return standing(self.way, self.facts, self.day)

    @cached_property
    def renewal(self) -> Standing | None:
        """How far this person is in the round that is open, when there is one."""
        if self.round is None:
            return None
        did = [Fact(Happening.DID, key, datetime.fromisoformat(at)) for key, at in self.round.done.items()]
        return renewal(Way(self.way.items, due_on=self.round.due_on), did, self.round.opened_at, self.day)

    def stretch(self, stop: Stop) -> Stretch:
        """Return what a stop is made of."""
        return self.by_uid[stop.item.uid]


def paths_of(actor: Actor) -> list[MyPath]:
    """Return the paths for the roles of somebody, in order, in one statement; none for a visitor."""
    if actor.id is None or not actor.roles:
        return []
    return _my_paths(_rows(walks(), actor), actor)


def paths_and_beside(actor: Actor) -> tuple[list[MyPath], Reading | None]:
    """Return the paths of somebody, and the module to go on with that is on them or not, in one statement."""
    if actor.id is None or not actor.roles:
        return [], continue_for(actor)
    rows = _rows(walks(with_beside=True), actor)
    offered = (reading_from(row[MODULE], actor) for row in rows if row[-1])
    return _my_paths([row for row in rows if not row[-1]], actor), first_to_go_on_with(offered)


def path_of(slug: str, actor: Actor) -> MyPath | None:
    """Return one of somebody's own paths by its address."""
    return next((mine for mine in paths_of(actor) if mine.path.slug == slug), None)


def lessons_by_themselves(paths: Sequence[MyPath], module: Module) -> frozenset[str]:
    """Return the lessons of a module that these paths hold while none asks for the whole of it, else nothing.

    Who comes to the end of one goes on with the path, and not with a rest of the module that nobody asked for.
    """
    stretches = (each for mine in paths for each in mine.stretches)
    here = [each for each in stretches if each.reading and each.reading.module.id == module.id]
    if any(each.item.required and not each.lesson_uid for each in here):
        return frozenset()
    return frozenset(each.lesson_uid for each in here if each.lesson_uid)


def on_path_by_itself(reading: Reading, lesson_uid: str, actor: Actor) -> bool:
    """Return whether somebody does a lesson for their path, which does not ask for its module; one statement."""
    return reading.on_path > 0 and lesson_uid in lessons_by_themselves(paths_of(actor), reading.module)


def piece_of_quiz(module: Module) -> str:
    """Return how the final quiz of a module is called among the pieces of work."""
    return f"quiz:{module.uid}"


def _rows(statement: Rows, actor: Actor) -> Sequence[Any]:
    return filled(db.session.execute(statement, asked_by(actor)).all())


def _my_paths(rows: Sequence[Any], actor: Actor) -> list[MyPath]:
    found = [Walk(*row[:-1]) for row in rows]
    return [_my_path(list(group), actor) for _id, group in groupby(found, key=lambda walk: walk.path.id)]


def _my_path(rows: list[Walk], actor: Actor) -> MyPath:
    first = rows[0]
    stretches = [_stretch(row, actor) for row in rows]
    facts = [*_exempt(first.free), *(fact for row in rows for fact in _exempt(row.exemption))]
    facts += [fact for stretch in stretches for fact in _did(stretch)]
    by_uid = {each.item.uid: each for each in stretches}
    return MyPath(first.path, first.member, first.round, stretches, facts, today(), by_uid)


def _stretch(row: Walk, actor: Actor) -> Stretch:
    if row.item.kind is StopKind.PRACTICE:
        return Stretch(row.item, practised_at=row.practised_at)
    if row.module is None or row.version is None:
        return Stretch(row.item, lesson_uid=row.lesson_uid or "")
    told = (row.module, row.version, row.record, row.twin, row.quiz_since)
    reading = reading_from(told, actor, row.module.slug)
    if not row.lesson_uid:
        return Stretch(row.item, reading)
    wanted = (line for line in reading.outline.lessons if line.uid == row.lesson_uid)
    return Stretch(row.item, reading, next(wanted, None), row.lesson_uid)


def _exempt(row: PathExemption | None) -> list[Fact]:
    if row is None:
        return []
    given = Fact(Happening.EXEMPTED, row.about, row.at, row.reason)
    return (
        [given, Fact(Happening.LIFTED, row.about, row.lifted_at, row.lifted_reason or "")] if row.lifted_at else [given]
    )


def _did(stretch: Stretch) -> list[Fact]:
    """Return what somebody did in a stretch; of a part the summary does not tell when."""
    if stretch.practised_at:
        return [Fact(Happening.DID, stretch.item.uid, stretch.practised_at)]
    reading = stretch.reading
    if reading is None or reading.record is None:
        return []
    found = [Fact(Happening.DID, uid) for uid in reading.record.parts]
    found += [Fact(Happening.DID, uid, datetime.fromisoformat(at)) for uid, at in reading.record.assignments.items()]
    if at := reading.record.quiz_passed_at:
        found.append(Fact(Happening.DID, piece_of_quiz(reading.module), at))
    return found


def _item(stretch: Stretch) -> Item:
    """Return what a stretch asks of this reader: the same parts, assignments and quiz as its module counts."""
    row = stretch.item
    asks, new, kept, live = _pieces(stretch)
    return Item(
        uid=row.uid,
        title=stretch.title,
        asks=asks,
        new=new,
        kept=kept,
        required=row.required,
        opens_on=row.opens_on,
        after=row.after,
        in_renewal=row.in_renewal,
        asked_since=row.asked_since,
        live=live,
    )


def _pieces(stretch: Stretch) -> tuple[frozenset[str], frozenset[str], frozenset[str], bool]:
    if stretch.item.kind is StopKind.PRACTICE:
        return frozenset({stretch.item.uid}), frozenset(), frozenset(), True
    reading = stretch.reading
    if reading is None or (stretch.lesson_uid and stretch.lesson is None):
        return frozenset(), frozenset(), frozenset(), False
    lines = [
        part for lesson in ([stretch.lesson] if stretch.lesson else reading.outline.lessons) for part in lesson.parts
    ]
    mine = [part for part in lines if part.is_for(reading.asked_as)]
    asks = {part.uid for part in mine}
    if reading.asks_writing:
        asks |= {task.uid for part in mine for task in part.assignments}
    whole = stretch.lesson is None
    if whole and reading.asks_writing and reading.outline.quiz:
        asks.add(piece_of_quiz(reading.module))
    began = reading.record.began_serial if reading.record else None
    new = {part.uid for part in mine if began is not None and part.since > began}
    return frozenset(asks), frozenset(new), frozenset(_kept(reading, lines, whole=whole)), reading.module.is_live


def _kept(reading: Reading, lines: Sequence[PartLine], *, whole: bool) -> set[str]:
    """Return what counts when it was done, asked or not: in a whole module everything, as its own progress does."""
    if reading.record is None:
        return set()
    if whole:
        return {*reading.record.parts, *reading.record.assignments, piece_of_quiz(reading.module)}
    return {part.uid for part in lines} | {task.uid for part in lines for task in part.assignments}
