"""Running a session: beginning it, what everybody does now, what became of each item, and rounding it off."""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.circles.commands.agenda import take_off
from lms.circles.commands.learning import freeze_agenda
from lms.circles.commands.members import code_of
from lms.circles.commands.pulse import pulse
from lms.circles.commands.reports import begin_report
from lms.circles.commands.waiting import carry_over
from lms.circles.enums import ItemState, SessionState, Stage
from lms.circles.models import AgendaItem, CircleSession, ItemRun
from lms.circles.policy import can_run
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.running import open_themes
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import locked


def begin_session(session: CircleSession, *, by: Person, origin: str) -> None:
    """Begin: the first item of the agenda is what everybody does. Who presses twice begins once.

    Who calls it off or moves it at that moment waits, and so it is one or the other.
    """
    locked(session.meeting)
    _lock(session)
    refuse_who_may_not(session, by)
    if session.state is SessionState.RUNNING:
        return
    if session.state not in {SessionState.PLANNED, SessionState.WRAPPING_UP}:
        raise Refusal(_("Deze bijeenkomst kan niet beginnen."))
    again = session.state is SessionState.WRAPPING_UP
    session.stage = Stage.RUNNING
    if not again:
        _begin_next(session, None)
    _record("circle.session_begin", session, by, origin)
    pulse(session)


def take_beginning_back(session: CircleSession, *, by: Person, origin: str) -> None:
    """Say that a session did not begin after all, until an hour before its own time; done again it is the same.

    Who pressed too early can plan, move and call it off again. What was written down there stays.
    """
    _lock(session)
    refuse_who_may_not(session, by)
    if session.state is not SessionState.RUNNING:
        return
    if session.meeting.door_opens_at <= now():
        raise Refusal(_("De tijd van deze bijeenkomst is gekomen. Je kunt het begin niet meer terugnemen."))
    done = select(ItemRun.item_id).where(ItemRun.session_id == session.id)
    was = (AgendaItem.id.in_(done), AgendaItem.state == ItemState.DISCUSSED)
    for item in db.session.scalars(select(AgendaItem).where(*was)).all():
        item.state = ItemState.PLANNED
    db.session.flush()
    db.session.execute(delete(ItemRun).where(ItemRun.session_id == session.id))
    session.stage = Stage.BEFORE
    _record("circle.session_not_begun", session, by, origin)
    pulse(session)


def go_on(session: CircleSession, leaving: str, *, by: Person) -> None:
    """Go to the next item: what everybody did counts as discussed.

    ``leaving`` is the uid of what the screen showed, so that two people who press at once go on one item.
    """
    _lock(session)
    refuse_who_may_not(session, by)
    _refuse_not_running(session)
    run = _current(session)
    item = db.session.get(AgendaItem, run.item_id) if run else None
    if (item.uid if item else "") != leaving:
        return
    if item is not None and item.state is ItemState.PLANNED:
        item.state = ItemState.DISCUSSED
    _begin_next(session, item)
    pulse(session)


def begin_item(session: CircleSession, item: AgendaItem, *, by: Person) -> None:
    """Do this item now, whatever comes before it; what was done is not lost."""
    _lock(session)
    refuse_who_may_not(session, by)
    _refuse_not_running(session)
    if item.session_id != session.id or not item.is_on:
        raise Refusal(_("Dit staat niet op de agenda van deze bijeenkomst."))
    run = _current(session)
    if run is not None and run.item_id == item.id:
        return
    _begin(session, item)
    pulse(session)


