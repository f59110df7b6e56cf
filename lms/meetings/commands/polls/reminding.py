"""Reminding who did not answer yet: once by itself, and by hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.polls.asking import locked, refuse_closed, tell_asked
from lms.meetings.commands.polls.letters import REMINDED, code_of, send_links
from lms.meetings.enums import PollState
from lms.meetings.models import DateInvite, DatePoll
from lms.meetings.queries.polls import options_of, waiting_in

#: How long before the deadline people are reminded by itself; in a poll that is shorter than twice this, halfway.
BEFORE_END = timedelta(hours=24)
#: Who got a mail less long ago is not reminded, so that a second press sends nothing.
REST = timedelta(hours=12)
BATCH = 50


def to_remind(waiting: Sequence[DateInvite]) -> Sequence[DateInvite]:
    """Return whom of the silent a reminder goes to now: who had no mail in the last hours."""
    since = now() - REST
    return [each for each in waiting if each.asked_at <= since]


def remind_by_hand(poll: DatePoll, actor: Person, *, origin: str) -> int:
    """Remind who is silent, with a new link each; return how many that were."""
    locked(poll)
    refuse_closed(poll)
    silent = to_remind(waiting_in(poll))
    _remind(poll, silent)
    if silent:
        audit.record("poll.remind", f"{code_of(poll)}/{len(silent)}", actor_uid=actor.uid, origin=origin)
    return len(silent)


def remind_of_polls(after: int = 0) -> int | None:
    """Remind the silent of a batch of polls that end soon, each of them once; return after which poll to go on."""
    moment = now()
    soon = (DatePoll.state == PollState.OPEN, DatePoll.deadline > moment, DatePoll.deadline <= moment + BEFORE_END)
    found = select(DatePoll).where(*soon, DatePoll.id > after).options(joinedload(DatePoll.organiser))
    rows = found.order_by(DatePoll.id).limit(BATCH).with_for_update(of=DatePoll, skip_locked=True)
    polls = db.session.scalars(rows).all()
    for poll in polls:
        if reminds_at(poll) <= moment and (
            silent := [each for each in to_remind(waiting_in(poll)) if each.reminded_at is None]
        ):
            for each in silent:
                each.reminded_at = moment
            _remind(poll, silent)
    return polls[-1].id if len(polls) == BATCH else None


def reminds_at(poll: DatePoll) -> datetime:
    """Return when the silent are reminded by itself: a day before the end, in a short poll halfway."""
    return max(poll.deadline - BEFORE_END, poll.created_at + (poll.deadline - poll.created_at) / 2)


def _remind(poll: DatePoll, silent: Sequence[DateInvite]) -> None:
    for each in silent:
        each.poll = poll
    send_links(poll, silent, options_of(poll), cause=REMINDED)
    without_mail = [each.person for each in silent if each.person and not each.person.email]
    tell_asked(poll, without_mail, version=now().isoformat(timespec="seconds"))
