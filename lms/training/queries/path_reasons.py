"""The records behind a percentage: what somebody did in a module, with the moment of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import Part, PartCompletion, PartVersion
from lms.training.models.outline import LessonLine, PartLine
from lms.training.models.paths import Happening
from lms.training.queries.paths import MyPath, paths_of
from lms.training.queries.readings import Reading, reading_of
from lms.training.queries.telling import Together, taken_back


@dataclass(frozen=True)
class Proof:
    """A module with the moments of what was done in it.

    ``gone``: titles and moments of parts that were done and have left the module since; they count.
    """

    reading: Reading
    done: Mapping[str, datetime]
    gone: list[tuple[str, datetime]] = field(default_factory=list)
    paths: list[MyPath] = field(default_factory=list)
    taken_back: list[Together] = field(default_factory=list)

    @property
    def parts(self) -> list[tuple[LessonLine, PartLine]]:
        """The parts that count, in order: those asked of this reader and those done."""
        return [(lesson, part) for lesson, parts in self.reading.lessons for part in parts]

    def assignment_at(self, uid: str) -> datetime | None:
        """When an assignment was done."""
        record = self.reading.record
        at = record.assignments.get(uid) if record else None
        return datetime.fromisoformat(at) if at else None


def proof_of(module: str, actor: Actor) -> Proof | None:
    """Return what stands behind the percentage of somebody in a module, in four statements."""
    reading = reading_of(module, actor)
    if reading is None or actor.id is None:
        return None
    current = (PartVersion.part_id == Part.id) & (PartVersion.number == PartCompletion.version)
    rows = db.session.execute(
        select(Part.uid, PartVersion.title, PartCompletion.completed_at)
        .join(PartCompletion, PartCompletion.part_id == Part.id)
        .join(PartVersion, current)
        .where(PartCompletion.person_id == actor.id, Part.module_id == reading.module.id)
        .order_by(PartCompletion.completed_at, Part.id)
    ).all()
    here = {part.uid for part in reading.outline.parts}
    on = [mine for mine in (paths_of(actor) if reading.on_path else []) if _has(mine, reading)]
    done = {uid: at for uid, _title, at in rows}
    gone = [(title, at) for uid, title, at in rows if uid not in here]
    back = [each for each in taken_back(actor, reading.module.id) if each.piece not in done]
    return Proof(reading, done, gone, on, back)


def taken_back_on(mine: MyPath, actor: Actor) -> list[Together]:
    """Return what somebody did with a group on a path and took back, which is why the path went back; one statement."""
    asked = {piece for stop in mine.standing.stops for piece in stop.item.asks}
    did = {fact.about for fact in mine.facts if fact.kind is Happening.DID}
    return [each for each in taken_back(actor) if each.piece in asked - did]


def _has(mine: MyPath, reading: Reading) -> bool:
    return any(each.reading and each.reading.module.id == reading.module.id for each in mine.stretches)
