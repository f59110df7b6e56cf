"""Learners of a module for tests: written as rows, so that there can be many."""

from datetime import timedelta

from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.queue import enqueue
from lms.programme.models import TeamMember
from lms.training.jobs.insight import COUNT
from lms.training.models import Module, ModuleProgress, Part, PartCompletion
from lms.training.models.tries import QuestionTry


def learners(
    module: Module, count: int, *, did=2, finished=False, weeks_ago=0, role=None, place=None, question="", slip=None
) -> list[Person]:
    """Make people who did the first ``did`` parts of a module, so long ago; and answered a question."""
    moment = now() - timedelta(weeks=weeks_ago)
    people = [
        Person(name=f"Mens {number}", email=f"{new_uid(12)}@example.org", active=True, accepted_at=moment)
        for number in range(count)
    ]
    db.session.add_all(people)
    db.session.flush()
    parts = db.session.scalars(select(Part).where(Part.module_id == module.id).order_by(Part.position).limit(did)).all()
    for person in people:
        db.session.add(_record(person, module, parts, moment, finished))
        for part in parts:
            seen = {"part_id": part.id, "version": part.version, "twin": "regular", "completed_at": moment}
            db.session.add(PartCompletion(person_id=person.id, **seen))
        if question:
            tried = {"uid": question, "module_id": module.id, "slip": slip, "first_at": moment, "last_at": moment}
            db.session.add(QuestionTry(person_id=person.id, **tried))
        if role or place:
            _let_in(person, role or Role.SOCIAL_WORKER, place)
    db.session.commit()
    return people


def count_now() -> None:
    """Count every module, as the job does at night."""
    enqueue(COUNT)
    db.session.commit()


def _record(person, module, parts, moment, finished):
    return ModuleProgress(
        person_id=person.id,
        module_id=module.id,
        began_serial=module.serial,
        parts={part.uid: part.version for part in parts},
        assignments={},
        last_part=parts[-1].uid if parts else None,
        started_at=moment,
        last_at=moment,
        completed_at=moment if finished else None,
        completed_serial=module.serial if finished else None,
    )


def _let_in(person, role, place):
    where = ("neighbourhood", place.id) if place else ("programme", 1)
    grant = Grant(person_id=person.id, role=role, scope_kind=where[0], scope_id=where[1], since=now())
    db.session.add(grant)
    if place:
        db.session.flush()
        db.session.add(TeamMember(neighbourhood_id=place.id, person_id=person.id, role=role, grant_id=grant.id))
