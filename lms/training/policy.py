"""Who may see a module, and as whom somebody reads."""

from sqlalchemy import ColumnElement, and_, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.training.enums import ModuleStatus, Twin
from lms.training.models import Module

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


def can_see_drafts(actor: Actor) -> bool:
    """Editors and coordinators see modules that are drafts or retired."""
    return actor.has_role(*EDITORS)


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
    found = {SPOKEN_TO[role] for role in actor.roles if role in SPOKEN_TO}
    if actor.has_role(*DIRECTORS):
        found.add(DIRECTOR)
    if not found or not actor.roles <= SPOKEN_TO.keys():
        found.add(PROFESSIONAL)
    return frozenset(found)


def twin_for(actor: Actor, chosen: str | None) -> Twin:
    """Return the text somebody gets when a part has two: what they chose, or what suits their role."""
    if chosen:
        return Twin(chosen)
    return Twin.REGULAR if PROFESSIONAL in audiences_of(actor) else Twin.EASY
