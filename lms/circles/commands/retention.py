"""Throwing away what was over before a moment: each function a batch of one kind; it returns how many.

What a circle learned, agreed and decided stays, and its reports: that is what it leaves. What people brought, answered
and jotted down for one session goes. An empty row stays where something else leads back to it: a confidential case
must stay known as one, or what was said about it would be for everybody.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update

from lms.circles.enums import Hushed
from lms.circles.models import (
    AgendaItem,
    CheckIn,
    CircleSession,
    Confidential,
    ExpertLink,
    FeedbackAnswer,
    FollowUp,
    Named,
    NoteRevision,
    Prework,
    PreworkAnswer,
    PreworkPhoto,
    SessionNote,
)
from lms.circles.queries.confidential import items_of_cases
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.retention import batch_of, counted, forget_rows
from lms.meetings.models import Meeting
from lms.programme.commands.uploads import delete_files

NO_WORDS = {"works": "", "works_not": "", "fit_remark": "", "case_title": "", "case_text": ""}


def forget_brought(before: datetime) -> int:
    """Throw away what people brought to sessions and prepared for them, with photos; and what they were asked."""
    said = or_(*(getattr(CheckIn, name) != "" for name in NO_WORDS))
    emptied = batch_of(CheckIn, said, CheckIn.session_id.in_(_held(before)))
    cases = db.session.scalars(items_of_cases(emptied)).all()
    stories = (AgendaItem.id.in_(cases), AgendaItem.session_id.is_(None) | AgendaItem.session_id.in_(_held(before)))
    db.session.execute(update(AgendaItem).where(*stories).values(about=""))
    done = counted(update(CheckIn).where(emptied).values(NO_WORDS))
    over = PreworkAnswer.session_id.in_(_held(before))
    done += _forget_photos(PreworkPhoto.answer_id.in_(select(PreworkAnswer.id).where(over)))
    bare = ~exists().where(PreworkPhoto.answer_id == PreworkAnswer.id)
    done += forget_rows(PreworkAnswer, over, bare)
    unanswered = ~exists().where(PreworkAnswer.session_id == Prework.session_id)
    return done + forget_rows(Prework, Prework.session_id.in_(_held(before)), unanswered)


def forget_experts(before: datetime) -> int:
    """Throw away who looked at a programme by a link; the link itself stopped with the day."""
    return forget_rows(ExpertLink, ExpertLink.session_id.in_(_held(before)))


def forget_answers(before: datetime) -> int:
    """Throw away the words of answers to the one question; the figures stay, and are of nobody.

    What never came to five goes whole: nobody read it, and nobody will.
    """
    going_on = select(CircleSession.series_id).join(CircleSession.meeting).where(Meeting.ends_at >= before)
    over = FeedbackAnswer.series_id.not_in(going_on)
    unread = forget_rows(FeedbackAnswer, ~FeedbackAnswer.shown, over)
    said = batch_of(FeedbackAnswer, FeedbackAnswer.text != "", over)
    return unread + counted(update(FeedbackAnswer).where(said).values(text=""))


def forget_followups(before: datetime) -> int:
    """Throw away who told what six weeks later, answered or not; what became a moment is kept as moments are."""
    return forget_rows(FollowUp, FollowUp.due_on < local(before).date())


def forget_notes(before: datetime) -> int:
    """Throw away notes of sessions with every earlier text, and who might read those that were confidential."""
    over = batch_of(SessionNote, SessionNote.session_id.in_(_held(before)))
    ids = db.session.scalars(select(SessionNote.id).where(over)).all()
    marked = select(Confidential.id).where(Confidential.kind == Hushed.NOTE, Confidential.object_id.in_(ids))
    numbers = db.session.scalars(marked).all()
    db.session.execute(delete(Named).where(Named.confidential_id.in_(numbers)))
    db.session.execute(delete(Confidential).where(Confidential.id.in_(numbers)))
    db.session.execute(delete(NoteRevision).where(NoteRevision.note_id.in_(ids)))
    return counted(delete(SessionNote).where(SessionNote.id.in_(ids)))


def _held(before: datetime) -> Select[Any]:
    """Return the sessions that ended before a moment."""
    return select(CircleSession.id).join(CircleSession.meeting).where(Meeting.ends_at < before)


def _forget_photos(over: ColumnElement[bool]) -> int:
    batch = batch_of(PreworkPhoto, over)
    rows = db.session.execute(select(PreworkPhoto.id, PreworkPhoto.file, PreworkPhoto.thumbnail).where(batch)).all()
    delete_files(*(name for row in rows for name in row[1:]))
    return counted(delete(PreworkPhoto).where(PreworkPhoto.id.in_([row[0] for row in rows])))
