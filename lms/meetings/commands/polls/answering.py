"""Taking what people say of the dates, and telling the organiser once when everybody did."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from lms.accounts.commands.notices import read_notice
from lms.accounts.models import Notice
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.polls.asking import locked, refuse_closed, tell_organiser
from lms.meetings.commands.polls.letters import ASKED, code_of
from lms.meetings.enums import Vote
from lms.meetings.models import DateInvite, DatePoll, DateVote
from lms.meetings.queries.polls import options_of, waiting_in

COMPLETE = "poll.complete"


def answer(invite: DateInvite, said: Mapping[str, Vote]) -> None:
    """Keep what somebody says of each date (by its uid); what they said before of these dates is replaced.

    What was said of a date that is taken away stays, for it may come back.
    """
    poll = locked(invite.poll)
    db.session.refresh(invite, ["revoked_at", "answered_at"])
    if invite.revoked_at is not None:
        raise Refusal(_("Deze vraag is ingetrokken. Je hoeft niets te doen."))
    refuse_closed(poll)
    options = options_of(poll)
    if any(each.uid not in said for each in options):
        raise Refusal(_("Er kwam een datum bij of er ging een datum weg. Kijk je antwoorden na."))
    ids = [each.id for each in options]
    db.session.execute(delete(DateVote).where(DateVote.invite_id == invite.id, DateVote.option_id.in_(ids)))
    db.session.add_all(DateVote(invite_id=invite.id, option_id=each.id, vote=said[each.uid]) for each in options)
    invite.answered_at = now()
    db.session.flush()
    _read(invite)
    tell_when_complete(poll)


def tell_when_complete(poll: DatePoll) -> None:
    """Tell the organiser that everybody answered: once, and again only after a date or a person came in."""
    if poll.complete_told_at is not None or waiting_in(poll):
        return
    poll.complete_told_at = now()
    db.session.flush()
    tell_organiser(
        poll,
        COMPLETE,
        poll.complete_told_at.isoformat(timespec="seconds"),
        fits=_l("Iedereen heeft geantwoord: %(title)s. Kies de datum.", title=poll.title),
        none_fits=_l("Geen enkele datum past: %(title)s. Vraag naar andere datums.", title=poll.title),
    )


def _read(invite: DateInvite) -> None:
    """Mark the notices of a question that was answered as read."""
    about = (Notice.cause == ASKED, Notice.object == code_of(invite.poll), Notice.read_at.is_(None))
    if invite.person_id is not None:
        for notice in db.session.scalars(select(Notice).where(Notice.person_id == invite.person_id, *about)).all():
            read_notice(notice)
