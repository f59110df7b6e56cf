"""Inviting people, letting them in, and what administrators change about them."""

from collections.abc import Collection, Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.letters import send_invitation
from lms.accounts.commands.links import make_link, use_link, void_links
from lms.accounts.commands.sessions import end_sessions
from lms.accounts.commands.sign_in_cards import end_unfit_card
from lms.accounts.enums import Purpose, Role, Standing
from lms.accounts.errors import AddressTaken, LastAdministrator, MayNotGive, NotNow
from lms.accounts.models import Grant, MailLink, Person, PlatformRole, SignInSession
from lms.accounts.policy import can_invite, is_administrator, may_give, roles_to_give
from lms.accounts.queries.people import inviter_of, normal_address
from lms.accounts.signals import account_changes
from lms.accounts.slots import ROLE_TAKING, Place
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.slots import fillers


def invite(
    *,
    name: str,
    email: str,
    platform_roles: Collection[Role] = (),
    places: Iterable[Place] = (),
    language: str = "nl",
    by: Person | str,
    origin: str,
) -> Person:
    """Make a person with rights at once, inactive until the mailed invitation is accepted.

    ``by`` is the person who invites, and gives only what they may; or, in words, who works at the machine itself.
    """
    places = tuple(places)
    if isinstance(by, Person):
        _refuse_beyond(by, platform_roles, places)
    person = Person(
        name=name.strip(),
        email=normal_address(email),
        active=False,
        language=language,
        platform_roles=[PlatformRole(role=role) for role in platform_roles],
        all_grants=[],
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
            db.session.flush()
    except IntegrityError:
        raise AddressTaken(_("Er is al iemand met dit e-mailadres."), field="email") from None
    for role, kind, number in places:
        grant_role(person, role, kind, number)
    _mail_invitation(person, by.name if isinstance(by, Person) else "")
    audit.record(
        "person.invite", f"person/{person.uid}", actor_uid=by.uid if isinstance(by, Person) else by, origin=origin
    )
    db.session.flush()
    return person


def invite_again(person: Person, *, by: str, origin: str) -> None:
    """Mail a fresh invitation to somebody who has not come yet."""
    if person.standing is not Standing.INVITED:
        raise NotNow(_("Deze uitnodiging is al aangenomen."))
    void_links(person, Purpose.INVITATION)
    _mail_invitation(person, inviter_of(person))
    audit.record("person.invite_again", f"person/{person.uid}", actor_uid=by, origin=origin)
    db.session.flush()


def accept_invitation(link: MailLink, *, name: str, password_hash: str | None, origin: str) -> Person:
    """Let an invited person in; without a password they go on with links by mail."""
    use_link(link)
    person = link.person
    announce(account_changes, person=person, active=True)
    person.name = name.strip() or person.name
    person.password_hash = password_hash
    person.active, person.accepted_at = True, now()
    audit.record("person.accept", f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    db.session.flush()
    return person


def grant_role(
    person: Person, role: Role, kind: str, number: int, *, since: datetime | None = None, until: datetime | None = None
) -> Grant:
    """Give somebody a role in a place; works at their next request. An open grant of the same is given back."""
    same = (grant.role is role and (grant.scope_kind, grant.scope_id) == (kind, number) for grant in person.all_grants)
    for grant, fits in zip(person.all_grants, same, strict=False):
        if fits and grant.until is None:
            return grant
    grant = Grant(role=role, scope_kind=kind, scope_id=number, since=since or now(), until=until)
    person.all_grants.append(grant)
    db.session.flush()
    end_unfit_card(person)
    return grant


def end_grant(grant: Grant) -> None:
    """End a role in a place; works at the next request."""
    grant.until = now()
    db.session.flush()


def set_platform_roles(person: Person, roles: Collection[Role], *, by: Person, origin: str) -> None:
    """Give somebody exactly these platform roles; a change ends all their sessions. Only an administrator may."""
    wanted, had = set(roles), {row.role for row in person.platform_roles}
    if wanted == had:
        return
    if not is_administrator(by) or wanted - set(roles_to_give(by)):
        raise _may_not_give("roles")
    if Role.ADMINISTRATOR in had - wanted:
        _keep_an_administrator(person)
    for settle in fillers(ROLE_TAKING):
        settle(person, frozenset(had - wanted))
    person.platform_roles = [row for row in person.platform_roles if row.role in wanted]
    person.platform_roles += [PlatformRole(role=role) for role in sorted(wanted - had)]
    end_sessions(person)
    end_unfit_card(person)
    for role in sorted(wanted - had):
        audit.record(f"role.give.{role}", f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    for role in sorted(had - wanted):
        audit.record(f"role.take.{role}", f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()


def deactivate(person: Person, *, by: str, origin: str) -> None:
    """Close an account, once: ends sessions and voids links; what the person made stays."""
    if person.standing is Standing.DEACTIVATED:
        return
    if Role.ADMINISTRATOR in {row.role for row in person.platform_roles}:
        _keep_an_administrator(person)
    announce(account_changes, person=person, active=False)
    person.active = False
    if person.accepted_at is None:  # an invitation taken back stays taken back
        person.accepted_at = now()
    end_sessions(person)
    void_links(person)
    audit.record("person.deactivate", f"person/{person.uid}", actor_uid=by, origin=origin)
    db.session.flush()


def reactivate(person: Person, *, by: str, origin: str) -> None:
    """Open a closed account again; its owner signs in as before."""
    if person.standing is not Standing.DEACTIVATED:
        raise NotNow(_("Dit account is niet gesloten."))
    announce(account_changes, person=person, active=True)
    person.active = True
    audit.record("person.reactivate", f"person/{person.uid}", actor_uid=by, origin=origin)
    db.session.flush()


def end_all_sessions(person: Person, *, keep: SignInSession | None = None, by: str, origin: str) -> None:
    """Sign somebody out everywhere, because a phone was lost; the session that asks may stay."""
    end_sessions(person, keep=keep)
    audit.record("person.end_sessions", f"person/{person.uid}", actor_uid=by, origin=origin)


def _refuse_beyond(by: Person, platform_roles: Collection[Role], places: Collection[Place]) -> None:
    """Refuse what this actor may not give; about a role in a place the feature that owns it has a say."""
    by_place = bool(places) and all(may_give(by, place) for place in places)
    if set(platform_roles) - set(roles_to_give(by)) or not (by_place or (can_invite(by) and not places)):
        raise _may_not_give("role")


def _may_not_give(field: str) -> MayNotGive:
    return MayNotGive(_("Deze rol mag jij niet geven. Vraag het een beheerder."), field)


def _mail_invitation(person: Person, by: str) -> None:
    link, token = make_link(person, Purpose.INVITATION, person.email or "")
    send_invitation(link, token, by=by)


def _keep_an_administrator(leaving: Person) -> None:
    """Lock the administrators in one order, so that two who remove each other do not both succeed."""
    active = (
        select(Person.id)
        .join(PlatformRole, PlatformRole.person_id == Person.id)
        .where(PlatformRole.role == Role.ADMINISTRATOR, Person.active)
        .order_by(Person.id)
        .with_for_update()
    )
    if not set(db.session.scalars(active)) - {leaving.id}:
        raise LastAdministrator(_("Er moet minstens één beheerder blijven. Wijs eerst iemand anders aan."), "roles")
