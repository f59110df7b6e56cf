"""Proof of what somebody learned, what registers accredited, and what they were told.

A certificate never changes, but for being withdrawn; the database refuses it. The name on it is that of the person now.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.models.modules import Module

LONGEST_REASON = 500
LONGEST_NUMBER = 40
ONLINE = text("meeting_id IS NULL")  # at each training there is proof of its own


class Certificate(Base):
    """One person completed one version of a module, or was at a training about it; ``code`` finds the check page.

    ``meeting_id`` and ``live_on``: the training they were at and its day; for other proof there is neither.
    ``accreditations`` are those that held on the day of completion: ``{"register", "id", "points"}``.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        ForeignKeyConstraint(["module_id", "serial"], ["module_version.module_id", "module_version.serial"]),
        CheckConstraint("kind IN ('certificate', 'participation')", name="kind"),
        CheckConstraint("net_minutes >= 0", name="net_minutes"),
        CheckConstraint("(withdrawn_at IS NULL) = (length(reason) = 0)", name="withdrawn_says_why"),
        CheckConstraint("withdrawn_at IS NOT NULL OR withdrawn_by_id IS NULL", name="withdrawn_by"),
        CheckConstraint("(live_on IS NULL) = (meeting_id IS NULL)", name="live_on"),
        Index(
            "uq_certificate_person_module_serial",
            *("person_id", "module_id", "serial"),
            unique=True,
            sqlite_where=ONLINE,
            postgresql_where=ONLINE,
        ),
        Index("ix_certificate_person_id", "person_id", "module_id"),
        Index("uq_certificate_meeting_id", "meeting_id", "person_id", unique=True),
        Index("ix_certificate_issued_at", "issued_at", "id"),
        Index("ix_certificate_withdrawn_by_id", "withdrawn_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    code: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(20))
    net_minutes: Mapped[int]
    accreditations: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    issued_at: Mapped[datetime] = mapped_column(default=now)
    valid_until: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    live_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    module: Mapped[Module] = relationship(lazy="raise_on_sql", viewonly=True)


class Accreditation(Base):
    """A register accredited a module for a time; ``key`` is the id the register gave it."""

    __tablename__ = "accreditation"
    __table_args__ = (
        CheckConstraint("points > 0", name="points"),
        CheckConstraint("valid_until >= valid_from", name="period"),
        Index("uq_accreditation_module_register_from", "module_id", "register", "valid_from", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    register: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(LONGEST_NUMBER))
    points: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]

    module: Mapped[Module] = relationship(lazy="raise_on_sql")

    def as_granted(self) -> dict[str, Any]:
        """Return what a certificate keeps of it."""
        return {"register": self.register, "id": self.key, "points": f"{self.points.normalize():f}"}


class RegistrationNumber(Base):
    """Somebody's number in a register, kept with their consent to hand it over; taking that back takes the row away."""

    __tablename__ = "registration_number"
    __table_args__ = (CheckConstraint("length(number) > 0", name="number"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    register: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[str] = mapped_column(String(LONGEST_NUMBER))
    consent_at: Mapped[datetime] = mapped_column(default=now)


class Handover(Base):
    """A register was told of a certificate, the first time it stood on a list that somebody downloaded."""

    __tablename__ = "handover"
    __table_args__ = (Index("ix_handover_by_id", "by_id"),)

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True, autoincrement=False)
    register: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
