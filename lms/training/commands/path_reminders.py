"""Reminding learners of a day, and opening rounds of renewal. Only the learner is told, each thing once."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands import notify
from lms.accounts.models import Person
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.commands.paths import BATCH, has_role_on
from lms.training.models.learning_paths import LearningPath, walked
from lms.training.models.path_members import PathExemption, PathMember, RenewalRound
from lms.training.models.paths import DEADLINE

DUE, RENEW = "training.path_due", "training.path_renew"
FORTNIGHT = timedelta(days=14)
#: The reminders of one day: 14 days before, on the day, 14 days after.
STAGES = (-FORTNIGHT, timedelta(0), FORTNIGHT)
ROUND_TAKES = timedelta(days=60)


def stage_on(due_on: date, day: date) -> int:
    """Return how many of the reminders about a day are due: a run that was missed sends only the latest."""
    return sum(due_on + after <= day for after in STAGES)


def remind_members() -> int:
    """Remind a batch of people of the day by which they want to be done; return how many rows were looked at."""
    free = exists().where(
        PathExemption.person_id == PathMember.person_id,
        PathExemption.path_id == PathMember.path_id,
        PathExemption.about == DEADLINE,
        PathExemption.lifted_at.is_(None),
    )
    rows = _due(PathMember).where(PathMember.completed_at.is_(None), LearningPath.deadline_days.is_not(None), ~free)
    return _remind(db.session.execute(rows.limit(BATCH)).all(), DUE)


def remind_rounds() -> int:
    """Remind a batch of people of the day of the round that is open, while the path has rounds."""
    rows = _due(RenewalRound).where(RenewalRound.completed_at.is_(None), LearningPath.renewal_months.is_not(None))
    return _remind(db.session.execute(rows.limit(BATCH)).all(), RENEW)


def open_rounds() -> int:
    """Open the next round for a batch of people who were done long enough ago; return how many."""
    for path in db.session.scalars(
        select(LearningPath).where(walked(), LearningPath.renewal_months.is_not(None))
    ).all():
        cutoff = months_before(now(), path.renewal_months or 0)
        ready = _ready(path, cutoff).limit(BATCH)
        people = db.session.scalars(ready).all()
        for person in people:
            open_round(path, person)
        if people:
            return len(people)
    return 0


def open_round(path: LearningPath, person: Person) -> RenewalRound | None:
    """Open the next round of a path for somebody and tell them, unless one is open; whoever was first, it is one."""
    mine = (RenewalRound.person_id == person.id, RenewalRound.path_id == path.id)
    number = (db.session.scalar(select(func.max(RenewalRound.number)).where(*mine)) or 0) + 1
    row = RenewalRound(
        person_id=person.id, path_id=path.id, number=number, due_on=today() + ROUND_TAKES, done={}, opened_at=now()
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # one is open
        return None
    notify(
        person,
        cause=RENEW,
        object=f"leerpad/{path.uid}",
        version=f"round.{number}",
        text=_l("Tijd om op te frissen: %(title)s. Wat je deed, blijft staan", title=path.title),
        url=f"/leerpad/{path.slug}/waarom",
    )
    return row


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier, or the last day of that month when it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _ready(path: LearningPath, cutoff: datetime) -> Select[Person]:
    """Return who was done before a moment, and has since then been in no round."""
    mine = (RenewalRound.person_id == PathMember.person_id, RenewalRound.path_id == path.id)
    since = or_(RenewalRound.completed_at.is_(None), RenewalRound.completed_at > cutoff)
    return (
        select(Person)
        .join(PathMember, and_(PathMember.person_id == Person.id, PathMember.path_id == path.id))
        .where(PathMember.completed_at <= cutoff, Person.active, has_role_on(PathMember.__table__.c.path_id))
        .where(~exists().where(*mine, since))
        .order_by(Person.id)
    )


def _due(table: type[PathMember] | type[RenewalRound]) -> Select[*tuple[Any, ...]]:
    day = today()
    late = [and_(table.due_on <= day - after, table.reminded <= number) for number, after in enumerate(STAGES)]
    return (
        select(table, LearningPath, Person)
        .join(LearningPath, LearningPath.id == table.path_id)
        .join(Person, Person.id == table.person_id)
        .where(walked(), Person.active, has_role_on(LearningPath.__table__.c.id), or_(*late))
        .order_by(table.person_id, table.path_id)
        .with_for_update(of=table)
    )


def _remind(rows: Sequence[Row[*tuple[Any, ...]]], cause: str) -> int:
    for row, path, person in rows:
        row.reminded = stage_on(row.due_on, today())
        notify(
            person,
            cause=cause,
            object=f"leerpad/{path.uid}",
            version=f"{row.due_on}.{row.reminded}",
            text=_words(row.reminded, path.title),
            url=f"/leerpad/{path.slug}/waarom",
        )
    db.session.flush()
    return len(rows)


def _words(stage: int, title: str) -> LazyString:
    if stage == 1:
        return _l("Binnen twee weken klaar: %(title)s", title=title)
    if stage == 2:
        return _l("Je wilde nu klaar zijn met: %(title)s", title=title)
    return _l("%(title)s is nog niet af. Lukt het niet? Bespreek het met je adviseur of coördinator", title=title)
