"""Who is behind a cookie."""

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Grant, Person, SignInSession
from lms.accounts.policy import lifetime
from lms.accounts.queries.digests import token_hash
from lms.kernel.clock import now
from lms.kernel.db import db


def session_by_token(token: str) -> SignInSession | None:
    """Return the live session of a cookie with its active person, roles and grants, in one statement."""
    asked = {"token_hash": token_hash(token), "moment": now()}
    return db.session.execute(_live_session(), asked).unique().scalar_one_or_none()


def sessions_of(person: Person) -> list[SignInSession]:
    """Return the live sessions of a person, the newest first; those left unused for too long are dead."""
    moment = now()
    used = SignInSession.last_seen_at > moment - lifetime(person).idle
    return list(
        db.session.scalars(
            select(SignInSession)
            .where(SignInSession.person_id == person.id, SignInSession.ends_at > moment, used)
            .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
        )
    )


def own_session(uid: str, person: Person) -> SignInSession | None:
    """Return one session, when it is this person's."""
    return db.session.scalar(
        select(SignInSession)
        .where(SignInSession.uid == uid, SignInSession.person_id == person.id)
        .options(joinedload(SignInSession.person))
    )


@cache
def _live_session() -> Select[SignInSession]:
    moment = bindparam("moment", type_=SignInSession.ends_at.type)
    person = contains_eager(SignInSession.person)
    return (
        select(SignInSession)
        .join(SignInSession.person)
        .options(
            person.joinedload(Person.platform_roles),
            person.options(joinedload(Person.all_grants.and_(Grant.held_at(moment)))),
        )
        .where(SignInSession.token_hash == bindparam("token_hash"), SignInSession.ends_at > moment, Person.active)
    )
