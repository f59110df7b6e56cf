"""How it went: in numbers for everybody, in words as far as somebody may read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD
from lms.programme.models import Moment, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.neighbourhoods import neighbourhoods_in
from lms.toolkit.enums import ReportState, Result
from lms.toolkit.models import Item, ItemReport
from lms.toolkit.models.experience import LONGEST_SENTENCE
from lms.toolkit.policy import can_suggest, can_tell_how_it_went, reports_read_by

PAGE, FIRST = 20, 4
ENDS = (". ", "! ", "? ", "\n")
#: What stands in place of words that were taken away; the result stays in the count.
TAKEN_AWAY = "(weggehaald)"


@dataclass(frozen=True)
class Experience:
    """Everything the page of an item says of how it went, and asks of who signed in.

    ``counts`` are of all reports, also those whose words stay inside. Under five reports there are no numbers to show,
    for then a reader could tell whose they are; ``words`` are the newest public reports.
    """

    item: Item
    counts: Mapping[Result, int]
    places: int
    words: Sequence[ItemReport]
    may_tell: bool
    may_suggest: bool
    form_key: str = field(default_factory=lambda: new_uid(24))

    @property
    def number(self) -> int:
        """How many reports there are."""
        return sum(self.counts.values())

    @property
    def shows_numbers(self) -> bool:
        """Whether there are so many that the bar and its numbers may be shown."""
        return self.number >= THRESHOLD

    @property
    def names_places(self) -> bool:
        """Whether it was done in so many neighbourhoods that their number may be shown."""
        return self.shows_numbers and self.places >= THRESHOLD

    @property
    def bar(self) -> list[tuple[Result, int, int]]:
        """The parts of the bar as (result, where it begins, how many), those that are there."""
        parts, begin = [], 0
        for result, count in self.counts.items():
            if count:
                parts.append((result, begin, count))
            begin += count
        return parts


def experience_of(item: Item, actor: Actor) -> Experience:
    """Return how an item went, in two statements."""
    counts, where = counts_of(item)
    newest = public_reports(item).order_by(ItemReport.id.desc()).limit(FIRST)
    words = db.session.scalars(newest).all()
    return Experience(item, counts, where, words, can_tell_how_it_went(actor, item), can_suggest(actor, item))


def counts_of(item: Item) -> tuple[dict[Result, int], int]:
    """Return how often it went how, and in how many neighbourhoods; one statement."""
    there = (ItemReport.item_id == item.id, ItemReport.removed_at.is_(None))
    columns = [func.count().filter(ItemReport.result == result) for result in Result]
    *found, where = db.session.execute(
        select(*columns, func.count(ItemReport.neighbourhood_id.distinct())).where(*there)
    ).one()
    return dict(zip(Result, found, strict=True)), where


def public_reports(item: Item) -> Select[ItemReport]:
    """Return the reports of an item that everybody may read, as a statement."""
    here = (ItemReport.item_id == item.id, ItemReport.state == ReportState.PUBLIC, ItemReport.removed_at.is_(None))
    return select(ItemReport).where(*here).options(joinedload(ItemReport.neighbourhood))


def reports(
    item: Item, actor: Actor, *, result: Result | None = None, before: int | None = None
) -> Sequence[ItemReport]:
    """Return a page of what somebody may read of how an item went, the newest first; one more when there is more."""
    statement = select(ItemReport).where(
        ItemReport.item_id == item.id, ItemReport.sentence != TAKEN_AWAY, reports_read_by(actor)
    )
    if result is not None:
        statement = statement.where(ItemReport.result == result)
    if before is not None:
        statement = statement.where(ItemReport.id < before)
    page = statement.order_by(ItemReport.id.desc()).limit(PAGE + 1)
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
    return db.session.scalars(waiting.order_by(ItemReport.id).limit(PAGE + 1)).all()


def report_to_check(uid: str, actor: Actor) -> ItemReport | None:
    """Return a report for who looks after the items, whether it still waits or not."""
    return db.session.scalar(_whole().where(ItemReport.uid == uid, reports_read_by(actor)))


def reports_waiting() -> int:
    """Return how many reports wait to be looked at, counted up to a hundred."""
    waiting = select(ItemReport.id).where(ItemReport.state == ReportState.WAITING, ItemReport.removed_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(waiting.limit(100).subquery())) or 0


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
