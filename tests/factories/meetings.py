"""Meetings for tests."""

from datetime import UTC, datetime, timedelta

from lms.accounts.enums import Role
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.plans import Plan, plan_meeting
from lms.meetings.enums import MeetingKind
from lms.meetings.models import Attender, Meeting
from tests.factories.programme import a_member, a_neighbourhood


def a_plan(*, days: float = 7, minutes: int = 90, starts_at: datetime | None = None, **more) -> Plan:
    """Return a plan for a team meeting a week from now, on the hour."""
    begins = starts_at or (now() + timedelta(days=days)).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    values = {"kind": MeetingKind.TEAM, "title": "Teamoverleg", "place": "Buurthuis De Wending", **more}
    return Plan(starts_at=begins, ends_at=begins + timedelta(minutes=minutes), **values)


def a_meeting(plan: Plan | None = None, *, by=None, neighbourhood=None, people=None, draft=False) -> Meeting:
    """Plan a meeting; without a planner, the director of a new neighbourhood does."""
    if by is None:
        neighbourhood = neighbourhood or a_neighbourhood()
        by = a_member(neighbourhood, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    key = new_uid(24)
    meeting = plan_meeting(plan or a_plan(), by, form_key=key, neighbourhood=neighbourhood, people=people, draft=draft)
    db.session.commit()
    return meeting


def attender(meeting: Meeting, person) -> Attender:
    """Return how somebody stands to a meeting."""
    return db.session.get_one(Attender, (meeting.id, person.id), populate_existing=True)
