"""What a session of a group adds to the record of one person, and what taking it back leaves.

Everything happens under the lock on somebody's record of the module, so that the same piece done alone, in two sessions
or taken back at the same moment gives one answer.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.certificates import take_proof_back
from lms.training.commands.paths import leave_open_rounds, practise
from lms.training.commands.steps import complete_part, keep_count, locked_progress
from lms.training.enums import TakenBackBy, Twin
from lms.training.models import GroupSession, Module, Part, PartCompletion, TookPart
from lms.training.models.path_members import PathPractice
from lms.training.models.together import newest_read
from lms.training.queries.paths import MyPath, Stretch, paths_of
from lms.training.queries.readings import Reading, reading_of
from lms.training.queries.telling import told_back

PRACTISED = 1  # in the place of a version, for what has no text


def count_together(session: GroupSession, row: TookPart) -> None:
    """Let it count as if they had done it alone, through the same steps; what they did alone before stays theirs."""
    person = person_by_id(row.person_id)
    if person is None:
        return
    if session.part_id is None:
        _count_practice(row, person)
        return
    part, reading = _reading(session, person)
    if reading is not None:
        record = locked_progress(reading, person)
        _keep_own(row, record.parts.get(part.uid))
        version, twin = session.version or 1, Twin(session.twin)
        complete_part(reading, part, version=version, twin=twin, by=person, alone=False)


def take_out(session: GroupSession, row: TookPart, who: TakenBackBy, reason: str, *, by: Person, origin: str) -> None:
    """Let it count no more, with who says so and why; what they did alone or in another session stays."""
    person = person_by_id(row.person_id)
    part, reading = _reading(session, person) if person and session.part_id else (None, None)
    record = locked_progress(reading, person) if reading and person else None
    row = db.session.get_one(TookPart, (session.id, row.person_id), populate_existing=True)
    row.taken_back_at, row.taken_back_by, row.reason = now(), who, reason
    told, row.told_at, row.sentence = row.told_at, None, ""
    db.session.flush()
    if person is None:
        return
    left = _left(row)
    if session.part_id is None:
        _take_out_practice(session, row, person, left)
    elif reading and record and part:
        if left is None:
            _take_out_part(session, reading, record, part, person, by=by, origin=origin)
        elif part.uid in record.parts:
            record.parts = {**record.parts, part.uid: left}
            keep_count(record, reading, person)
        if told:
            withdraw_untold(reading, person, told, by=by, origin=origin)


def withdraw_untold(reading: Reading, person: Person, told: Any, *, by: Person, origin: str) -> None:
    """Take proof of taking part back that rests on a telling that was taken back, and on no other."""
    if not reading.asks_writing and not told_back(person, reading.module):
        take_proof_back(person, reading.module, told, by=by, origin=origin)


def _take_out_part(
    session: GroupSession, reading: Reading, record: Any, part: Part, person: Person, *, by: Person, origin: str
) -> None:
    if part.uid not in record.parts:
        return
    done = (PartCompletion.person_id == person.id, PartCompletion.part_id == part.id)
    db.session.execute(delete(PartCompletion).where(*done))
    record.parts = {uid: version for uid, version in record.parts.items() if uid != part.uid}
    found = keep_count(record, reading, person)
    leave_open_rounds(person, part.uid)
    if not found.complete and record.completed_at is not None and session.done_at:
        record.completed_at, record.completed_serial = None, None
        take_proof_back(person, reading.module, session.done_at, by=by, origin=origin)
    db.session.flush()


def _count_practice(row: TookPart, person: Person) -> None:
    found = _stretch(row, person)
    if found:
        mine, stretch = found
        _keep_own(row, PRACTISED if stretch.practised_at else None)
        practise(mine, stretch, by=person, alone=False)


def _take_out_practice(session: GroupSession, row: TookPart, person: Person, left: int | None) -> None:
    if left is None:
        done = (PathPractice.person_id == person.id, PathPractice.item_id == session.item_id)
        db.session.execute(delete(PathPractice).where(*done))
        leave_open_rounds(person, row.piece)
        db.session.flush()


def _stretch(row: TookPart, person: Person) -> tuple[MyPath, Stretch] | None:
    found = ((mine, mine.by_uid[row.piece]) for mine in paths_of(person) if row.piece in mine.by_uid)
    return next(found, None)


def _reading(session: GroupSession, person: Person) -> tuple[Part, Reading | None]:
    part = db.session.get_one(Part, session.part_id)
    module = db.session.get_one(Module, part.module_id)
    return part, reading_of(module.slug, person)


def _keep_own(row: TookPart, recorded: int | None) -> None:
    """Keep in every session which text they read by themselves: what is recorded when no session accounts for it."""
    same = [each for each, _version in _same(row)]
    others = [each for each in same if each is not row and each.taken_back_at is None]
    own = others[0].own_version if others else recorded
    for each in same:
        each.own_version = own
    db.session.flush()


def _left(row: TookPart) -> int | None:
    together = [version or PRACTISED for each, version in _same(row) if each.taken_back_at is None]
    return newest_read(row.own_version, together)


def _same(row: TookPart) -> Sequence[Any]:
    """Return every session that was done in which this person did this piece, each with the text that was read."""
    found = select(TookPart, GroupSession.version).join(GroupSession, GroupSession.id == TookPart.session_id)
    found = found.where(TookPart.person_id == row.person_id, TookPart.piece == row.piece)
    fresh = {"populate_existing": True}
    return db.session.execute(found.where(GroupSession.done_at.is_not(None)), execution_options=fresh).all()
