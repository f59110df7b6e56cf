"""Throwing away what was over before a moment: each function a batch of one kind; it returns how many.

Of a neighbourhood that is finished what people told goes, and the names at what stays: where it stood on the card, what
it decided, how many were helped. That is the record of the programme.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.retention import batch_of, counted, forget_rows
from lms.programme.commands.uploads import delete_files
from lms.programme.models import (
    Absence,
    AbsenceGrant,
    Asked,
    Decision,
    Evidence,
    HelpOffer,
    Moment,
    MomentChip,
    OnePage,
    Prompt,
    SharedText,
    SmallStepDone,
    StepFeedback,
    StepProgress,
)
from lms.programme.queries.retention import finished_before

#: Who said, did or looked at something of a neighbourhood that stays when the neighbourhood is finished.
NAMED: tuple[InstrumentedAttribute[int | None], ...] = (
    StepProgress.by_id,
    SmallStepDone.by_id,
    StepFeedback.by_id,
    SharedText.by_id,
    Decision.by_id,
    OnePage.by_id,
    HelpOffer.checked_by_id,
)


def forget_moments(before: datetime) -> int:
    """Throw away what finished neighbourhoods told: words, voice and photo."""
    return _forget_told(_finished(Moment, before))


def forget_evidence(before: datetime) -> int:
    """Throw away what showed how a step went in finished neighbourhoods: words, photo and file."""
    return _forget_shown(_finished(Evidence, before))


def forget_feedback(before: datetime) -> int:
    """Throw away feedback on a step that was answered, of finished neighbourhoods."""
    return forget_rows(StepFeedback, StepFeedback.answered_at.is_not(None), _finished(StepFeedback, before))


def forget_names(before: datetime) -> int:
    """Take the names off what stays of finished neighbourhoods."""
    return sum(_forget_name(column, before) for column in NAMED)


def forget_taken_away(before: datetime) -> int:
    """Throw away the empty rows of moments and evidence that somebody took away."""
    return _forget_told(Moment.removed_at < before) + _forget_shown(Evidence.removed_at < before)


def forget_help(before: datetime) -> int:
    """Throw away help nearby that was taken away, and not put back."""
    return forget_rows(HelpOffer, HelpOffer.removed_at < before)


def forget_prompts(before: datetime) -> int:
    """Throw away questions we asked by ourselves that are closed."""
    return forget_rows(Prompt, Prompt.closes_at < before)


def forget_asked(before: datetime) -> int:
    """Throw away questions whether somebody joins a team that were answered."""
    return forget_rows(Asked, Asked.answered_at < before)


def forget_absences(before: datetime) -> int:
    """Throw away who was away and who stood in; the rights that were lent ended by themselves."""
    over = or_(Absence.ends_on < local(before).date(), Absence.called_off_at < before)
    ids = db.session.scalars(select(Absence.id).where(batch_of(Absence, over))).all()
    db.session.execute(delete(AbsenceGrant).where(AbsenceGrant.absence_id.in_(ids)))
    return counted(delete(Absence).where(Absence.id.in_(ids)))


def _forget_told(over: ColumnElement[bool]) -> int:
    files = (Moment.recording, Moment.photo, Moment.photo_small)
    ids, names = _with_files(Moment, over, *files)
    delete_files(*names)
    db.session.execute(delete(MomentChip).where(MomentChip.moment_id.in_(ids)))
    return counted(delete(Moment).where(Moment.id.in_(ids)))


def _forget_shown(over: ColumnElement[bool]) -> int:
    ids, names = _with_files(Evidence, over, Evidence.file, Evidence.thumbnail)
    delete_files(*names)
    return counted(delete(Evidence).where(Evidence.id.in_(ids)))


def _with_files(
    model: Any, over: ColumnElement[bool], *files: InstrumentedAttribute[str | None]
) -> tuple[Sequence[int], Sequence[str | None]]:
    """Return the rows of a batch, and the names of their files."""
    rows = db.session.execute(select(model.id, *files).where(batch_of(model, over))).all()
    return [row[0] for row in rows], [name for row in rows for name in row[1:]]


def _forget_name(column: InstrumentedAttribute[int | None], before: datetime) -> int:
    model: Any = column.class_
    named = batch_of(model, column.is_not(None), _finished(model, before))
    return counted(update(model).where(named).values({column: None}))


def _finished(model: Any, before: datetime) -> ColumnElement[bool]:
    return model.neighbourhood_id.in_(finished_before(before))
