"""How people get on in modules, as far as somebody's right goes: counts of last night, never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, Integer, Select, String, and_, case, cast, func, or_, select

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.pages import rows_asked
from lms.kernel.small_cells import THRESHOLD, Hidden, Shown
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, managed_by, places
from lms.training.enums import Grouping
from lms.training.models import Module, ModuleAddress, ModuleVersion, Outline
from lms.training.models.insight import BEGAN, DONE, FINISHED, STOPPED, Tally, share_of
from lms.training.models.outline import LessonLine, PartLine
from lms.training.models.tries import InsightCount, InsightMoment
from lms.training.policy import modules_seen_by, sees_all_learners
from lms.training.queries.evaluations import Evaluation, evaluation_of
from lms.training.queries.insight_lines import QuestionLine, question_lines
from lms.training.queries.insight_questions import AskedAt, asked_in
from lms.training.queries.readings import IN_ORDER, module_after

PAGE = 25
MOST_GROUPS = 500


@dataclass(frozen=True)
class Group:
    """A group that is shown apart; ``word`` is its role, its quarter, or the name of its neighbourhood."""

    grouped: Grouping
    named: str
    word: str

    @property
    def key(self) -> str:
        """How it is named in an address."""
        return f"{self.grouped.value}:{self.named}"


@dataclass(frozen=True)
class PartCount:
    """How people got on with a part, as shown."""

    lesson: LessonLine
    part: PartLine
    began: Shown
    done: Shown
    stopped: Shown
    share: int | None


@dataclass(frozen=True)
class Listed:
    """A module in the list, with how many began, finished and stopped, as shown."""

    module: Module
    tally: Tally

    @property
    def share(self) -> int | None:
        """Which part of who began has finished."""
        return share_of(self.tally.of(FINISHED), self.tally.of(BEGAN))


@dataclass(frozen=True)
class Insight:
    """How people get on in one module; ``group`` is nothing for everybody that somebody may know of."""

    module: Module
    outline: Outline
    everybody: bool
    counted_at: datetime | None
    tally: Tally
    groups: Sequence[Group]
    group: Group | None
    asked: Sequence[AskedAt]
    opinion: Evaluation | None

    @property
    def began(self) -> Shown:
        """How many people began."""
        return self.tally.of(BEGAN)

    @property
    def too_few(self) -> bool:
        """Whether so few began that nothing can be shown."""
        return not self.began or isinstance(self.began, Hidden)

    @property
    def finished_share(self) -> int | None:
        """Which part of who began has finished."""
        return share_of(self.tally.of(FINISHED), self.began)

    @cached_property
    def parts(self) -> list[PartCount]:
        """Every part in reading order."""
        return [self._part(lesson, part) for lesson, part in self.outline.places()]

    @property
    def worst(self) -> PartCount | None:
        """The part after which most people stop, when that may be told and no other equals it."""
        told = [(each.stopped, each) for each in self.parts if isinstance(each.stopped, int) and each.stopped]
        ranked = sorted(told, key=lambda pair: -pair[0])
        equal = len(ranked) > 1 and ranked[0][0] == ranked[1][0]
        return ranked[0][1] if ranked and not equal else None

    @property
    def told_parts(self) -> list[PartCount]:
        """The parts of which there is a number to show."""
        return [each for each in self.parts if _tells(each.began) or _tells(each.stopped)]

    @property
    def told_questions(self) -> list[QuestionLine]:
        """The questions of which there is a number to show."""
        return [line for line in self.questions if _tells(line.answered)]

    @cached_property
    def questions(self) -> list[QuestionLine]:
        """Every question somebody answered, those that go wrong most in front."""
        return question_lines(self.asked, self.outline, self.tally)

    def _part(self, lesson: LessonLine, part: PartLine) -> PartCount:
        done = self.tally.of(DONE, part.uid)
        stopped = self.tally.stopped_after(part.uid)
        return PartCount(lesson, part, self.tally.began(part.uid), done, stopped, share_of(done, self.began))


def _tells(count: Shown) -> bool:
    return bool(count) and not isinstance(count, Hidden)


def insight_of(slug: str, group: str, actor: Actor) -> Insight | None:
    """Return how people get on in a module the actor may see, in at most seven statements."""
    at = and_(ModuleAddress.module_id == Module.id, ModuleAddress.path == slug)
    version = and_(ModuleVersion.module_id == Module.id, ModuleVersion.serial == Module.serial)
    found = db.session.execute(
        select(Module, ModuleVersion, InsightMoment.counted_at)
        .join(ModuleAddress, at)
        .join(ModuleVersion, version)
        .outerjoin(InsightMoment, InsightMoment.module_id == Module.id)
        .where(modules_seen_by(actor))
    ).one_or_none()
    if found is None:
        return None
    module, everybody = found.Module, sees_all_learners(actor)
    groups = _groups(module) if everybody else []
    chosen = next((each for each in groups if each.key == group), None)
    if group and chosen is None:
        return None  # too small, of somebody else, or no group at all: nobody can tell which
    outline = found.ModuleVersion.outline
    return Insight(
        module=module,
        outline=outline,
        everybody=everybody,
        counted_at=found.counted_at,
        tally=_tally(module, _of_group(chosen) if chosen else _seen_by(actor)),
        groups=groups,
        group=chosen,
        asked=asked_in(module, found.ModuleVersion, outline),
        opinion=evaluation_of(module) if everybody else None,
    )


def modules_with_counts(actor: Actor, after: str = "") -> Sequence[Listed]:
    """Return a page of the modules, in the order of the authors, in two or three statements."""
    statement = select(Module).where(modules_seen_by(actor)).order_by(*IN_ORDER)
    if after:
        statement = statement.where(module_after(after))
    modules = db.session.scalars(statement.limit(rows_asked(PAGE))).all()
    about = or_(InsightCount.subject == "", InsightCount.mark == STOPPED)
    rows = db.session.execute(
        select(InsightCount.module_id, InsightCount.subject, InsightCount.mark, func.sum(InsightCount.people))
        .where(InsightCount.module_id.in_([each.id for each in modules]), _seen_by(actor), about)
        .group_by(InsightCount.module_id, InsightCount.subject, InsightCount.mark)
    )
    counts: dict[int, dict[tuple[str, str], int]] = {each.id: {} for each in modules}
    for module_id, subject, mark, people in rows:
        counts[module_id][subject, mark] = people
    return [Listed(each, Tally(counts[each.id])) for each in modules]


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """Return the filter for the counts somebody may know of: those of all, or of some neighbourhoods together."""
    if sees_all_learners(actor):
        return and_(InsightCount.grouped == Grouping.ALL, InsightCount.named == "")
    advised = Neighbourhood.id.in_(places(actor, NEIGHBOURHOOD, Role.ADVISER))
    own = select(cast(Neighbourhood.id, String(32))).where(or_(advised, managed_by(actor)))
    return and_(InsightCount.grouped == Grouping.NEIGHBOURHOOD, InsightCount.named.in_(own))


def _of_group(group: Group) -> ColumnElement[bool]:
    return and_(InsightCount.grouped == group.grouped, InsightCount.named == group.named)


def _tally(module: Module, which: ColumnElement[bool]) -> Tally:
    rows = db.session.execute(
        select(InsightCount.subject, InsightCount.mark, func.sum(InsightCount.people))
        .where(InsightCount.module_id == module.id, which)
        .group_by(InsightCount.subject, InsightCount.mark)
    )
    return Tally({(subject, mark): people for subject, mark, people in rows})


def _groups(module: Module) -> list[Group]:
    """Return the groups that may be shown apart, by kind and then by name, the newest quarter first."""
    rows = db.session.execute(_groups_of(module).limit(MOST_GROUPS)).all()
    found = [Group(Grouping(grouped), named, name or named) for grouped, named, name in rows]
    order = list(Grouping)
    quarters = [each for each in found if each.grouped is Grouping.QUARTER]
    others = [each for each in found if each.grouped is not Grouping.QUARTER]
    others.sort(key=lambda each: (order.index(each.grouped), each.word))
    return others + sorted(quarters, key=lambda each: each.named, reverse=True)


def _groups_of(module: Module) -> Select[str, str, str]:
    count = InsightCount
    place = case((count.grouped == Grouping.NEIGHBOURHOOD, cast(count.named, Integer)))
    return (
        select(count.grouped, count.named, Neighbourhood.name)
        .outerjoin(Neighbourhood, Neighbourhood.id == place)
        .where(count.module_id == module.id, count.subject == "", count.mark == BEGAN)
        .where(count.grouped != Grouping.ALL, count.named != "", count.people >= THRESHOLD)
        .order_by(count.grouped, count.people.desc())
    )
