"""What editors work on in the browser: one draft a module, and what every version was made of.

A draft keeps a form: the module with its lessons and parts as Markdown, see :mod:`lms.training.queries.draft_forms`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.enums import Cause, DraftState
from lms.training.models.modules import DIGEST, UID, Module


class ModuleDraft(Base):
    """A module that is not published yet, or what will be its next version.

    ``uid`` is that of the module, also before there is one. ``base`` is the form it began from, ``based_on`` the serial
    of that version. ``turn`` goes up with every saving, and who saves over another turn is shown both texts.
    """

    __tablename__ = "module_draft"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(DraftState))})", name="state"),
        Index("ix_module_draft_by_id", "by_id"),
        Index("ix_module_draft_asked_by_id", "asked_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(UID, unique=True)
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    based_on: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=1)
    form_json: Mapped[dict[str, Any]] = mapped_column("form", JSON, deferred=True, deferred_raiseload=True)
    base_json: Mapped[dict[str, Any]] = mapped_column("base", JSON, deferred=True, deferred_raiseload=True)
    state: Mapped[DraftState] = mapped_column(stored_enum(DraftState), default=DraftState.WRITING)
    reason: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")  # what the second reader asked to mend
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(default=now)

    module: Mapped[Module | None] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class DraftPicture(Base):
    """A picture or a recording that came with a draft; publishing makes it one of the module."""

    __tablename__ = "module_draft_picture"

    draft_id: Mapped[int] = mapped_column(ForeignKey("module_draft.id"), primary_key=True, autoincrement=False)
    file: Mapped[str] = mapped_column(String(200), primary_key=True)
    content_type: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(DIGEST)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)


class ModuleEdition(Base):
    """What one version was made of, as a form; who wrote and read it, and what gave cause, when it was made here."""

    __tablename__ = "module_edition"
    __table_args__ = (
        ForeignKeyConstraint(["module_id", "serial"], ["module_version.module_id", "module_version.serial"]),
        CheckConstraint(f"cause IS NULL OR cause IN ({quoted(tuple(Cause))})", name="cause"),
        Index("ix_module_edition_by_id", "by_id"),
        Index("ix_module_edition_reviewed_by_id", "reviewed_by_id"),
    )

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    form_json: Mapped[dict[str, Any]] = mapped_column("form", JSON, deferred=True, deferred_raiseload=True)
    cause: Mapped[Cause | None] = mapped_column(stored_enum(Cause))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ModuleOwner(Base):
    """Who looks after a module: facts that must be checked again are for them."""

    __tablename__ = "module_owner"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
