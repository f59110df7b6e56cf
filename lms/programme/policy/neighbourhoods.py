"""What people may do in a neighbourhood: its team, its moments, its plan, its part in the programme."""

from sqlalchemy import ColumnElement, or_, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.programme.models import TEAM_ROLES, Asked, Moment, Neighbourhood, Plan, TeamMember
from lms.programme.policy.places import (
    EVERYWHERE,
    NEIGHBOURHOOD,
    PROFESSIONALS,
    advises,
    can_lead,
    is_coordinator,
    is_in_team,
    leads_for_good,
    manages_ggd_of,
    places,
    reads_in,
    roles_in,
)


def can_see_team(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Professionals of the team, the adviser and the coordinator see who is in the team."""
    return (
        bool(roles_in(actor, neighbourhood) & PROFESSIONALS) or advises(actor, neighbourhood) or is_coordinator(actor)
    )


def can_name_director(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Let the director hand over, and without one who leads then; no deputy or stand-in puts a director aside."""
    vacant = neighbourhood.director_id is None
    led_by_actor = actor.id is not None and neighbourhood.director_id == actor.id
    return is_coordinator(actor) or led_by_actor or (vacant and leads_for_good(actor, neighbourhood))


def can_change_member(actor: Actor, member: TeamMember | Asked) -> bool:
    """Who leads changes the team and who is asked for it; a director's own place only who may name a director."""
    if member.role is Role.NEIGHBOURHOOD_DIRECTOR:
        return can_name_director(actor, member.neighbourhood)
    return can_lead(actor, member.neighbourhood)


def roles_to_give(actor: Actor, neighbourhood: Neighbourhood) -> tuple[Role, ...]:
    """Return the roles somebody may give: director only while there is none, and nobody to lead by a lent right."""
    if not can_lead(actor, neighbourhood):
        return ()
    if not (is_coordinator(actor) or leads_for_good(actor, neighbourhood)):
        return TEAM_ROLES[2:]
    vacant = neighbourhood.director_id is None
    first = TEAM_ROLES[:1] if vacant and can_name_director(actor, neighbourhood) else ()
    return (*first, *TEAM_ROLES[1:])


def can_see_reach(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Telephone numbers and working days are for who sees the team and is of the neighbourhood itself (P-6)."""
    return can_see_team(actor, neighbourhood) and bool(roles_in(actor, neighbourhood))


def can_be_away(actor: Actor, *_things: object) -> bool:
    """Directors and advisers can be away."""
    return bool(places(actor, NEIGHBOURHOOD, Role.NEIGHBOURHOOD_DIRECTOR, Role.ADVISER))


def can_tell(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Everybody in the team and the adviser write moments."""
    return is_in_team(actor, neighbourhood) or advises(actor, neighbourhood)


def speaks_first(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Key persons, experts by experience and residents: telling begins with the microphone and shows only their own."""
    return is_in_team(actor, neighbourhood) and not roles_in(actor, neighbourhood) & PROFESSIONALS


def can_open_moments(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Who tells here, and the coordinator; each sees what they may read."""
    return can_tell(actor, neighbourhood) or is_coordinator(actor)


def can_remove_moment(actor: Actor, moment: Moment) -> bool:
    """Only who told it takes it away."""
    return actor.id is not None and moment.by_id == actor.id


def can_open_one_page(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Who leads, its adviser, the manager of its GGD and the coordinator."""
    return can_lead(actor, neighbourhood) or advises(actor, neighbourhood) or manages_ggd_of(actor, neighbourhood)


def can_read_moment(actor: Actor, moment: Moment) -> bool:
    """Who wrote it; professionals of the team, its adviser and the coordinator."""
    if actor.id is not None and moment.by_id == actor.id:
        return True
    return actor.has_role(Role.COORDINATOR) or moment.neighbourhood_id in reads_in(actor)


def moments_read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read_moment` as SQL."""
    if actor.has_role(Role.COORDINATOR):
        return true()
    rules = [Moment.by_id == (actor.id or 0)]
    if reading := reads_in(actor):
        rules.append(Moment.neighbourhood_id.in_(reading))
    return or_(*rules)


def can_count(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Everybody in the team counts who was helped on their way, and sees the count however small (P-2)."""
    return is_in_team(actor, neighbourhood)


def can_see_programme(actor: Actor, *_things: object) -> bool:
    """Who steers, studies, advises or manages a GGD sees how the programme stands; the rows they see are known_to."""
    return actor.has_role(*EVERYWHERE, Role.ADVISER, Role.GGD_MANAGER)


def can_see_risks(actor: Actor, *_things: object) -> bool:
    """Say who is of the core team, which keeps the overview of risks (S4:1502-1504)."""
    return actor.has_role(*EVERYWHERE, Role.ADVISER)


def can_see_plan(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Who works there or steers it: not who only comes from the neighbourhood itself (P-11), nor who studies it."""
    if is_in_team(actor, neighbourhood) and not roles_in(actor, neighbourhood).isdisjoint(PROFESSIONALS):
        return True
    return is_coordinator(actor) or advises(actor, neighbourhood) or manages_ggd_of(actor, neighbourhood)


def can_open_plan(actor: Actor, plan: Plan) -> bool:
    """Who sees the page of the plan opens its files."""
    return can_see_plan(actor, plan.neighbourhood)


def can_see_agreement(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Who leads, the adviser, the GGD and the coordinator made the agreement, and read it."""
    return can_lead(actor, neighbourhood) or advises(actor, neighbourhood) or manages_ggd_of(actor, neighbourhood)


def hears_of_agreements(actor: Actor) -> bool:
    """Directors, advisers, managers of a GGD and coordinators are told when an agreement ends."""
    return actor.has_role(Role.COORDINATOR, Role.GGD_MANAGER, Role.ADVISER, Role.NEIGHBOURHOOD_DIRECTOR)


def can_print_sheet(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """One page with what was agreed: for the manager of the GGD, who leads, the adviser and the coordinator."""
    return manages_ggd_of(actor, neighbourhood) or can_lead(actor, neighbourhood) or advises(actor, neighbourhood)
