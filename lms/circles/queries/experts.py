"""Experts who look at the programme of one session by a link, on that day and before, and at nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Anonymous
from lms.circles.enums import Hushed
from lms.circles.models import Circle, CircleSession, ExpertLink
from lms.circles.policy import planned_by
from lms.circles.queries.agenda import Programme as Agenda
from lms.circles.queries.agenda import agenda_for
from lms.circles.queries.confidential import is_confidential
from lms.kernel.clock import local, today
from lms.kernel.db import db
from lms.meetings.enums import MeetingState


@dataclass(frozen=True)
class ExpertView:
    """What the link shows: blocks, and of who presents one a first name by the number of the block."""

    link: ExpertLink
    agenda: Agenda
    presenters: dict[int, str]


def expert_view(token: str, _actor: Actor | None = None) -> ExpertView | None:
    """Return what a link shows; nothing when it was ended, the day is over, or the session is confidential."""
    link = db.session.scalar(_links().where(ExpertLink.token_digest == digest_of(token)))
    if link is None or link.revoked_at is not None or today() > last_day_of(link.session):
        return None
    if link.session.meeting.state is not MeetingState.PLANNED or is_confidential(Hushed.SESSION, link.session_id):
        return None
    agenda = agenda_for(link.session, Anonymous())
    first = {each.id: each.presenter.name.split()[0] for each in agenda.items if each.presenter and each.presenter.name}
    return ExpertView(link, agenda.programme, first)


def experts_of(session: CircleSession) -> Sequence[ExpertLink]:
    """Return the links that were made for a session, the newest first."""
    here = select(ExpertLink).where(ExpertLink.session_id == session.id)
    return db.session.scalars(here.order_by(ExpertLink.id.desc())).all()


def expert_link(slug: str, number: int, uid: str, actor: Actor) -> ExpertLink | None:
    """Return a link of a session that the actor plans."""
    there = (Circle.slug == slug, CircleSession.number == number, ExpertLink.uid == uid, planned_by(actor))
    return db.session.scalar(_links().join(Circle, Circle.id == CircleSession.circle_id).where(*there))


def digest_of(token: str) -> str:
    """Return what is kept of a link."""
    return sha256(token.encode()).hexdigest()


def last_day_of(session: CircleSession) -> date:
    """Return the day a session ends on, in the Netherlands."""
    return local(session.meeting.ends_at).date()


def _links() -> Select[ExpertLink]:
    whole = joinedload(ExpertLink.session)
    return (
        select(ExpertLink)
        .join(CircleSession, CircleSession.id == ExpertLink.session_id)
        .options(
            whole.joinedload(CircleSession.circle),
            whole.joinedload(CircleSession.meeting),
            whole.joinedload(CircleSession.series),
        )
    )
