"""What is on the agenda of a session, with times; what misses, what waits, and what a circle is asked to try."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import Actor
from lms.circles.enums import ItemKind, ItemState
from lms.circles.models import AgendaItem, Circle, CircleSession
from lms.circles.policy import planned_by
from lms.circles.queries.confidential import READER, masked_items
from lms.circles.queries.sessions import begun_before
from lms.kernel.db import db
from lms.programme.models import CardStep, CardVersion, Theme
from lms.toolkit.enums import ItemKind as ToolKind
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemVersion

MOST_TRIALS = 12
MOST_WAITING = 100
MOST_METHODS = 500


@dataclass(frozen=True)
class Timed:
    """An item with when it begins and ends; ``over``: it ends after the session does."""

    item: AgendaItem
    begins: datetime
    ends: datetime
    over: bool


@dataclass(frozen=True)
class Programme:
    """The items that take time, in order, with how long they take and how long there is."""

    lines: Sequence[Timed]
    ends: datetime
    minutes: int
    room: int

    @property
    def over(self) -> int:
        """How many minutes it is too long, 0 when it fits."""
        return max(self.minutes - self.room, 0)


@dataclass(frozen=True)
class OnTheme:
    """A fixed theme with what is on the agenda about it."""

    theme: Theme
    items: Sequence[AgendaItem]

    @property
    def stands(self) -> AgendaItem | None:
        """The item that stands for the theme itself: one that still waits, or else the last one."""
        own = [each for each in self.items if each.kind is ItemKind.THEME]
        return next((each for each in own if each.state is ItemState.PLANNED), own[-1] if own else None)

    @property
    def became(self) -> ItemState | None:
        """What became of the theme itself, once it does not wait any more; what else is said of it may still wait."""
        left = self.stands.state if self.stands else ItemState.PLANNED
        return left if left not in {ItemState.PLANNED, ItemState.PROPOSED} else None


@dataclass(frozen=True)
class Agenda:
    """Everything on the agenda of one session, in order, also what was set aside or only proposed."""

    session: CircleSession
    items: Sequence[AgendaItem]
    themes: Sequence[Theme]

    @property
    def programme(self) -> Programme:
        """The items that take time, with their times."""
        return programme(self.items, self.session.meeting.starts_at, self.session.meeting.ends_at)

    @property
    def by_theme(self) -> list[OnTheme]:
        """The five fixed themes in order, each with its items."""
        return [OnTheme(theme, [each for each in self.items if each.theme_id == theme.id]) for theme in self.themes]

    @property
    def missing(self) -> list[Theme]:
        """The fixed themes that are not on the agenda: without them nobody is invited (L-1)."""
        on = {each.theme_id for each in self.items if each.kind is ItemKind.THEME and each.is_on}
        return [theme for theme in self.themes if theme.id not in on]

    @property
    def proposals(self) -> list[AgendaItem]:
        """What people proposed and nobody put on yet."""
        return [each for each in self.items if each.state is ItemState.PROPOSED]

    @property
    def left(self) -> list[AgendaItem]:
        """What was carried over or set aside."""
        return [each for each in self.items if each.state in {ItemState.CARRIED_OVER, ItemState.DROPPED}]


def programme(items: Sequence[AgendaItem], starts: datetime, ends: datetime) -> Programme:
    """Return when each item begins and ends, one after the other; the one rule for pages, prints and warnings."""
    lines, at = [], starts
    for item in items:
        if item.is_on:
            until = at + timedelta(minutes=item.minutes)
            lines.append(Timed(item, at, until, until > ends))
            at = until
    minutes = sum(line.item.minutes for line in lines)
    return Programme(lines, at, minutes, int((ends - starts).total_seconds() // 60))


def agenda_of(session: CircleSession) -> Agenda:
    """Return the agenda of a session, in two statements."""
    items = db.session.scalars(_on_agenda(), {"session_id": session.id}).all()
    return _agenda(session, items)


def agenda_for(session: CircleSession, actor: Actor) -> Agenda:
    """Return the agenda of a session as somebody reads it, in two statements.

    Of what is for others alone it says only that there is something, and how long it takes.
    """
    found = db.session.execute(_on_agenda_for(), {"session_id": session.id, "reader": actor.id or 0})
    told = {item: masked for item, masked in found}
    agenda = _agenda(session, list(told))
    return Agenda(session, [_masked(each) if told[each] else each for each in agenda.items], agenda.themes)


def _agenda(session: CircleSession, items: Sequence[AgendaItem]) -> Agenda:
    """Give each item the session, circle and theme that are known already: no need to read them with each row."""
    themes = themes_of(session.circle)
    of_number = {theme.id: theme for theme in themes}
    for item in items:
        set_committed_value(item, "session", session)
        set_committed_value(item, "circle", session.circle)
        set_committed_value(item, "theme", of_number.get(item.theme_id or 0))
    return Agenda(session, items, themes)


@cache
def _on_agenda() -> Select[AgendaItem]:
    found = select(AgendaItem).where(AgendaItem.session_id == bindparam("session_id")).options(*_WITH)
    return found.order_by(AgendaItem.position, AgendaItem.id)


@cache
def _on_agenda_for() -> Select[AgendaItem, bool]:
    return _on_agenda().add_columns(AgendaItem.id.in_(masked_items(READER)))


def _masked(item: AgendaItem) -> AgendaItem:
    """Return an item without its words; nothing keeps this one."""
    kept = ("id", "uid", "circle_id", "session_id", "kind", "theme_id", "minutes", "position", "state")
    bare = AgendaItem(**{name: getattr(item, name) for name in kept}, about="", why="")
    bare.title = _("Vertrouwelijke casus") if item.kind is ItemKind.CONSULTATION else _("Vertrouwelijk onderdeel")
    if item.kind is ItemKind.THEME and item.theme:
        bare.title = item.theme.title
    for name in ("theme", "circle", "session"):
        set_committed_value(bare, name, getattr(item, name))
    return bare


def themes_of(circle: Circle) -> Sequence[Theme]:
    """Return the fixed themes of the programme of a circle, in order."""
    return db.session.scalars(_themes(), {"programme_id": circle.programme_id}).all()


@cache
def _themes() -> Select[Theme]:
    return select(Theme).where(Theme.programme_id == bindparam("programme_id")).order_by(Theme.number)


def backlog_of(circle: Circle, actor: Actor) -> Sequence[AgendaItem]:
    """Return what waits for a session, the oldest first, without what is for others alone."""
    waiting = (AgendaItem.circle_id == circle.id, AgendaItem.session_id.is_(None), AgendaItem.state.in_(WAITING))
    open_ = AgendaItem.id.not_in(masked_items(actor))
    return db.session.scalars(_items().where(*waiting, open_).order_by(AgendaItem.id).limit(MOST_WAITING)).all()


def item_to_plan(slug: str, uid: str, actor: Actor) -> AgendaItem | None:
    """Return an item, on an agenda or in the backlog, of a circle that the actor plans for."""
    here = (Circle.slug == slug, AgendaItem.uid == uid, planned_by(actor), AgendaItem.id.not_in(masked_items(actor)))
    return db.session.scalars(_items().join(AgendaItem.circle).where(*here)).one_or_none()


def trials_for(agenda: Agenda) -> Sequence[Item]:
    """Return the trial versions that came since the last session and are not on the agenda yet (L-3).

    For the first session of a circle these are the trials about which no circle said anything. One statement.
    """
    meeting, circle_id = agenda.session.meeting, agenda.session.circle_id
    asked = {"circle_id": circle_id, "starts": meeting.starts_at, "ends": meeting.ends_at}
    on = [each.method_id for each in agenda.items if each.kind is ItemKind.TRIAL]
    return db.session.scalars(_trials(), {**asked, "on": on}).all()


@cache
def _trials() -> Select[Item]:
    since = begun_before(bindparam("circle_id"), bindparam("starts")).scalar_subquery()
    current = (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.number)
    found = select(Item).join(ItemVersion, current).where(Item.id.not_in(bindparam("on", expanding=True)))
    found = found.where(Item.kind == ToolKind.TRIAL, Item.status == ItemStatus.PUBLISHED)
    found = found.where(ItemVersion.published_at < bindparam("ends"))
    found = found.where(or_(and_(since.is_(None), Item.verdict.is_(None)), ItemVersion.published_at > since))
    return found.order_by(ItemVersion.published_at.desc(), Item.id).limit(MOST_TRIALS)


def methods() -> Sequence[Item]:
    """Return what of the toolkit may be used in a session, by title."""
    published = select(Item).where(Item.status == ItemStatus.PUBLISHED)
    return db.session.scalars(published.order_by(Item.title, Item.id).limit(MOST_METHODS)).all()


def steps_of(circle: Circle) -> Sequence[CardStep]:
    """Return the steps of the card of a circle's programme, in order; one statement."""
    found = select(CardStep).join(CardVersion, CardVersion.id == CardStep.card_version_id)
    here = (CardVersion.programme_id == circle.programme_id, CardVersion.current)
    return db.session.scalars(found.where(*here).order_by(CardStep.number)).all()


def method_by_slug(slug: str | None) -> Item | None:
    """Return an item of the toolkit that readers have or had."""
    there = (Item.slug == (slug or ""), Item.status != ItemStatus.DRAFT)
    return db.session.scalars(select(Item).where(*there)).one_or_none()


WAITING = (ItemState.PROPOSED, ItemState.PLANNED)


_WITH = (joinedload(AgendaItem.presenter), joinedload(AgendaItem.method).joinedload(ItemVersion.item))


def _items() -> Select[AgendaItem]:
    return select(AgendaItem).options(
        *_WITH,
        joinedload(AgendaItem.theme),
        joinedload(AgendaItem.circle),
        joinedload(AgendaItem.session).joinedload(CircleSession.meeting),
    )
