"""Finding the address where a calendar fetches."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.accounts.queries.digests import token_hash
from lms.kernel.db import db
from lms.meetings.models import CalendarFeed


def feed_of(person: Person, host: str | None = None) -> CalendarFeed | None:
    """Return the address somebody has for everything they have planned, or for one thing that is hosted."""
    own = (CalendarFeed.person_id == person.id, CalendarFeed.host == host, CalendarFeed.revoked_at.is_(None))
    return db.session.scalar(select(CalendarFeed).where(*own))


def feed_by_token(token: str, _actor: Actor) -> CalendarFeed | None:
    """Return whose address this is, while it was not ended and their account is open."""
    return _by_token(token, CalendarFeed.host.is_(None))


def hosted_feed_by_token(token: str, prefix: str) -> CalendarFeed | None:
    """Return whose address this is, of something hosted whose key begins with a prefix."""
    return _by_token(token, CalendarFeed.host.startswith(prefix, autoescape=True))


def _by_token(token: str, of: ColumnElement[bool]) -> CalendarFeed | None:
    found = (CalendarFeed.token_digest == token_hash(token), of, CalendarFeed.revoked_at.is_(None))
    statement = select(CalendarFeed).join(CalendarFeed.person).where(*found, Person.active)
    return db.session.scalar(statement.options(joinedload(CalendarFeed.person)))
