"""Inviting people into the team of a neighbourhood: one by mail, a whole list at once, or with a printed card."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.accounts.commands.card_people import welcome_with_card
from lms.accounts.commands.people import invite
from lms.accounts.commands.sign_in_cards import MadeCard
from lms.accounts.enums import Role, Standing
from lms.accounts.errors import AddressTaken, MayNotGive
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.kernel import audit
from lms.kernel.refusal import Refusal
from lms.programme.commands.teams import add_member, enrol, keep_place_to_lead, lock_people
from lms.programme.models import Neighbourhood, TeamMember
from lms.programme.policy import NEIGHBOURHOOD, roles_to_give
from lms.programme.queries.invitation_lists import Problem
from lms.programme.queries.invitations import Planned


class ListRefused(Refusal):
    """Nobody of a list was invited; ``problems`` say why, by line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Niemand is uitgenodigd. Los eerst op wat hieronder staat."))
        self.problems = tuple(problems)


def invite_member(
    neighbourhood: Neighbourhood, *, name: str, email: str, role: Role, by: Person, origin: str
) -> TeamMember:
    """Invite somebody into the team by mail; who has an account already gets the role and a notice at once."""
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
    return add_member(neighbourhood, known, role, by=by, origin=origin)


def invite_list(people: Sequence[Planned], *, by: Person, origin: str) -> int:
    """Invite everybody of a list, or nobody; return how many."""
    problems = []
    for each in sorted(people, key=lambda each: (each.neighbourhood.id, each.row.line)):  # one order for all locks
        row = each.row
        try:
            invite_member(each.neighbourhood, name=row.name, email=row.email, role=row.role, by=by, origin=origin)
        except Refusal as refusal:
            problems.append(Problem(row.line, refusal.message))
    if problems:
        raise ListRefused(problems)
    audit.record("team.invite_list", f"people/{len(people)}", actor_uid=by.uid, origin=origin)
    return len(people)


def welcome_member(neighbourhood: Neighbourhood, *, name: str, role: Role, by: Person, origin: str) -> MadeCard:
    """Let somebody without an e-mail address into the team, with a printed card to sign in."""
    _refuse_beyond(neighbourhood, role, by)
    lock_people(neighbourhood)
    made = welcome_with_card(name=name, place=(role, NEIGHBOURHOOD, neighbourhood.id), by=by, origin=origin)
    _begin(neighbourhood, made.card.person, role, by=by, origin=origin)
    return made


def _begin(neighbourhood: Neighbourhood, person: Person, role: Role, *, by: Person, origin: str) -> TeamMember:
    (grant,) = person.all_grants
    member = enrol(neighbourhood, person, role, grant, by=by, origin=origin)
    if role is Role.NEIGHBOURHOOD_DIRECTOR:
        keep_place_to_lead(member, by=by, origin=origin)
    return member


def _refuse_beyond(neighbourhood: Neighbourhood, role: Role, by: Person) -> None:
    if role not in roles_to_give(by, neighbourhood):
        raise MayNotGive(_("Deze rol mag jij hier niet geven."), "role")
