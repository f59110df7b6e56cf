"""Who says where a neighbourhood stands, shows how it went, and reads what it chose."""

from sqlalchemy import ColumnElement, false, or_, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.programme.models import Evidence, Neighbourhood, StepFeedback
from lms.programme.policy.places import (
    NEIGHBOURHOOD,
    PROFESSIONALS,
    TEAM,
    advises,
    is_coordinator,
    is_in_team,
    leads,
    managed_by,
    manages_ggd_of,
    places,
    reads_in,
    roles_in,
)


def can_move_steps(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Only who leads says where the neighbourhood stands; the adviser's view stands beside it."""
    return leads(actor, neighbourhood)


def can_see_it_otherwise(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Advisers say "Ik zie het anders"."""
    return advises(actor, neighbourhood)


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
    return is_coordinator(actor) or evidence.neighbourhood_id in reads_in(actor)


def evidence_read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read_evidence` as SQL."""
    if is_coordinator(actor):
        return true()
    reading = reads_in(actor)
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
