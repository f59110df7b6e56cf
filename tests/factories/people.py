"""People for tests: made without the slow hash unless a password is asked for."""

from functools import cache

from lms.accounts.commands.passwords import hashed
from lms.accounts.enums import PLATFORM_ROLES, Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db

WHOLE_PROGRAMME = ("programme", 1)


@cache
def _hashed(password: str) -> str:
    return hashed(password)


def a_person(
    role: Role | None = None,
    *,
    name: str = "Samira Bennani",
    email: str | None = None,
    password: str | None = None,
    scope: tuple[str, int] = WHOLE_PROGRAMME,
    **more,
) -> Person:
    """Make an active person; a platform role is given as such, a place role as a grant in ``scope``."""
    moment = now()
    values = {"active": True, "created_at": moment, "accepted_at": moment, **more}
    person = Person(
        name=name,
        email=email or f"{new_uid(8)}@example.org",
        password_hash=_hashed(password) if password else None,
        platform_roles=[],
        all_grants=[],
        **values,
    )
    if role in PLATFORM_ROLES:
        person.platform_roles.append(PlatformRole(role=role))
    elif role is not None:
        kind, number = scope
        person.all_grants.append(Grant(role=role, scope_kind=kind, scope_id=number, since=moment))
    db.session.add(person)
    db.session.commit()
    return person
