"""Walking a learning path: meeting it, practising, being done with it, and what counts in a round of renewal."""

from datetime import timedelta
from functools import cache

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.commands.alone import did_alone, not_done_yet
from lms.training.models import Lesson, Module, ModuleProgress
from lms.training.models.learning_paths import LearningPath, PathAudience, PathItem, walked
from lms.training.models.path_members import PathMember, PathPractice, RenewalRound
from lms.training.queries.paths import MyPath, Stretch, paths_of
from lms.training.queries.readings import Reading, asked_by

BATCH = 200
RIGHTS = (selectinload(Person.platform_roles), selectinload(Person.all_grants))


def follow_paths(reading: Reading, did: str, *, ends: bool, by: Person) -> None:
    """Keep what the paths of somebody add to a piece of work that was just done in a module.

    ``ends``: a lesson or the module was finished with it. Before that no path is, so that other work costs one small
    statement.
    """
    if not reading.on_path:
        return
    asked = {**asked_by(by), "module": reading.module.id}
    if not ends and not db.session.scalar(_waiting(), asked):
        return
    for mine in paths_of(by):
        if any(_is_of(stretch, reading.module) for stretch in mine.stretches):
            count_in_round(mine, did)
            keep_standing(mine, by)


def practise(mine: MyPath, stretch: Stretch, *, by: Person, alone: bool = True) -> None:
    """Write down that somebody practised; twice is once. ``alone`` is not so when a group did it together."""
    if alone and stretch.practised_at:
        did_alone(stretch.item.uid, 1, by=by)
    if stretch.practised_at is None:
        try:
            with db.session.begin_nested():
                db.session.add(PathPractice(person_id=by.id, item_id=stretch.item.id))
        except IntegrityError:  # another tab was first
            pass
    _after_practice(mine, stretch.item.uid, by)


def take_back_practice(stretch: Stretch, *, by: Person) -> None:
    """Take back that somebody practised; a round keeps what was counted in it."""
    mine = (PathPractice.person_id == by.id, PathPractice.item_id == stretch.item.id)
    db.session.execute(delete(PathPractice).where(*mine))
    not_done_yet(stretch.item.uid, by=by)
    db.session.flush()


def _after_practice(mine: MyPath, uid: str, by: Person) -> None:
    fresh = next((each for each in paths_of(by) if each.path.id == mine.path.id), None)
    if fresh:
        count_in_round(fresh, uid)
        keep_standing(fresh, by)


def count_in_round(mine: MyPath, did: str) -> None:
    """Count a piece of work in the round that is open, when the round asks for it; nothing is ever taken out."""
    asked = {piece for stop in (mine.renewal.stops if mine.renewal else ()) for piece in stop.item.asks}
    if mine.round is None or did not in asked:
        return
    wanted = select(RenewalRound).where(RenewalRound.id == mine.round.id).with_for_update()
    round_ = db.session.execute(wanted, execution_options={"populate_existing": True}).scalar_one()
    if did not in round_.done:
        round_.done = {**round_.done, did: now().isoformat()}
    counted = MyPath(mine.path, mine.member, round_, mine.stretches, mine.facts, mine.day, mine.by_uid).renewal
    if counted and counted.complete and round_.completed_at is None:
        round_.completed_at = now()
    db.session.flush()


def leave_open_rounds(person: Person, did: str) -> None:
    """Take a piece of work out of rounds that are open, because somebody took back that they did it."""
    mine = select(RenewalRound).where(RenewalRound.person_id == person.id, RenewalRound.completed_at.is_(None))
    for round_ in db.session.scalars(mine.with_for_update(), execution_options={"populate_existing": True}):
        round_.done = {key: at for key, at in round_.done.items() if key != did}
    db.session.flush()


def keep_standing(mine: MyPath, person: Person) -> PathMember:
    """Let somebody have met the path, and keep when they were first done with it."""
    member = mine.member or meet(person, mine.path)
    if member.completed_at is None and mine.standing.complete:
        member.completed_at = now()
    db.session.flush()
    return member


def meet(person: Person, path: LearningPath) -> PathMember:
    """Make the row of somebody on a path; whoever was first, it is one row."""
    days = path.deadline_days
    member = PathMember(person_id=person.id, path_id=path.id, due_on=today() + timedelta(days=days) if days else None)
    try:
        with db.session.begin_nested():
            db.session.add(member)
    except IntegrityError:
        return db.session.get_one(PathMember, (person.id, path.id))
    return member


