"""Inviting people into the team of a neighbourhood: one by mail, a whole list at once, or with a printed card."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import or_, select

from lms.accounts.commands.card_people import welcome_with_card
from lms.accounts.commands.people import invite
from lms.accounts.commands.sign_in_cards import MadeCard
from lms.accounts.enums import Role, Standing
from lms.accounts.errors import AddressTaken, MayNotGive
from lms.accounts.models import Person
from lms.accounts.queries.people import normal_address, person_by_email
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.asked import ask_to_join
from lms.programme.commands.teams import enrol, keep_place_to_lead, lock_people, name_director
from lms.programme.models import Asked, Neighbourhood, Programme, TeamMember
from lms.programme.policy import NEIGHBOURHOOD, roles_to_give
from lms.programme.queries.invitation_lists import Problem
from lms.programme.queries.invitations import Planned, in_turn


class ListRefused(Refusal):
    """Nobody of a list was invited; ``problems`` say why, by line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Niemand is uitgenodigd. Los eerst op wat hieronder staat."))
        self.problems = tuple(problems)


def invite_member(
    neighbourhood: Neighbourhood, *, name: str, email: str, role: Role, by: Person, origin: str
) -> TeamMember | Asked:
    """Invite somebody into the team by mail; who has an account already is asked, and joins by their own yes.

    Only a director is appointed, and is in the team at once.
    """
    _refuse_beyond(neighbourhood, role, by)
    leading = lock_people(neighbourhood)
    if role is Role.NEIGHBOURHOOD_DIRECTOR and leading is not None:
        raise Refusal(_("Deze wijk heeft al een wijkregisseur. Draag de wijk over."), "role")
    known = person_by_email(email)
    if known is None:
        try:
            place = (role, NEIGHBOURHOOD, neighbourhood.id)
            person = invite(name=name, email=email, places=[place], by=by, origin=origin)
        except AddressTaken:  # somebody else invited this address between our look and our write
            known = person_by_email(email)
        else:
            return _begin(neighbourhood, person, role, by=by, origin=origin)
    if known is None or known.standing is Standing.DEACTIVATED:
        raise Refusal(_("Het account met dit e-mailadres is gesloten. Vraag het een beheerder."), "email")
    if known.id == by.id:
        raise Refusal(_("Je kunt jezelf niet uitnodigen."), "email")
    if role is Role.NEIGHBOURHOOD_DIRECTOR:
        return name_director(neighbourhood, known, by=by, origin=origin)
    return ask_to_join(neighbourhood, known, role, name=name, by=by, origin=origin)


def invite_list(people: Sequence[Planned], *, by: Person, origin: str) -> int:
    """Invite or ask everybody of a list, or nobody; return how many have an account already and were asked."""
    problems, asked = [], 0
    _lock_list(people, by)
    for each in in_turn(people):
        row = each.row
        try:
            done = invite_member(
                each.neighbourhood, name=row.name, email=row.email, role=row.role, by=by, origin=origin
            )
            asked += isinstance(done, Asked)
        except Refusal as refusal:
            problems.append(Problem(row.line, refusal.message))
    if problems:
        raise ListRefused(sorted(problems, key=lambda each: each.line))
    audit.record("team.invite_list", f"people/{len(people)}", actor_uid=by.uid, origin=origin)
    return asked


def welcome_member(neighbourhood: Neighbourhood, *, name: str, role: Role, by: Person, origin: str) -> MadeCard:
    """Let somebody without an e-mail address into the team, with a printed card to sign in."""
    _refuse_beyond(neighbourhood, role, by)
    lock_people(neighbourhood)
    made = welcome_with_card(name=name, place=(role, NEIGHBOURHOOD, neighbourhood.id), by=by, origin=origin)
    _begin(neighbourhood, made.card.person, role, by=by, origin=origin)
    return made


def _lock_list(people: Sequence[Planned], by: Person) -> None:
    """Lock everything a list touches before anything of it is done: programmes, neighbourhoods, people, each in order.

    Lists of one programme take turns, because two that bring in the same new addresses could wait for each other. Who
    invites or changes one team at a time begins at its neighbourhood, and so finds the list in front or behind.
    """
    db.session.flush()
    places = {each.neighbourhood.id for each in people}
    programmes = select(Programme.id).where(Programme.id.in_({each.neighbourhood.programme_id for each in people}))
    db.session.execute(programmes.order_by(Programme.id).with_for_update(key_share=True))
    theirs = select(Neighbourhood.director_id, Neighbourhood.adviser_id).where(Neighbourhood.id.in_(places))
    leading = db.session.execute(theirs.order_by(Neighbourhood.id).with_for_update()).all()
    ids = {by.id, *(number for row in leading for number in row)} - {None}
    addresses = {normal_address(each.row.email) for each in people}
    known = select(Person.id).where(or_(Person.id.in_(ids), Person.email.in_(addresses)))
    db.session.execute(known.order_by(Person.id).with_for_update(key_share=True))


def _begin(neighbourhood: Neighbourhood, person: Person, role: Role, *, by: Person, origin: str) -> TeamMember:
    (grant,) = person.all_grants
    member = enrol(neighbourhood, person, role, grant, by=by, origin=origin)
    if role is Role.NEIGHBOURHOOD_DIRECTOR:
        keep_place_to_lead(member, by=by, origin=origin)
    return member


def _refuse_beyond(neighbourhood: Neighbourhood, role: Role, by: Person) -> None:
    if role not in roles_to_give(by, neighbourhood):
        raise MayNotGive(_("Deze rol mag jij hier niet geven."), "role")
