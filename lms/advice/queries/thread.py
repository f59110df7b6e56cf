"""The talk about one piece of advice, in order of time: what each side wrote, what happened, what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import String, literal, select, type_coerce, union_all
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.advice.enums import Happened, MessageKind, State
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceEvent,
    AdviceFile,
    AdviceFollowUp,
    AdviceMessage,
    AdviceNote,
    AdviceResponse,
    AdviceSignal,
)
from lms.advice.models.clock import Pause
from lms.advice.policy import is_of_advisers, reads_notes
from lms.advice.queries.history import history_of, pauses_in
from lms.kernel.db import db

#: What of the history both sides read, and what only advisers do.
FOR_BOTH = {State.ACCEPTED, State.BUNDLED, State.WITHDRAWN, State.REFERRED, State.CLOSED}
TOLD = {Happened.OWNER_CHANGED, Happened.MARKED_CONFIDENTIAL, Happened.LIFTED_CONFIDENTIAL}
FOR_ADVISERS = {Happened.FORWARD_ASKED, Happened.FORWARD_REFUSED, Happened.FORWARD_TAKEN_BACK, Happened.READER_ASKED}


RESPONSE, NOTE = "response", "note"


@dataclass(frozen=True)
class Said:
    """What somebody said: a message, a response or a note; ``kind`` is the kind of a message or a response."""

    uid: str
    kind: str
    channel: str
    text: str
    at: datetime
    by: Person | None

    @property
    def by_id(self) -> int | None:
        """Who said it, by number."""
        return self.by.id if self.by else None


@dataclass(frozen=True)
class Line:
    """One line of the talk: ``kind`` says how it is shown, ``row`` is what it is."""

    at: datetime
    kind: str
    row: Any
    files: Sequence[AdviceFile] = ()


@dataclass(frozen=True)
class Thread:
    """The whole talk, with the history it was told from and the newest answer and response."""

    lines: Sequence[Line]
    history: Sequence[AdviceEvent]
    answers: Sequence[AdviceAnswer] = ()
    response: Said | None = None
    followups: Sequence[AdviceFollowUp] = field(default_factory=list)
    signal: AdviceSignal | None = None
    files: Sequence[AdviceFile] = ()

    @property
    def untold(self) -> AdviceFile | None:
        """The voice note of which nobody wrote down what it says."""
        brought = (each for line in self.lines for each in line.files)
        return next((each for each in brought if each.spoken and not each.transcript), None)

    @property
    def answer(self) -> AdviceAnswer | None:
        """The answer that counts: the newest that was sent."""
        return self.answers[-1] if self.answers else None

    @property
    def coming(self) -> AdviceFollowUp | None:
        """The next question what came of it."""
        return next((each for each in self.followups if each.answered_at is None and each.asked_at is None), None)

    @property
    def waiting(self) -> AdviceFollowUp | None:
        """The question what came of it that was asked and waits for an answer."""
        return next((each for each in self.followups if each.answered_at is None and each.asked_at), None)


def thread_of(advice: Advice, actor: Actor) -> Thread:
    """Return what this actor reads of the talk; five statements, and one more for advice nobody asked for."""
    history, answers, followups = history_of(advice), _answers(advice), _followups(advice)
    files = _files(advice)
    lines = _said(advice, files, notes=reads_notes(actor, advice))
    newest = next((line.row for line in reversed(lines) if line.kind == RESPONSE), None)
    lines += [Line(_at(each), "answer", each, files.get(each.uid, ())) for each in answers]
    lines += [Line(each.answered_at, "followup", each) for each in followups if each.answered_at]
    lines += _happened(history, inside=is_of_advisers(actor, advice))
    ordered = sorted(lines, key=lambda line: line.at)
    return Thread(ordered, history, answers, newest, followups, _signal(advice), files.get(advice.number, ()))


def who_heard(thread: Thread) -> Sequence[Person]:
    """Return who wrote in it, each once."""
    wrote = [line.row.by for line in thread.lines if line.kind in {"message", "answer"} and line.row.by]
    return list({each.id: each for each in wrote}.values())


def _said(advice: Advice, files: dict[str, list[AdviceFile]], *, notes: bool) -> list[Line]:
    """Return messages, responses and, for who reads them, notes, by time; one statement.

    A statement for who reads no notes does not name their table.
    """
    parts = [
        _part(AdviceMessage, advice, AdviceMessage.kind, AdviceMessage.channel, AdviceMessage.uid, AdviceMessage.text),
        _part(AdviceResponse, advice, literal(RESPONSE), AdviceResponse.kind, literal(""), AdviceResponse.remark),
    ]
    if notes:
        parts.append(_part(AdviceNote, advice, literal(NOTE), literal(""), AdviceNote.uid, AdviceNote.text))
    said = union_all(*parts).subquery()
    rows = select(said, Person).outerjoin(Person, Person.id == said.c.by_id).order_by(said.c.at, said.c.id)
    lines = []
    for row in db.session.execute(rows):
        kind = row.kind if row.kind in {RESPONSE, NOTE} else MessageKind(row.kind).value
        what = Said(row.uid, row.more if kind == RESPONSE else kind, row.more, row.text, row.at, row.Person)
        lines.append(Line(row.at, kind, what, files.get(row.uid, ())))
    return lines


def _part(model: Any, advice: Advice, kind: Any, more: Any, uid: Any, text: Any) -> Any:
    words = {"uid": uid, "kind": kind, "more": more, "text": text}
    columns = [type_coerce(column, String).label(name) for name, column in words.items()]
    return select(model.id, model.at, model.by_id, *columns).where(model.advice_id == advice.id)


def _answers(advice: Advice) -> Sequence[AdviceAnswer]:
    sent = select(AdviceAnswer).where(AdviceAnswer.advice_id == advice.id, AdviceAnswer.sent_at.is_not(None))
    whole = (joinedload(AdviceAnswer.deeds), joinedload(AdviceAnswer.by), joinedload(AdviceAnswer.approved_by))
    return db.session.scalars(sent.options(*whole).order_by(AdviceAnswer.version)).unique().all()


def _at(answer: AdviceAnswer) -> datetime:
    assert answer.sent_at is not None  # noqa: S101 -- only sent ones are asked for
    return answer.sent_at


def _followups(advice: Advice) -> Sequence[AdviceFollowUp]:
    theirs = select(AdviceFollowUp).where(AdviceFollowUp.advice_id == advice.id).order_by(AdviceFollowUp.id)
    return db.session.scalars(theirs.options(joinedload(AdviceFollowUp.by), joinedload(AdviceFollowUp.moment))).all()


def _signal(advice: Advice) -> AdviceSignal | None:
    return db.session.get(AdviceSignal, advice.id) if not advice.question else None


def _files(advice: Advice) -> dict[str, list[AdviceFile]]:
    """Return files by the uid of the message or answer they came with; of the advice as such by its number."""
    rows = select(AdviceFile, AdviceMessage.uid, AdviceAnswer.uid)
    rows = rows.outerjoin(AdviceMessage, AdviceMessage.id == AdviceFile.message_id)
    rows = rows.outerjoin(AdviceAnswer, AdviceAnswer.id == AdviceFile.answer_id)
    found: dict[str, list[AdviceFile]] = {}
    for row, message, answer in db.session.execute(
        rows.where(AdviceFile.advice_id == advice.id).order_by(AdviceFile.id)
    ):
        found.setdefault(message or answer or advice.number, []).append(row)
    return found


def _happened(history: Sequence[AdviceEvent], *, inside: bool) -> Iterator[Line]:
    """Yield what of the history is told, and each time the clock stood still where that ended."""
    pauses: Iterator[Pause] = iter(pauses_in(history))
    for each in history:
        if each.happened is Happened.MOVED and each.before is State.CLARIFYING:
            pause = next(pauses)
            if pause.last != pause.first:
                yield Line(each.at, "pause", pause)
        told = each.after in FOR_BOTH if each.happened is Happened.MOVED else each.happened in TOLD
        if told or (inside and each.happened in FOR_ADVISERS):
            yield Line(each.at, "event", each)
