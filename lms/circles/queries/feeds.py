"""The calendar of one circle: its address for each of its people, and what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Actor
from lms.circles.enums import Hushed
from lms.circles.models import Circle, CircleMember, CircleSession
from lms.circles.queries.confidential import hushed
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState
from lms.meetings.models import CalendarFeed, Meeting
from lms.meetings.queries.agenda import FEED_BACK, MOST_IN_A_FEED
from lms.meetings.queries.feeds import hosted_feed_by_token

MARK = "circle:"


@dataclass(frozen=True)
class CircleFeed:
    """An address that works, with the circle it is of."""

    feed: CalendarFeed
    circle: Circle


@dataclass(frozen=True)
class InFeed:
    """A session in a calendar; of a confidential one neither subject nor text is said."""

    session: CircleSession
    hushed: bool


def host_of(circle: Circle) -> str:
    """Return what the address of a circle's calendar is of."""
    return f"{MARK}{circle.uid}"


def circle_feed_by_token(token: str, _actor: Actor) -> CircleFeed | None:
    """Return the circle whose calendar this address is of, as long as its owner is in the circle."""
    feed = hosted_feed_by_token(token, MARK)
    if feed is None:
        return None
    still = (CircleMember.person_id == feed.person_id, CircleMember.until.is_(None))
    found = select(Circle).join(CircleMember, CircleMember.circle_id == Circle.id)
    circle = db.session.scalar(found.where(Circle.uid == (feed.host or "").removeprefix(MARK), *still))
    return CircleFeed(feed, circle) if circle else None


def sessions_in_feed(circle: Circle) -> Sequence[InFeed]:
    """Return the sessions of a circle that people were invited to, by the time they begin; one statement."""
    since = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at >= now() - FEED_BACK)
    found = select(CircleSession, hushed(Hushed.SESSION, CircleSession.id)).join(CircleSession.meeting)
    found = found.where(CircleSession.circle_id == circle.id, *since).options(contains_eager(CircleSession.meeting))
    rows = db.session.execute(found.order_by(Meeting.starts_at, CircleSession.id).limit(MOST_IN_A_FEED))
    return [InFeed(session, bool(said)) for session, said in rows]
