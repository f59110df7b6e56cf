"""A poll for a date: options, people with a link of their own, and what they said of each option."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.accounts.models.people import quoted, stored_enum
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.meetings.enums import ClosedWhy, MeetingKind, PollState, Vote
from lms.meetings.models.attending import LONGEST_NAME
from lms.meetings.models.meetings import LONGEST_PLACE, LONGEST_TITLE, Meeting
from lms.programme.models import Neighbourhood


class DatePoll(Base):
    """People are asked which dates suit them; choosing one makes the meeting.

    ``host``: for what another feature hosts, its own key (a circle), checked by the slot ``meetings.date_poll_groups``.
    ``closed_at``: since when nobody answers any more, also when a date was chosen; guests are forgotten counting from
    then.
    """

    __tablename__ = "date_poll"
    __table_args__ = (
        CheckConstraint(f"state IN ({quoted(tuple(PollState))})", name="state"),
        CheckConstraint(f"kind IN ({quoted(tuple(MeetingKind))})", name="kind"),
        CheckConstraint("(neighbourhood_id IS NULL) <> (host IS NULL)", name="one_place"),
        CheckConstraint("(kind = 'circle') = (neighbourhood_id IS NULL)", name="place_of_kind"),
        CheckConstraint("(state = 'chosen') = (meeting_id IS NOT NULL)", name="chosen"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
        CheckConstraint(f"closed_why IN ('', {quoted(tuple(ClosedWhy))})", name="closed_why"),
        CheckConstraint("minutes BETWEEN 15 AND 600", name="minutes"),
        Index("ix_date_poll_neighbourhood_id", "neighbourhood_id"),
        Index("ix_date_poll_host", "host"),
        Index("ix_date_poll_organiser_id", "organiser_id"),
        Index("ix_date_poll_meeting_id", "meeting_id"),
        Index("ix_date_poll_state", "state", "deadline"),
        Index("ix_date_poll_closed_at", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    form_key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_uid(24))
    kind: Mapped[MeetingKind] = mapped_column(stored_enum(MeetingKind))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    host: Mapped[str | None] = mapped_column(String(40))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    minutes: Mapped[int]
    deadline: Mapped[datetime]
    state: Mapped[PollState] = mapped_column(stored_enum(PollState), default=PollState.OPEN)
    closed_at: Mapped[datetime | None]
    closed_why: Mapped[str] = mapped_column(String(20), default="")
    complete_told_at: Mapped[datetime | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    neighbourhood: Mapped[Neighbourhood | None] = relationship(lazy="raise_on_sql")
    organiser: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[organiser_id])
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql")

    def ends_at(self, starts_at: datetime) -> datetime:
        """Return when a meeting ends that begins at this moment."""
        return starts_at + timedelta(minutes=self.minutes)

    def asks(self, moment: datetime) -> bool:
        """Whether people may answer at this moment."""
        return self.state is PollState.OPEN and moment < self.deadline


class DateOption(Base):
    """A date that is asked about; one that is taken away keeps what people said of the others."""

    __tablename__ = "date_option"
    __table_args__ = (Index("uq_date_option_starts_at", "poll_id", "starts_at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id"))
    starts_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class DateInvite(Base):
    """Somebody is asked, by a link of their own: a person, or a guest by name and address.

    Only a digest of the link is kept; asking again makes another one and ends the old. ``asked_at`` is when they last
    got one, ``reminded_at`` when they were reminded by itself, which happens once. Nothing is kept of a link that was
    opened: mail scanners open links too.
    """

    __tablename__ = "date_invite"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (address IS NULL)", name="person_or_guest"),
        CheckConstraint("(address IS NULL) = (name = '')", name="guest_has_a_name"),
        Index("uq_date_invite_person_id", "poll_id", "person_id", unique=True),
        Index("uq_date_invite_address", "poll_id", "address", unique=True),
        Index("ix_date_invite_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(16), unique=True, default=new_uid)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    address: Mapped[str | None] = mapped_column(String(254))
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    poll: Mapped[DatePoll] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class DateVote(Base):
    """What somebody said of one date."""

    __tablename__ = "date_vote"
    __table_args__ = (
        CheckConstraint(f"vote IN ({quoted(tuple(Vote))})", name="vote"),
        Index("ix_date_vote_option_id", "option_id"),
    )

    invite_id: Mapped[int] = mapped_column(ForeignKey("date_invite.id"), primary_key=True, autoincrement=False)
    option_id: Mapped[int] = mapped_column(ForeignKey("date_option.id"), primary_key=True, autoincrement=False)
    vote: Mapped[Vote] = mapped_column(stored_enum(Vote))
