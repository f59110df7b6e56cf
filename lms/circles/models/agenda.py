"""What is on the agenda of a session, or waits in the backlog of its circle."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.circles.enums import ItemKind, ItemState
from lms.circles.models.circles import Circle
from lms.circles.models.sessions import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Theme
from lms.toolkit.models import ItemVersion

LONGEST_TITLE = 120
LONGEST_WHY = 200
LONGEST_KEY = 120
MOST_MINUTES = 240
MOST_ITEMS = 60
ONE_TRIAL = text("kind = 'trial'")


class AgendaItem(Base):
    """Something to do or talk about; without a session it waits in the backlog.

    A method is a published version of a toolkit item, pinned: a later version leaves this one as it is. ``origin`` is
    the item it was carried over or copied from. A theme of no minutes says why (L-1).
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        ForeignKeyConstraint(["method_id", "method_number"], ["toolkit_version.item_id", "toolkit_version.number"]),
        CheckConstraint(f"kind IN ({quoted(tuple(ItemKind))})", name="kind"),
        CheckConstraint(f"state IN ({quoted(tuple(ItemState))})", name="state"),
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint(f"minutes BETWEEN 0 AND {MOST_MINUTES}", name="minutes"),
        CheckConstraint("kind <> 'theme' OR theme_id IS NOT NULL", name="theme_of_theme"),
        CheckConstraint("kind <> 'theme' OR minutes > 0 OR length(why) > 0", name="no_time_says_why"),
        CheckConstraint("state NOT IN ('carried_over', 'dropped') OR length(why) > 0", name="left_says_why"),
        CheckConstraint("(method_id IS NULL) = (method_number IS NULL)", name="method_version"),
        CheckConstraint("kind <> 'trial' OR method_id IS NOT NULL", name="trial_of_method"),
        Index("ix_agenda_item_session_id", "session_id", "position"),
        Index(
            "uq_agenda_item_trial",
            "session_id",
            "method_id",
            unique=True,
            sqlite_where=ONE_TRIAL,
            postgresql_where=ONE_TRIAL,
        ),
        Index("ix_agenda_item_circle_id", "circle_id", "session_id"),
        Index("ix_agenda_item_theme_id", "theme_id"),
        Index("ix_agenda_item_presenter_id", "presenter_id"),
        Index("ix_agenda_item_method_id", "method_id", "method_number"),
        Index("ix_agenda_item_origin_id", "origin_id"),
        Index("ix_agenda_item_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("circle_session.id"))
    kind: Mapped[ItemKind] = mapped_column(stored_enum(ItemKind))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    about: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    method_id: Mapped[int | None]
    method_number: Mapped[int | None]
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    state: Mapped[ItemState] = mapped_column(stored_enum(ItemState), default=ItemState.PLANNED)
    why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")
    session: Mapped[CircleSession | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    presenter: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[presenter_id])
    method: Mapped[ItemVersion | None] = relationship(lazy="raise_on_sql")
    origin: Mapped["AgendaItem | None"] = relationship(lazy="raise_on_sql", remote_side=[id])

    @property
    def is_on(self) -> bool:
        """Whether it takes time of its session."""
        return self.state in {ItemState.PLANNED, ItemState.DISCUSSED}


class ProposalTaken(Base):
    """What another part of the product proposed to talk about was put before a circle, or set aside; not offered again.

    ``key`` is that of the :class:`lms.circles.slots.AgendaProposal`.
    """

    __tablename__ = "proposal_taken"
    __table_args__ = (Index("ix_proposal_taken_by_id", "by_id"),)

    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
