"""What is kept of somebody in date polls, for that person; and where polls are, for the log."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.accounts.queries.log_titles import LogTitles, titled
from lms.kernel.db import db
from lms.meetings.models import DateInvite, DateOption, DatePoll, DateVote
from lms.programme.models import Neighbourhood

#: Names of neighbourhoods by poll.
TITLES = LogTitles(
    [("poll", titled("poll", DatePoll.uid, Neighbourhood.name).join(DatePoll.neighbourhood))],
)
#: The tables that name a person.
TABLES = ("date_invite", "date_poll")


def polls_as_data(person: Person) -> dict[str, Any]:
    """Return what somebody was asked and said, and what they asked others, as plain values."""
    asked = (
        select(DatePoll.title, DateInvite.id, DateInvite.asked_at, DateInvite.answered_at, DateInvite.revoked_at)
        .join(DateInvite.poll)
        .where(DateInvite.person_id == person.id)
        .order_by(DateInvite.id)
    )
    said = select(DateVote.invite_id, DateOption.starts_at, DateVote.vote).join(
        DateOption, DateOption.id == DateVote.option_id
    )
    said = said.join(DateInvite, DateInvite.id == DateVote.invite_id).where(DateInvite.person_id == person.id)
    votes = db.session.execute(said.order_by(DateOption.starts_at)).all()
    made = select(DatePoll.title, DatePoll.place, DatePoll.created_at).where(DatePoll.organiser_id == person.id)
    return {
        "asked_for_a_date": [
            {
                "title": each.title,
                "asked_at": each.asked_at.isoformat(),
                "answered_at": each.answered_at.isoformat() if each.answered_at else None,
                "taken_back_at": each.revoked_at.isoformat() if each.revoked_at else None,
                "said": {row.starts_at.isoformat(): row.vote.value for row in votes if row.invite_id == each.id},
            }
            for each in db.session.execute(asked)
        ],
        "asked_others_for_a_date": [
            {"title": each.title, "place": each.place, "at": each.created_at.isoformat()}
            for each in db.session.execute(made.order_by(DatePoll.id))
        ],
    }
