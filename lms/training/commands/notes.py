"""Keeping a note at a part and a bookmark, for their writer alone."""

from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.kernel import search
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.work import merged, shown_mark
from lms.training.models import PartNote, PartVersion
from lms.training.models.records import LONGEST_TEXT
from lms.training.queries.notes import NOTE, key_of, scope_of


def keep_note(text: PartVersion, words: str, *, shown: str, by: Person, url: str) -> bool:
    """Keep somebody's note at a part; emptying it takes it away. Return whether it joined that of another tab."""
    if shown_mark(words) == shown:  # as the page showed it: nothing to write
        return False
    row = _row(text.part_id, by)
    if row is None and not words:
        return False
    if row is None:
        row = _made(PartNote(person_id=by.id, part_id=text.part_id, text=words[:LONGEST_TEXT]))
    wanted = merged(row.text, words, shown=shown)[:LONGEST_TEXT]
    joined = wanted not in {row.text, words}
    if row.text != wanted:
        row.text, row.changed_at = wanted, now()
    _keep(row)
    _index(text, row.text, by, url)
    return joined


def mark_part(text: PartVersion, *, by: Person) -> None:
    """Put a bookmark at a part; twice is once."""
    row = _row(text.part_id, by) or _made(PartNote(person_id=by.id, part_id=text.part_id, text="", marked_at=now()))
    row.marked_at = row.marked_at or now()
    db.session.flush()


def unmark_part(part_id: int, *, by: Person) -> None:
    """Take the bookmark away; a note stays."""
    if row := _row(part_id, by):
        row.marked_at = None
        _keep(row)


def forget_note(part_id: int, part_uid: str, *, by: Person) -> None:
    """Throw a note away; a bookmark stays."""
    if row := _row(part_id, by):
        row.text, row.changed_at = "", now()
        _keep(row)
    search.drop(NOTE, key_of(by, part_uid))


def _index(text: PartVersion, words: str, by: Person, url: str) -> None:
    if words:
        search.put(NOTE, key_of(by, text.part.uid), title=text.title, text=words, url=url, scopes=[scope_of(by)])
    else:
        search.drop(NOTE, key_of(by, text.part.uid))


def _row(part_id: int, by: Person) -> PartNote | None:
    return db.session.get(PartNote, (by.id, part_id), with_for_update=True, populate_existing=True)


def _made(row: PartNote) -> PartNote:
    """Write a row; when another tab was first, return that one and write nothing."""
    key = (row.person_id, row.part_id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return db.session.get_one(PartNote, key, with_for_update=True, populate_existing=True)
    return row


def _keep(row: PartNote) -> None:
    """Write the row, or take it away when it holds nothing any more."""
    if not row.text and row.marked_at is None:
        db.session.delete(row)
    db.session.flush()