def meet_paths() -> int:
    """Let a batch of people meet a path that is for a role of theirs; return how many."""
    paths = select(LearningPath).where(walked()).options(selectinload(LearningPath.audiences))
    for path in db.session.scalars(paths.order_by(LearningPath.id)).all():
        new = select(Person).where(Person.active, in_roles(path.roles), ~_is_member(path)).options(*RIGHTS)
        people = db.session.scalars(new.order_by(Person.id).limit(BATCH)).all()
        for person in people:
            meet(person, path)
            settle(person, path.id)
        if people:
            return len(people)
    return 0


def settle(person: Person, path_id: int) -> None:
    """Look whether somebody is done with a path, after the path or an exemption changed and not their own work."""
    mine = next((each for each in paths_of(person) if each.path.id == path_id), None)
    if mine:
        keep_standing(mine, person)


def settle_members(path_id: int, after: int) -> int:
    """Settle the next batch of people who are not done with a path; return the number of the last, 0 at the end."""
    waiting = select(PathMember.person_id).where(PathMember.path_id == path_id, PathMember.completed_at.is_(None))
    batch = waiting.where(PathMember.person_id > after).order_by(PathMember.person_id).limit(BATCH)
    people = select(Person).where(Person.id.in_(batch)).options(*RIGHTS).order_by(Person.id)
    last = 0
    for person in db.session.scalars(people).all():
        settle(person, path_id)
        last = person.id
    return last


def in_roles(roles: tuple[Role, ...]) -> ColumnElement[bool]:
    """Return the filter for people who have one of these roles now, in whatever place."""
    everywhere = select(PlatformRole.person_id).where(PlatformRole.role.in_(roles))
    somewhere = select(Grant.person_id).where(Grant.role.in_(roles), Grant.held_at(now()))
    return or_(Person.id.in_(everywhere), Person.id.in_(somewhere))


def has_role_on(path_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the filter for people who have a role of a path now, in a statement about many paths."""
    of_path = PathAudience.path_id == path_id
    held = and_(Grant.person_id == Person.id, Grant.role == PathAudience.role, Grant.held_at(now()))
    given = and_(PlatformRole.person_id == Person.id, PlatformRole.role == PathAudience.role)
    everywhere = exists().where(of_path, given)
    return or_(everywhere, exists().where(of_path, held))


def finished_lesson(reading: Reading, record: ModuleProgress, did: str) -> bool:
    """Return whether a piece of work was the last that a lesson asks of this reader."""
    done = {*record.parts, *record.assignments}
    for lesson in reading.outline.lessons:
        parts = [part for part in lesson.parts if part.is_for(reading.reads_as)]
        tasks = [task.uid for part in parts for task in part.assignments if reading.asks_writing]
        asked = {*(part.uid for part in parts), *tasks}
        if did in asked:
            return asked <= done
    return False


@cache
def _waiting() -> Select[int]:
    """Return the statement for a path of ``roles`` with this module that was not met yet, or has a round open."""
    person, own = bindparam("person_id", type_=Integer), PathAudience.role.in_(bindparam("roles", expanding=True))
    holds = func.coalesce(PathItem.module_id, Lesson.module_id) == bindparam("module", type_=Integer)
    member = and_(PathMember.path_id == LearningPath.id, PathMember.person_id == person)
    running = and_(RenewalRound.path_id == LearningPath.id, RenewalRound.person_id == person)
    return (
        select(LearningPath.id)
        .join(PathItem, PathItem.path_id == LearningPath.id)
        .outerjoin(Lesson, Lesson.id == PathItem.lesson_id)
        .outerjoin(PathMember, member)
        .outerjoin(RenewalRound, and_(running, RenewalRound.completed_at.is_(None)))
        .where(walked(), PathItem.retired_at.is_(None), holds)
        .where(LearningPath.id.in_(select(PathAudience.path_id).where(own)))
        .where(or_(PathMember.person_id.is_(None), RenewalRound.id.is_not(None)))
        .limit(1)
    )


def _is_member(path: LearningPath) -> ColumnElement[bool]:
    return exists().where(PathMember.person_id == Person.id, PathMember.path_id == path.id)


def _is_of(stretch: Stretch, module: Module) -> bool:
    return stretch.reading is not None and stretch.reading.module.id == module.id
