"""Everything somebody did in modules, as one reads it and takes it along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, select

from lms.accounts.models import Person
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.training.models import (
    AssignmentDone,
    Module,
    ModuleProgress,
    ModuleVersion,
    Part,
    PartCompletion,
    PartVersion,
    QuizAttempt,
)
from lms.training.models.certificates import Certificate
from lms.training.models.outline import Outline
from lms.training.models.progress import Progress, progress
from lms.training.policy import audiences_of
from lms.training.queries.certificates import certificates_of
from lms.training.queries.live import Live
from lms.training.queries.papers import kind_words, mark_of
from lms.training.queries.telling import Together, together_of
from lms.ui.formats import day, minutes


@dataclass(frozen=True)
class Did:
    """One thing somebody did: ``what`` is its title, ``result`` what came of it, in words."""

    at: datetime
    kind: str
    what: str
    result: str = ""


@dataclass
class Learned:
    """What somebody did in one module, in order of time."""

    module: Module
    record: ModuleProgress
    progress: Progress
    outline: Outline
    parts: list[Did] = field(default_factory=list)
    quizzes: list[Did] = field(default_factory=list)
    assignments: list[Did] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def all(self) -> list[Did]:
        """Everything in order of time, certificates too."""
        proof = [Did(each.issued_at, kind_words(each), each.number) for each in self.certificates]
        return sorted([*self.parts, *self.quizzes, *self.assignments, *proof], key=lambda did: did.at)


def record_of(person: Person, together: Sequence[Together] | None = None) -> Sequence[Learned]:
    """Return every module somebody did something in, the latest first; six statements.

    ``together`` is what :func:`together_of` says of them, when the caller has asked already.
    """
    audiences = audiences_of(person)
    current = and_(ModuleVersion.module_id == Module.id, ModuleVersion.serial == Module.serial)
    rows = db.session.execute(
        select(ModuleProgress, Module, ModuleVersion)
        .join(Module, Module.id == ModuleProgress.module_id)
        .join(ModuleVersion, current)
        .where(ModuleProgress.person_id == person.id)
        .order_by(ModuleProgress.last_at.desc(), Module.id)
    )
    found = {
        module.id: Learned(module, record, progress(version.outline, record.done, audiences), version.outline)
        for record, module, version in rows
    }
    _add_parts(found, person, together_of(person) if together is None else together)
    _add_quizzes(found, person)
    _add_assignments(found, person)
    for certificate in certificates_of(person):
        if certificate.meeting_id is None:  # what was earned at a training stands with the training
            found[certificate.module_id].certificates.append(certificate)
    return list(found.values())


def record_as_data(person: Person, learned: Sequence[Learned], live: Sequence[Live] = ()) -> dict[str, Any]:
    """Return it as plain values that other programs read; ``live`` are the trainings somebody was at."""
    return {
        "name": person.name,
        "trainings": [live_as_data(each) for each in live],
        "modules": [
            {
                "module": each.module.title,
                "started_at": each.record.started_at.isoformat(),
                "completed_at": each.record.completed_at.isoformat() if each.record.completed_at else None,
                "done": each.progress.done,
                "of": each.progress.total,
                "parts": [_plain(did) for did in each.parts],
                "quizzes": [_plain(did) for did in each.quizzes],
                "assignments": [_plain(did) for did in each.assignments],
                "certificates": [certificate_as_data(one) for one in each.certificates],
            }
            for each in learned
        ],
    }


def certificate_as_data(certificate: Certificate) -> Mapping[str, Any]:
    """Return what a certificate says as plain values."""
    names = ("number", "code", "kind", "title", "version", "net_minutes", "accreditations", "reason")
    days = {name: getattr(certificate, name) for name in ("issued_at", "valid_until", "live_on", "withdrawn_at")}
    return {
        **{name: getattr(certificate, name) for name in names},
        **{name: value.isoformat() if value else None for name, value in days.items()},
    }


def record_as_rows(learned: Sequence[Learned], live: Sequence[Live] = ()) -> tuple[list[str], list[list[Any]]]:
    """Return it as a table: a head, and a row for each thing that was done, and for each training."""
    head = [_("Datum"), _("Tijd"), _("Module"), _("Soort"), _("Wat"), _("Resultaat")]
    done = [(each.module.title, did) for each in learned for did in each.all]
    done += [(each.module.title, did_live(each)) for each in live]
    rows = [
        [f"{local(did.at):%Y-%m-%d}", f"{local(did.at):%H:%M}", module, did.kind, did.what, did.result]
        for module, did in done
    ]
    return head, rows


def did_live(live: Live) -> Did:
    """Return a training as a thing that was done, in words."""
    there = _("er online bij") if live.online else _("erbij")
    said = [there if live.counts else _("telt niet meer mee"), minutes(live.minutes)]
    if live.certificate is not None:
        said.append(f"{kind_words(live.certificate)} {live.certificate.number}")
        said += [mark_of(live.certificate)] if mark_of(live.certificate) else []
    return Did(live.at, _("Training"), live.title, ", ".join(said))


def live_as_data(live: Live) -> dict[str, Any]:
    """Return a training as plain values."""
    return {
        "at": live.at.isoformat(),
        "what": live.title,
        "module": live.module.title,
        "minutes": live.minutes,
        "online": live.online,
        "counts": live.counts,
        "certificate": certificate_as_data(live.certificate) if live.certificate else None,
    }


def _plain(did: Did) -> dict[str, Any]:
    return {"at": did.at.isoformat(), "what": did.what, "result": did.result}


def _add_parts(found: Mapping[int, Learned], person: Person, together: Sequence[Together]) -> None:
    led = {each.piece: together_words(each) for each in together if each.counts}
    read = and_(PartVersion.part_id == PartCompletion.part_id, PartVersion.number == PartCompletion.version)
    rows = db.session.execute(
        select(Part.module_id, Part.uid, PartVersion.title, PartVersion.minutes, PartCompletion.completed_at)
        .join(PartCompletion, PartCompletion.part_id == Part.id)
        .join(PartVersion, read)
        .where(PartCompletion.person_id == person.id)
        .order_by(PartCompletion.completed_at, Part.id)
    )
    for module, uid, title, lasts, at in rows:
        if module in found:
            said = ", ".join(words for words in (minutes(lasts), led.get(uid, "")) if words)
            found[module].parts.append(Did(at, _("Deel"), title, said))


def together_words(done: Together) -> str:
    """Return how something was done with a group, in words."""
    if not done.leader:
        return _("samen gedaan op %(day)s", day=day(done.at))
    return _("samen gedaan, met %(leader)s, %(day)s", leader=done.leader, day=day(done.at))


def _add_quizzes(found: Mapping[int, Learned], person: Person) -> None:
    mine = (QuizAttempt.person_id == person.id, QuizAttempt.submitted_at.is_not(None))
    for attempt in db.session.scalars(select(QuizAttempt).where(*mine).order_by(QuizAttempt.id)):
        said = {"score": attempt.score, "total": attempt.total}
        words = _("gehaald, %(score)s van de %(total)s goed", **said)
        result = words if attempt.passed else _("nog niet gehaald, %(score)s van de %(total)s goed", **said)
        if attempt.submitted_at and attempt.module_id in found:
            found[attempt.module_id].quizzes.append(Did(attempt.submitted_at, _("Toets"), _("Toets"), result))


def _add_assignments(found: Mapping[int, Learned], person: Person) -> None:
    rows = db.session.execute(
        select(Part.module_id, AssignmentDone.uid, AssignmentDone.done_at)
        .join(AssignmentDone, AssignmentDone.part_id == Part.id)
        .where(AssignmentDone.person_id == person.id)
        .order_by(AssignmentDone.done_at, AssignmentDone.uid)
    )
    titles = {
        task.uid: task.title for each in found.values() for part in each.outline.parts for task in part.assignments
    }
    for module, uid, at in rows:
        if module in found:
            did = Did(
                at, _("Opdracht in je buurt"), titles.get(uid, _("Een opdracht die er niet meer is")), _("gedaan")
            )
            found[module].assignments.append(did)
