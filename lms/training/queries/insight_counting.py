"""Counting how people get on in a module, over all of them, in the database: done at night, kept, and then read.

A learner is who completed something in the module or answered a question of it. Each is in one group of each kind.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
)

from lms.accounts.enums import Role
from lms.accounts.models import Grant
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD
from lms.programme.models import TeamMember
from lms.training.enums import Grouping
from lms.training.models import Module, ModuleProgress, Part, PartCompletion, QuestionAnswer
from lms.training.models.insight import AGAIN, ANSWERED, BEGAN, DONE, FINISHED, SLIP, SLIPPED, STILL_WEEKS, STOPPED
from lms.training.models.quarters import OLDER, quarters_until
from lms.training.models.tries import InsightCount, InsightMoment, QuestionTry

#: Which role counts of who has several; every other role is "other", and never shown apart.
ROLES: Mapping[Role, Role] = {
    Role.NEIGHBOURHOOD_DIRECTOR: Role.NEIGHBOURHOOD_DIRECTOR,
    Role.DEPUTY_DIRECTOR: Role.NEIGHBOURHOOD_DIRECTOR,
    Role.SOCIAL_WORKER: Role.SOCIAL_WORKER,
    Role.EXPERT_BY_EXPERIENCE: Role.EXPERT_BY_EXPERIENCE,
    Role.KEY_PERSON: Role.KEY_PERSON,
    Role.RESIDENT: Role.KEY_PERSON,
}
OTHER = ""  # the group that is never shown
Row = tuple[str, str, str, str, int]


def module_to_count(since: datetime) -> Module | None:
    """Return a module with learners that was not counted since a moment."""
    fresh = exists().where(InsightMoment.module_id == Module.id, InsightMoment.counted_at >= since)
    begun = exists().where(ModuleProgress.module_id == Module.id)
    tried = exists().where(QuestionTry.module_id == Module.id)
    return db.session.scalars(select(Module).where(~fresh, begun | tried).order_by(Module.id).limit(1)).first()


def counted(module: Module) -> list[Row]:
    """Return everything that is counted of a module, as (grouped, named, subject, mark, people), in four statements.

    The database counts people by role, neighbourhood and quarter at once; here those counts are added up by each of
    them. A slip that fewer than five made is left out, for it may be somebody's own words.
    """
    learners = _learners(module)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for role, place, quarter, subject, mark, people in _marks(learners, module):
        found[Grouping.ALL.value, "", subject, mark] += people
        found[Grouping.ROLE.value, role, subject, mark] += people
        found[Grouping.NEIGHBOURHOOD.value, place, subject, mark] += people
        found[Grouping.QUARTER.value, quarter, subject, mark] += people
    kept = ((key, people) for key, people in found.items() if people >= THRESHOLD or not key[3].startswith(SLIP))
    return [(*key, people) for key, people in kept]


def _marks(learners: CTE, module: Module) -> Iterator[tuple[str, str, str, str, str, int]]:
    for *group, after, finished, stopped, people in db.session.execute(_of_module(learners)):
        yield (*group, "", BEGAN, people)
        if finished or stopped:
            yield (*group, "" if finished else after, FINISHED if finished else STOPPED, people)
    for mark, statement in ((DONE, _did(learners, module)), (BEGAN, _only_tried(learners, module))):
        for *group, part, people in db.session.execute(statement):
            yield (*group, part, mark, people)
    for *group, uid, slip, again, people in db.session.execute(_of_questions(learners, module)):
        marks = (ANSWERED, *((SLIPPED, SLIP + slip) if slip is not None else ()), *((AGAIN,) if again else ()))
        yield from ((*group, uid, mark, people) for mark in marks)


def _learners(module: Module) -> CTE:
    """Return every learner of a module, in what groups, and how far."""
    record = (ModuleProgress.person_id, ModuleProgress.started_at, ModuleProgress.last_at)
    began = select(*record, ModuleProgress.last_part, ModuleProgress.completed_at)
    known = exists().where(
        ModuleProgress.person_id == QuestionTry.person_id, ModuleProgress.module_id == QuestionTry.module_id
    )
    times = (func.min(QuestionTry.first_at).label("started_at"), func.max(QuestionTry.last_at).label("last_at"))
    answered = select(QuestionTry.person_id, *times, null().label("last_part"), null().label("completed_at"))
    answered = answered.where(QuestionTry.module_id == module.id, ~known).group_by(QuestionTry.person_id)
    both = union_all(began.where(ModuleProgress.module_id == module.id), answered).subquery()
    still = both.c.last_at >= now() - timedelta(weeks=STILL_WEEKS)
    how_far = (
        func.coalesce(both.c.last_part, "").label("after"),
        case((both.c.completed_at.is_not(None), 1), else_=0).label("finished"),
        case((or_(both.c.completed_at.is_not(None), still), 0), else_=1).label("stopped"),
    )
    groups = (_role(both).label("role"), _place(both).label("place"), _quarter(both).label("quarter"))
    return select(both.c.person_id, *groups, *how_far).cte("learners")


def _role(learner: Any) -> ColumnElement[str]:
    order = list(dict.fromkeys(ROLES.values()))
    rank = case(*((Grant.role == role, order.index(ROLES[role])) for role in ROLES), else_=len(order))
    held = select(func.min(rank)).where(Grant.person_id == learner.c.person_id, Grant.held_at(now()))
    names = {number: role.value for number, role in enumerate(order)}
    return case(names, value=held.scalar_subquery(), else_=OTHER)


def _place(learner: Any) -> ColumnElement[str]:
    mine = (TeamMember.person_id == learner.c.person_id, TeamMember.until.is_(None))
    place = select(func.min(TeamMember.neighbourhood_id)).where(*mine).scalar_subquery()
    return func.coalesce(cast(place, String(32)), OTHER)


def _quarter(learner: Any) -> ColumnElement[str]:
    return case(*((learner.c.started_at >= each.begins, each.key) for each in quarters_until(today())), else_=OLDER)


def _of_module(learners: CTE) -> Select[Any]:
    return _people(learners, learners.c.after, learners.c.finished, learners.c.stopped)


def _did(learners: CTE, module: Module) -> Select[Any]:
    done = _people(learners, Part.uid).join(PartCompletion, PartCompletion.person_id == learners.c.person_id)
    return done.join(Part, and_(Part.id == PartCompletion.part_id, Part.module_id == module.id))


def _only_tried(learners: CTE, module: Module) -> Select[Any]:
    """Return who answered a question of a part and did not complete the part."""
    did = exists().where(PartCompletion.person_id == learners.c.person_id, PartCompletion.part_id == Part.id)
    tried = _people(learners, Part.uid, people=func.count(learners.c.person_id.distinct()))
    tried = tried.join(QuestionAnswer, QuestionAnswer.person_id == learners.c.person_id)
    return tried.join(Part, and_(Part.id == QuestionAnswer.part_id, Part.module_id == module.id)).where(~did)


def _of_questions(learners: CTE, module: Module) -> Select[Any]:
    answers = select(QuestionTry, case((QuestionTry.tries > 1, 1), else_=0).label("again"))
    answers = answers.where(QuestionTry.module_id == module.id)
    given = answers.subquery()
    return _people(learners, given.c.uid, given.c.slip, given.c.again).join(
        given, given.c.person_id == learners.c.person_id
    )


def _people(learners: CTE, *by: Any, people: Any = None) -> Select[Any]:
    groups = (learners.c.role, learners.c.place, learners.c.quarter, *by)
    return select(*groups, func.count() if people is None else people).select_from(learners).group_by(*groups)


def as_rows(module: Module, found: Sequence[Row]) -> list[dict[str, Any]]:
    """Return counts as rows of :class:`InsightCount`."""
    names = [column.name for column in InsightCount.__table__.columns]
    return [dict(zip(names, (module.id, *each), strict=True)) for each in found]
