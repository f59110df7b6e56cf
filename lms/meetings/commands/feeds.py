"""The secret address where a calendar fetches what somebody has planned."""

from sqlalchemy import select, update

from lms.accounts.models import Person
from lms.accounts.queries.digests import token_hash
from lms.kernel import audit
from lms.kernel.chance import new_token
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.sealing import opened, sealed
from lms.meetings.models import CalendarFeed

USE = "calendar feeds"


def make_feed(person: Person, *, host: str | None = None, origin: str) -> CalendarFeed:
    """Give somebody an address for their calendar, of everything or of one thing hosted; the one before ends."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    _end(person, host)
    token = new_token()
    feed = CalendarFeed(person_id=person.id, host=host, token_digest=token_hash(token), token_kept=sealed(token, USE))
    db.session.add(feed)
    db.session.flush()
    audit.record("feed.make", f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    return feed


def end_feed(person: Person, *, host: str | None = None, origin: str) -> None:
    """End the address of somebody; calendars that fetch from it get nothing any more."""
    if _end(person, host):
        audit.record("feed.end", f"person/{person.uid}", actor_uid=person.uid, origin=origin)


def token_of(feed: CalendarFeed) -> str:
    """Return the secret part of the address; empty when the key of the site changed since it was made."""
    return opened(feed.token_kept, USE) or ""


def _end(person: Person, host: str | None) -> int:
    db.session.flush()
    own = (CalendarFeed.person_id == person.id, CalendarFeed.host == host, CalendarFeed.revoked_at.is_(None))
    done = db.session.execute(update(CalendarFeed).where(*own).values(revoked_at=now()))
    return done.rowcount  # type: ignore[attr-defined]  # an update counts
