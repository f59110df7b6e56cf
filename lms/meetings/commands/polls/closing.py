"""Ending a poll at its deadline or by giving it up; asking longer, and asking somebody no more."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.polls.asking import locked, page_of, tell_organiser, too_early
from lms.meetings.commands.polls.letters import GIVEN_UP, code_of, tell_guests_given_up
from lms.meetings.enums import ClosedWhy, PollState
from lms.meetings.models import DateInvite, DateOption, DatePoll
from lms.meetings.queries.polls import invites_of, options_of

CLOSED = "poll.closed"
BY_ITSELF = "worker"
BATCH = 50


def give_up(poll: DatePoll, actor: Person, *, origin: str) -> None:
    """Ask no more, and tell who was asked that no date comes of it; done again it changes nothing."""
    locked(poll)
    if poll.state is PollState.CHOSEN:
        raise Refusal(_("De datum is al gekozen. Zeg de afspraak zelf af als die niet doorgaat."))
    if poll.closed_why == ClosedWhy.GIVEN_UP:
        return
    poll.state, poll.closed_why, poll.closed_at = PollState.CLOSED, ClosedWhy.GIVEN_UP, now()
    db.session.flush()
    invites = _with_poll(poll)
    tell_guests_given_up(poll, [each for each in invites if each.person is None])
    title = poll.title
    words = LazyString(lambda: _("Er komt geen datum voor: %(title)s", title=title))
    people = [each.person for each in invites if each.person]
    notify_all(people, cause=GIVEN_UP, object=code_of(poll), text=words, url=page_of(poll))
    audit.record("poll.give_up", code_of(poll), actor_uid=actor.uid, origin=origin)


def ask_longer(poll: DatePoll, deadline: datetime, actor: Person, *, origin: str) -> None:
    """Give people until another day, also when the last day was over."""
    locked(poll)
    if poll.state is PollState.CHOSEN or poll.closed_why == ClosedWhy.GIVEN_UP:
        raise Refusal(_("Deze datumprikker is gesloten."))
    if deadline <= now():
        raise Refusal(_("Deze dag is al geweest. Geef mensen tijd om te antwoorden."), "deadline")
    if any(each.starts_at <= deadline for each in options_of(poll)):
        raise too_early("deadline")
    if deadline == poll.deadline:
        return
    poll.deadline, poll.state, poll.closed_why, poll.closed_at = deadline, PollState.OPEN, "", None
    db.session.flush()
    audit.record("poll.longer", code_of(poll), actor_uid=actor.uid, origin=origin)


def close_polls() -> bool:
    """Close a batch of polls whose time is over and tell the organiser; say whether there may be more."""
    over = (DatePoll.state == PollState.OPEN, DatePoll.deadline <= now())
    found = select(DatePoll).where(*over).options(joinedload(DatePoll.organiser)).order_by(DatePoll.id).limit(BATCH)
    polls = db.session.scalars(found.with_for_update(of=DatePoll, skip_locked=True)).all()
    for poll in polls:
        poll.state, poll.closed_why, poll.closed_at = PollState.CLOSED, ClosedWhy.DEADLINE, now()
        db.session.flush()
        _tell_closed(poll)
        audit.record("poll.close", code_of(poll), actor_uid=BY_ITSELF, origin=BY_ITSELF)
    return len(polls) == BATCH


def revoke(invite: DateInvite, actor: Person, *, origin: str) -> None:
    """Ask somebody no more: their link says so, and what they said does not count; done again it changes nothing."""
    poll = locked(invite.poll)
    if invite.revoked_at is None:
        invite.revoked_at = now()
        db.session.flush()
        audit.record("poll.revoke", code_of(poll), actor_uid=actor.uid, origin=origin)


def option_left(poll: DatePoll, option: DateOption) -> None:
    """Refuse a date that is over or was taken away."""
    db.session.refresh(option)
    if option.removed_at is not None:
        raise Refusal(_("Deze datum is weggehaald. Kies een andere."))
    if option.starts_at <= now():
        raise Refusal(_("Deze datum is al geweest. Kies een andere."))


def _tell_closed(poll: DatePoll) -> None:
    tell_organiser(
        poll,
        CLOSED,
        poll.deadline.isoformat(timespec="minutes"),
        fits=_l("De datumprikker is gesloten: %(title)s. Kies nu de datum.", title=poll.title),
        none_fits=_l("De datumprikker is gesloten: %(title)s. Geen enkele datum past.", title=poll.title),
    )


def _with_poll(poll: DatePoll) -> Sequence[DateInvite]:
    invites = invites_of(poll)
    for each in invites:
        each.poll = poll
    return invites
