"""How long people stay signed in, and what they must show for it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_

from lms.accounts.enums import CARD_ROLES, PLACE_ROLES, PLATFORM_ROLES, Role
from lms.accounts.models import Actor, Person, SignInSession
from lms.accounts.slots import PLACE_GIVERS, Place
from lms.kernel.clock import now
from lms.kernel.slots import fillers


class Lifetime(NamedTuple):
    """How long a session lasts: without being used, and at most."""

    idle: timedelta
    absolute: timedelta


#: For people who see what concerns them; on a phone that is nobody else's.
OWN = Lifetime(idle=timedelta(days=14), absolute=timedelta(days=60))
#: For people with a platform role, who see what concerns others.
WIDE = Lifetime(idle=timedelta(hours=24), absolute=timedelta(days=7))
#: Between the password and the second factor.
HALFWAY = Lifetime(idle=timedelta(minutes=15), absolute=timedelta(minutes=15))


#: Changing how you sign in asks for a sign-in that is no older than this.
FRESH = timedelta(minutes=30)


def is_administrator(actor: Actor, *_things: object) -> bool:
    """Administrators give platform roles, end sessions and deactivate people."""
    return actor.has_role(Role.ADMINISTRATOR)


def can_invite(actor: Actor) -> bool:
    """Administrators and coordinators invite people and answer requests for access."""
    return actor.has_role(Role.ADMINISTRATOR, Role.COORDINATOR)


def can_know(actor: Actor, person: Person) -> bool:
    """Who may invite sees everybody who was not erased; others see themselves."""
    return person.erased_at is None and (can_invite(actor) or actor.id == person.id)


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_know` as SQL."""
    there = Person.erased_at.is_(None)
    return there if can_invite(actor) else and_(there, Person.id == (actor.id or 0))


def can_close(actor: Actor, person: Person) -> bool:
    """Administrators close accounts, but not their own: that would be a slip."""
    return is_administrator(actor) and actor.id != person.id


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """Return the roles this actor may give at an invitation: platform roles are for administrators."""
    if is_administrator(actor):
        return tuple(Role)
    return PLACE_ROLES if can_invite(actor) else ()


def roles_everywhere(actor: Actor) -> tuple[Role, ...]:
    """Return the roles of no place that this actor may give; those of a neighbourhood or GGD are given there."""
    return tuple(role for role in roles_to_give(actor) if role in PLATFORM_ROLES or role is Role.CIRCLE_FACILITATOR)


def sees_every_neighbourhood(actor: Actor) -> bool:
    """Coordinators open the page of any neighbourhood, and invite people for its team there."""
    return actor.has_role(Role.COORDINATOR)


def may_give(actor: Actor, place: Place) -> bool:
    """Return whether this actor may give a role in a place: everywhere, or because its feature says so."""
    return place[0] in roles_to_give(actor) or any(gives(actor, place) for gives in fillers(PLACE_GIVERS))


def may_hold_card(person: Person) -> bool:
    """Return whether a printed card is enough to sign in: one place, and no role that sees data of others."""
    moment = now()
    held = [grant for grant in person.all_grants if grant.until is None or grant.until > moment]
    places = {(grant.scope_kind, grant.scope_id) for grant in held}
    return not person.platform_roles and len(places) == 1 and all(grant.role in CARD_ROLES for grant in held)


def must_show_second_factor(person: Person, required_roles: Collection[str]) -> bool:
    """Return whether a password or mail link alone is not enough: by own choice, or because a role asks for it."""
    return person.second_factor_since is not None or not person.roles.isdisjoint(required_roles)


def lifetime(person: Person, *, halfway: bool = False) -> Lifetime:
    """Return how long a session of this person lasts."""
    if halfway:
        return HALFWAY
    return WIDE if person.has_role(*PLATFORM_ROLES) else OWN


def is_alive(session: SignInSession, moment: datetime, *, halfway: bool) -> bool:
    """Return whether the session still holds: neither ended, nor left unused for too long."""
    unused = moment - session.last_seen_at
    return moment < session.ends_at and unused < lifetime(session.person, halfway=halfway).idle


def is_fresh(session: SignInSession, moment: datetime) -> bool:
    """Return whether the person showed a short while ago who they are."""
    return moment - session.created_at < FRESH
