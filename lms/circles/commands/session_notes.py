"""Writing notes of a session: each text stays, and nobody overwrites what somebody else wrote meanwhile."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.circles.commands.agreements import refuse_not_live, refuse_who_does_not_speak
from lms.circles.commands.members import code_of
from lms.circles.commands.pulse import pulse
from lms.circles.enums import Hushed
from lms.circles.errors import NoteOvertaken
from lms.circles.models import AgendaItem, CircleSession, NoteRevision, SessionNote
from lms.circles.models.work import LONGEST_NOTE
from lms.circles.queries.confidential import may_read, note_closed_to
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal


def write_note(
    session: CircleSession, item: AgendaItem | None, text: str, *, seen: int, by: Person
) -> SessionNote | None:
    """Keep a note as it now reads; ``seen`` is the number of the text the writer began with, 0 when there was none.

    When somebody kept other words meanwhile, :class:`NoteOvertaken` holds them. What did not change is not written.
    """
    _refuse(session, item.id if item else None, by)
    text = text.strip().replace("\r\n", "\n")
    if len(text) > LONGEST_NOTE:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_NOTE), "text")
    note = _note(session, item)
    if note is None:
        return _first(session, item, text, by) if text else None
    present = db.session.get_one(NoteRevision, (note.id, note.number))
    if present.text == text:
        return note
    if note.number != seen:
        began = db.session.get(NoteRevision, (note.id, seen))
        words = _("Iemand anders schreef intussen ook aan deze notitie. Kies wat er blijft staan.")
        raise NoteOvertaken(words, now=present.text, number=present.number, was=began.text if began else "")
    return _add(session, note, text, by)


def restore_note(note: SessionNote, number: int, *, by: Person, origin: str) -> SessionNote:
    """Put back an older text, as a new one; nothing that was written is lost."""
    session = note.session  # reading the note again leaves it out
    _refuse(session, note.item_id, by)
    locked = _note_by_id(note.id)
    older = db.session.get(NoteRevision, (locked.id, number))
    if older is None:
        raise Refusal(_("Deze versie is er niet."))
    if number == locked.number:
        return locked
    kept = _add(session, locked, older.text, by, restored=number)
    name = f"{code_of(session.circle)}/{session.number}"
    audit.record("circle.note_restore", name, actor_uid=by.uid, origin=origin)
    return kept


def _refuse(session: CircleSession, item_id: int | None, by: Person) -> None:
    refuse_who_does_not_speak(session.circle, by)
    if not may_read(by, Hushed.SESSION, session.id) or note_closed_to(by, session.id, item_id):
        raise Refusal(_("Deze notitie is vertrouwelijk. Alleen wie gekozen is, leest en schrijft hier."))
    refuse_not_live(session)


def _note(session: CircleSession, item: AgendaItem | None) -> SessionNote | None:
    about = SessionNote.item_id == item.id if item else SessionNote.item_id.is_(None)
    found = select(SessionNote).where(SessionNote.session_id == session.id, about)
    return db.session.scalars(found.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _note_by_id(number: int) -> SessionNote:
    return db.session.get_one(SessionNote, number, with_for_update=True, populate_existing=True)


def _first(session: CircleSession, item: AgendaItem | None, text: str, by: Person) -> SessionNote:
    note = SessionNote(session_id=session.id, item_id=item.id if item else None)
    try:
        with db.session.begin_nested():
            db.session.add(note)
    except IntegrityError:  # somebody else began at the same moment
        return write_note(session, item, text, seen=0, by=by) or note
    db.session.add(NoteRevision(note_id=note.id, number=1, text=text, by_id=by.id))
    db.session.flush()
    pulse(session)
    return note


def _add(
    session: CircleSession, note: SessionNote, text: str, by: Person, *, restored: int | None = None
) -> SessionNote:
    note.number += 1
    db.session.add(NoteRevision(note_id=note.id, number=note.number, text=text, restored=restored, by_id=by.id))
    db.session.flush()
    pulse(session)
    return note
