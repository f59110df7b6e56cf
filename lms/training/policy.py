"""Who may see a module, and as whom somebody reads."""

from sqlalchemy import ColumnElement, and_, exists, true
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.enums import CIRCLE_ROLES, Role
from lms.accounts.models import Actor, Grant, PlatformRole
from lms.kernel.clock import now
from lms.programme.policy import NEIGHBOURHOOD, PROFESSIONALS, places
from lms.training.enums import ModuleStatus, Twin
from lms.training.models import Module
from lms.training.models.outline import BY_EAR

EDITORS = (Role.EDITOR, Role.COORDINATOR)
PROFESSIONAL = "professional"
DIRECTOR = "director"
#: Roles for whom parts are written apart; everybody with another role (too) reads as a professional.
SPOKEN_TO = {
    Role.KEY_PERSON: "key_person",
    Role.EXPERT_BY_EXPERIENCE: "expert_by_experience",
    Role.RESIDENT: "key_person",
}
DIRECTORS = (Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR)
#: Roles of people who learn by listening and talking, as long as they have no other.
HEARD = tuple(role for role, audience in SPOKEN_TO.items() if audience in BY_EAR)
#: Who leads a group: the same who see who is in the team (:func:`lms.programme.policy.can_see_team`), where they are.
GROUP_LEADERS = (*sorted(PROFESSIONALS), Role.ADVISER)


def can_see_drafts(actor: Actor) -> bool:
    """Editors and coordinators see modules that are drafts or retired."""
    return actor.has_role(*EDITORS)


def can_edit_modules(actor: Actor, *_things: object) -> bool:
    """Editors and coordinators write modules; who wrote last never publishes alone, see commands/draft_reviews."""
    return actor.has_role(*EDITORS)


def can_keep_proof(actor: Actor, *_things: object) -> bool:
    """Coordinators keep accreditations, hand over to registers and withdraw certificates."""
    return actor.has_role(Role.COORDINATOR)


def can_edit_paths(actor: Actor, *_things: object) -> bool:
    """Editors and coordinators make learning paths, and look at messages that were reported."""
    return actor.has_role(*EDITORS)


def can_exempt(actor: Actor, *_things: object) -> bool:
    """Coordinators let somebody off: that is about a person, and editors know no people."""
    return actor.has_role(Role.COORDINATOR)


def can_answer_needs(actor: Actor, *_things: object) -> bool:
    """Editors and coordinators read what people want to learn, and answer."""
    return actor.has_role(*EDITORS)


def sees_all_learners(actor: Actor) -> bool:
    """Who writes modules, runs the programme or does research sees how all people get on: in counts, never who."""
    return actor.has_role(*EDITORS, Role.RESEARCHER)


def can_see_insight(actor: Actor, *_things: object) -> bool:
    """Advisers and managers of a GGD too: of the learners of their own neighbourhoods, all of them together."""
    return sees_all_learners(actor) or actor.has_role(Role.ADVISER, Role.GGD_MANAGER)


def can_see_module(actor: Actor, module: Module) -> bool:
    """Everybody sees published modules; who sees drafts sees all."""
    return module.is_live or can_see_drafts(actor)


def modules_seen_by(actor: Actor) -> ColumnElement[bool]:
    """Say the same as :func:`can_see_module`, as a filter."""
    return modules_seen(drafts=can_see_drafts(actor))


def modules_seen(*, drafts: bool) -> ColumnElement[bool]:
    """Return the filter for who sees drafts, or for who does not."""
    return true() if drafts else and_(Module.status == ModuleStatus.PUBLISHED, Module.retired_at.is_(None))


def audiences_of(actor: Actor) -> frozenset[str]:
    """Return as whom somebody reads: which parts are asked of them, and count."""
    roles = actor.roles
    found = {SPOKEN_TO[role] for role in roles if role in SPOKEN_TO}
    if not roles.isdisjoint(DIRECTORS):
        found.add(DIRECTOR)
    if not found or not roles - set(CIRCLE_ROLES) <= SPOKEN_TO.keys():
        found.add(PROFESSIONAL)
    return frozenset(found)


def twin_for(audiences: frozenset[str], chosen: str | None) -> Twin:
    """Return the text somebody gets when a part has two: what they chose, or what suits as whom they read."""
    if chosen:
        return Twin(chosen)
    return Twin.REGULAR if PROFESSIONAL in audiences else Twin.EASY


def learns_by_ear(person_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the filter for people of whom no writing is asked: ``asks_writing(audiences_of(...))`` as SQL, negated."""
    held = and_(Grant.person_id == person_id, Grant.held_at(now()))
    everywhere = exists().where(PlatformRole.person_id == person_id)
    other = exists().where(held, Grant.role.not_in((*HEARD, *CIRCLE_ROLES)))
    return and_(exists().where(held, Grant.role.in_(HEARD)), ~other, ~everywhere)


def group_places(actor: Actor) -> frozenset[int]:
    """Return the neighbourhoods where somebody leads groups: those they work in or advise, and no other."""
    return places(actor, NEIGHBOURHOOD, *GROUP_LEADERS)


def can_lead_group(actor: Actor, *_things: object) -> bool:
    """Directors, deputies and social workers of a team, and its adviser; with people of that team alone."""
    return bool(group_places(actor))
