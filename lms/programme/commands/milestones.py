"""Steering on milestones: who owns one, when it should be done, and that it is."""

from datetime import date

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.models import Organisation
from lms.programme.models import Milestone, MilestoneMove


def give_milestone_to(milestone: Milestone, owner: Organisation | None, *, by: Person, origin: str) -> None:
    """Say which organisation owns a milestone; nobody is "nog kiezen"."""
    _lock(milestone)
    if milestone.owner_id == (owner.id if owner else None):
        return
    milestone.owner = owner
    _flushed("milestone.owner", milestone, by, origin)


def plan_milestone(milestone: Milestone, planned_on: date | None, reason: str, *, by: Person, origin: str) -> None:
    """Plan a milestone; a date that was there is moved only with a reason, and every move stays to be seen."""
    _lock(milestone)
    if milestone.planned_on == planned_on:
        return
    if milestone.planned_on is not None and not reason.strip():
        raise Refusal(_("Schrijf op waarom de datum verandert. Bijvoorbeeld: de werving kostte meer tijd."), "reason")
    was_on, milestone.planned_on = milestone.planned_on, planned_on
    moved = MilestoneMove(milestone_id=milestone.id, was_on=was_on, planned_on=planned_on, reason=reason.strip())
    moved.by_id = by.id
    db.session.add(moved)
    _flushed("milestone.plan", milestone, by, origin)


def finish_milestone(milestone: Milestone, *, done_on: date, evidence: str, by: Person, origin: str) -> None:
    """Say that a milestone is done, when, and what shows it (G-1)."""
    if done_on > today():
        raise Refusal(_("Deze dag is nog niet geweest. Vul de dag in waarop het klaar was."), "done_on")
    if not evidence.strip():
        raise Refusal(_("Zeg waaraan je ziet dat het klaar is. Een zin of een link is genoeg."), "evidence")
    _lock(milestone)
    milestone.done_on, milestone.evidence = done_on, evidence.strip()
    _flushed("milestone.done", milestone, by, origin)


def open_milestone(milestone: Milestone, *, by: Person, origin: str) -> None:
    """Take back that a milestone is done; what showed it stays, for who says it again."""
    _lock(milestone)
    if milestone.done_on is None:
        return
    milestone.done_on = None
    _flushed("milestone.open", milestone, by, origin)


def _lock(milestone: Milestone) -> None:
    """Wait for who changes it now, and read what they made of it: each move says what the one before it left."""
    db.session.refresh(
        milestone, ["owner_id", "planned_on", "done_on", "evidence"], with_for_update={"key_share": True}
    )


def _flushed(action: str, milestone: Milestone, by: Person, origin: str) -> None:
    db.session.flush()
    audit.record(action, f"milestone/{milestone.key}", actor_uid=by.uid, origin=origin)
