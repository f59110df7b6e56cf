"""Questions that return: bundled without their neighbourhoods, put to others, and answered to everybody who asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import LONGEST_ADDRESS, quoted, stored_enum
from lms.advice.enums import BundleState, Certainty
from lms.advice.models.advice import LONGEST_REASON, LONGEST_TITLE, Advice
from lms.advice.models.answers import LONGEST_WHY
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Programme, Theme
from lms.programme.models.programmes import KEY

STILL_IN = text("taken_out_at IS NULL")


class StrategicBundle(Base):
    """One question made of several, in words without a neighbourhood; its answer goes back to every asker.

    ``serial`` counts the changes of its words and its answer, so that nobody writes over what another wrote, or says
    yes to words they did not read.
    """

    __tablename__ = "strategic_bundle"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(BundleState))})", name="state"),
        CheckConstraint("length(title) > 0 AND length(question) > 0", name="question"),
        CheckConstraint(
            "state NOT IN ('answered', 'returned') OR (length(answer) > 0 AND certainty IS NOT NULL)", name="answer"
        ),
        CheckConstraint("(state = 'returned') = (returned_at IS NOT NULL)", name="returned"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> owner_id", name="read_by_another"),
        CheckConstraint("state <> 'returned' OR approved_by_id IS NOT NULL", name="returned_after_reading"),
        Index("ix_strategic_bundle_state", "state", "id"),
        Index("ix_strategic_bundle_theme_id", "theme_id", "step_key"),
        Index("ix_strategic_bundle_owner_id", "owner_id"),
        Index("ix_strategic_bundle_by_id", "by_id"),
        Index("ix_strategic_bundle_approved_by_id", "approved_by_id"),
        Index("ix_strategic_bundle_programme_id", "programme_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    serial: Mapped[int] = mapped_column(default=1)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    question: Mapped[str] = mapped_column(Text)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_theme.id"))
    step_key: Mapped[str | None] = mapped_column(KEY)
    state: Mapped[BundleState] = mapped_column(stored_enum(BundleState), default=BundleState.GATHERING)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    certainty: Mapped[Certainty | None] = mapped_column(stored_enum(Certainty))
    certainty_why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    returned_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    approved_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[approved_by_id])


class BundledAdvice(Base):
    """A question that is part of a bundle; only with the yes of who asked does it say of which neighbourhood."""

    __tablename__ = "bundled_advice"
    __table_args__ = (
        CheckConstraint("named_by_id IS NULL OR named_at IS NOT NULL", name="named"),
        Index(
            "uq_bundled_advice_open",
            "advice_id",
            unique=True,
            sqlite_where=STILL_IN,
            postgresql_where=STILL_IN,
        ),
        Index("ix_bundled_advice_advice_id", "advice_id"),
        Index("ix_bundled_advice_by_id", "by_id"),
        Index("ix_bundled_advice_named_by_id", "named_by_id"),
    )

    bundle_id: Mapped[int] = mapped_column(ForeignKey("strategic_bundle.id"), primary_key=True, autoincrement=False)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), primary_key=True, autoincrement=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    named_at: Mapped[datetime | None]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_out_at: Mapped[datetime | None]

    bundle: Mapped[StrategicBundle] = relationship(lazy="raise_on_sql")
    advice: Mapped[Advice] = relationship(lazy="raise_on_sql")


class BundleAddressee(Base):
    """An adviser of another programme, by organisation and role, who answers on a page of their own.

    Only a digest of the link is kept; asking again makes another one and ends the old.
    """

    __tablename__ = "bundle_addressee"
    __table_args__ = (
        UniqueConstraint("bundle_id", "address"),
        CheckConstraint("length(organisation) > 0 AND length(role) > 0", name="organisation_and_role"),
        CheckConstraint("(answered_at IS NULL) = (reply = '' AND NOT refused)", name="answered"),
        Index("ix_bundle_addressee_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    bundle_id: Mapped[int] = mapped_column(ForeignKey("strategic_bundle.id"))
    organisation: Mapped[str] = mapped_column(String(160))
    role: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    refused: Mapped[bool] = mapped_column(default=False)
    revoked_at: Mapped[datetime | None]

    bundle: Mapped[StrategicBundle] = relationship(lazy="raise_on_sql")


class BundleProposalSetAside(Base):
    """Somebody decided that questions that look alike are not one: the same proposal does not come back."""

    __tablename__ = "bundle_proposal_set_aside"
    __table_args__ = (
        UniqueConstraint("programme_id", "key"),
        Index("ix_bundle_proposal_set_aside_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
