"""Who is in the team of a neighbourhood: membership and right together, one director at a time."""

from datetime import datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select, update

from lms.accounts.commands.notices import notify
from lms.accounts.commands.people import end_grant, grant_role
from lms.accounts.commands.sign_in_cards import revoke_card
from lms.accounts.enums import CARD_ROLES, Role
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Grant, Person
from lms.accounts.queries.sign_in_cards import open_card
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.absences import (
    lend_along,
    take_back_from_stand_in,
    take_back_rights,
    take_back_without_ground,
)
from lms.programme.enums import JoinAnswer
from lms.programme.models import Asked, Neighbourhood, TeamMember
from lms.programme.policy import NEIGHBOURHOOD, roles_to_give
from lms.programme.queries.team_words import ROLE_NAMES
from lms.programme.queries.teams import open_membership
from lms.programme.signals import director_changed, team_left

DIRECTOR = Role.NEIGHBOURHOOD_DIRECTOR


def add_member(neighbourhood: Neighbourhood, person: Person, role: Role, *, by: Person, origin: str) -> TeamMember:
    """Let somebody be in the team, with the right that goes with it; they are told."""
    if role is DIRECTOR:
        return name_director(neighbourhood, person, by=by, origin=origin)
    lock_people(neighbourhood, person)
    if open_membership(neighbourhood, person) is not None:
        raise Refusal(_("%(name)s zit al in het team.", name=person.name), "email")
    refuse_card(person, role)
    grant = grant_role(person, role, NEIGHBOURHOOD, neighbourhood.id)
    member = enrol(neighbourhood, person, role, grant, by=by, origin=origin)
    _settle_question(neighbourhood, person)
    if by.id != person.id:  # who said yes just now knows
        _tell(member, cause="team.joined")
    return member


def enrol(
    neighbourhood: Neighbourhood, person: Person, role: Role, grant: Grant, *, by: Person, origin: str
) -> TeamMember:
    """Write the membership that belongs to a grant, for who was invited together with the right."""
    member = TeamMember(
        neighbourhood_id=neighbourhood.id, person=person, role=role, grant=grant, since=grant.since, by_id=by.id
    )
    member.neighbourhood = neighbourhood
    db.session.add(member)
    _record("team.join", neighbourhood, person, by, origin)
    db.session.flush()
    return member


def change_role(member: TeamMember, role: Role, *, by: Person, origin: str) -> TeamMember:
    """Give a member another role here, from now on; who becomes director takes over from who was."""
    neighbourhood, person = member.neighbourhood, member.person
    _refuse_for_oneself(person, by)
    if role is DIRECTOR:
        return name_director(neighbourhood, person, by=by, origin=origin)
    lock_people(neighbourhood, person)
    now_held = _still(member)
    if now_held.role is role:
        return now_held
    if role not in roles_to_give(by, neighbourhood):
        raise MayNotGive(_("Deze rol mag jij hier niet geven."), "role")
    refuse_card(person, role)
    was_director = now_held.role is DIRECTOR
    changed = _move(now_held, role, by=by, origin=origin)
    if was_director:
        _lead(neighbourhood, None, before=person)
    take_back_without_ground(person)
    _tell(changed, "team.role")
    return changed


def end_membership(member: TeamMember, *, by: Person, origin: str) -> None:
    """Let somebody leave the team; when it was the director, the neighbourhood goes on under its adviser."""
    neighbourhood, person = member.neighbourhood, member.person
    lock_people(neighbourhood, person)
    now_held = _still(member)
    _end(now_held)
    take_back_from_stand_in(neighbourhood, person)
    if now_held.role in CARD_ROLES:
        revoke_card(person, by=by, origin=origin)
    if now_held.role is DIRECTOR:
        _lead(neighbourhood, None, before=person)
    take_back_without_ground(person)
    action = "team.vacancy" if now_held.role is DIRECTOR else "team.leave"
    _record(action, neighbourhood, person, by, origin)
    db.session.flush()
    announce(team_left, neighbourhood=neighbourhood, person=person)


def name_director(
    neighbourhood: Neighbourhood, person: Person, *, before_becomes: Role | None = None, by: Person, origin: str
) -> TeamMember:
    """Hand the neighbourhood over: who led until now leaves, or goes on in another role; everything else stays.

    Who was invited and has not come yet leads from when they come; until then the adviser does.
    """
    _refuse_for_oneself(person, by)
    before = lock_people(neighbourhood, person)
    if before is not None and before.person_id == person.id:
        raise Refusal(_("%(name)s is al wijkregisseur van deze wijk.", name=person.name), "person")
    if not person.active and person.accepted_at is not None:
        raise Refusal(_("Het account van %(name)s is gesloten.", name=person.name), "person")
    refuse_card(person, DIRECTOR)
    if before is not None:
        _step_down(before, before_becomes, by=by, origin=origin)
    had = open_membership(neighbourhood, person)
    if had is not None:
        member = _move(had, DIRECTOR, by=by, origin=origin)
    else:
        grant = grant_role(person, DIRECTOR, NEIGHBOURHOOD, neighbourhood.id)
        member = enrol(neighbourhood, person, DIRECTOR, grant, by=by, origin=origin)
        _settle_question(neighbourhood, person)
    _lead(neighbourhood, person if person.active else None, before=before.person if before else None)
    if before is not None:
        take_back_without_ground(before.person)
    _record("team.director", neighbourhood, person, by, origin)
    _tell(member, "team.director")
    db.session.flush()
    return member


