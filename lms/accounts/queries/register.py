"""The list of people and of requests for access, for who may invite."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from lms.accounts.models import AccessRequest, Actor, Person
from lms.accounts.policy import can_invite, can_know, known_to
from lms.accounts.queries.long_away import away_since, long_away_since
from lms.accounts.queries.people import WITH_RIGHTS, normal_address, person_by_uid
from lms.kernel.db import db

PAGE = 50


def people_page(
    actor: Actor, *, search: str = "", away: bool = False, after: str = "", limit: int = PAGE
) -> Sequence[Person]:
    """Return people by name, from after the one with uid ``after``; one more than ``limit`` when there are more.

    ``away`` asks only for who has not been here for long: who of them has no place is erased, the others stay.

    Looking for a piece of a name reads the names of everybody, which no index helps: a fifth of a second for 100,000.
    People are kept out of the search index, so that erasing stays one place.
    """
    question = select(Person).where(known_to(actor)).options(*WITH_RIGHTS)
    if away:
        question = question.where(away_since(long_away_since()))
    if search := search.strip():
        question = question.where(
            or_(
                Person.name.icontains(search, autoescape=True),
                Person.email.contains(normal_address(search), autoescape=True),
            )
        )
    if after:
        last = select(Person.name, Person.id).where(Person.uid == after)
        question = question.where(tuple_(Person.name, Person.id) > last.scalar_subquery())
    question = question.order_by(Person.name, Person.id).limit(limit + 1)
    return db.session.execute(question).unique().scalars().all()


def person_known_to(uid: str, actor: Actor) -> Person | None:
    """Return somebody whom the actor may know of; for the pages of administration that is who may invite."""
    person = person_by_uid(uid) if can_invite(actor) else None
    return person if person is not None and can_know(actor, person) else None


def open_requests(*, after: int = 0, limit: int = PAGE) -> Sequence[AccessRequest]:
    """Return requests for access that wait, the oldest first; one more than ``limit`` when there are more."""
    waiting = AccessRequest.answered_at.is_(None)
    question = select(AccessRequest).where(waiting, AccessRequest.id > after).order_by(AccessRequest.id)
    return db.session.scalars(question.limit(limit + 1)).all()


def requests_waiting(actor: Actor) -> int:
    """Return how many requests for access wait for this actor, counted up to a page; none for who cannot answer."""
    if not can_invite(actor):
        return 0
    waiting = select(AccessRequest.id).where(AccessRequest.answered_at.is_(None)).limit(PAGE).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0


def request_known_to(uid: str, actor: Actor) -> AccessRequest | None:
    """Return a request for access, with who answered it."""
    if not can_invite(actor):
        return None
    found = select(AccessRequest).where(AccessRequest.uid == uid).options(joinedload(AccessRequest.answered_by))
    return db.session.scalars(found).one_or_none()
