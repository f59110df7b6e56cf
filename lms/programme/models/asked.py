"""Somebody with an account is asked whether they join a team; they are in it only after their own yes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.enums import JoinAnswer
from lms.programme.models.neighbourhoods import Neighbourhood
from lms.programme.models.teams import TEAM_ROLES

#: Who leads is appointed; for every other role somebody with an account is asked.
ASKED_ROLES = TEAM_ROLES[1:]
STILL_OPEN = text("answered_at IS NULL")


class Asked(Base):
    """Hold the question "Doe je mee?": one open question for each person and neighbourhood.

    ``name`` is what the asker calls them: before a yes the team sees nothing of the account.
    """

    __tablename__ = "team_asked"
    __table_args__ = (
        CheckConstraint(f"role IN ({quoted(ASKED_ROLES)})", name="role"),
        CheckConstraint("length(name) BETWEEN 1 AND 120", name="name"),
        CheckConstraint(f"answer IN ({quoted(tuple(JoinAnswer))})", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("answered_at IS NULL OR answered_at >= at", name="answered_after_it_was_asked"),
        CheckConstraint("by_id IS NULL OR by_id <> person_id", name="by_somebody_else"),
        Index(
            "uq_team_asked_open",
            "neighbourhood_id",
            "person_id",
            unique=True,
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
        Index("ix_team_asked_open_at", "at", sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    answer: Mapped[JoinAnswer | None] = mapped_column(stored_enum(JoinAnswer))

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
