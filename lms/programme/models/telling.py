"""What a neighbourhood tells: moments, its dream and question, and what it decided."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.programme.enums import SharedKind
from lms.programme.models.neighbourhoods import Neighbourhood
from lms.programme.models.programmes import KEY


class Moment(Base):
    """The one place to tell: two sentences, a recording of a minute, a photo; at least one of the first two.

    ``form_key`` comes from the form, so that a form sent twice is one moment.
    """

    __tablename__ = "moment"
    __table_args__ = (
        CheckConstraint("length(text) > 0 OR recording IS NOT NULL", name="says_something"),
        CheckConstraint("length(text) <= 2000", name="text"),
        CheckConstraint("photo IS NULL OR photo_consent", name="photo_with_consent"),
        CheckConstraint("(photo IS NULL) = (photo_small IS NULL)", name="photo_in_two_sizes"),
        Index("ix_moment_neighbourhood_id_id", "neighbourhood_id", "id"),
        Index("ix_moment_by_id_id", "by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    recording: Mapped[str | None] = mapped_column(String(32))
    recording_seconds: Mapped[int | None]
    photo: Mapped[str | None] = mapped_column(String(32))
    photo_small: Mapped[str | None] = mapped_column(String(32))
    photo_alt: Mapped[str] = mapped_column(String(200), default="")
    photo_consent: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class KeptUpload(Base):
    """A recording or photo that came in with a form and waits for its moment; forgotten after a day.

    So nobody speaks twice because another field was refused, and nothing stays in the store that belongs to nothing.
    """

    __tablename__ = "kept_upload"
    __table_args__ = (
        CheckConstraint("kind IN ('recording', 'photo')", name="kind"),
        CheckConstraint("(kind = 'photo') = (small IS NOT NULL)", name="photo_in_two_sizes"),
        Index("ix_kept_upload_at", "at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    form_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    small: Mapped[str | None] = mapped_column(String(32))
    seconds: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)


class MomentChip(Base):
    """What a moment is about: the kind is one of slot ``programme.MOMENT_CHIPS``, ``key`` is the thing's own key."""

    __tablename__ = "moment_chip"
    __table_args__ = (Index("ix_moment_chip_kind_key", "kind", "key", "moment_id"),)

    moment_id: Mapped[int] = mapped_column(ForeignKey("moment.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True, default="")
    label: Mapped[str] = mapped_column(String(160))


class SharedText(Base):
    """The dream or the design question of a neighbourhood; the newest of each kind counts, older ones are history."""

    __tablename__ = "neighbourhood_shared_text"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(SharedKind))})", name="kind"),
        CheckConstraint("length(text) BETWEEN 1 AND 500", name="text"),
        Index("ix_neighbourhood_shared_text_latest", "neighbourhood_id", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    kind: Mapped[SharedKind] = mapped_column(stored_enum(SharedKind))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Decision(Base):
    """What a neighbourhood decided, by whom, why, and whether residents were there (A-3).

    ``form_key`` comes from the form, so that a form sent twice is one decision.
    """

    __tablename__ = "neighbourhood_decision"
    __table_args__ = (
        CheckConstraint("length(question) BETWEEN 1 AND 500", name="question"),
        CheckConstraint("length(decided) BETWEEN 1 AND 1000", name="decided"),
        Index("ix_neighbourhood_decision_neighbourhood_id_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    step_key: Mapped[str | None] = mapped_column(KEY)
    question: Mapped[str] = mapped_column(Text)
    decided: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(300))
    residents_there: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date]
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class OnePage(Base):
    """One A4 for the alderman: what the director picked, kept as it was when it was made.

    ``picked``: ``{"moments": [uid], "photos": [uid of a moment], "decisions": [uid], "dream": text, "counts": [[month,
    shown]]}``. Dream and counts stand there as they were; a moment that its writer takes away leaves the page too.
    """

    __tablename__ = "neighbourhood_one_page"
    __table_args__ = (CheckConstraint("length(intro) <= 1000", name="intro"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    intro: Mapped[str] = mapped_column(Text, default="")
    picked: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood] = relationship(lazy="raise_on_sql")
