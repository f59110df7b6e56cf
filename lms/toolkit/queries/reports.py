"""How it went: in numbers for everybody, in words as far as somebody may read them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, cached_property

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.pages import rows_asked
from lms.kernel.personal_data import find_never_public, find_personal_data, overlap
from lms.kernel.small_cells import Hidden, shown, shown_row
from lms.programme.models import Moment, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places, reads_in
from lms.programme.queries.neighbourhoods import neighbourhoods_in
from lms.toolkit.enums import ReportState, Result
from lms.toolkit.models import Item, ItemReport
from lms.toolkit.models.experience import LONGEST_SENTENCE
from lms.toolkit.policy import can_suggest, can_tell_how_it_went, reports_read_by

PAGE, FIRST = 20, 4
ENDS = (". ", "! ", "? ", "\n")
#: What stands in place of words that were taken away; the result stays in the count.
TAKEN_AWAY = "(weggehaald)"
#: Who tells of the same thing so soon again may have gone back to change a word.
SOON = timedelta(minutes=15)


@dataclass(frozen=True)
class Counts:
    """How often it went how, and in how many neighbourhoods.

    ``told`` counts by neighbourhood (or none), ``public`` those of them that everybody may read; words that stay inside
    count too. ``reading`` are the neighbourhoods from where the reader reads what others tell. All these are true
    numbers; :attr:`shown` and :attr:`places_shown` are what everybody may see of them (the small-cell rule).
    """

    told: Mapping[int | None, Counter[Result]]
    public: Mapping[int | None, Counter[Result]]
    reading: frozenset[int]

    @property
    def all(self) -> Mapping[Result, int]:
        """How often it went how."""
        return _each(_sum(self.told))

    @property
    def own(self) -> Mapping[Result, int]:
        """The same, as far as told where the reader reads along."""
        return _each(_sum(self.told, self.reading))

    @property
    def number(self) -> int:
        """How many reports there are."""
        return sum(self.all.values())

    @cached_property
    def shown(self) -> Mapping[Result, int]:
        """The same as ``all``, or nothing when a count under five stands in it, or is left for who knows a part.

        That is everybody, of the public ones, and every team, of its own too: it can sign out and subtract.
        """
        inside = {place: counts - self.public.get(place, Counter()) for place, counts in self.told.items()}
        for told in (self.told, inside):
            known = (Counter[Result](), _sum(told, self.reading), *(told[place] for place in self._places))
            whole = _sum(told)
            left = {tuple(whole[result] - each[result] for result in Result) for each in known}  # places look alike
            if any(map(_gives_away, left)):
                return {}
        return self.all

    @property
    def places_shown(self) -> int:
        """In how many neighbourhoods, or nought when fewer than five, or when a part leaves so few to guess."""
        inside = self._places - self.public.keys()
        known = (frozenset(), self.reading, *({place} for place in self._places))
        left = {len(there - each) for there in (self._places, inside) for each in known}
        return 0 if not self.shown or any(isinstance(shown(count), Hidden) for count in left) else len(self._places)

    @cached_property
    def _places(self) -> frozenset[int]:
        return frozenset(place for place in self.told if place is not None)


@dataclass(frozen=True)
class Experience:
    """Everything the page of an item says of how it went, and asks of who signed in.

    ``counts`` and ``places`` are what everybody may see: nothing of a few, for then a reader could tell whose they are
    (:class:`Counts`). ``own`` are the true counts of where the reader reads what others tell; ``words`` are the newest
    public reports.
    """

    item: Item
    counts: Mapping[Result, int]
    places: int
    own: Mapping[Result, int]
    words: Sequence[ItemReport]
    may_tell: bool
    may_suggest: bool
    form_key: str = field(default_factory=lambda: new_uid(24))

    @property
    def number(self) -> int:
        """How many reports there are; nought too when there are so few that no number is shown."""
        return sum(self.counts.values())

    @property
    def too_few(self) -> bool:
        """Whether there are reports, and not enough of each result to show how many."""
        return not self.counts

    @property
    def told_here(self) -> list[tuple[Result, int]]:
        """How often it went how where the reader belongs, as far as it did."""
        return [(result, count) for result, count in self.own.items() if count]

    @property
    def bar(self) -> list[tuple[Result, int, int]]:
        """The parts of the bar as (result, where it begins, how many), those that are there."""
        parts, begin = [], 0
        for result, count in self.counts.items():
            if count:
                parts.append((result, begin, count))
            begin += count
        return parts


@dataclass(frozen=True)
class Recognised:
    """Pieces of what was told that may point to somebody: ``never`` stays off the site, of ``perhaps`` people judge."""

    never: Sequence[str]
    perhaps: Sequence[str]


def recognised(report: ItemReport) -> Recognised:
    """Return what may point to somebody in the words of a report, also where its writer said that it is fine."""
    never, perhaps = [], []
    for text in (report.sentence, report.happened, report.adapted, report.next_time):
        sure = find_never_public(text)
        rest = [each for each in find_personal_data(text) if not any(overlap(each, other) for other in sure)]
        never += [text[each.start : each.end] for each in sure]
        perhaps += [text[each.start : each.end] for each in rest]
    return Recognised(never, perhaps)


def experience_of(item: Item, actor: Actor) -> Experience:
    """Return how an item went, in two statements."""
    counts = counts_of(item, actor)
    words = db.session.scalars(_newest(), {"item": item.id}).all()
    may = (can_tell_how_it_went(actor, item), can_suggest(actor, item))
    return Experience(item, counts.shown, counts.places_shown, counts.own, words, *may)


def counts_of(item: Item, actor: Actor) -> Counts:
    """Return how often it went how, and in how many neighbourhoods; one statement."""
    told: dict[int | None, Counter[Result]] = {}
    public: dict[int | None, Counter[Result]] = {}
    for place, result, state, number in db.session.execute(_counted(), {"item": item.id}):
        for counts in (told, public) if state is ReportState.PUBLIC else (told,):
            counts.setdefault(place, Counter())[result] += number
    return Counts(told, public, reads_in(actor))


def _public(item_id: int | BindParameter[int]) -> Select[ItemReport]:
    """Return the reports of an item that everybody may read, as a statement."""
    here = (ItemReport.item_id == item_id, ItemReport.state == ReportState.PUBLIC, ItemReport.removed_at.is_(None))
    return select(ItemReport).where(*here).options(joinedload(ItemReport.neighbourhood))


@cache
def _newest() -> Select[ItemReport]:
    return _public(bindparam("item")).order_by(ItemReport.id.desc()).limit(FIRST)


@cache
def _counted() -> Select[int | None, Result, ReportState, int]:
    columns = (ItemReport.neighbourhood_id, ItemReport.result, ItemReport.state)
    there = (ItemReport.item_id == bindparam("item"), ItemReport.removed_at.is_(None))
    return select(*columns, func.count()).where(*there).group_by(*columns)


def reports(
    item: Item, actor: Actor, *, result: Result | None = None, before: int | None = None
) -> Sequence[ItemReport]:
    """Return a page of what somebody may read of how an item went, the newest first; see :func:`rows_asked`."""
    statement = select(ItemReport).where(
        ItemReport.item_id == item.id, ItemReport.sentence != TAKEN_AWAY, reports_read_by(actor)
    )
    if result is not None:
        statement = statement.where(ItemReport.result == result)
    if before is not None:
        statement = statement.where(ItemReport.id < before)
    page = statement.order_by(ItemReport.id.desc()).limit(rows_asked(PAGE))
    return db.session.scalars(page.options(joinedload(ItemReport.neighbourhood))).all()


def report_by_uid(slug: str, uid: str, actor: Actor) -> ItemReport | None:
    """Return one report of an item, for who may read it, with item and neighbourhood."""
    statement = _whole().where(Item.slug == slug, ItemReport.uid == uid, reports_read_by(actor))
    return db.session.scalar(statement)


def reports_to_check(*, after: int | None = None) -> Sequence[ItemReport]:
    """Return a page of the reports that wait for somebody to look at them, the oldest first."""
    waiting = _whole().where(ItemReport.state == ReportState.WAITING, ItemReport.removed_at.is_(None))
    if after is not None:
        waiting = waiting.where(ItemReport.id > after)
    return db.session.scalars(waiting.order_by(ItemReport.id).limit(rows_asked(PAGE))).all()


def told_just_before(report: ItemReport) -> ItemReport | None:
    """Return what its writer told just before it of the same item and neighbourhood, as long as both are fresh."""
    same = (ItemReport.by_id == report.by_id, ItemReport.item_id == report.item_id)
    place = ItemReport.neighbourhood_id == report.neighbourhood_id
    before = (ItemReport.id < report.id, ItemReport.at >= now() - SOON, ItemReport.removed_at.is_(None))
    return db.session.scalar(select(ItemReport).where(*same, place, *before).order_by(ItemReport.id.desc()).limit(1))


def report_to_check(uid: str, actor: Actor) -> ItemReport | None:
    """Return a report for who looks after the items, whether it still waits or not."""
    return db.session.scalar(_whole().where(ItemReport.uid == uid, reports_read_by(actor)))


def own_places(actor: Actor) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods somebody works in or comes from, by name; no statement for who has none."""
    ids = places(actor, NEIGHBOURHOOD)
    return neighbourhoods_in(ids) if ids else ()


