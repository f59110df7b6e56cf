"""What the tests about people of a neighbourhood share."""

from sqlalchemy import select

from lms.accounts.models import Grant, Person
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.organisations.models import Affiliation
from lms.programme.models import TeamMember
from lms.programme.queries.teams import open_membership


def again(thing):
    """Read somebody or a membership afresh, with all rights, as the next request would."""
    db.session.flush()
    db.session.expire_all()
    if isinstance(thing, Person):
        return person_by_id(thing.id)
    member = db.session.get(TeamMember, thing.id)
    return open_membership_by_id(member)


def open_membership_by_id(member):
    return open_membership(
        db.session.get_one(TeamMember.neighbourhood.property.mapper.class_, member.neighbourhood_id),
        person_by_id(member.person_id),
    )


def open_grants(neighbourhood):
    """Return the ids of the rights in a neighbourhood that have no end."""
    here = (Grant.scope_kind == "neighbourhood", Grant.scope_id == neighbourhood.id, Grant.until.is_(None))
    return set(db.session.scalars(select(Grant.id).where(*here)))


def an_affiliation(person, organisation):
    """Let somebody work at an organisation."""
    db.session.add(Affiliation(person_id=person.id, organisation_id=organisation.id))
    db.session.commit()
