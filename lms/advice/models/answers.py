"""The answer in versions, what there is to do with it, and what came of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.advice.enums import Certainty, Channel, Deed, ResponseKind, Round, Used, UsedHow, WhyNot
from lms.advice.models.advice import Advice
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.models import Moment

LONGEST_ANSWER, LONGEST_WHY, LONGEST_REMARK, LONGEST_CHANGE = 8000, 300, 1000, 1000
LONGEST_DEED = 160
NOT_SENT = text("sent_at IS NULL")


class AdviceAnswer(Base):
    """A version of an answer. One that was sent never changes: what comes after it is another version.

    There is one draft at most. ``serial`` counts its changes, so that nobody writes over what another wrote;
    ``form_key`` is of the form that wrote it last, so that the same form sent twice writes once. ``channel`` is how it
    came to the neighbourhood: what was said to them stands here afterwards.
    """

    __tablename__ = "advice_answer"
    __table_args__ = (
        UniqueConstraint("advice_id", "version"),
        CheckConstraint(f"certainty IN ({quoted(tuple(Certainty))})", name="certainty"),
        CheckConstraint(f"channel IN ({quoted(tuple(Channel))})", name="channel"),
        CheckConstraint("sent_at IS NULL OR length(text) > 0", name="text"),
        CheckConstraint("sent_at IS NULL OR certainty IS NOT NULL", name="sent_with_certainty"),
        CheckConstraint("(approved_at IS NULL) OR (approved_by_id IS NOT NULL)", name="approved"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> by_id", name="read_by_another"),
        Index(
            "uq_advice_answer_draft",
            "advice_id",
            unique=True,
            sqlite_where=NOT_SENT,
            postgresql_where=NOT_SENT,
        ),
        Index("ix_advice_answer_by_id", "by_id"),
        Index("ix_advice_answer_approved_by_id", "approved_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    version: Mapped[int]
    serial: Mapped[int] = mapped_column(default=1)
    form_key: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text, default="")
    certainty: Mapped[Certainty | None] = mapped_column(stored_enum(Certainty))
    certainty_why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    channel: Mapped[Channel] = mapped_column(stored_enum(Channel), default=Channel.WEB)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
    approved_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[approved_by_id])
    deeds: Mapped[list["AdviceDeed"]] = relationship(
        lazy="raise_on_sql", order_by="AdviceDeed.position", cascade="all, delete-orphan"
    )
    files: Mapped[list[Any]] = relationship("AdviceFile", lazy="raise_on_sql", viewonly=True, order_by="AdviceFile.id")


class AdviceDeed(Base):
    """Something to do that an answer ends in, and who in the neighbourhood took it over.

    ``key`` is the thing's own: the slug of a toolkit item or a module, the key of a step, the uid of an insight, and
    nothing for practising together.
    """

    __tablename__ = "advice_deed"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(Deed))})", name="kind"),
        CheckConstraint("length(label) > 0", name="label"),
        CheckConstraint("(kind = 'practise') = (key = '')", name="key"),
        CheckConstraint("taken_by_id IS NULL OR taken_at IS NOT NULL", name="taken"),
        Index("ix_advice_deed_answer_id", "answer_id", "position"),
        Index("ix_advice_deed_kind", "kind", "key"),
        Index("ix_advice_deed_taken_by_id", "taken_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    answer_id: Mapped[int] = mapped_column(ForeignKey("advice_answer.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[Deed] = mapped_column(stored_enum(Deed))
    key: Mapped[str] = mapped_column(String(120), default="")
    label: Mapped[str] = mapped_column(String(LONGEST_DEED))
    taken_at: Mapped[datetime | None]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    taken_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class AdviceResponse(Base):
    """What the neighbourhood says to the advice; the newest counts, older ones stay."""

    __tablename__ = "advice_response"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(ResponseKind))})", name="kind"),
        CheckConstraint(f"length(remark) <= {LONGEST_REMARK}", name="remark"),
        Index("ix_advice_response_advice_id", "advice_id", "id"),
        Index("ix_advice_response_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    kind: Mapped[ResponseKind] = mapped_column(stored_enum(ResponseKind))
    remark: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class AdviceFollowUp(Base):
    """Six weeks later, and six months later where it was used: what came of it.

    Told of the neighbourhood it is a moment, and the words stand there; they stand here when there is no moment.
    """

    __tablename__ = "advice_followup"
    __table_args__ = (
        UniqueConstraint("advice_id", "round"),
        CheckConstraint(f"round IN ({quoted(tuple(Round))})", name="round"),
        CheckConstraint(f"used IN ({quoted(tuple(Used))})", name="used"),
        CheckConstraint(f"how IN ({quoted(tuple(UsedHow))})", name="how"),
        CheckConstraint(f"why_not IN ({quoted(tuple(WhyNot))})", name="why_not"),
        CheckConstraint("(used IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("why_not IS NULL OR used <> 'yes'", name="why_not_when_not_used"),
        CheckConstraint("how IS NULL OR used <> 'no'", name="how_when_used"),
        CheckConstraint("moment_id IS NULL OR changed = ''", name="words_once"),
        Index("ix_advice_followup_due_on", "due_on", "asked_at"),
        Index("ix_advice_followup_by_id", "by_id"),
        Index("ix_advice_followup_moment_id", "moment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"))
    round: Mapped[Round] = mapped_column(stored_enum(Round))
    due_on: Mapped[date]
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    used: Mapped[Used | None] = mapped_column(stored_enum(Used))
    how: Mapped[UsedHow | None] = mapped_column(stored_enum(UsedHow))
    why_not: Mapped[WhyNot | None] = mapped_column(stored_enum(WhyNot))
    changed: Mapped[str] = mapped_column(Text, default="")
    moment_id: Mapped[int | None] = mapped_column(ForeignKey("moment.id", ondelete="SET NULL"))

    advice: Mapped[Advice] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    moment: Mapped[Moment | None] = relationship(lazy="raise_on_sql")
