"""Date polls for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.polls.asking import Guest, Question, ask_for_dates
from lms.meetings.enums import MeetingKind, Vote
from lms.meetings.models import DateInvite, DateOption, DatePoll
from lms.meetings.queries.poll_groups import Where, where_at
from tests.factories.mail import link_in, mails_about
from tests.factories.programme import a_member, a_neighbourhood

GUEST = Guest("Gerda Gast", "gerda@example.org")
BY = {"origin": "test"}


def a_team(*names: str):
    """Make a neighbourhood called Oosterveld with a director and social workers."""
    here = a_neighbourhood("Oosterveld")
    director = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    return here, director, [a_member(here, Role.SOCIAL_WORKER, name=name) for name in names]


def in_days(days: float, hour: int = 10) -> datetime:
    """Return a moment so many days from now, at an hour in UTC."""
    return (now() + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def a_question(people=(), guests: Sequence[Guest] = (), *, starts=None, **more) -> Question:
    """Ask for one of two dates in two weeks."""
    values = {
        "kind": MeetingKind.TEAM,
        "title": "Overleg",
        "minutes": 60,
        "deadline": in_days(7),
        "place": "Buurthuis",
        **more,
    }
    return Question(starts=starts or (in_days(14), in_days(15)), people=people, guests=guests, **values)


def a_poll(here, director, people=(), guests: Sequence[Guest] = (), **more) -> DatePoll:
    """Let a director ask people for a date."""
    where = where_at(here.slug, director)
    assert isinstance(where, Where)
    poll = ask_for_dates(where, a_question(people, guests, **more), director, form_key=new_uid(24), **BY)
    db.session.commit()
    return poll


def invite_of(poll: DatePoll, who=None) -> DateInvite:
    """Return what a person, or the guest, was asked."""
    whose = DateInvite.address.is_not(None) if who is None else DateInvite.person_id == who.id
    found = select(DateInvite).where(DateInvite.poll_id == poll.id, whose)
    return db.session.scalars(found, execution_options={"populate_existing": True}).one()


def dates_of(poll: DatePoll) -> list[DateOption]:
    """Return every date of a poll in order, also those that were taken away."""
    found = select(DateOption).where(DateOption.poll_id == poll.id).order_by(DateOption.starts_at)
    return list(db.session.scalars(found, execution_options={"populate_existing": True}))


def own_link(address: str, cause: str = "poll.asked") -> str:
    """Return the newest link that was mailed to an address."""
    return [link_in(mail) for mail in mails_about(cause) if mail.address == address][-1]


def answers(poll: DatePoll, *votes: Vote) -> dict[str, str]:
    """Return what a form with an answer for each date sends."""
    live = [each for each in dates_of(poll) if each.removed_at is None]
    return {f"datum_{each.uid}": vote.value for each, vote in zip(live, votes, strict=True)}