def keep_place_to_lead(member: TeamMember, *, by: Person, origin: str) -> None:
    """Keep the place for somebody who was just invited as director; they lead from when they come."""
    _record("team.director", member.neighbourhood, member.person, by, origin)


def lock_people(neighbourhood: Neighbourhood, *people: Person) -> TeamMember | None:
    """Lock a neighbourhood and then the people it concerns, in one order for all; return the membership that leads."""
    db.session.flush()
    db.session.refresh(neighbourhood, ["director_id", "adviser_id"], with_for_update=True)
    ids = {person.id for person in people} | {neighbourhood.director_id, neighbourhood.adviser_id} - {None}
    theirs = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
    db.session.execute(theirs.with_for_update(key_share=True))
    return open_membership(neighbourhood, role=DIRECTOR)


def refuse_card(person: Person, role: Role, *, called: str = "") -> None:
    """Refuse a role that sees data of others to who signs in with a printed card; ``called`` for who may not know."""
    if role not in CARD_ROLES and open_card(person.id) is not None:
        name = called or person.name
        raise Refusal(
            _("%(name)s logt in met een kaart. Deze rol kan pas met een eigen e-mailadres.", name=name), "role"
        )


def _settle_question(neighbourhood: Neighbourhood, person: Person) -> None:
    """Close the question whether somebody joins, because they are in the team now."""
    theirs = (Asked.neighbourhood_id == neighbourhood.id, Asked.person_id == person.id, Asked.answered_at.is_(None))
    db.session.execute(update(Asked).where(*theirs).values(answered_at=now(), answer=JoinAnswer.JOINED))


def _still(member: TeamMember) -> TeamMember:
    """Return the membership as it is now that everything is locked; somebody else may have ended it just before."""
    here = open_membership(member.neighbourhood, member.person)
    if here is None:
        raise Refusal(_("%(name)s zit niet meer in het team.", name=member.person.name))
    return here


def _step_down(before: TeamMember, role: Role | None, *, by: Person, origin: str) -> None:
    if role is None:
        _end(before)
        take_back_from_stand_in(before.neighbourhood, before.person)
        _record("team.leave", before.neighbourhood, before.person, by, origin)
        announce(team_left, neighbourhood=before.neighbourhood, person=before.person)
    else:
        _move(before, role, by=by, origin=origin)


def _move(member: TeamMember, role: Role, *, by: Person, origin: str) -> TeamMember:
    """End a membership and begin another of the same person, so that history says who was what when.

    The next begins at the very moment the one before ends: so it is seen that they stayed in the team.
    """
    since = _end(member)
    grant = grant_role(member.person, role, NEIGHBOURHOOD, member.neighbourhood_id)
    moved = TeamMember(
        neighbourhood_id=member.neighbourhood_id, person=member.person, role=role, grant=grant, since=since, by_id=by.id
    )
    moved.neighbourhood = member.neighbourhood
    db.session.add(moved)
    _record("team.role", member.neighbourhood, member.person, by, origin)
    db.session.flush()
    return moved


def _end(member: TeamMember) -> datetime:
    member.until = moment = now()
    end_grant(member.grant)
    return moment


def follow_account(person: Person, *, active: bool) -> None:
    """Let a director lead from when their account opens, and leave the place to the adviser while it is closed."""
    mine = (TeamMember.person_id == person.id, TeamMember.role == DIRECTOR, TeamMember.until.is_(None))
    places = select(Neighbourhood).join(TeamMember, TeamMember.neighbourhood_id == Neighbourhood.id).where(*mine)
    for neighbourhood in db.session.scalars(places.order_by(Neighbourhood.id)).all():
        lock_people(neighbourhood, person)
        leading = open_membership(neighbourhood, role=DIRECTOR)
        if leading is None or leading.person_id != person.id:
            continue
        if active and neighbourhood.director_id is None:
            _lead(neighbourhood, person, before=None)
        elif not active and neighbourhood.director_id == person.id:
            _lead(neighbourhood, None, before=person)


def _refuse_for_oneself(person: Person, by: Person) -> None:
    if person.id == by.id:
        raise Refusal(_("Je eigen rol geef je niet zelf. Vraag het iemand anders die dit mag."), "role")


def _lead(neighbourhood: Neighbourhood, person: Person | None, *, before: Person | None) -> None:
    neighbourhood.director_id = person.id if person else None
    if before is not None:
        take_back_rights(neighbourhood, before, Role.DEPUTY_DIRECTOR)
    if person is not None:
        lend_along(neighbourhood, person, Role.DEPUTY_DIRECTOR)
    db.session.flush()
    announce(director_changed, neighbourhood=neighbourhood, person=person, before=before)


def _tell(member: TeamMember, cause: str) -> None:
    place, role = member.neighbourhood.name, ROLE_NAMES[member.role]
    notify(
        member.person,
        cause=cause,
        object=f"neighbourhood/{member.neighbourhood.uid}",
        version=str(member.id),
        text=LazyString(lambda: _("Je bent nu %(role)s in %(place)s.", role=str(role).lower(), place=place)),
        url=f"/wijken/{member.neighbourhood.slug}" + ("/overdracht" if member.role is DIRECTOR else ""),
    )


def _record(action: str, neighbourhood: Neighbourhood, person: Person, by: Person, origin: str) -> None:
    audit.record(action, f"neighbourhood/{neighbourhood.uid}/person/{person.uid}", actor_uid=by.uid, origin=origin)
