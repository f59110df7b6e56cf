"""Certificates: somebody's own, the one a code or a number stands for, and who still misses one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager

from lms.accounts.models import Actor, Person
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.training.enums import CertificateState, Change, Twin
from lms.training.models import Module, ModuleProgress, ModuleVersion, Part, PartCompletion
from lms.training.models.certificates import Certificate
from lms.training.models.proof import is_up_to_date, state_of
from lms.training.policy import learns_by_ear
from lms.training.queries.readings import Reading
from lms.training.queries.telling import has_told, told_back

#: Proof of a version that was completed, and not of a training.
OF_VERSION = Certificate.meeting_id.is_(None)


@dataclass(frozen=True)
class Proof:
    """The newest certificate somebody has of a module, and whether they can make one of the version of now.

    ``tell``: everything is done, and proof comes when they tell it back.
    """

    certificate: Certificate | None
    can_make: bool
    tell: bool = False

    @property
    def state(self) -> CertificateState:
        """Whether it holds today."""
        return state_of(self.certificate, today())


@dataclass(frozen=True)
class Checked:
    """What the check page tells of a code: all of it empty when nobody knows the code."""

    state: CertificateState
    certificate: Certificate | None
    initials: str = ""


def proof_of(reading: Reading, actor: Actor) -> Proof:
    """Return what proof somebody has of a module, in one statement; none is asked for who did not complete it."""
    record = reading.record
    if actor.id is None or record is None or not (record.completed_at or reading.progress.complete):
        return Proof(None, can_make=False)
    later = aliased(ModuleVersion)
    real = exists().where(
        later.module_id == Certificate.module_id, later.serial > Certificate.serial, later.change == Change.REAL
    )
    mine = (Certificate.person_id == actor.id, Certificate.module_id == reading.module.id, OF_VERSION)
    newest = select(Certificate, real).where(*mine).order_by(Certificate.serial.desc()).limit(1)
    row = db.session.execute(newest).one_or_none()
    certificate, changed = row or (None, True)
    ready = reading.version.published_at is not None and changed
    can_make = ready and is_up_to_date(reading.outline, record.done, reading.audiences)
    if can_make and not reading.asks_writing and not told_back(actor, reading.module):
        return Proof(certificate, can_make=False, tell=True)
    return Proof(certificate, can_make)


def certificate_for(person: Person, module_id: int, serial: int) -> Certificate | None:
    """Return what somebody has of a version."""
    mine = (Certificate.person_id == person.id, Certificate.module_id == module_id, Certificate.serial == serial)
    return db.session.scalar(select(Certificate).where(*mine, OF_VERSION))


def certificate_at(meeting_id: int, person_id: int) -> Certificate | None:
    """Return what somebody has of a training."""
    here = (Certificate.meeting_id == meeting_id, Certificate.person_id == person_id)
    return db.session.scalar(select(Certificate).where(*here))


def certificates_since(person: Person, module: Module, since: datetime) -> Sequence[Certificate]:
    """Return what somebody got of a version of a module after a moment, and that still holds."""
    mine = (Certificate.person_id == person.id, Certificate.module_id == module.id)
    later = (Certificate.issued_at >= since, Certificate.withdrawn_at.is_(None))
    return db.session.scalars(select(Certificate).where(*mine, *later, OF_VERSION)).all()


def own_certificate(number: str, actor: Actor) -> Certificate | None:
    """Return the actor's own certificate with this number."""
    mine = Certificate.person_id == actor.id
    return db.session.scalar(select(Certificate).where(mine, Certificate.number == number))


def certificate_numbered(number: str, _actor: Actor | None = None) -> Certificate | None:
    """Return a certificate with the person whose it is, for who may withdraw it."""
    statement = select(Certificate).join(Certificate.person).options(contains_eager(Certificate.person))
    return db.session.scalar(statement.where(Certificate.number == number))


def certificates_of(person: Person) -> Sequence[Certificate]:
    """Return what somebody has, the newest first."""
    mine = select(Certificate).where(Certificate.person_id == person.id)
    return db.session.scalars(mine.order_by(Certificate.issued_at.desc(), Certificate.id.desc())).all()


def checked(code: str, _actor: Actor) -> Checked:
    """Return what a code stands for, in one statement, whether somebody knows it or nobody does."""
    statement = select(Certificate).join(Certificate.person).options(contains_eager(Certificate.person))
    found = db.session.scalar(statement.where(Certificate.code == code))
    return Checked(state_of(found, today()), found, found.person.initials if found else "")


def check_address(certificate: Certificate) -> str:
    """Return where everybody can check a certificate."""
    return f"{current_app.config['SETTINGS'].base_url}/bewijs/{certificate.code}"


def twins_read(person: Person, module: Module) -> dict[str, Twin]:
    """Return in which text somebody completed each part, by its uid."""
    own = and_(PartCompletion.part_id == Part.id, PartCompletion.person_id == person.id)
    rows = db.session.execute(
        select(Part.uid, PartCompletion.twin).join(PartCompletion, own).where(Part.module_id == module.id)
    )
    return {uid: Twin(twin) for uid, twin in rows}


def missing(most: int) -> Sequence[Row[Any, Any, Any]]:
    """Return who completed a published version of a module and has no proof of that module at all, locked.

    Of whom no writing is asked and who did not tell it back, nothing is missing yet.
    """
    has = exists().where(
        Certificate.person_id == ModuleProgress.person_id,
        Certificate.module_id == ModuleProgress.module_id,
        OF_VERSION,
    )
    completed = and_(
        ModuleVersion.module_id == ModuleProgress.module_id, ModuleVersion.serial == ModuleProgress.completed_serial
    )
    told = has_told(ModuleProgress.person_id, ModuleProgress.module_id)
    statement = (
        select(ModuleProgress, Module, ModuleVersion)
        .join(Module, Module.id == ModuleProgress.module_id)
        .join(ModuleVersion, completed)
        .where(ModuleProgress.completed_at.is_not(None), ModuleVersion.published_at.is_not(None), ~has)
        .where(or_(~learns_by_ear(ModuleProgress.person_id), told))
        .order_by(ModuleProgress.person_id, ModuleProgress.module_id)
        .limit(most)
    )
    return db.session.execute(statement.with_for_update(of=ModuleProgress)).all()
