"""People, their platform roles and their grants."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    ColumnElement,
    Enum,
    ForeignKey,
    Index,
    String,
    and_,
    false,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.enums import PLATFORM_ROLES, Role, Standing, TextSize
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.ui.formats import initials, tint

LONGEST_ADDRESS = 254


def stored_enum(kind: type[StrEnum]) -> Enum:
    """Return a text column that reads and writes the values of ``kind``."""
    return Enum(kind, native_enum=False, length=32, values_callable=lambda members: [each.value for each in members])


def quoted(values: tuple[StrEnum, ...]) -> str:
    """Return the values as an SQL list."""
    return ", ".join(f"'{value}'" for value in values)


class Person(Base):
    """Somebody with an account; inactive until an invitation is accepted, and again after deactivation."""

    __tablename__ = "person"
    __allow_unmapped__ = True  # for sign_in, which is no column
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint("language IN ('nl', 'en')", name="language"),
        CheckConstraint(f"text_size IN ({quoted(tuple(TextSize))})", name="text_size"),
        CheckConstraint("erased_at IS NULL OR (email IS NULL AND NOT active)", name="erased_is_empty"),
        CheckConstraint("NOT active OR accepted_at IS NOT NULL", name="active_has_accepted"),
        CheckConstraint("unread_notices >= 0", name="unread_notices"),
        Index("ix_person_name", "name", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255), deferred=True, deferred_raiseload=True)
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(2), default="nl")
    #: Whether the person chose the language, and not who invited them.
    language_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    text_size: Mapped[TextSize] = mapped_column(stored_enum(TextSize), default=TextSize.NORMAL)
    read_aloud: Mapped[bool] = mapped_column(default=True)
    phone: Mapped[str] = mapped_column(String(80), default="", server_default="")
    works_on: Mapped[str] = mapped_column(String(80), default="", server_default="")
    second_factor_since: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    accepted_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    unread_notices: Mapped[int] = mapped_column(default=0)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: new_uid(32))

    platform_roles: Mapped[list["PlatformRole"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    all_grants: Mapped[list["Grant"]] = relationship(lazy="raise_on_sql", back_populates="person")

    is_authenticated = True
    is_anonymous = False

    #: The SignInSession of this request; only set for the person who is asking.
    sign_in: Any = None

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in."""
        return self.active

    @property
    def standing(self) -> Standing:
        """Where this person is between invitation and erasure."""
        if self.erased_at is not None:
            return Standing.ERASED
        if self.active:
            return Standing.ACTIVE
        return Standing.INVITED if self.accepted_at is None else Standing.DEACTIVATED

    @property
    def grants(self) -> tuple["Grant", ...]:
        """The grants that hold now; ended ones and coming ones are left out."""
        moment = now()
        return tuple(grant for grant in self.all_grants if grant.holds_at(moment))

    @property
    def roles(self) -> frozenset[Role]:
        """Platform roles, and the roles of current grants in whatever place."""
        moment = now()
        held = {grant.role for grant in self.all_grants if grant.holds_at(moment)}
        return frozenset({row.role for row in self.platform_roles} | held)

    def has_role(self, *roles: Role) -> bool:
        """Return whether this person has at least one of the roles, in whatever place."""
        if any(row.role in roles for row in self.platform_roles):
            return True
        moment = now()
        return any(grant.role in roles and grant.holds_at(moment) for grant in self.all_grants)

    @property
    def initials(self) -> str:
        """One to three letters for the avatar."""
        return initials(self.name)

    @property
    def tint(self) -> str:
        """The colour of the avatar."""
        return tint(self.uid)

    def get_id(self) -> str:
        """Return the public id; what the cookie holds is the key of a session row."""
        return self.uid


class PlatformRole(Base):
    """A role for the whole platform; a change ends the sessions of the person."""

    __tablename__ = "platform_role"
    __table_args__ = (CheckConstraint(f"role IN ({quoted(PLATFORM_ROLES)})", name="role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(stored_enum(Role), primary_key=True)


class Grant(Base):
    """A role in one place for a time; written by the feature that owns the place, read by policies."""

    __tablename__ = "access_grant"
    __table_args__ = (
        CheckConstraint(f"role IN ({quoted(tuple(Role))})", name="role"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
        Index(
            "uq_access_grant_open",
            "person_id",
            "role",
            "scope_kind",
            "scope_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index("ix_access_grant_scope", "scope_kind", "scope_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    scope_kind: Mapped[str] = mapped_column(String(32))
    scope_id: Mapped[int]
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", back_populates="all_grants")

    def holds_at(self, moment: datetime) -> bool:
        """Return whether the grant holds at that moment."""
        return self.since <= moment and (self.until is None or moment < self.until)

    @classmethod
    def held_at(cls, moment: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
        """Return :meth:`holds_at` as SQL."""
        return and_(cls.since <= moment, or_(cls.until.is_(None), cls.until > moment))


class Anonymous:
    """The actor when nobody is signed in: has nothing and may nothing."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    id = None
    uid = ""
    name = ""
    initials = ""
    tint = ""
    language: str | None = None
    text_size = TextSize.NORMAL
    read_aloud = True
    grants: tuple[Grant, ...] = ()
    roles: frozenset[Role] = frozenset()
    sign_in = None

    def has_role(self, *roles: Role) -> bool:
        """Return that a visitor has no role."""
        return False

    def get_id(self) -> None:
        """Return nothing: a visitor has no id."""


Actor = Person | Anonymous
