"""A meeting: when, where and for what, and each time it moved.

Meetings are explicit: there is no rule that repeats them. What calendars know it by never changes, and its sequence
rises with every change that people are told of (RFC 5546 section 2.1.4).
"""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import local, now
from lms.kernel.db import Base
from lms.meetings.enums import MeetingKind, MeetingState, Mode
from lms.programme.models import Neighbourhood

LONGEST_TITLE = 120
LONGEST_PLACE = 200
LONGEST_TEXT = 1000
LONGEST_LINK = 500
LONGEST_WHY = 200
MOST_SEATS = 500
#: How long after the last change people are told of it: several edits become one mail.
QUIET = timedelta(minutes=10)
#: How long before it begins the way in online is shown; never in a mail or a feed.
DOOR_OPENS = timedelta(hours=1)


class Meeting(Base):
    """A meeting of a neighbourhood (a team meeting, a local training) or of what another feature hosts.

    ``open_to_all``: who is signed in may sign up; else people are expected. ``seats_taken`` is kept with every seat
    given or freed, so that the database itself refuses one too many. ``tell_after``: a change waits to be told until
    then. ``serial`` rises with every edit, so that two people who edit at once do not overwrite each other.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(f"kind IN ({quoted(tuple(MeetingKind))})", name="kind"),
        CheckConstraint(f"state IN ({quoted(tuple(MeetingState))})", name="state"),
        CheckConstraint(f"mode IN ({quoted(tuple(Mode))})", name="mode"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_began"),
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint(f"capacity IS NULL OR capacity BETWEEN 1 AND {MOST_SEATS}", name="capacity"),
        CheckConstraint("seats_taken >= 0 AND (capacity IS NULL OR seats_taken <= capacity)", name="seats_taken"),
        CheckConstraint("capacity IS NULL OR open_to_all", name="capacity_of_open"),
        CheckConstraint("(kind = 'circle') = (neighbourhood_id IS NULL)", name="place_of_kind"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_at"),
        CheckConstraint("state <> 'draft' OR tell_after IS NULL", name="draft_tells_nobody"),
        Index("ix_meeting_neighbourhood_id", "neighbourhood_id", "starts_at"),
        Index("ix_meeting_starts_at", "starts_at", "id"),
        Index("ix_meeting_tell_after", "tell_after"),
        Index("ix_meeting_organiser_id", "organiser_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    kind: Mapped[MeetingKind] = mapped_column(stored_enum(MeetingKind))
    state: Mapped[MeetingState] = mapped_column(stored_enum(MeetingState), default=MeetingState.DRAFT)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    mode: Mapped[Mode] = mapped_column(stored_enum(Mode), default=Mode.ON_SITE)
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    route: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[str] = mapped_column(Text, default="")
    video_url: Mapped[str] = mapped_column(String(LONGEST_LINK), default="")
    dial_in: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    open_to_all: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int | None]
    sign_up_until: Mapped[datetime | None]
    seats_taken: Mapped[int] = mapped_column(default=0)
    last_in_line: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    serial: Mapped[int] = mapped_column(default=1)
    tell_after: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    organiser: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[organiser_id])

    @property
    def calendar_uid(self) -> str:
        """What calendars know it by, for ever."""
        return f"{self.uid}@kringwijs"

    @property
    def door_opens_at(self) -> datetime:
        """From when the way in online is shown."""
        return self.starts_at - DOOR_OPENS

    def door_open(self, moment: datetime) -> bool:
        """Whether the way in online may be shown now."""
        return self.state is MeetingState.PLANNED and self.door_opens_at <= moment < self.ends_at


class MeetingMove(Base):
    """A meeting got another time or place; ``sequence`` is what it rose to."""

    __tablename__ = "meeting_move"
    __table_args__ = (
        Index("ix_meeting_move_meeting_id", "meeting_id"),
        Index("ix_meeting_move_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    sequence: Mapped[int]
    old_starts_at: Mapped[datetime]
    old_ends_at: Mapped[datetime]
    old_place: Mapped[str] = mapped_column(String(LONGEST_PLACE))
    new_starts_at: Mapped[datetime]
    new_ends_at: Mapped[datetime]
    new_place: Mapped[str] = mapped_column(String(LONGEST_PLACE))
    why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_another_day(self) -> bool:
        """Whether it went to another day, so that what people said of the old one does not count."""
        return local(self.old_starts_at).date() != local(self.new_starts_at).date()