def own_moment(uid: str, actor: Actor) -> Moment | None:
    """Return a moment that somebody told themselves and did not take away."""
    mine = (Moment.uid == uid, Moment.by_id == (actor.id or 0), Moment.removed_at.is_(None))
    return db.session.scalar(select(Moment).where(*mine)) if uid else None


def report_of_moment(moment: Moment) -> ItemReport | None:
    """Return what became of a moment already."""
    return db.session.scalar(_whole().where(ItemReport.moment_id == moment.id))


def words_of_moment(moment: Moment) -> tuple[str, str]:
    """Return the words of a moment as one sentence that fits a report, and what is left over."""
    text = moment.text.strip()
    if len(text) <= LONGEST_SENTENCE:
        return text, ""
    head = text[: LONGEST_SENTENCE + 1]
    cut = max(head.rfind(end) for end in ENDS) + 1 or head.rfind(" ") + 1 or LONGEST_SENTENCE
    return text[:cut].strip(), text[cut:].strip()


def _whole() -> Select[ItemReport]:
    with_all = (joinedload(ItemReport.item), joinedload(ItemReport.neighbourhood), joinedload(ItemReport.by))
    return select(ItemReport).join(ItemReport.item).options(*with_all)


def _sum(told: Mapping[int | None, Counter[Result]], places: Iterable[int | None] | None = None) -> Counter[Result]:
    """Add up what was told in these places, or everywhere."""
    chosen = told.keys() if places is None else told.keys() & set(places)
    return sum((told[place] for place in chosen), Counter())


def _each(counts: Counter[Result]) -> Mapping[Result, int]:
    return {result: counts[result] for result in Result}


def _gives_away(counts: Sequence[int]) -> bool:
    """Say whether a count under five stands in a row or can be worked out from it."""
    cells, total = shown_row(dict(enumerate(counts)))
    return any(isinstance(cell, Hidden) for cell in (*cells.values(), total))
