"""Date polls: where somebody may ask, what was answered, and whose link is whose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.accounts.queries.digests import token_hash
from lms.kernel.db import db
from lms.meetings.enums import PollState, Vote
from lms.meetings.models import DateInvite, DateOption, DatePoll, DateVote, Meeting
from lms.meetings.policy import polls_managed

#: The part of a link that says whose it is; the rest is the secret.
NAME_IN_LINK = 16
PAGE = 50
LIVE = DateOption.removed_at.is_(None)
ASKED = DateInvite.revoked_at.is_(None)


class Link(NamedTuple):
    """Whose link it is; ``works`` says whether it is still the newest one."""

    invite: DateInvite
    works: bool


class AskedPoll(NamedTuple):
    """A poll that waits for somebody's answer."""

    uid: str
    title: str
    deadline: datetime


@dataclass(frozen=True)
class Said:
    """What people said of one date: names by answer, and of whom nothing is known yet."""

    option: DateOption
    ends_at: datetime
    yes: Sequence[str]
    if_need_be: Sequence[str]
    no: Sequence[str]
    waiting: Sequence[str]

    @property
    def can(self) -> int:
        """How many can, if need be."""
        return len(self.yes) + len(self.if_need_be)

    @property
    def nobody(self) -> bool:
        """Whether everybody who answered said no."""
        return bool(self.no) and not self.can


@dataclass(frozen=True)
class Overview:
    """A poll with what was said of each date, the best on top; ``waiting`` did not answer everything yet."""

    poll: DatePoll
    dates: Sequence[Said]
    invites: Sequence[DateInvite]
    waiting: Sequence[DateInvite]

    @property
    def answered(self) -> int:
        """How many people said something of every date."""
        return len(self.invites) - len(self.waiting)

    @property
    def best(self) -> Sequence[Said]:
        """The dates that suit most people, when there is anything to compare."""
        first = self.dates[0] if self.dates else None
        if first is None or not first.can:
            return ()
        return [each for each in self.dates if (each.can, len(each.yes)) == (first.can, len(first.yes))]

    @property
    def none_fits(self) -> bool:
        """Whether somebody answered, and no date suits anybody."""
        return bool(self.dates) and all(each.nobody for each in self.dates)


def poll_at(uid: str, actor: Actor) -> DatePoll | None:
    """Return a poll that somebody manages; for others there is none."""
    return db.session.scalar(_whole().where(DatePoll.uid == uid, polls_managed(actor)))


def polls_of(actor: Actor) -> Sequence[DatePoll]:
    """Return the polls somebody manages: the open ones first, then the newest."""
    order = (DatePoll.state != PollState.OPEN, DatePoll.id.desc())
    return db.session.scalars(_whole().where(polls_managed(actor)).order_by(*order).limit(PAGE)).all()


def option_of(poll: DatePoll, uid: str) -> DateOption | None:
    """Return a date that a poll asks about."""
    return db.session.scalar(select(DateOption).where(DateOption.poll_id == poll.id, DateOption.uid == uid, LIVE))


def options_of(poll: DatePoll) -> Sequence[DateOption]:
    """Return the dates that are asked about, in order."""
    return db.session.scalars(
        select(DateOption).where(DateOption.poll_id == poll.id, LIVE).order_by(DateOption.starts_at)
    ).all()


def invite_at(uid: str, invite: str, actor: Actor) -> DateInvite | None:
    """Return somebody who was asked in a poll that the actor manages."""
    return db.session.scalar(_asked().where(DatePoll.uid == uid, DateInvite.uid == invite, polls_managed(actor)))


def invites_of(poll: DatePoll) -> Sequence[DateInvite]:
    """Return who is asked, with the person when they have an account; not whose question was taken back."""
    asked = select(DateInvite).where(DateInvite.poll_id == poll.id, ASKED).options(joinedload(DateInvite.person))
    return sorted(db.session.scalars(asked), key=lambda each: (name_of(each).casefold(), each.id))


def invite_by_token(token: str) -> Link | None:
    """Return whose link this is, also when a newer one was sent; nothing when it was never a link."""
    asked = _asked().where(DateInvite.uid == token[:NAME_IN_LINK])
    invite = db.session.scalar(asked) if len(token) > NAME_IN_LINK else None
    if invite is None or invite.token_digest is None:
        return None
    return Link(invite, compare_digest(invite.token_digest, token_hash(token)))


def own_invite(uid: str, actor: Actor) -> DateInvite | None:
    """Return what somebody who is signed in was asked."""
    return db.session.scalar(_asked().where(DatePoll.uid == uid, DateInvite.person_id == (actor.id or 0)))


def guests_of(meeting: Meeting) -> Sequence[DateInvite]:
    """Return who without an account was invited to a meeting that came of a poll, as long as we know them."""
    theirs = (DatePoll.meeting_id == meeting.id, DateInvite.person_id.is_(None), ASKED)
    return db.session.scalars(_asked().where(*theirs).order_by(DateInvite.id)).all()


