"""A learning circle, its house rules, and who is in it from when to when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Grant, Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import CircleState, MemberRole
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Neighbourhood

LONGEST_NAME = 50
LONGEST_RULES = 4000
LONGEST_GOAL = 500
MOST_MEMBERS = 60
OPEN = text("until IS NULL")


class Circle(Base):
    """A group that keeps meeting. ``script`` is the key of the script a new session begins with.

    ``rules_number`` is the version of the house rules that holds now, 0 while there are none.
    """

    __tablename__ = "circle"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(CircleState))})", name="state"),
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint(f"capacity IS NULL OR capacity BETWEEN 1 AND {MOST_MEMBERS}", name="capacity"),
        CheckConstraint("rules_number >= 0", name="rules_number"),
        Index("ix_circle_programme_id", "programme_id", "name"),
        Index("ix_circle_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    state: Mapped[CircleState] = mapped_column(stored_enum(CircleState), default=CircleState.RUNNING)
    capacity: Mapped[int | None]
    script: Mapped[str] = mapped_column(String(64))
    rules_number: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)


class HouseRules(Base):
    """One version of what a circle agreed on among themselves; never changed, for people said yes to it."""

    __tablename__ = "circle_rules"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(text) > 0", name="text"),
        Index("ix_circle_rules_by_id", "by_id"),
    )

    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class CircleMember(Base):
    """Somebody is in a circle, in one role and for one neighbourhood at a time.

    Who comes for another neighbourhood begins a new row, so that what was before keeps the old one. ``grant`` is the
    right that goes with it. ``rules_number`` is the version of the house rules they said yes to.
    """

    __tablename__ = "circle_member"
    __table_args__ = (
        CheckConstraint(f"role IN ({quoted(tuple(MemberRole))})", name="role"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
        CheckConstraint("(rules_number IS NULL) = (rules_at IS NULL)", name="rules_at"),
        Index("uq_circle_member_open", "circle_id", "person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_circle_member_person_id", "person_id"),
        Index("ix_circle_member_neighbourhood_id", "neighbourhood_id"),
        Index("ix_circle_member_grant_id", "grant_id"),
        Index("ix_circle_member_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    role: Mapped[MemberRole] = mapped_column(stored_enum(MemberRole))
    grant_id: Mapped[int] = mapped_column(ForeignKey("access_grant.id"))
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    rules_number: Mapped[int | None]
    rules_at: Mapped[datetime | None]
    own_goal: Mapped[str] = mapped_column(Text, default="")
    offer: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    grant: Mapped[Grant] = relationship(lazy="raise_on_sql")
