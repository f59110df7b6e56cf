"""Who has not been here for long, and whose account may go for that."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, func, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.enums import Purpose, Role
from lms.accounts.models import Grant, MailLink, Notice, Person, PlatformRole
from lms.accounts.queries.people import WITH_RIGHTS
from lms.kernel import retention
from lms.kernel.clock import now
from lms.kernel.db import db

ACCOUNTS = "accounts"
ENDS = "account.ends"
#: How long before their account goes people are told.
TOLD_BEFORE = timedelta(days=30)
#: Who was told longer ago than this, and is still here, is told again.
TOLD_AGAIN = 2 * TOLD_BEFORE


def kept_for() -> timedelta:
    """Return for how long the account stays of somebody who does not come."""
    return timedelta(days=retention.days_of(retention.kind_called(ACCOUNTS)))


def long_away_since() -> datetime:
    """Return since when somebody must have been away to be away for long."""
    return now() - kept_for()


def away_since(moment: datetime) -> ColumnElement[bool]:
    """Return who took part once, and was not here since a moment: no sign-in, and no page opened."""
    return and_(Person.erased_at.is_(None), Person.accepted_at.is_not(None), _seen(Person) < moment)


def people_to_erase(before: datetime, *, limit: int) -> Sequence[Person]:
    """Return whose account goes now: told in time, or closed, so that telling would help nobody."""
    told = _told_between(now() - TOLD_AGAIN, now() - TOLD_BEFORE)
    return _people(away_since(before), _may_go(before), or_(~Person.active, told), limit=limit)


def people_to_tell(*, limit: int) -> Sequence[Person]:
    """Return whose account goes after :data:`TOLD_BEFORE`, and who was not told so."""
    before = long_away_since() + TOLD_BEFORE
    told = _told_between(now() - TOLD_AGAIN, now())
    return _people(away_since(before), _may_go(before), Person.active, ~told, limit=limit)


def invitations_left(before: datetime, *, limit: int) -> Sequence[Person]:
    """Return who was invited before a moment and never came; who was invited again since may still come."""
    again = select(MailLink.id).where(
        MailLink.person_id == Person.id, MailLink.purpose == Purpose.INVITATION, MailLink.created_at >= before
    )
    never_came = (Person.erased_at.is_(None), Person.accepted_at.is_(None), Person.created_at < before)
    return _people(*never_came, ~again.exists(), limit=limit)


def _may_go(before: datetime) -> ColumnElement[bool]:
    """Return who has no place, now or to come; of administrators only who leaves one behind who does come."""
    has_place = select(Grant.id).where(Grant.person_id == Person.id, or_(Grant.until.is_(None), Grant.until > now()))
    administers = select(PlatformRole.person_id).where(
        PlatformRole.person_id == Person.id, PlatformRole.role == Role.ADMINISTRATOR
    )
    other = aliased(Person)
    stays = select(other.id).join(PlatformRole, PlatformRole.person_id == other.id)
    stays = stays.where(PlatformRole.role == Role.ADMINISTRATOR, other.active, _seen(other) >= before)
    return and_(~has_place.exists(), or_(~administers.exists(), stays.correlate(None).exists()))


def _told_between(first: datetime, last: datetime) -> ColumnElement[bool]:
    told = select(Notice.id).where(Notice.person_id == Person.id, Notice.cause == ENDS)
    return told.where(Notice.created_at > first, Notice.created_at <= last).exists()


def _seen(person: Any) -> ColumnElement[datetime]:
    """Return when somebody was last here; who never came back since joining was here then."""
    return func.coalesce(person.last_seen_at, person.accepted_at, person.created_at)


def _people(*which: ColumnExpressionArgument[bool], limit: int) -> Sequence[Person]:
    found = select(Person).where(*which).options(*WITH_RIGHTS).order_by(Person.id).limit(limit)
    return db.session.scalars(found).unique().all()
