"""Changing organisations: who they are, whom to call there, who works there, and that they are no tobacco industry."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from lms.accounts.commands import people as accounts
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.accounts.queries.people import normal_address, person_by_email
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.names import name_key, slug_of
from lms.kernel.slots import fillers
from lms.organisations.enums import DEFINITION, OrganisationKind
from lms.organisations.errors import NameTaken, NobodyThere, NoRoleThere, Tied
from lms.organisations.models import Affiliation, Contact, Organisation
from lms.organisations.queries import SCOPE, workplace_of
from lms.organisations.slots import TIES

#: Words that stand at the place of a slug in an address.
RESERVED = ("nieuw",)
#: What people of an organisation of a kind may be besides, as long as they work there.
ROLE_AT = {OrganisationKind.GGD: Role.GGD_MANAGER, OrganisationKind.DESIGN_BUREAU: Role.DESIGNER}


def add_organisation(*, name: str, kind: OrganisationKind, website: str, by: Person, origin: str) -> Organisation:
    """Add an organisation; the same name in other capitals is refused, also when two people add it at once."""
    slug = slug_of(name, [*RESERVED, *_slugs_like(slug_of(name))])
    organisation = Organisation(name=name, slug=slug, kind=kind, website=website)
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add(organisation)
    except IntegrityError as taken:
        raise _name_taken(name) from taken
    _record("organisation.add", organisation, by, origin)
    return organisation


def change_organisation(
    organisation: Organisation,
    *,
    name: str,
    kind: OrganisationKind,
    website: str,
    closed: bool,
    by: Person,
    origin: str,
    learning_agreement: str = "",
) -> None:
    """Change what is known of an organisation; its address stays, so that links keep working.

    What others count on stays open and what it is (slot ``TIES``). The role that goes with the work there (``ROLE_AT``)
    ends when the organisation closes or becomes another kind.
    """
    db.session.refresh(organisation, ["kind", "closed_at"], with_for_update=True)
    _refuse_tied(organisation, kind, closed)
    closed_at = (organisation.closed_at or now()) if closed else None
    values = {"name": name, "name_key": name_key(name), "kind": kind, "website": website, "closed_at": closed_at}
    values["learning_agreement"] = learning_agreement
    statement = update(Organisation).where(Organisation.id == organisation.id).values(**values)
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.execute(statement, execution_options={"synchronize_session": False})
    except IntegrityError as taken:
        raise _name_taken(name) from taken
    db.session.refresh(organisation, list(values))
    _end_roles(organisation, by, origin)
    _record("organisation.change", organisation, by, origin)


def confirm(organisation: Organisation, *, by: Person, origin: str) -> None:
    """Keep who held the organisation against the definition of today, and when; the first of two at once counts."""
    to_do = (Organisation.id == organisation.id, Organisation.definition.is_distinct_from(DEFINITION))
    values = {"confirmed_at": now(), "confirmed_by_id": by.id, "definition": DEFINITION}
    statement = update(Organisation).where(*to_do).values(**values)
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    if done.rowcount:  # type: ignore[attr-defined]  # an update counts
        db.session.refresh(organisation, list(values))
        db.session.expire(organisation, ["confirmed_by"])
        _record("organisation.confirm", organisation, by, origin)


def take_confirmation_back(organisation: Organisation, *, by: Person, origin: str) -> None:
    """Forget a confirmation that was a mistake; the log remembers both."""
    if organisation.confirmed_at is None:
        return
    organisation.confirmed_at = organisation.confirmed_by = organisation.definition = None
    db.session.flush()
    _record("organisation.unconfirm", organisation, by, origin)


def add_contact(organisation: Organisation, *, by: Person, origin: str, **told: Any) -> Contact:
    """Add somebody to call or write to; ``told``: name, function, email, phone."""
    contact = Contact(organisation_id=organisation.id, **_contact_values(told))
    db.session.add(contact)
    db.session.flush()
    _record("organisation.contact.add", organisation, by, origin)
    return contact


def change_contact(contact: Contact, *, by: Person, origin: str, **told: Any) -> None:
    """Change whom to call or write to."""
    for name, value in _contact_values(told).items():
        setattr(contact, name, value)
    db.session.flush()
    _record("organisation.contact.change", contact.organisation, by, origin)


def remove_contact(contact: Contact, *, by: Person, origin: str) -> None:
    """Take a contact away, for good."""
    db.session.delete(contact)
    db.session.flush()
    _record("organisation.contact.remove", contact.organisation, by, origin)


def let_work_at(
    organisation: Organisation, email: str, *, function: str, manages: bool, by: Person, origin: str
) -> Affiliation:
    """Say where somebody with an account works; it ends what was said before.

    ``manages`` gives the role that goes with the kind: a GGD has managers, a design bureau designers.
    """
    person = person_by_email(email)
    if person is None:
        raise NobodyThere(_("Niemand heeft een account met dit e-mailadres. Nodig diegene eerst uit."), "email")
    if manages and organisation.kind not in ROLE_AT:
        raise NoRoleThere(_("Alleen bij een GGD en bij een ontwerpbureau hoort een eigen rol."), "manages")
    return set_workplace(person, organisation, function=function, manages=manages, by=by, origin=origin)


def set_workplace(
    person: Person, organisation: Organisation, *, function: str = "", manages: bool = False, by: Person, origin: str
) -> Affiliation:
    """Say that somebody works at an organisation from now on; a person works at one at a time, with history.

    ``person`` comes with all grants. The role that goes with the work (``ROLE_AT``) ends with it.
    """
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    before = workplace_of(person)
    if before is None or before.organisation_id != organisation.id or before.function != function:
        if before is not None:
            before.until = now()
            db.session.flush()
            if before.organisation_id != organisation.id:
                _hold(person, before.organisation_id, None, by, origin)
        before = Affiliation(person_id=person.id, organisation_id=organisation.id, function=function, since=now())
        db.session.add(before)
        audit.record("organisation.work.begin", f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    if manages:  # it may close or become another kind at this very moment
        db.session.refresh(organisation, ["kind", "closed_at"], with_for_update=True)
    _hold(person, organisation.id, _role_at(organisation) if manages else None, by, origin)
    db.session.flush()
    return before


def end_work(affiliation: Affiliation, *, by: Person, origin: str) -> None:
    """Say that somebody works there no more; the role they had there ends."""
    if affiliation.until is not None:
        return
    affiliation.until = now()
    _hold(affiliation.person, affiliation.organisation_id, None, by, origin)
    db.session.flush()
    audit.record("organisation.work.end", f"person/{affiliation.person.uid}", actor_uid=by.uid, origin=origin)


def forget_person(person: Person) -> None:
    """Take away where somebody worked and their contact card; what they confirmed stays without them."""
    db.session.execute(delete(Affiliation).where(Affiliation.person_id == person.id))
    if person.email:
        db.session.execute(delete(Contact).where(Contact.email == person.email))
    confirmed = update(Organisation).where(Organisation.confirmed_by_id == person.id)
    db.session.execute(confirmed.values(confirmed_by_id=None))


def _refuse_tied(organisation: Organisation, kind: OrganisationKind, closed: bool) -> None:
    closes = closed and organisation.closed_at is None
    if kind is organisation.kind and not closes:
        return
    for why in filter(None, (tie(organisation) for tie in fillers(TIES))):
        raise Tied(why, "closed" if closes else "kind")


def _slugs_like(slug: str) -> list[str]:
    return list(
        db.session.scalars(select(Organisation.slug).where(Organisation.slug.startswith(slug, autoescape=True)))
    )


def _name_taken(name: str) -> NameTaken:
    return NameTaken(_("Er is al een organisatie met de naam %(name)s. Zoek die op in de lijst.", name=name), "name")


def _contact_values(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "email": normal_address(told.get("email") or "")}


def _hold(person: Person, organisation_id: int, role: Role | None, by: Person, origin: str) -> None:
    """Let somebody have this role at an organisation and no other."""
    here = (SCOPE, organisation_id)
    held = [each for each in person.grants if (each.scope_kind, each.scope_id) == here]
    for grant in held:
        if grant.role is not role and grant.role in ROLE_AT.values():
            accounts.end_grant(grant)
            audit.record(f"role.take.{grant.role}", f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    if role is not None and all(grant.role is not role for grant in held):
        accounts.grant_role(person, role, *here)
        audit.record(f"role.give.{role}", f"person/{person.uid}", actor_uid=by.uid, origin=origin)


def _end_roles(organisation: Organisation, by: Person, origin: str) -> None:
    """End the roles at an organisation that no longer go with it, whoever holds them."""
    ends = set(ROLE_AT.values()) - {_role_at(organisation)}
    here = (Grant.scope_kind == SCOPE, Grant.scope_id == organisation.id, Grant.role.in_(ends), Grant.until.is_(None))
    held = select(Grant).where(*here).options(joinedload(Grant.person)).order_by(Grant.id)
    for grant in db.session.scalars(held).all():
        accounts.end_grant(grant)
        audit.record(f"role.take.{grant.role}", f"person/{grant.person.uid}", actor_uid=by.uid, origin=origin)


def _role_at(organisation: Organisation) -> Role | None:
    """Return the role that goes with the work there; at what is closed nobody works any more."""
    return None if organisation.closed_at else ROLE_AT.get(organisation.kind)


def _record(action: str, organisation: Organisation, by: Person, origin: str) -> None:
    audit.record(action, f"organisation/{organisation.id}", actor_uid=by.uid, origin=origin)
