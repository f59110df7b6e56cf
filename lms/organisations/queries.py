"""Reading organisations."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Grant, Person
from lms.accounts.slots import PlaceKey
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.names import name_key
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Affiliation, Contact, Organisation
from lms.organisations.policy import can_keep_organisations

PAGE = 50
SCOPE = "organisation"


def kept_of(person: Person) -> dict[str, object]:
    """Return where somebody works or worked, and as whose contact they stand by their address, as plain values."""
    rows = db.session.execute(
        select(Affiliation, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.person_id == person.id)
        .order_by(Affiliation.id)
    )
    return {
        "affiliations": [
            {
                "organisation": name,
                "function": row.function,
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row, name in rows
        ],
        "contact": [
            {"organisation": each.organisation.name, "name": each.name, "function": each.function, "phone": each.phone}
            for each in contacts_with_address(person.email)
        ],
    }


def place_words(keys: Collection[PlaceKey]) -> Mapping[PlaceKey, str]:
    """Return the names of organisations in words that follow a role."""
    ids = [number for kind, number in keys if kind == SCOPE]
    if not ids:
        return {}
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {(SCOPE, number): _("bij %(place)s", place=name) for number, name in rows}


def contacts_with_address(email: str | None) -> Sequence[Contact]:
    """Return the contacts with this address, each with its organisation."""
    if not email:
        return ()
    statement = select(Contact).where(Contact.email == email).options(joinedload(Contact.organisation))
    return db.session.scalars(statement.order_by(Contact.id)).all()


def contacts_of(organisation_id: int) -> list[Contact]:
    """Return who can be reached in an organisation, by name."""
    statement = select(Contact).where(Contact.organisation_id == organisation_id).order_by(Contact.name, Contact.id)
    return list(db.session.scalars(statement))


def organisation_by_slug(slug: str, actor: Actor) -> Organisation | None:
    """Return an organisation with who confirmed it, for who keeps the list."""
    if not can_keep_organisations(actor):
        return None
    statement = select(Organisation).where(Organisation.slug == slug)
    return db.session.scalar(statement.options(joinedload(Organisation.confirmed_by)))


def contact_of(slug: str, uid: str, actor: Actor) -> Contact | None:
    """Return one contact with its organisation, for who keeps the list."""
    if not can_keep_organisations(actor):
        return None
    statement = select(Contact).join(Contact.organisation).where(Contact.uid == uid, Organisation.slug == slug)
    return db.session.scalar(statement.options(joinedload(Contact.organisation)))


def organisations_page(
    *, search: str = "", kind: OrganisationKind | None = None, after: str = ""
) -> Sequence[Organisation]:
    """Return a page of organisations by name, after the one with slug ``after``, and one more when there is more."""
    statement = select(Organisation).order_by(Organisation.name_key).limit(PAGE + 1)
    if key := name_key(search):
        statement = statement.where(Organisation.name_key.contains(key, autoescape=True))
    if kind is not None:
        statement = statement.where(Organisation.kind == kind)
    if after:
        last = select(Organisation.name_key).where(Organisation.slug == after).scalar_subquery()
        statement = statement.where(Organisation.name_key > last)
    return db.session.scalars(statement).all()


def open_organisations(*kinds: OrganisationKind, besides: Sequence[int] = ()) -> Sequence[Organisation]:
    """Return the organisations of these kinds that take part, by name; and those ``besides``, open or not."""
    fit = Organisation.closed_at.is_(None) & Organisation.kind.in_(kinds)
    statement = select(Organisation).where(or_(fit, Organisation.id.in_(besides)))
    return db.session.scalars(statement.order_by(Organisation.name_key)).all()


def workers_at(organisation: Organisation, *, after: str = "") -> Sequence[Affiliation]:
    """Return a page of who works there now, by name, after the person with uid ``after``, and one more."""
    statement = (
        select(Affiliation)
        .join(Affiliation.person)
        .where(Affiliation.organisation_id == organisation.id, Affiliation.until.is_(None))
        .options(joinedload(Affiliation.person))
    )
    if after:
        last = select(Person.name, Person.id).where(Person.uid == after)
        statement = statement.where(tuple_(Person.name, Person.id) > last.scalar_subquery())
    return db.session.scalars(statement.order_by(Person.name, Person.id).limit(PAGE + 1)).all()


def worker_at(slug: str, uid: str, actor: Actor) -> Affiliation | None:
    """Return that somebody works at an organisation now, with both, for who keeps the list."""
    if not can_keep_organisations(actor):
        return None
    statement = (
        select(Affiliation)
        .join(Affiliation.person)
        .join(Affiliation.organisation)
        .where(Person.uid == uid, Organisation.slug == slug, Affiliation.until.is_(None))
        .options(joinedload(Affiliation.person).joinedload(Person.all_grants), joinedload(Affiliation.organisation))
    )
    return db.session.execute(statement).unique().scalar_one_or_none()


def workplace_of(person: Person) -> Affiliation | None:
    """Return where somebody works now, with the organisation."""
    statement = select(Affiliation).where(Affiliation.person_id == person.id, Affiliation.until.is_(None))
    return db.session.scalar(statement.options(joinedload(Affiliation.organisation)))


def holders_at(organisation_id: int) -> dict[int, Role]:
    """Return who holds a role at an organisation now, by the number of the person."""
    here = (Grant.scope_kind == SCOPE, Grant.scope_id == organisation_id)
    rows = db.session.execute(select(Grant.person_id, Grant.role).where(*here, Grant.held_at(now())))
    return {person_id: role for person_id, role in rows}


def managers_of(organisation_id: int) -> Sequence[Person]:
    """Return the active managers of a GGD, in one fixed order, so that locks never cross."""
    held = (Grant.role == Role.GGD_MANAGER, Grant.scope_kind == SCOPE, Grant.scope_id == organisation_id)
    manage = select(Grant.person_id).where(*held, Grant.held_at(now()))
    statement = select(Person).where(Person.active, Person.id.in_(manage)).order_by(Person.id)
    return db.session.scalars(statement).all()