def votes_of(invite: DateInvite) -> Mapping[str, Vote]:
    """Return what somebody said before, by the uid of the date."""
    rows = select(DateOption.uid, DateVote.vote).join(DateOption, DateOption.id == DateVote.option_id)
    return {uid: vote for uid, vote in db.session.execute(rows.where(DateVote.invite_id == invite.id))}


def polls_asked(actor: Actor) -> Sequence[AskedPoll]:
    """Return what somebody is asked and did not answer in full, the first to close on top; one statement."""
    unsaid = and_(DateOption.poll_id == DatePoll.id, LIVE, ~_said())
    rows = (
        select(DatePoll.uid, DatePoll.title, DatePoll.deadline)
        .join(DateInvite, DateInvite.poll_id == DatePoll.id)
        .where(DateInvite.person_id == (actor.id or 0), ASKED, DatePoll.state == PollState.OPEN)
        .where(exists().where(unsaid))
        .order_by(DatePoll.deadline, DatePoll.id)
    )
    return [AskedPoll(*row) for row in db.session.execute(rows)]


def waiting_in(poll: DatePoll) -> Sequence[DateInvite]:
    """Return who did not say something of every date yet."""
    unsaid = and_(DateOption.poll_id == poll.id, LIVE, ~_said())
    asked = select(DateInvite).where(DateInvite.poll_id == poll.id, ASKED, exists().where(unsaid))
    return db.session.scalars(asked.options(joinedload(DateInvite.person)).order_by(DateInvite.id)).all()


def overview_of(poll: DatePoll) -> Overview:
    """Return a poll with its answers, in three statements."""
    options, invites = options_of(poll), invites_of(poll)
    votes = select(DateVote.option_id, DateVote.invite_id, DateVote.vote).join(DateInvite)
    said = {(row[0], row[1]): row[2] for row in db.session.execute(votes.where(DateInvite.poll_id == poll.id))}
    dates = [_said_of(poll, option, invites, said) for option in options]
    dates.sort(key=lambda each: (-each.can, -len(each.yes), each.option.starts_at))
    waiting = [each for each in invites if any((option.id, each.id) not in said for option in options)]
    return Overview(poll, dates, invites, waiting)


def name_of(invite: DateInvite) -> str:
    """Return what somebody who is asked is called."""
    return invite.person.name if invite.person else invite.name


def address_of(invite: DateInvite) -> str | None:
    """Return where somebody who is asked gets mail, when they do."""
    return invite.person.email if invite.person else invite.address


def mailed(invites: Collection[DateInvite]) -> int:
    """Return how many of these people get mail."""
    return sum(1 for each in invites if address_of(each))


def _said_of(
    poll: DatePoll, option: DateOption, invites: Sequence[DateInvite], said: Mapping[tuple[int, int], Vote]
) -> Said:
    names: dict[Vote | None, list[str]] = {vote: [] for vote in (*Vote, None)}
    for each in invites:
        names[said.get((option.id, each.id))].append(name_of(each))
    ends_at = option.starts_at + timedelta(minutes=poll.minutes)
    return Said(option, ends_at, names[Vote.YES], names[Vote.IF_NEED_BE], names[Vote.NO], names[None])


def _said() -> ColumnElement[bool]:
    """Say whether somebody who is asked said something of a date."""
    same = (DateVote.invite_id == DateInvite.id, DateVote.option_id == DateOption.id)
    return exists().where(*same).correlate(DateInvite, DateOption)


def _whole() -> Select[DatePoll]:
    loaded = (joinedload(DatePoll.neighbourhood), joinedload(DatePoll.organiser), joinedload(DatePoll.meeting))
    return select(DatePoll).options(*loaded)


def _asked() -> Select[DateInvite]:
    """Return who is asked, with everything a page about their answer shows."""
    poll = contains_eager(DateInvite.poll)
    loaded = (poll.joinedload(DatePoll.neighbourhood), poll.joinedload(DatePoll.organiser))
    meeting = poll.joinedload(DatePoll.meeting)
    person = joinedload(DateInvite.person)
    return select(DateInvite).join(DateInvite.poll).options(*loaded, meeting, person)


def people_counted(polls: Collection[DatePoll]) -> Mapping[int, tuple[int, int]]:
    """Return by poll how many people are asked and how many answered; one statement."""
    ids = [poll.id for poll in polls]
    counted = select(DateInvite.poll_id, func.count(), func.count(DateInvite.answered_at))
    rows = counted.where(DateInvite.poll_id.in_(ids), ASKED).group_by(DateInvite.poll_id)
    return {poll: (asked, answered) for poll, asked, answered in db.session.execute(rows)}
