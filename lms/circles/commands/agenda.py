"""Making the agenda of a session: from a script, block by block, and from what waits in the circle."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.accounts.models import Person
from lms.circles.commands.pulse import pulse_where_said
from lms.circles.enums import ItemKind, ItemState, SessionState, Stage
from lms.circles.models import AgendaItem, CheckIn, CircleSession
from lms.circles.models.agenda import MOST_ITEMS
from lms.circles.policy import can_change_item
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.confidential import items_of_cases
from lms.circles.queries.scripts import Block, Script, script_by_key
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Theme
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item

THEME_MINUTES = 8
#: Between two blocks that stand next to each other there is room to put one in.
STEP = 10


def lay_out(session: CircleSession, *, spotlight: int = 1, by: Person) -> None:
    """Write the agenda that the script of a session says; a script that changes later leaves it as it is."""
    themes = {theme.number: theme for theme in agenda_of(session).themes}
    script = script_by_key(session.script)
    for place, block in enumerate(script.blocks, 1):
        db.session.add(_from_block(session, script, block, place * STEP, themes, spotlight, by))
    db.session.flush()


def add_item(
    session: CircleSession,
    kind: ItemKind,
    title: str,
    minutes: int,
    *,
    theme: Theme | None = None,
    presenter: Person | None = None,
    method: Item | None = None,
    about: str = "",
    by: Person,
) -> AgendaItem:
    """Put something on the agenda, before the closing; a method is pinned at the version of now."""
    refuse_when_over(session)
    refuse_too_many(session)
    item = AgendaItem(
        circle_id=session.circle_id,
        session_id=session.id,
        kind=kind,
        theme_id=theme.id if theme else None,
        title=title,
        about=about,
        minutes=minutes,
        presenter_id=presenter.id if presenter else None,
        by_id=by.id,
    )
    pin(item, method)
    put_in(session, [item])
    return item


def add_missing_themes(session: CircleSession, *, by: Person) -> int:
    """Put every fixed theme on the agenda that is not there yet; return how many came."""
    refuse_when_over(session)
    missing = agenda_of(session).missing
    rows = [
        AgendaItem(
            circle_id=session.circle_id,
            session_id=session.id,
            kind=ItemKind.THEME,
            theme_id=theme.id,
            title=theme.title,
            minutes=THEME_MINUTES,
            by_id=by.id,
        )
        for theme in missing
    ]
    put_in(session, rows)
    return len(rows)


def use_method(session: CircleSession, script: Script, *, by: Person) -> None:
    """Put the rounds of a method for peer consultation in the place of the block that was there for it.

    A case that somebody brought stays: the rounds are for it.
    """
    refuse_when_over(session)
    refuse_too_many(session, len(script.blocks))
    ours = CheckIn.session_id.in_(select(CircleSession.id).where(CircleSession.circle_id == session.circle_id))
    cases = set(db.session.scalars(items_of_cases(ours)))
    blocks = [each for each in agenda_of(session).items if each.kind is ItemKind.CONSULTATION and each.is_on]
    before = [each for each in blocks if each.id not in cases]
    rows = [_from_block(session, script, block, 0, {}, 0, by) for block in script.blocks]
    put_in(session, rows, instead_of=before)
    for item in before:
        _take_off(item)
    db.session.flush()


def change_item(
    item: AgendaItem,
    *,
    title: str,
    minutes: int,
    about: str = "",
    presenter: Person | None = None,
    method: Item | None = None,
    why: str = "",
    by: Person,
) -> None:
    """Change one block; the version of a method that stays the same stays pinned."""
    refuse_change(item, by)
    if item.kind is ItemKind.THEME and not minutes and not why.strip():
        raise Refusal(_("Zet je een vast thema op 0 minuten? Schrijf dan op waarom."), "why")
    item.title, item.minutes, item.about, item.why = title, minutes, about, why.strip()
    item.presenter_id = presenter.id if presenter else None
    if (method.id if method else None) != item.method_id:
        pin(item, method)
    db.session.flush()
    pulse_where_said(item.session_id)


def move_item(item: AgendaItem, *, up: bool, by: Person) -> None:
    """Let a block and the one before or after it change places."""
    refuse_change(item, by)
    if item.session is None:
        return
    rows = [each for each in agenda_of(item.session).items if each.is_on]
    at = next((place for place, each in enumerate(rows) if each.id == item.id), None)
    other = None if at is None else at + (-1 if up else 1)
    if at is None or other is None or not 0 <= other < len(rows):
        return
    rows[at], rows[other] = rows[other], rows[at]
    _number(rows)


def take_off(item: AgendaItem, *, by: Person) -> None:
    """Take a block from the agenda before the session."""
    refuse_change(item, by)
    session_id = item.session_id
    _take_off(item)
    db.session.flush()
    pulse_where_said(session_id)


def put_in(session: CircleSession, rows: Sequence[AgendaItem], *, instead_of: Sequence[AgendaItem] = ()) -> None:
    """Put items in the place of others, or before the closing, and number all that takes time anew."""
    db.session.add_all(rows)
    db.session.flush()
    fresh = {each.id for each in rows}
    order = [each for each in agenda_of(session).items if each.is_on and each.id not in fresh]
    gone = {each.id for each in instead_of}
    ends = [place for place, each in enumerate(order) if each.kind is ItemKind.CLOSING]
    places = [place for place, each in enumerate(order) if each.id in gone] or ends[-1:] or [len(order)]
    order[places[0] : places[0]] = rows
    _number(order)


def pin(item: AgendaItem, method: Item | None) -> None:
    """Pin a toolkit item at the version of now; one that nobody may use any more is refused."""
    if method is not None and method.status is not ItemStatus.PUBLISHED:
        raise Refusal(_("Deze werkvorm staat niet meer in de toolkit. Kies een andere."), "method")
    item.method_id = method.id if method else None
    item.method_number = method.number if method else None


def refuse_change(item: AgendaItem, by: Person) -> None:
    """Refuse who may not, and what was held already."""
    if not can_change_item(by, item):
        raise Refusal(_("Dit mag jij niet veranderen."))
    if item.session is not None and item.session.stage is Stage.FINAL:
        raise Refusal(_("Deze bijeenkomst is klaar. De agenda verandert niet meer."))


def refuse_when_over(session: CircleSession) -> None:
    """Refuse to put anything on the agenda of a session that is over or does not happen."""
    if session.state in {SessionState.FINAL, SessionState.CANCELLED, SessionState.NOT_HELD}:
        raise Refusal(_("Deze bijeenkomst is klaar of gaat niet door. Kies een andere."))


def refuse_too_many(session: CircleSession, coming: int = 1) -> None:
    """Refuse an agenda that nobody reads."""
    there = select(func.count()).where(AgendaItem.session_id == session.id)
    if (db.session.scalar(there) or 0) + coming > MOST_ITEMS:
        raise Refusal(_("Op een agenda passen %(most)s onderdelen. Haal er eerst een weg.", most=MOST_ITEMS))


def _from_block(
    session: CircleSession,
    script: Script,
    block: Block,
    position: int,
    themes: Mapping[int, Theme],
    spotlight: int,
    by: Person,
) -> AgendaItem:
    theme = themes.get(block.theme)
    return AgendaItem(
        circle_id=session.circle_id,
        session_id=session.id,
        kind=block.kind,
        theme_id=theme.id if theme else None,
        title=theme.title if theme else block.title,
        about=block.about,
        minutes=block.lasting(script.longer, spotlight),
        position=position,
        by_id=by.id,
    )


def _take_off(item: AgendaItem) -> None:
    """Take an item away, or set it aside when something leads back to it or may have been said about it."""
    leads_back = select(func.count()).where(AgendaItem.origin_id == item.id)
    begun = item.session is not None and item.session.stage is not Stage.BEFORE
    if (
        begun or db.session.scalar(leads_back) or item.kind is ItemKind.TRIAL
    ):  # a trial that is set aside is not proposed again
        item.state, item.why = ItemState.DROPPED, item.why or _("Van de agenda gehaald")
    else:
        db.session.delete(item)


def _number(rows: Sequence[AgendaItem]) -> None:
    for place, row in enumerate(rows, 1):
        row.position = place * STEP
    db.session.flush()
    pulse_where_said(rows[0].session_id if rows else None)
