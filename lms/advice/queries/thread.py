"""The talk about one piece of advice, in order of time: what each side wrote, what happened, what came of it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, String, bindparam, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor, Person
from lms.advice.enums import Happened, MessageKind, State
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceDeed,
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
from lms.advice.queries.history import pauses_in
from lms.advice.queries.talk import Answered, Brought, Line, Said, Thread, ToDo, Writer
from lms.kernel.db import db
from lms.programme.models import Moment

#: What of the history both sides read, and what only advisers do.
FOR_BOTH = {State.ACCEPTED, State.BUNDLED, State.WITHDRAWN, State.REFERRED, State.CLOSED}
TOLD = {Happened.OWNER_CHANGED, Happened.MARKED_CONFIDENTIAL, Happened.LIFTED_CONFIDENTIAL}
FOR_ADVISERS = {Happened.FORWARD_ASKED, Happened.FORWARD_REFUSED, Happened.FORWARD_TAKEN_BACK, Happened.READER_ASKED}


RESPONSE, NOTE = "response", "note"
ABOUT = bindparam("advice", type_=Integer)


def thread_of(advice: Advice, actor: Actor) -> Thread:
    """Return what this actor reads of the talk; five statements, and one more for advice nobody asked for.

    Before an answer came there is none to read, nor what came of it: then it is three.
    """
    asked, given = {"advice": advice.id}, advice.answered_on is not None
    history = db.session.execute(_history(), asked).all()
    answers = _answers(asked) if given else []
    followups = db.session.execute(_followups(), asked).all() if given else []
    files = _files(advice)
    lines = _said(advice, files, notes=reads_notes(actor, advice))
    newest = next((line.row for line in reversed(lines) if line.kind == RESPONSE), None)
    lines += [Line(each.sent_at, "answer", each, files.get(each.uid, ())) for each in answers]
    lines += [Line(each.answered_at, "followup", each) for each in followups if each.answered_at]
    lines += _happened(history, inside=is_of_advisers(actor, advice))
    ordered = sorted(lines, key=lambda line: line.at)
    return Thread(ordered, history, answers, newest, followups, _signal(advice), files.get(advice.number, ()))


def _said(advice: Advice, files: dict[str, list[Brought]], *, notes: bool) -> list[Line]:
    """Return messages, responses and, for who reads them, notes, by time; one statement.

    A statement for who reads no notes does not name their table.
    """
    lines = []
    for row in db.session.execute(_written(notes=notes), {"advice": advice.id}):
        kind = row.kind if row.kind in {RESPONSE, NOTE} else MessageKind(row.kind).value
        by = None if row.by_id is None else Writer(row.by_id, row.by_uid, row.by_name)
        what = Said(row.uid, row.more if kind == RESPONSE else kind, row.more, row.text, row.at, by)
        lines.append(Line(row.at, kind, what, files.get(row.uid, ())))
    return lines


@cache
def _written(*, notes: bool) -> Select[*tuple[Any, ...]]:
    message, answer = AdviceMessage, AdviceResponse
    parts = [
        _part(message, message.kind, message.channel, message.uid, message.text),
        _part(answer, literal(RESPONSE), answer.kind, literal(""), answer.remark),
    ]
    if notes:
        parts.append(_part(AdviceNote, literal(NOTE), literal(""), AdviceNote.uid, AdviceNote.text))
    said = union_all(*parts).subquery()
    found = select(said, Person.uid.label("by_uid"), Person.name.label("by_name"))
    return found.outerjoin(Person, Person.id == said.c.by_id).order_by(said.c.at, said.c.id)


def _part(model: Any, kind: Any, more: Any, uid: Any, text: Any) -> Any:
    words = {"uid": uid, "kind": kind, "more": more, "text": text}
    columns = [type_coerce(column, String).label(name) for name, column in words.items()]
    return select(model.id, model.at, model.by_id, *columns).where(model.advice_id == ABOUT)


@cache
def _history() -> Select[*tuple[Any, ...]]:
    """Return the lines of the history with the names of their people, the oldest first."""
    by, person, line = aliased(Person), aliased(Person), AdviceEvent
    columns = (line.happened, line.before, line.after, line.detail, line.at)
    found = select(*columns, by.name.label("by_name"), person.name.label("person_name")).select_from(line)
    found = found.outerjoin(by, by.id == line.by_id).outerjoin(person, person.id == line.person_id)
    return found.where(line.advice_id == ABOUT).order_by(line.seq)


def _answers(asked: dict[str, Any]) -> list[Answered]:
    """Return what was sent, the oldest first, each with what there is to do; one statement."""
    found: dict[int, Answered] = {}
    for row in db.session.execute(_sent(), asked):
        if row.id not in found:
            by = None if row.by_id is None else Writer(row.by_id, row.by_uid, row.by_name)
            sure = (row.certainty, row.certainty_why, row.channel)
            found[row.id] = Answered(row.uid, row.version, row.text, *sure, row.sent_at, by, row.read_by, [])
        if row.deed_uid is not None:
            found[row.id].deeds.append(ToDo(row.deed_uid, row.kind, row.key, row.label, row.taken_at))
    return list(found.values())


@cache
def _sent() -> Select[*tuple[Any, ...]]:
    by, reader, answer, deed = aliased(Person), aliased(Person), AdviceAnswer, AdviceDeed
    said = (answer.uid, answer.version, answer.text, answer.sent_at, answer.channel)
    sure = (answer.certainty, answer.certainty_why)
    people = (answer.id, answer.by_id, by.uid.label("by_uid"), by.name.label("by_name"), reader.name.label("read_by"))
    todo = (deed.uid.label("deed_uid"), deed.kind, deed.key, deed.label, deed.taken_at)
    found = select(*said, *sure, *people, *todo).select_from(answer).outerjoin(deed, deed.answer_id == answer.id)
    found = found.outerjoin(by, by.id == answer.by_id).outerjoin(reader, reader.id == answer.approved_by_id)
    found = found.where(answer.advice_id == ABOUT, answer.sent_at.is_not(None))
    return found.order_by(answer.version, deed.position)


@cache
def _followups() -> Select[*tuple[Any, ...]]:
    """Return when is asked what came of it, and what was told."""
    asked = AdviceFollowUp
    told = (asked.used, asked.how, asked.why_not, func.coalesce(Moment.text, asked.changed).label("told"))
    found = select(asked.due_on, asked.asked_at, asked.answered_at, *told).select_from(asked)
    return found.outerjoin(Moment, Moment.id == asked.moment_id).where(asked.advice_id == ABOUT).order_by(asked.id)


def _signal(advice: Advice) -> AdviceSignal | None:
    return db.session.get(AdviceSignal, advice.id) if not advice.question else None


def _files(advice: Advice) -> dict[str, list[Brought]]:
    """Return files by the uid of the message or answer they came with; of the advice as such by its number."""
    found: dict[str, list[Brought]] = {}
    for message, answer, *row in db.session.execute(_with_what_they_came(), {"advice": advice.id}):
        found.setdefault(message or answer or advice.number, []).append(Brought(*row))
    return found


@cache
def _with_what_they_came() -> Select[*tuple[Any, ...]]:
    file = AdviceFile
    shown = (file.uid, file.file_name, file.media_type, file.seconds, file.transcript, file.by_id)
    rows = select(AdviceMessage.uid, AdviceAnswer.uid, *shown).select_from(file)
    rows = rows.outerjoin(AdviceMessage, AdviceMessage.id == file.message_id)
    rows = rows.outerjoin(AdviceAnswer, AdviceAnswer.id == file.answer_id)
    return rows.where(file.advice_id == ABOUT).order_by(file.id)


def _happened(history: Sequence[Any], *, inside: bool) -> Iterator[Line]:
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
