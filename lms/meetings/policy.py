"""Who plans meetings, who manages one, and who may know of it: each rule, and beside it the same rule as SQL."""

from sqlalchemy import BindParameter, ColumnElement, and_, exists, false, or_, true
from sqlalchemy.orm import aliased

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.slots import fillers
from lms.meetings.enums import MeetingKind, MeetingState, Part
from lms.meetings.models import Attender, DatePoll, Meeting
from lms.meetings.slots import DATE_POLL_GROUPS, HOSTS, DatePollGroup, host_of
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, TEAM, can_see_team, places, roles_in

#: Who manages every meeting of a neighbourhood: director, deputy (also who stands in) and its adviser.
PLANNERS = (*sorted(LEADERS), Role.ADVISER)
#: Between the prefix of a group that another feature owns and its own key.
GROUP_MARK = ":"


def may_plan(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Director, deputy and adviser plan team meetings and local training in a neighbourhood."""
    return not roles_in(actor, neighbourhood).isdisjoint(PLANNERS)


def plans_somewhere(actor: Actor, *_things: object) -> bool:
    """Say whether there is a neighbourhood where somebody plans meetings."""
    return bool(places(actor, NEIGHBOURHOOD, *PLANNERS))


def asks_for_dates(actor: Actor, *_things: object) -> bool:
    """Who plans meetings asks people for a date; so does who may ask a group of another feature."""
    return plans_somewhere(actor) or any(group.asks(actor) for group in fillers(DATE_POLL_GROUPS))


def group_of(key: str) -> DatePollGroup | None:
    """Return which feature the group with this key is of."""
    prefix = key.partition(GROUP_MARK)[0]
    return next((group for group in fillers(DATE_POLL_GROUPS) if group.prefix == prefix), None)


def may_manage_poll(actor: Actor, poll: DatePoll) -> bool:
    """Director, deputy, adviser, and who asks while still in the team; else the feature of the group says."""
    if poll.host is not None:
        group = group_of(poll.host)
        return group is not None and group.may_ask(actor, poll.host)
    if poll.neighbourhood_id in places(actor, NEIGHBOURHOOD, *PLANNERS):
        return True
    asks = actor.id is not None and poll.organiser_id == actor.id
    return asks and poll.neighbourhood_id in places(actor, NEIGHBOURHOOD, *TEAM)


def polls_managed(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`may_manage_poll` as SQL on ``DatePoll``."""
    rules = [
        and_(DatePoll.host.startswith(group.prefix + GROUP_MARK, autoescape=True), group.managed(actor))
        for group in fillers(DATE_POLL_GROUPS)
    ]
    if planned_in := places(actor, NEIGHBOURHOOD, *PLANNERS):
        rules.append(DatePoll.neighbourhood_id.in_(planned_in))
    if (team := places(actor, NEIGHBOURHOOD, *TEAM)) and actor.id is not None:
        rules.append(and_(DatePoll.organiser_id == actor.id, DatePoll.neighbourhood_id.in_(team)))
    return or_(*rules) if rules else false()


def may_see_answers(actor: Actor, poll: DatePoll) -> bool:
    """Say whether somebody who was asked reads what others said: not who sees nothing of the team (P-11), no guest."""
    return poll.neighbourhood is None or can_see_team(actor, poll.neighbourhood)


def may_manage(actor: Actor, meeting: Meeting) -> bool:
    """Director, deputy, adviser, and who organised it while still in the team; else the feature that hosts it says."""
    if meeting.kind is MeetingKind.CIRCLE:
        host = host_of(meeting)
        return host is not None and host.may_manage(actor, meeting)
    if meeting.neighbourhood_id in places(actor, NEIGHBOURHOOD, *PLANNERS):
        return True
    organised = actor.id is not None and meeting.organiser_id == actor.id
    return organised and meeting.neighbourhood_id in places(actor, NEIGHBOURHOOD, *TEAM)


def managed(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`may_manage` as SQL on ``Meeting``."""
    rules = [and_(Meeting.kind == host.kind, host.managed(actor)) for host in fillers(HOSTS)]
    if planned_in := places(actor, NEIGHBOURHOOD, *PLANNERS):
        rules.append(Meeting.neighbourhood_id.in_(planned_in))
    if (team := places(actor, NEIGHBOURHOOD, *TEAM)) and actor.id is not None:
        rules.append(and_(Meeting.organiser_id == actor.id, Meeting.neighbourhood_id.in_(team)))
    return or_(*rules) if rules else false()


def is_unheard_of(meeting: Meeting) -> bool:
    """Say whether nobody was ever told: a draft, or what was called off as one, which no calendar has a version of."""
    called_off = meeting.state is MeetingState.CANCELLED and meeting.sequence == 0
    return called_off or meeting.state is MeetingState.DRAFT


def unheard_of() -> ColumnElement[bool]:
    """Return :func:`is_unheard_of` as SQL on ``Meeting``."""
    called_off = and_(Meeting.state == MeetingState.CANCELLED, Meeting.sequence == 0)
    return or_(called_off, Meeting.state == MeetingState.DRAFT)


def may_know(actor: Actor, meeting: Meeting) -> bool:
    """Who manages it; once it is no draft also who is in it or was told of it, and of an open one everybody inside."""
    if may_manage(actor, meeting):
        return True
    if meeting.state is MeetingState.DRAFT or actor.id is None:
        return False
    if meeting.open_to_all:
        return True
    mine = db.session.get(Attender, (meeting.id, actor.id))
    return mine is not None and (mine.part is not Part.LEFT or mine.told is not None)


def known(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`may_know` as SQL on ``Meeting``."""
    return false() if actor.id is None else or_(_told(actor.id), managed(actor))


def known_here(reader: BindParameter[int], *, plans: bool, in_team: bool) -> ColumnElement[bool]:
    """Return :func:`known` for the meetings of one neighbourhood, by what somebody is there; for built statements.

    No other feature hosts what has a neighbourhood, so its own people are the only ones who manage it.
    """
    if plans:
        return true()
    return or_(_told(reader), Meeting.organiser_id == reader) if in_team else _told(reader)


def _told(reader: int | BindParameter[int]) -> ColumnElement[bool]:
    row = aliased(Attender)  # the question around it may ask for attenders too
    own = (row.meeting_id == Meeting.id, row.person_id == reader)
    mine = exists().where(*own, or_(row.part != Part.LEFT, row.told.is_not(None))).correlate(Meeting)
    return and_(Meeting.state != MeetingState.DRAFT, or_(Meeting.open_to_all, mine))
