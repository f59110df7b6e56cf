"""Printed sign-in cards that work now."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Person, SignInCard
from lms.accounts.queries.digests import token_hash
from lms.kernel.db import db


def open_card(person_id: int) -> SignInCard | None:
    """Return the card somebody can sign in with."""
    return db.session.scalar(select(SignInCard).where(SignInCard.person_id == person_id, SignInCard.ended_at.is_(None)))


def card_holders(person_ids: Collection[int]) -> frozenset[int]:
    """Return which of these people have a card that works."""
    ids = set(person_ids)
    held = select(SignInCard.person_id).where(SignInCard.person_id.in_(ids), SignInCard.ended_at.is_(None))
    return frozenset(db.session.scalars(held))


def card_by_token(token: str) -> SignInCard | None:
    """Return the card with this token, with its person, roles and grants."""
    person = contains_eager(SignInCard.person)
    statement = (
        select(SignInCard)
        .join(SignInCard.person)
        .options(person.options(joinedload(Person.platform_roles), joinedload(Person.all_grants)))
        .where(SignInCard.token_hash == token_hash(token), SignInCard.ended_at.is_(None))
    )
    return db.session.execute(statement).unique().scalar_one_or_none()
