"""Choosing the date: the poll becomes a meeting, once, however often and by whomever it is pressed."""

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.plans import Expected, Plan, plan_meeting
from lms.meetings.commands.polls.asking import locked
from lms.meetings.commands.polls.closing import option_left
from lms.meetings.commands.polls.letters import code_of, tell_guests_chosen
from lms.meetings.enums import ClosedWhy, PollState
from lms.meetings.models import DateOption, DatePoll, Meeting
from lms.meetings.policy import group_of
from lms.meetings.queries.polls import invites_of
from lms.meetings.queries.team import ABLE
from lms.meetings.signals import date_chosen

#: In front of the uid of a poll it is the key of the form that plans its meeting: one poll never plans two.
KEY = "prik"


def choose_date(poll: DatePoll, option: DateOption, actor: Person, *, origin: str) -> Meeting:
    """Plan the meeting on a date and invite who was asked; chosen again it is the same meeting."""
    locked(poll)
    if poll.meeting_id is not None:
        return _chosen_before(poll, option)
    if poll.closed_why == ClosedWhy.GIVEN_UP:
        raise Refusal(_("Met deze datumprikker is gestopt. Begin een nieuwe."))
    option_left(poll, option)
    invites = invites_of(poll)
    for each in invites:
        each.poll = poll
    people = [each.person for each in invites if each.person and each.person.standing in ABLE]
    if all(person.id != actor.id for person in people):
        people.append(actor)
    meeting = _planned(poll, option, people, actor, origin)
    poll.meeting_id, poll.state, poll.closed_why, poll.closed_at = meeting.id, PollState.CHOSEN, "", now()
    poll.meeting = meeting
    db.session.flush()
    tell_guests_chosen(poll, meeting, [each for each in invites if each.person is None])
    audit.record("poll.choose", code_of(poll), actor_uid=actor.uid, origin=origin)
    announce(date_chosen, poll=poll, meeting=meeting, by=actor)
    return meeting


def _chosen_before(poll: DatePoll, option: DateOption) -> Meeting:
    meeting = db.session.get_one(Meeting, poll.meeting_id)
    if meeting.starts_at != option.starts_at:
        raise Refusal(_("Er is al een datum gekozen. Verzet de afspraak als het een andere dag moet worden."))
    return meeting


def _planned(poll: DatePoll, option: DateOption, people: list[Person], actor: Person, origin: str) -> Meeting:
    """Let the feature that hosts it plan the meeting; for a neighbourhood we do that."""
    ends_at = poll.ends_at(option.starts_at)
    group = group_of(poll.host) if poll.host else None
    if group is not None:
        planned: Meeting = group.plan(poll, option.starts_at, ends_at, people, actor)
        return planned
    return plan_meeting(
        Plan(poll.kind, poll.title, option.starts_at, ends_at, place=poll.place),
        actor,
        form_key=KEY + poll.uid,
        neighbourhood=poll.neighbourhood,
        people=[Expected(person, poll.neighbourhood_id) for person in people],
        origin=origin,
    )
