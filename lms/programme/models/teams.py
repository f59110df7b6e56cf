"""Who is with a neighbourhood: its team, its advisers through time, and who stands in for whom."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models.neighbourhoods import Neighbourhood

#: What a member of a team can be. A resident takes part by own choice; as a client nobody is ever recorded (P-1).
TEAM_ROLES = (
    Role.NEIGHBOURHOOD_DIRECTOR,
    Role.DEPUTY_DIRECTOR,
    Role.SOCIAL_WORKER,
    Role.KEY_PERSON,
    Role.EXPERT_BY_EXPERIENCE,
    Role.RESIDENT,
)
#: Those who bring the life of the neighbourhood itself; a team without them gets a friendly warning (W-4).
FROM_THE_NEIGHBOURHOOD = (Role.KEY_PERSON, Role.EXPERT_BY_EXPERIENCE, Role.RESIDENT)
OPEN = text("until IS NULL")
ONE_DIRECTOR = text("until IS NULL AND role = 'neighbourhood_director'")


class TeamMember(Base):
    """Somebody is in the team of a neighbourhood, in one role at a time; ``grant`` is the right that goes with it."""

    __tablename__ = "team_member"
    __table_args__ = (
        CheckConstraint(f"role IN ({quoted(TEAM_ROLES)})", name="role"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
        Index(
            "uq_team_member_open",
            "neighbourhood_id",
            "person_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(
            "uq_team_member_director",
            "neighbourhood_id",
            unique=True,
            sqlite_where=ONE_DIRECTOR,
            postgresql_where=ONE_DIRECTOR,
        ),
        Index("ix_team_member_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    grant_id: Mapped[int] = mapped_column(ForeignKey("access_grant.id"))
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    grant: Mapped[Grant] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")


class AdviserTerm(Base):
    """An adviser was or is the fixed adviser of a neighbourhood; one at a time (W-3)."""

    __tablename__ = "adviser_term"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
        Index("uq_adviser_term_open", "neighbourhood_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_adviser_term_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    grant_id: Mapped[int] = mapped_column(ForeignKey("access_grant.id"))
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    grant: Mapped[Grant] = relationship(lazy="raise_on_sql")
    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")


class Absence(Base):
    """A director or adviser is away from one day up to and including another; somebody stands in."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="order"),
        CheckConstraint("person_id <> stand_in_id", name="somebody_else"),
        Index("ix_absence_person_id_ends_on", "person_id", "ends_on"),
        Index("ix_absence_stand_in_id_ends_on", "stand_in_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    stand_in_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=now)
    called_off_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    stand_in: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[stand_in_id])


class AbsenceGrant(Base):
    """A right that a stand-in holds because of an absence; calling it off ends it."""

    __tablename__ = "absence_grant"

    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"), primary_key=True, autoincrement=False)
    grant_id: Mapped[int] = mapped_column(ForeignKey("access_grant.id"), primary_key=True, autoincrement=False)

    grant: Mapped[Grant] = relationship(lazy="raise_on_sql")
