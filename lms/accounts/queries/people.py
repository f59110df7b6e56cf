"""Finding people."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Person, PlatformRole
from lms.kernel.audit import AuditEntry
from lms.kernel.db import db

WITH_RIGHTS = (joinedload(Person.platform_roles), joinedload(Person.all_grants))


def normal_address(text: str) -> str:
    """Return an e-mail address the way we store and compare it."""
    return text.strip().lower()


def person_by_uid(uid: str) -> Person | None:
    """Return somebody with platform roles and grants."""
    statement = select(Person).where(Person.uid == uid).options(*WITH_RIGHTS)
    return db.session.execute(statement).unique().scalar_one_or_none()


def person_by_id(number: int) -> Person | None:
    """Return somebody with platform roles and grants, by the number in our tables."""
    return db.session.execute(_by_id(), {"number": number}).unique().scalar_one_or_none()


@cache
def _by_id() -> Select[Person]:
    return select(Person).where(Person.id == bindparam("number")).options(*WITH_RIGHTS)


def person_by_email(email: str) -> Person | None:
    """Return somebody with platform roles and grants, by their e-mail address."""
    statement = select(Person).where(Person.email == normal_address(email)).options(*WITH_RIGHTS)
    return db.session.execute(statement).unique().scalar_one_or_none()


class PasswordFacts(NamedTuple):
    """What is needed to check a password outside any transaction."""

    password_hash: str
    fs_uniquifier: str


def password_facts(email: str) -> PasswordFacts | None:
    """Return the hash of an active person with a password, and what changes when that password does."""
    row = db.session.execute(
        select(Person.password_hash, Person.fs_uniquifier).where(
            Person.email == normal_address(email), Person.active, Person.password_hash.is_not(None)
        )
    ).one_or_none()
    return None if row is None else PasswordFacts(row.password_hash, row.fs_uniquifier)


def inviter_of(person: Person) -> str:
    """Return the name of who invited somebody; nothing when that was done at the machine, or they were erased since."""
    about = (AuditEntry.action == "person.invite", AuditEntry.object == f"person/{person.uid}")
    by = select(AuditEntry.actor_uid).where(*about).order_by(AuditEntry.seq.desc()).limit(1).scalar_subquery()
    return db.session.scalar(select(Person.name).where(Person.uid == by, Person.erased_at.is_(None))) or ""


def people_with_role(*roles: Role) -> Sequence[Person]:
    """Return the active people with at least one of these platform roles, in one fixed order, so locks never cross."""
    have = select(PlatformRole.person_id).where(PlatformRole.role.in_(roles))
    return db.session.scalars(select(Person).where(Person.active, Person.id.in_(have)).order_by(Person.id)).all()
