"""Organisations, the people who can be reached there, and who works where."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts.models import Person
from lms.accounts.models.people import LONGEST_ADDRESS, quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.kernel.names import LONGEST_KEY, name_key
from lms.organisations.enums import OrganisationKind


class Organisation(Base):
    """An organisation that takes part; ``confirmed_at`` says when it was confirmed to be no tobacco industry.

    ``definition`` is the version of the four-part definition (domain N24, S1:424-446) it was held against.
    ``name_key`` follows the name, so that the database refuses the same name in other capitals.
    ``learning_agreement`` says in words what was agreed about colleagues who see which modules somebody finished; empty
    when nothing was, and then they see it only of who shares it.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(OrganisationKind))})", name="kind"),
        CheckConstraint("length(name) BETWEEN 1 AND 160", name="name"),
        CheckConstraint("(confirmed_at IS NULL) = (definition IS NULL)", name="confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY), unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(stored_enum(OrganisationKind))
    website: Mapped[str] = mapped_column(String(300), default="")
    learning_agreement: Mapped[str] = mapped_column(String(300), default="", server_default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    definition: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]

    confirmed_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @validates("name")
    def _key_of(self, _column: str, name: str) -> str:
        self.name_key = name_key(name)
        return name


class Contact(Base):
    """Somebody to call or write to in an organisation, with or without an account."""

    __tablename__ = "organisation_contact"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 120", name="name"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Affiliation(Base):
    """Somebody works at an organisation; one at a time, with history."""

    __tablename__ = "affiliation"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
        Index(
            "uq_affiliation_open",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    function: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
