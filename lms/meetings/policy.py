"""Who plans meetings, who manages one, and who may know of it: each rule, and beside it the same rule as SQL."""

from sqlalchemy import ColumnElement, and_, exists, false, or_

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.slots import fillers
from lms.meetings.enums import MeetingKind, MeetingState, Part
from lms.meetings.models import Attender, Meeting
from lms.meetings.slots import HOSTS
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, TEAM, places, roles_in

#: Who manages every meeting of a neighbourhood: director, deputy (also who stands in) and its adviser.
PLANNERS = (*sorted(LEADERS), Role.ADVISER)


def may_plan(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Director, deputy and adviser plan team meetings and local training in a neighbourhood."""
    return not roles_in(actor, neighbourhood).isdisjoint(PLANNERS)


def plans_somewhere(actor: Actor, *_things: object) -> bool:
    """Say whether there is a neighbourhood where somebody plans meetings."""
    return bool(places(actor, NEIGHBOURHOOD, *PLANNERS))


def may_manage(actor: Actor, meeting: Meeting) -> bool:
    """Director, deputy, adviser, and who organised it while still in the team; else the feature that hosts it says."""
    if meeting.kind is MeetingKind.CIRCLE:
        return any(host.may_manage(actor, meeting) for host in fillers(HOSTS) if host.kind == meeting.kind)
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


def may_know(actor: Actor, meeting: Meeting) -> bool:
    """Who manages it; once it is no draft also who is in it or was told of it, and of an open one everybody inside."""
    if may_manage(actor, meeting):
        return True
    if meeting.state is MeetingState.DRAFT or actor.id is None:
        return False
    mine = db.session.get(Attender, (meeting.id, actor.id))
    return meeting.open_to_all or (mine is not None and (mine.part is not Part.LEFT or mine.told is not None))


def known(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`may_know` as SQL on ``Meeting``."""
    if actor.id is None:
        return false()
    mine = exists().where(
        Attender.meeting_id == Meeting.id,
        Attender.person_id == actor.id,
        or_(Attender.part != Part.LEFT, Attender.told.is_not(None)),
    )
    told = and_(Meeting.state != MeetingState.DRAFT, or_(Meeting.open_to_all, mine))
    return or_(told, managed(actor))
