"""What registers accredited."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import Module
from lms.training.models.certificates import Accreditation


def granted_on(module_id: int, day: date) -> Sequence[Accreditation]:
    """Return the accreditations of a module that hold on a day, by register."""
    holds = (
        Accreditation.valid_from <= day,
        or_(Accreditation.valid_until.is_(None), Accreditation.valid_until >= day),
    )
    found = select(Accreditation).where(Accreditation.module_id == module_id, *holds)
    return db.session.scalars(found.order_by(Accreditation.register)).all()


def accreditations() -> Sequence[Accreditation]:
    """Return all of them with their modules, in the order of the modules, the newest of a register first."""
    statement = select(Accreditation).join(Accreditation.module).options(contains_eager(Accreditation.module))
    return db.session.scalars(
        statement.order_by(Module.title, Accreditation.register, Accreditation.valid_from.desc())
    ).all()


def accreditation_by_uid(uid: str, _actor: Actor) -> Accreditation | None:
    """Return one with its module."""
    statement = select(Accreditation).join(Accreditation.module).options(contains_eager(Accreditation.module))
    return db.session.scalar(statement.where(Accreditation.uid == uid))


def overlapping(accreditation: Accreditation) -> Accreditation | None:
    """Return another accreditation of the same module by the same register on a day that this one holds too."""
    same = (Accreditation.module_id == accreditation.module_id, Accreditation.register == accreditation.register)
    open_end = or_(Accreditation.valid_until.is_(None), Accreditation.valid_until >= accreditation.valid_from)
    question = select(Accreditation).where(*same, open_end, Accreditation.uid != (accreditation.uid or ""))
    if accreditation.valid_until is not None:
        question = question.where(Accreditation.valid_from <= accreditation.valid_until)
    return db.session.scalars(question.limit(1)).first()
