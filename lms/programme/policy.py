"""Who may know of a neighbourhood, and what they may do there.

Rights come from grants with scope ``neighbourhood`` (team, fixed adviser, stand-ins) or ``organisation`` (the manager
of a GGD), and from the platform roles of the programme team. People who may hold a printed sign-in card (key persons,
experts by experience, residents) see no data of others.
"""

from sqlalchemy import ColumnElement, false, or_, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.programme.models import TEAM_ROLES, Evidence, Moment, Neighbourhood, Plan, StepFeedback, TeamMember

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


def leads_somewhere(actor: Actor, *_things: object) -> bool:
    """Directors and deputies, of whatever neighbourhood."""
    return bool(places(actor, NEIGHBOURHOOD, *LEADERS))


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


def can_name_director(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Let the director hand over, and without one who leads then; no deputy or stand-in puts a director aside."""
    vacant = neighbourhood.director_id is None
    led_by_actor = actor.id is not None and neighbourhood.director_id == actor.id
    return is_coordinator(actor) or led_by_actor or (vacant and leads(actor, neighbourhood))


def can_change_member(actor: Actor, member: TeamMember) -> bool:
    """Who leads changes the team; a director's own place only who may name a director."""
    if member.role is Role.NEIGHBOURHOOD_DIRECTOR:
        return can_name_director(actor, member.neighbourhood)
    return can_lead(actor, member.neighbourhood)


def roles_to_give(actor: Actor, neighbourhood: Neighbourhood) -> tuple[Role, ...]:
    """Return the roles somebody may give at an invitation; director only while there is none to hand over."""
    if not can_lead(actor, neighbourhood):
        return ()
    vacant = neighbourhood.director_id is None
    first = TEAM_ROLES[:1] if vacant and can_name_director(actor, neighbourhood) else ()
    return (*first, *TEAM_ROLES[1:])


def can_see_reach(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Telephone numbers and working days are for people of the neighbourhood itself (P-6)."""
    return bool(roles_in(actor, neighbourhood))


def is_with_a_neighbourhood(actor: Actor, *_things: object) -> bool:
    """Say whether somebody is in a team or advises, and so is told about it."""
    return bool(places(actor, NEIGHBOURHOOD)) or actor.has_role(Role.ADVISER)


def can_be_away(actor: Actor, *_things: object) -> bool:
    """Directors and advisers can be away."""
    return bool(places(actor, NEIGHBOURHOOD, Role.NEIGHBOURHOOD_DIRECTOR, Role.ADVISER))


def can_tell(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Everybody in the team and the adviser write moments."""
    return is_in_team(actor, neighbourhood) or advises(actor, neighbourhood)


def speaks_first(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Key persons, experts by experience and residents: telling begins with the microphone, and shows only their own."""
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


def can_see_programme(actor: Actor, *_things: object) -> bool:
    """Who steers, studies, advises or manages a GGD sees how the programme stands; the rows they see are known_to."""
    return actor.has_role(*EVERYWHERE, Role.ADVISER, Role.GGD_MANAGER)


def can_see_risks(actor: Actor, *_things: object) -> bool:
    """Say who is of the core team, which keeps the overview of risks (S4:1502-1504)."""
    return actor.has_role(*EVERYWHERE, Role.ADVISER)


def manages_a_ggd(actor: Actor, *_things: object) -> bool:
    """Say who manages a GGD: they see what was agreed with the neighbourhoods of their own."""
    return actor.has_role(Role.GGD_MANAGER)


def managed_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`manages_ggd_of` as SQL."""
    ggds = places(actor, ORGANISATION, Role.GGD_MANAGER)
    return Neighbourhood.ggd_id.in_(ggds) if ggds else false()


def can_see_plan(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Who may know of it and is there as a professional: not who only comes from the neighbourhood itself (P-11)."""
    if is_in_team(actor, neighbourhood) and not roles_in(actor, neighbourhood).isdisjoint(PROFESSIONALS):
        return True
    return actor.has_role(*EVERYWHERE) or advises(actor, neighbourhood) or manages_ggd_of(actor, neighbourhood)


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


def can_read_choices(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Dream, question and decisions: the whole team, its adviser, the manager of its GGD and the coordinator."""
    return (
        is_in_team(actor, neighbourhood)
        or advises(actor, neighbourhood)
        or manages_ggd_of(actor, neighbourhood)
        or is_coordinator(actor)
    )


def choices_read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read_choices` as SQL, about neighbourhoods."""
    if is_coordinator(actor):
        return true()
    own = places(actor, NEIGHBOURHOOD, *TEAM, Role.ADVISER)
    return or_(Neighbourhood.id.in_(own) if own else false(), managed_by(actor))


def can_add_evidence(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Professionals of the team, and who leads."""
    return bool(roles_in(actor, neighbourhood) & PROFESSIONALS) or leads(actor, neighbourhood)


def can_read_evidence(actor: Actor, evidence: Evidence) -> bool:
    """Who brought it; professionals of the team, its adviser and the coordinator."""
    if actor.id is not None and evidence.by_id == actor.id:
        return True
    return is_coordinator(actor) or evidence.neighbourhood_id in _reading(actor)


def evidence_read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read_evidence` as SQL."""
    if is_coordinator(actor):
        return true()
    reading = _reading(actor)
    return or_(Evidence.by_id == (actor.id or 0), Evidence.neighbourhood_id.in_(reading) if reading else false())


def can_remove_evidence(actor: Actor, evidence: Evidence) -> bool:
    """Only who brought it takes it away."""
    return actor.id is not None and evidence.by_id == actor.id


def can_answer_feedback(actor: Actor, *_things: object) -> bool:
    """Coordinators and editors keep the card, advisers know the neighbourhood: they answer what people say of it."""
    return actor.has_role(Role.COORDINATOR, Role.EDITOR, Role.ADVISER)


def can_read_feedback(actor: Actor, feedback: StepFeedback) -> bool:
    """Coordinators and editors read all of it, an adviser that of the own neighbourhoods."""
    advised = places(actor, NEIGHBOURHOOD, Role.ADVISER)
    return actor.has_role(Role.COORDINATOR, Role.EDITOR) or feedback.neighbourhood_id in advised


def feedback_read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read_feedback` as SQL."""
    if actor.has_role(Role.COORDINATOR, Role.EDITOR):
        return true()
    advised = places(actor, NEIGHBOURHOOD, Role.ADVISER)
    return StepFeedback.neighbourhood_id.in_(advised) if advised else false()


def _reading(actor: Actor) -> frozenset[int]:
    return places(actor, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER)


def speaks_only(actor: Actor) -> bool:
    """Key persons, experts by experience and residents without another role: a menu of three words is enough."""
    return bool(actor.roles) and actor.roles <= TEAM - PROFESSIONALS
