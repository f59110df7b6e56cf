"""What moves between agendas, what waits for one, and what people propose."""

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.circles.commands.agenda import put_in, refuse_change, refuse_too_many, refuse_when_over
from lms.circles.commands.pulse import pulse_where_said
from lms.circles.enums import ItemKind, ItemState
from lms.circles.models import AgendaItem, Circle, CircleSession
from lms.circles.policy import speaks_in
from lms.circles.queries.agenda import WAITING, agenda_of
from lms.circles.queries.sessions import next_session
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Theme

COPIED = ("circle_id", "kind", "theme_id", "title", "about", "minutes", "presenter_id", "method_id", "method_number")


def carry_over(item: AgendaItem, *, why: str = "", by: Person) -> AgendaItem:
    """Move something to the next session, or to the backlog while there is none; it says where it went.

    What stays behind keeps what was said about it; the next agenda gets an item that leads back to it. Done again, or
    by two people at once, it is moved once.
    """
    refuse_change(item, by)
    db.session.refresh(item, ["state"], with_for_update=True)
    if item.state is ItemState.CARRIED_OVER and (there := _moved_already(item)):
        return there
    target = next_session(item.session) if item.session else None
    moved = _copy(item, target, by)
    item.state, item.why = ItemState.CARRIED_OVER, why.strip() or _("Niet aan toe gekomen")
    db.session.flush()
    pulse_where_said(item.session_id)
    return moved


def put_also_on(item: AgendaItem, session: CircleSession, *, by: Person) -> AgendaItem:
    """Put what waits on an agenda; of what stands on another, one copy without what was said about it."""
    refuse_change(item, by)
    if item.circle_id != session.circle_id or item.session_id == session.id:
        raise Refusal(_("Dit staat al op deze agenda."))
    if item.session_id is not None:
        db.session.refresh(item, ["state"], with_for_update=True)
        return _moved_already(item, session) or _copy(item, session, by)
    refuse_when_over(session)
    refuse_too_many(session)
    item.session_id, item.state = session.id, ItemState.PLANNED
    put_in(session, [item])
    return item


def propose(
    circle: Circle, session: CircleSession | None, title: str, *, about: str = "", theme: Theme | None, by: Person
) -> AgendaItem:
    """Propose something to talk about, at a session or one day; who plans puts it on."""
    if not speaks_in(by, circle):
        raise Refusal(_("Alleen wie in deze leerkring zit, brengt iets in."))
    if session is not None:
        refuse_when_over(session)
        refuse_too_many(session)
    item = AgendaItem(
        circle_id=circle.id,
        session_id=session.id if session else None,
        kind=ItemKind.OTHER,
        theme_id=theme.id if theme else None,
        title=title,
        about=about,
        minutes=10,
        state=ItemState.PROPOSED,
        presenter_id=by.id,
        by_id=by.id,
    )
    db.session.add(item)
    db.session.flush()
    return item


def accept_proposal(item: AgendaItem, *, by: Person) -> None:
    """Put on the agenda what somebody proposed."""
    refuse_change(item, by)
    if item.session is None or item.state is not ItemState.PROPOSED:
        return
    item.state = ItemState.PLANNED
    put_in(item.session, [item])


def _moved_already(item: AgendaItem, target: CircleSession | None = None) -> AgendaItem | None:
    """Return what leads back to an item and is still to be done, on one agenda when that is given."""
    leads_back = (AgendaItem.origin_id == item.id, AgendaItem.state.in_(WAITING))
    there = (AgendaItem.session_id == target.id,) if target else ()
    found = select(AgendaItem).where(*leads_back, *there).order_by(AgendaItem.id.desc()).limit(1)
    return db.session.scalars(found).one_or_none()


def _copy(item: AgendaItem, target: CircleSession | None, by: Person) -> AgendaItem:
    if target is not None:
        refuse_when_over(target)
        refuse_too_many(target)
        there = agenda_of(target).items if item.kind is ItemKind.TRIAL else ()
        if same := next((each for each in there if each.method_id == item.method_id), None):
            return same
    values = {name: getattr(item, name) for name in COPIED}
    copied = AgendaItem(**values, session_id=target.id if target else None, origin_id=item.id, by_id=by.id)
    copied.why = "" if item.minutes or item.kind is not ItemKind.THEME else item.why
    if target is None:
        db.session.add(copied)
        db.session.flush()
    else:
        put_in(target, [copied])
    return copied
