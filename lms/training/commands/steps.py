"""Completing things: a part, an assignment. Whatever is sent twice counts once."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.alone import did_alone
from lms.training.commands.paths import finished_lesson, follow_paths
from lms.training.enums import Twin
from lms.training.models import AssignmentDone, Learner, Module, ModuleProgress, Part, PartCompletion
from lms.training.models.progress import Progress, progress
from lms.training.queries.readings import Reading
from lms.training.signals import module_completed, part_completed


def complete_part(
    reading: Reading, part: Part, *, version: int, twin: Twin, by: Person, alone: bool = True
) -> Progress:
    """Count a part as done in the text that was seen; a retired part counts too.

    ``alone`` is not so when somebody else says it of them: a group that did it together.
    """
    record = locked_progress(reading, by)
    again = part.uid in record.parts
    if alone and again:
        did_alone(part.uid, version, by=by)
    if not again:
        seen = PartCompletion(person_id=by.id, part_id=part.id, version=version, twin=twin.value)
        db.session.add(seen)
        record.parts = {**record.parts, part.uid: version}
        announce(part_completed, person=by, module=reading.module, part=part)
    elif record.parts[part.uid] < version:
        record.parts = {**record.parts, part.uid: version}  # read again since it was renewed
    record.last_part = part.uid
    return keep_count(record, reading, by, did=part.uid, again=again)


def finish_assignment(reading: Reading, part: Part, uid: str, *, by: Person) -> Progress:
    """Count an assignment as done."""
    record = locked_progress(reading, by)
    if uid not in record.assignments:
        done = AssignmentDone(person_id=by.id, uid=uid, part_id=part.id, done_at=now())
        db.session.add(done)
        record.assignments = {**record.assignments, uid: done.done_at.isoformat()}
    return keep_count(record, reading, by, did=uid)


def reopen_assignment(reading: Reading, uid: str, *, by: Person) -> Progress:
    """Take back that an assignment was done."""
    record = locked_progress(reading, by)
    if uid in record.assignments:
        db.session.execute(delete(AssignmentDone).where(AssignmentDone.person_id == by.id, AssignmentDone.uid == uid))
        record.assignments = {key: moment for key, moment in record.assignments.items() if key != uid}
    return keep_count(record, reading, by)


def choose_twin(twin: Twin, *, by: Person) -> None:
    """Remember which of both texts somebody reads, in every module."""
    found = db.session.get(Learner, by.id)
    if found is None:
        try:
            with db.session.begin_nested():
                db.session.add(Learner(person_id=by.id, twin=twin.value))
        except IntegrityError:
            found = db.session.get_one(Learner, by.id)
    if found is not None:
        found.twin = twin.value
    db.session.flush()


def locked_progress(reading: Reading, person: Person) -> ModuleProgress:
    """Return the summary of one person in one module, made when it is missing; others wait until we commit."""
    module, serial = reading.module, reading.version.serial
    if found := _locked(person, module):
        return found
    record = ModuleProgress(person_id=person.id, module_id=module.id, began_serial=serial, parts={}, assignments={})
    try:
        with db.session.begin_nested():
            db.session.add(record)
    except IntegrityError:  # another tab was first
        found = _locked(person, module)
        assert found is not None  # noqa: S101 -- the row that was in our way; rows are never deleted here
        return found
    return record


def keep_count(
    record: ModuleProgress, reading: Reading, person: Person, *, did: str = "", again: bool = False
) -> Progress:
    """Bring the counters up to date in the same write, and tell when everything is done for the first time.

    ``did``: the piece of work that was just done, or done ``again``, for the learning paths it stands on.
    """
    found = progress(reading.outline, record.done, reading.audiences, reading.twin)
    record.done_count, record.total_count, record.minutes_left = found.done, found.total, found.minutes_left
    record.last_at = now()
    first = found.complete and record.completed_at is None
    if first:
        record.completed_at, record.completed_serial = record.last_at, reading.version.serial
    db.session.flush()
    if first:
        announce(module_completed, person=person, module=reading.module, version=reading.version)
    ends = not again and (found.complete or finished_lesson(reading, record, did))
    follow_paths(reading, did, ends=ends, by=person)
    return found


def _locked(person: Person, module: Module) -> ModuleProgress | None:
    statement = select(ModuleProgress).where(
        ModuleProgress.person_id == person.id, ModuleProgress.module_id == module.id
    )
    return db.session.scalar(statement.with_for_update(), execution_options={"populate_existing": True})