def say_where_it_stands(session: CircleSession, item: AgendaItem, state: ItemState, *, by: Person) -> None:
    """Say in one tap what became of an item: discussed, carried over, set aside, or still to be done.

    What is carried over waits on the next agenda; taking that back takes it off there again.
    """
    _lock(session)
    refuse_who_may_not(session, by)
    if session.state not in {SessionState.RUNNING, SessionState.WRAPPING_UP} or item.session_id != session.id:
        raise Refusal(_("Deze bijeenkomst is niet bezig."))
    db.session.refresh(item, ["state"])
    if item.state is state:
        return
    if item.state is ItemState.CARRIED_OVER:
        _take_back(item, by)
    if state is ItemState.CARRIED_OVER:
        carry_over(item, why=_("Doorgeschoven"), by=by)
    elif state is ItemState.DROPPED:
        item.state, item.why = ItemState.DROPPED, _("Niet aan toe gekomen")
    else:
        item.state = state
    db.session.flush()
    pulse(session)


def round_off(session: CircleSession, *, by: Person, origin: str) -> None:
    """Stop the session and go to rounding it off; not before each fixed theme has an answer (rule 1 of 6.2).

    Its report begins and the learning agenda is kept as it stands; who opens it again and stops it again has both once.
    """
    _lock(session)
    refuse_who_may_not(session, by)
    if session.state is SessionState.WRAPPING_UP:
        return
    _refuse_not_running(session)
    run = _current(session)
    agenda = agenda_of(session)
    busy = next((each for each in agenda.items if run and each.id == run.item_id), None)
    if left := open_themes(agenda, busy):
        names = ", ".join(theme.title for theme in left)
        raise Refusal(_("Nog open: %(themes)s. Kies bij elk thema wat ermee gebeurt.", themes=names))
    if run is not None and busy is not None:
        run.ended_at = now()
        busy.state = ItemState.DISCUSSED if busy.state is ItemState.PLANNED else busy.state
    session.stage = Stage.WRAPPING_UP
    _record("circle.session_round_off", session, by, origin)
    begin_report(session)
    freeze_agenda(session, by=by, origin=origin)
    pulse(session)


def refuse_who_may_not(session: CircleSession, by: Person) -> None:
    """Refuse who does not facilitate."""
    if not can_run(by, session):
        raise Refusal(_("Alleen wie de leerkring begeleidt, doet dit."))


def _refuse_not_running(session: CircleSession) -> None:
    if session.state is not SessionState.RUNNING:
        raise Refusal(_("Deze bijeenkomst is niet bezig."))


def _lock(session: CircleSession) -> None:
    """Let two screens wait for each other, and read again how far the session is."""
    db.session.refresh(session, ["stage"], with_for_update=True)


def _current(session: CircleSession) -> ItemRun | None:
    open_now = (ItemRun.session_id == session.id, ItemRun.ended_at.is_(None))
    return db.session.scalars(select(ItemRun).where(*open_now)).one_or_none()


def _begin_next(session: CircleSession, after: AgendaItem | None) -> None:
    """Begin the first item that is still to be done, after this one when there is one."""
    waiting = [each for each in agenda_of(session).items if each.state is ItemState.PLANNED]
    later = [each for each in waiting if after is None or each.position > after.position]
    following = next(iter(later or waiting), None)
    if following is None:
        run = _current(session)
        if run is not None:
            run.ended_at = now()
            db.session.flush()
        return
    _begin(session, following)


def _begin(session: CircleSession, item: AgendaItem) -> None:
    moment = now()
    run = _current(session)
    if run is not None:
        run.ended_at = moment
        db.session.flush()
    db.session.add(ItemRun(session_id=session.id, item_id=item.id, began_at=moment))
    db.session.flush()


def _take_back(item: AgendaItem, by: Person) -> None:
    moved = (AgendaItem.origin_id == item.id, AgendaItem.state.in_((ItemState.PLANNED, ItemState.PROPOSED)))
    for copy in db.session.scalars(select(AgendaItem).where(*moved)):
        db.session.refresh(copy, ["circle", "session"])
        if copy.session is not None:
            db.session.refresh(copy.session, ["meeting"])
        take_off(copy, by=by)
    item.why = ""


def _record(action: str, session: CircleSession, by: Person, origin: str) -> None:
    audit.record(action, f"{code_of(session.circle)}/{session.number}", actor_uid=by.uid, origin=origin)
