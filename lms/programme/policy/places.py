"""Who is where: the rights that all other rules are made of, and who may know of a neighbourhood.

Rights come from grants with scope ``neighbourhood`` (team, fixed adviser, stand-ins) or ``organisation`` (the manager
of a GGD), and from the platform roles of the programme team. People who may hold a printed sign-in card (key persons,
experts by experience, residents) see no data of others.
"""

from sqlalchemy import ColumnElement, false, or_, true

from lms.accounts.enums import CIRCLE_ROLES, Role
from lms.accounts.models import Actor
from lms.programme.models import Neighbourhood

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


def belongs_to(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Team and adviser belong to a neighbourhood: they see each other's telephone number, when it was given."""
    return is_in_team(actor, neighbourhood) or advises(actor, neighbourhood)


def leads(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Directors and deputies do; while there is no director, the adviser keeps it running."""
    vacant = neighbourhood.director_id is None
    return bool(roles_in(actor, neighbourhood) & LEADERS) or (vacant and advises(actor, neighbourhood))


def leads_for_good(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Say who leads by a right of their own: what was lent to a stand-in ends by itself."""
    own = {
        grant.role
        for grant in actor.grants
        if (grant.scope_kind, grant.scope_id, grant.until) == (NEIGHBOURHOOD, neighbourhood.id, None)
    }
    return bool(own & LEADERS) or (neighbourhood.director_id is None and Role.ADVISER in own)


def leads_somewhere(actor: Actor, *_things: object) -> bool:
    """Directors and deputies, of whatever neighbourhood."""
    return bool(places(actor, NEIGHBOURHOOD, *LEADERS))


def manages_ggd_of(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Say whether somebody manages the GGD of this neighbourhood."""
    return neighbourhood.ggd_id in places(actor, ORGANISATION, Role.GGD_MANAGER)


def managed_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`manages_ggd_of` as SQL."""
    ggds = places(actor, ORGANISATION, Role.GGD_MANAGER)
    return Neighbourhood.ggd_id.in_(ggds) if ggds else false()


def manages_a_ggd(actor: Actor, *_things: object) -> bool:
    """Say who manages a GGD: they see what was agreed with the neighbourhoods of their own."""
    return actor.has_role(Role.GGD_MANAGER)


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


def is_with_a_neighbourhood(actor: Actor, *_things: object) -> bool:
    """Say whether somebody is in a team or advises, and so is told about it."""
    return bool(places(actor, NEIGHBOURHOOD)) or actor.has_role(Role.ADVISER)


def speaks_only(actor: Actor) -> bool:
    """Key persons, experts by experience and residents without another role: a menu of three words is enough."""
    at_work = actor.roles - set(CIRCLE_ROLES)
    return bool(at_work) and at_work <= TEAM - PROFESSIONALS


def reads_in(actor: Actor) -> frozenset[int]:
    """Return the ids of the neighbourhoods where somebody reads what others tell: as a professional or the adviser."""
    return places(actor, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER)


def reads_everything_in(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Say whether somebody reads what others tell and show in a neighbourhood; everybody reads what they brought."""
    return is_coordinator(actor) or neighbourhood.id in reads_in(actor)
