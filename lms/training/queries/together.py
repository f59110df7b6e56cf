"""What a group can do together, with whom, and what was done: as whoever leads sees it.

Nothing here says how far somebody is. Whoever leads sees who is in the team, and who was there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import contains_eager, selectinload

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Grant, Person
from lms.content import blocks
from lms.content.blocks import Assignment, Block, Easy
from lms.kernel.clock import local, now, today
from lms.kernel.db import db
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, TEAM
from lms.training.enums import StopKind, Twin
from lms.training.models import GroupSession, Module, ModuleVersion, Part, PartVersion, TookPart
from lms.training.models.learning_paths import LearningPath, PathAudience, PathItem, walked
from lms.training.models.outline import BY_EAR, LessonLine, Outline, PartLine
from lms.training.policy import group_places, learns_by_ear
from lms.training.queries.desks import newest_desk_of

MOST = 30  # sessions on the page of who leads, the newest
Place = Row[int, str, str]


@dataclass(frozen=True)
class Topic:
    """What a group does: a part of a module in one text, or what a path asks to practise."""

    module: Module | None = None
    text: PartVersion | None = None
    outline: Outline | None = None
    item: PathItem | None = None
    path: LearningPath | None = None

    @property
    def piece(self) -> str:
        """The uid of what is done."""
        return self.text.part.uid if self.text else self.item.uid if self.item else ""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.text.title if self.text else self.item.title if self.item else ""

    @property
    def roles(self) -> frozenset[Role]:
        """Whose people do it: everybody in a team does parts, and a practice is for who walks its path."""
        return TEAM & set(self.path.roles) if self.path else TEAM

    @property
    def place(self) -> tuple[LessonLine, PartLine] | None:
        """Where the part stands now."""
        return self.outline.place_of(self.piece) if self.outline else None

    @property
    def after(self) -> PartLine | None:
        """The part a group goes on with: for people who learn by ear, the next one that is for them."""
        if self.outline is None or self.place is None:
            return None
        mine = self.place[1]
        wanted = BY_EAR if mine.is_for(BY_EAR) else frozenset(mine.audiences)
        lines = [part for part in self.outline.parts if part.is_for(wanted)]
        index = lines.index(mine) + 1 if mine in lines else len(lines)
        return lines[index] if index < len(lines) else None

    @cached_property
    def easy(self) -> Easy | None:
        """The easy twin, made for a group that looks and listens."""
        return next((block for block in self._body if isinstance(block, Easy)), None)

    @property
    def shown(self) -> list[Block]:
        """The blocks a group goes through: those of the easy twin when there is one."""
        if self.easy:
            return [*self.easy.blocks, *(block for block in self._body if isinstance(block, Assignment))]
        return list(self._body)

    @property
    def twin(self) -> Twin:
        """Which text that is."""
        return Twin.EASY if self.easy else Twin.REGULAR

    @cached_property
    def _body(self) -> tuple[Block, ...]:
        return blocks.from_json(self.text.body) if self.text else ()


@dataclass(frozen=True)
class Sitting:
    """A session of whoever looks, with who was ticked; those who took it back too."""

    session: GroupSession
    topic: Topic
    neighbourhood: str
    slug: str
    people: Sequence[TookPart] = field(default_factory=tuple)

    @property
    def there(self) -> list[TookPart]:
        """Who was there, as far as anybody says."""
        return [each for each in self.people if each.taken_back_at is None]

    @property
    def not_there(self) -> list[TookPart]:
        """Who said themselves that they were not; that is final for who led."""
        return [each for each in self.people if each.taken_back_by == "learner"]

    @property
    def is_of_today(self) -> bool:
        """Whether a mistake can still be mended by who led."""
        return self.session.done_at is None or local(self.session.done_at).date() == today()


def places_led(actor: Actor) -> Sequence[Place]:
    """Return the neighbourhoods where somebody leads groups (id, name, slug), by name."""
    here = select(Neighbourhood.id, Neighbourhood.name, Neighbourhood.slug)
    return db.session.execute(here.where(Neighbourhood.id.in_(group_places(actor))).order_by(Neighbourhood.name)).all()


def group_in(neighbourhood: int, roles: Collection[Role], actor: Actor) -> Sequence[Person]:
    """Return whom somebody can tick: people of a team that they lead, by name; nobody of any other place."""
    if neighbourhood not in group_places(actor):
        return ()
    held = and_(Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == neighbourhood, Grant.held_at(now()))
    beside = select(Grant.person_id).where(held, Grant.role.in_(roles))
    found = select(Person).where(Person.active, Person.id != actor.id, Person.id.in_(beside))
    return db.session.scalars(found.order_by(Person.name, Person.id)).all()


def part_topic(module: str, uid: str, actor: Actor) -> Topic | None:
    """Return a part that learners see, in its newest text."""
    desk = newest_desk_of(module, uid, actor)
    if desk is None or desk.place is None or not desk.reading.module.is_live:
        return None
    return Topic(desk.reading.module, desk.text, desk.reading.outline)


def practice_topic(item: str, _actor: Actor) -> Topic | None:
    """Return something to practise on a path that learners walk."""
    row = db.session.execute(_practices().where(PathItem.uid == item)).one_or_none()
    return Topic(item=row[0], path=row[1]) if row else None


def practices_for(roles: Collection[Role]) -> list[Topic]:
    """Return what people with one of these roles practise on their paths, in order."""
    paths = select(PathAudience.path_id).where(PathAudience.role.in_(roles))
    wanted = _practices().where(LearningPath.id.in_(paths))
    rows = db.session.execute(wanted.order_by(LearningPath.position, LearningPath.id, PathItem.position))
    return [Topic(item=item, path=path) for item, path in rows]


def sitting_of(uid: str, actor: Actor) -> Sitting | None:
    """Return a session the actor led, while they still lead there."""
    row = db.session.execute(_sittings(actor).where(GroupSession.uid == uid)).one_or_none()
    if row is None:
        return None
    return _sitting(row, people_in(row[0]))


def sittings_led(actor: Actor) -> list[Sitting]:
    """Return the sessions the actor led lately, the newest first, in two statements; none that was never finished."""
    rows = db.session.execute(_sittings(actor).order_by(GroupSession.began_at.desc()).limit(MOST)).all()
    found = select(TookPart).where(TookPart.session_id.in_([row[0].id for row in rows]))
    found = found.join(TookPart.person).options(contains_eager(TookPart.person)).order_by(Person.name)
    people: dict[int, list[TookPart]] = {}
    for each in db.session.scalars(found):
        people.setdefault(each.session_id, []).append(each)
    return [_sitting(row, people.get(row[0].id, ())) for row in rows]


def people_in(session: GroupSession) -> Sequence[TookPart]:
    """Return who was ticked, by name."""
    found = select(TookPart).where(TookPart.session_id == session.id).join(TookPart.person)
    found = found.options(contains_eager(TookPart.person)).order_by(Person.name, Person.id)
    return db.session.scalars(found, execution_options={"populate_existing": True}).all()


def by_ear_in(sitting: Sitting) -> list[TookPart]:
    """Return who of those that were there is asked no writing, and so tells it back; in one statement."""
    numbers = [row.person_id for row in sitting.there]
    found = set(db.session.scalars(select(Person.id).where(Person.id.in_(numbers), learns_by_ear(Person.id))))
    return [row for row in sitting.there if row.person_id in found]


def _practices() -> Select[PathItem, LearningPath]:
    return (
        select(PathItem, LearningPath)
        .join(LearningPath, LearningPath.id == PathItem.path_id)
        .where(walked(), PathItem.kind == StopKind.PRACTICE, PathItem.retired_at.is_(None))
        .options(selectinload(LearningPath.audiences))
    )


def _sittings(actor: Actor) -> Select[*tuple[Any, ...]]:
    seen = and_(PartVersion.part_id == GroupSession.part_id, PartVersion.number == GroupSession.version)
    current = and_(ModuleVersion.module_id == Module.id, ModuleVersion.serial == Module.serial)
    mine = (GroupSession.leader_id == actor.id, GroupSession.neighbourhood_id.in_(group_places(actor)))
    return (
        select(
            GroupSession,
            Neighbourhood.name,
            Neighbourhood.slug,
            PartVersion,
            Module,
            ModuleVersion,
            PathItem,
            LearningPath,
        )
        .join(Neighbourhood, Neighbourhood.id == GroupSession.neighbourhood_id)
        .outerjoin(PartVersion, seen)
        .outerjoin(PartVersion.part)
        .outerjoin(Module, Module.id == Part.module_id)
        .outerjoin(ModuleVersion, current)
        .outerjoin(PathItem, PathItem.id == GroupSession.item_id)
        .outerjoin(LearningPath, LearningPath.id == PathItem.path_id)
        .options(contains_eager(PartVersion.part), selectinload(LearningPath.audiences))
        .where(*mine)
    )


def _sitting(row: Any, people: Sequence[TookPart]) -> Sitting:
    session, place, slug, text, module, version, item, path = row
    topic = Topic(module, text, version.outline if version else None, item, path)
    return Sitting(session, topic, place, slug, people)
