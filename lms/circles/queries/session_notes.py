"""Notes of a session: what they say now, and every text before that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.circles.models import Circle, CircleSession, NoteRevision, SessionNote
from lms.circles.policy import sessions_known_to, spoken_in_by
from lms.kernel.db import db


@dataclass(frozen=True)
class Written:
    """A note with the text that holds now."""

    note: SessionNote
    now: NoteRevision


def notes_of(session: CircleSession) -> Mapping[int | None, Written]:
    """Return the notes of a session by item, that of the whole session under nothing; one statement."""
    present = and_(NoteRevision.note_id == SessionNote.id, NoteRevision.number == SessionNote.number)
    found = select(SessionNote, NoteRevision).join(NoteRevision, present).where(SessionNote.session_id == session.id)
    return {note.item_id: Written(note, revision) for note, revision in db.session.execute(found)}


def note_by_uid(slug: str, number: int, uid: str, actor: Actor) -> SessionNote | None:
    """Return a note of a session of a circle in which the actor speaks."""
    found = select(SessionNote).join(SessionNote.session).join(CircleSession.circle).join(CircleSession.meeting)
    found = found.options(
        contains_eager(SessionNote.session).contains_eager(CircleSession.circle),
        contains_eager(SessionNote.session).contains_eager(CircleSession.meeting),
        joinedload(SessionNote.item),
    )
    here = (Circle.slug == slug, CircleSession.number == number, SessionNote.uid == uid)
    mine = (spoken_in_by(actor), sessions_known_to(actor))
    return db.session.scalars(found.where(*here, *mine)).one_or_none()


def revisions_of(note: SessionNote) -> Sequence[NoteRevision]:
    """Return every text of a note, the newest first; one statement."""
    found = select(NoteRevision).where(NoteRevision.note_id == note.id).options(joinedload(NoteRevision.by))
    return db.session.scalars(found.order_by(NoteRevision.number.desc())).all()
