"""Who may know of a neighbourhood, and what they may do there.

Rights come from grants with scope ``neighbourhood`` (team, fixed adviser, stand-ins) or ``organisation`` (the manager
of a GGD), and from the platform roles of the programme team. People who may hold a printed sign-in card (key persons,
experts by experience, residents) see no data of others.
"""

from sqlalchemy import ColumnElement, false, or_, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.programme.models import Moment, Neighbourhood

NEIGHBOURHOOD, ORGANISATION = "neighbourhood", "organisation"
LEADERS = frozenset({Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR})
PROFESSIONALS = LEADERS | {Role.SOCIAL_WORKER}
TEAM = PROFESSIONALS | {Role.KEY_PERSON, Role.EXPERT_BY_EXPERIENCE, Role.RESIDENT}
#: Roles that see every neighbourhood: the coordinator everything, the researcher where it stands.
EVERYWHERE = (Role.COORDINATOR, Role.RESEARCHER)


def places(actor: Actor, kind: str, *roles: Role) -> frozenset[int]:
    """Return the ids of the places of one kind where somebody holds one of the roles now (no roles: any)."""
    return frozenset(
        grant.scope_id for grant in actor.grants if grant.scope_kind == kind and (not roles or grant.role in roles)
    )


def roles_in(actor: Actor, neighbourhood: Neighbourhood) -> frozenset[Role]:
    """Return the roles somebody holds in a neighbourhood now."""
    return frozenset(
        grant.role for grant in actor.grants if (grant.scope_kind, grant.scope_id) == (NEIGHBOURHOOD, neighbourhood.id)
    )


def is_coordinator(actor: Actor, *_things: object) -> bool:
    """Coordinators run the programme: tranches, neighbourhoods, cards, milestones, risks."""
    return actor.has_role(Role.COORDINATOR)


def is_in_team(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Members of the team, whatever their role."""
    return not roles_in(actor, neighbourhood).isdisjoint(TEAM)


def advises(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Say whether somebody is the fixed adviser, or stands in."""
    return Role.ADVISER in roles_in(actor, neighbourhood)


def leads(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Directors and deputies do; while there is no director, the adviser keeps it running."""
    vacant = neighbourhood.director_id is None
    return bool(roles_in(actor, neighbourhood) & LEADERS) or (vacant and advises(actor, neighbourhood))


def manages_ggd_of(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Say whether somebody manages the GGD of this neighbourhood."""
    return neighbourhood.ggd_id in places(actor, ORGANISATION, Role.GGD_MANAGER)


def can_know(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Its team, its adviser, the manager of its GGD, coordinators and researchers; for others it is a 404."""
    return (
        actor.has_role(*EVERYWHERE)
        or neighbourhood.id in places(actor, NEIGHBOURHOOD)
        or manages_ggd_of(actor, neighbourhood)
    )


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_know` as SQL."""
    if actor.has_role(*EVERYWHERE):
        return true()
    own, ggds = places(actor, NEIGHBOURHOOD), places(actor, ORGANISATION, Role.GGD_MANAGER)
    rules = []
    if own:
        rules.append(Neighbourhood.id.in_(own))
    if ggds:
        rules.append(Neighbourhood.ggd_id.in_(ggds))
    return or_(*rules) if rules else false()


def can_lead(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Who leads moves steps, keeps the team, the help nearby, the dream and the decisions; so may the coordinator."""
    return leads(actor, neighbourhood) or is_coordinator(actor)


def can_move_steps(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Only who leads says where the neighbourhood stands; the adviser's view stands beside it."""
    return leads(actor, neighbourhood)


def can_see_it_otherwise(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Advisers say "Ik zie het anders"."""
    return advises(actor, neighbourhood)


def can_see_team(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Professionals of the team, the adviser and the coordinator see who is in the team."""
    return (
        bool(roles_in(actor, neighbourhood) & PROFESSIONALS) or advises(actor, neighbourhood) or is_coordinator(actor)
    )


def can_tell(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Everybody in the team and the adviser write moments."""
    return is_in_team(actor, neighbourhood) or advises(actor, neighbourhood)


def can_read_moment(actor: Actor, moment: Moment) -> bool:
    """Who wrote it; professionals of the team, its adviser and the coordinator."""
    if actor.id is not None and moment.by_id == actor.id:
        return True
    return actor.has_role(Role.COORDINATOR) or moment.neighbourhood_id in _reading(actor)


def moments_read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read_moment` as SQL."""
    if actor.has_role(Role.COORDINATOR):
        return true()
    rules = [Moment.by_id == (actor.id or 0)]
    if reading := _reading(actor):
        rules.append(Moment.neighbourhood_id.in_(reading))
    return or_(*rules)


def can_count(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Everybody in the team counts who was helped on their way, and sees the count however small (P-2)."""
    return is_in_team(actor, neighbourhood)


def _reading(actor: Actor) -> frozenset[int]:
    return places(actor, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER)
