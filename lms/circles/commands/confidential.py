"""Marking a session, a note or a case as confidential, and lifting that; both are written in the log."""

from collections.abc import Iterable

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.circles.commands.agreements import IN_CONFIDENCE
from lms.circles.commands.insight_search import index_insights_of
from lms.circles.commands.members import code_of
from lms.circles.commands.pulse import pulse
from lms.circles.commands.series import title_of
from lms.circles.enums import AgreementState, Hushed
from lms.circles.models import (
    AgreementReview,
    Circle,
    CircleAgreement,
    CircleSession,
    Confidential,
    ItemRun,
    Named,
    RoundLine,
)
from lms.circles.queries.confidential import confidential_of
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.models import Meeting
from lms.programme.commands.steps import say_less_of_reasons
from lms.programme.enums import View
from lms.programme.models import StepProgress


def mark_confidential(
    kind: Hushed, number: int, circle: Circle, people: Iterable[Person], *, by: Person, origin: str
) -> Confidential:
    """Let only these people read something, and who marks it; done again it names these people instead.

    Who may mark what is the caller's rule: a session its facilitators, a case who brings it.
    """
    marked = confidential_of(kind, number)
    if marked is None:
        marked = _mark(kind, number, by)
        if kind is Hushed.SESSION:
            _take_reasons(number)
            _take_reasons_on_cards(number)
    names = {person.id for person in people} | {by.id}
    db.session.execute(delete(Named).where(Named.confidential_id == marked.id))
    db.session.add_all(Named(confidential_id=marked.id, person_id=each) for each in sorted(names))
    db.session.flush()
    audit.record(f"circle.hush_{kind.value}", code_of(circle), actor_uid=by.uid, origin=origin)
    _follow(kind, number, circle, hushed=True)
    return marked


def lift_confidential(kind: Hushed, number: int, circle: Circle, *, by: Person, origin: str) -> None:
    """Let everybody read it again who could before; a second time is the same."""
    marked = confidential_of(kind, number)
    if marked is None:
        return
    marked.lifted_at, marked.lifted_by_id = now(), by.id
    db.session.flush()
    audit.record(f"circle.lift_{kind.value}", code_of(circle), actor_uid=by.uid, origin=origin)
    _follow(kind, number, circle, hushed=False)


def _follow(kind: Hushed, number: int, circle: Circle, *, hushed: bool) -> None:
    """Let search forget or learn what was said, and mail and calendars the subject of a session."""
    index_insights_of(kind, number)
    if kind is not Hushed.SESSION:
        return
    session = db.session.get_one(CircleSession, number)
    meeting = db.session.get_one(Meeting, session.meeting_id)
    meeting.title = title_of(circle, session.number, "" if hushed else session.subject)
    meeting.serial += 1
    pulse(session)


def _take_reasons(session_id: int) -> None:
    """Take away why an older agreement was stuck, when that was said here; the words stay with the session alone."""
    there = (AgreementReview.session_id == session_id, AgreementReview.state_then == AgreementState.STUCK)
    said = select(AgreementReview.agreement_id).where(*there)
    stuck = (CircleAgreement.id.in_(said), CircleAgreement.state == AgreementState.STUCK)
    for agreement in db.session.scalars(select(CircleAgreement).where(*stuck)).all():
        agreement.stuck_why = str(IN_CONFIDENCE)
    db.session.flush()


def _take_reasons_on_cards(session_id: int) -> None:
    """Take away why steps went back, where the round of this session told the card, also what was corrected in it."""
    began = select(func.min(ItemRun.began_at)).where(ItemRun.session_id == session_id).scalar_subquery()
    here = (
        RoundLine.session_id == session_id,
        StepProgress.neighbourhood_id == RoundLine.neighbourhood_id,
        StepProgress.card_version_id == RoundLine.card_version_id,
        StepProgress.step_key == RoundLine.step_key,
        StepProgress.view != View.ADVISER,
    )
    corrected = and_(StepProgress.at >= began, StepProgress.id < RoundLine.progress_id)
    told = select(StepProgress.id).join(RoundLine, and_(*here))
    say_less_of_reasons(told.where(or_(StepProgress.id == RoundLine.progress_id, corrected)), str(IN_CONFIDENCE))


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
