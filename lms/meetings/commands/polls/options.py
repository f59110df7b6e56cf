"""Adding a date to a poll and taking one away; what people said of the others stays."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import FRESH
from lms.meetings.commands.polls.answering import tell_when_complete
from lms.meetings.commands.polls.asking import MOST_DATES, locked, refuse_closed, too_early
from lms.meetings.commands.polls.letters import code_of
from lms.meetings.models import DateOption, DatePoll


def add_dates(poll: DatePoll, starts: Sequence[datetime], actor: Person, *, origin: str) -> None:
    """Ask about more dates; one that was taken away comes back with what people said of it."""
    locked(poll)
    refuse_closed(poll)
    wanted = sorted(set(starts))
    if not wanted:
        raise Refusal(_("Vul een datum en een tijd in."), "dates")
    if wanted[0] <= poll.deadline:
        raise too_early("dates")
    there = {each.starts_at: each for each in _all(poll)}
    fresh = [each for each in wanted if each not in there or there[each].removed_at is not None]
    if sum(1 for each in there.values() if each.removed_at is None) + len(fresh) > MOST_DATES:
        raise Refusal(_("Geef hoogstens %(most)s datums.", most=MOST_DATES), "dates")
    for each in fresh:
        if each in there:
            there[each].removed_at = None
        else:
            db.session.add(DateOption(poll_id=poll.id, starts_at=each))
    if fresh:
        poll.complete_told_at = None
        db.session.flush()
        audit.record("poll.date_add", code_of(poll), actor_uid=actor.uid, origin=origin)
        tell_when_complete(poll)


def take_date_away(poll: DatePoll, option: DateOption, actor: Person, *, origin: str) -> None:
    """Ask about a date no more; done again it changes nothing."""
    locked(poll)
    refuse_closed(poll)
    left = [each for each in _all(poll) if each.removed_at is None]
    if option.id not in {each.id for each in left}:
        return
    if len(left) == 1:
        raise Refusal(_("Dit is de laatste datum. Voeg eerst een andere toe, of stop met de datumprikker."))
    option.removed_at = now()
    db.session.flush()
    audit.record("poll.date_remove", code_of(poll), actor_uid=actor.uid, origin=origin)
    tell_when_complete(poll)


def _all(poll: DatePoll) -> Sequence[DateOption]:
    found = select(DateOption).where(DateOption.poll_id == poll.id)
    return db.session.scalars(found, execution_options=FRESH).all()
