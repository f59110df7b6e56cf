"""Marking a session, a note or a case as confidential, and lifting that; both are written in the log."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.circles.commands.insight_search import index_insights_of
from lms.circles.commands.series import title_of
from lms.circles.enums import Hushed
from lms.circles.models import Circle, CircleSession, Confidential, Named
from lms.circles.queries.confidential import confidential_of
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db


def mark_confidential(
    kind: Hushed, number: int, circle: Circle, people: Iterable[Person], *, by: Person, origin: str
) -> Confidential:
    """Let only these people read something, and who marks it; done again it names these people instead.

    Who may mark what is the caller's rule: a session its facilitators, a case who brings it.
    """
    marked = confidential_of(kind, number) or _mark(kind, number, by)
    names = {person.id for person in people} | {by.id}
    db.session.execute(delete(Named).where(Named.confidential_id == marked.id))
    db.session.add_all(Named(confidential_id=marked.id, person_id=each) for each in sorted(names))
    db.session.flush()
    if kind is Hushed.SESSION:
        _tell_elsewhere(number, hushed=True)
    audit.record(f"circle.hush_{kind.value}", f"circle/{circle.uid}", actor_uid=by.uid, origin=origin)
    return marked


def lift_confidential(kind: Hushed, number: int, circle: Circle, *, by: Person, origin: str) -> None:
    """Let everybody read it again who could before; a second time is the same."""
    marked = confidential_of(kind, number)
    if marked is None:
        return
    marked.lifted_at, marked.lifted_by_id = now(), by.id
    db.session.flush()
    if kind is Hushed.SESSION:
        _tell_elsewhere(number, hushed=False)
    audit.record(f"circle.lift_{kind.value}", f"circle/{circle.uid}", actor_uid=by.uid, origin=origin)


def _tell_elsewhere(number: int, *, hushed: bool) -> None:
    """Take what a session is about out of mails, calendars and search, or put it back there."""
    whole = (joinedload(CircleSession.circle), joinedload(CircleSession.meeting))
    session = db.session.scalars(select(CircleSession).where(CircleSession.id == number).options(*whole)).one()
    subject = _("Vertrouwelijk") if hushed else session.subject
    session.meeting.title = title_of(session.circle, session.number, subject)
    db.session.flush()
    index_insights_of(session)


def _mark(kind: Hushed, number: int, by: Person) -> Confidential:
    db.session.flush()
    marked = Confidential(kind=kind, object_id=number, by_id=by.id)
    try:
        with db.session.begin_nested():
            db.session.add(marked)
    except IntegrityError:  # somebody else was first
        other = confidential_of(kind, number)
        if other is None:
            raise
        return other
    return marked
