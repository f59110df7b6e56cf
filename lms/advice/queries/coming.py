"""What to take to the next session of a circle: what people of one's neighbourhoods ask, and what they learned last."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from lms.accounts.models import Actor
from lms.advice.enums import BundleState, Direction
from lms.advice.models import Advice, BundledAdvice, StrategicBundle
from lms.advice.policy import is_adviser
from lms.advice.queries.advice import Listed
from lms.circles.enums import Attribution, MemberRole
from lms.circles.models import Circle, CircleMember, CircleSession, Insight
from lms.circles.queries.insights import Told, standing_alone, told
from lms.circles.slots import AgendaProposal
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState
from lms.meetings.models import Meeting
from lms.programme.models import Neighbourhood

FEW, MOST_LESSONS = 3, 30
LONGEST_ABOUT = 300


@dataclass(frozen=True)
class Coming:
    """The next session of a circle where somebody comes for one of these neighbourhoods, and what to take there.

    ``known``: whether the adviser may open its page, with the agenda.
    """

    session: CircleSession
    known: bool
    neighbourhoods: Sequence[Neighbourhood]
    questions: Sequence[Listed]
    lessons: Sequence[Told]


def coming(neighbourhoods: Sequence[Neighbourhood], actor: Actor, unanswered: Sequence[Listed]) -> list[Coming]:
    """Return the next session of each circle where somebody comes for one of these, by time; two statements.

    ``unanswered`` are their questions without an answer, as the desk has them.
    """
    by_id = {each.id: each for each in neighbourhoods}
    first = _first_sessions(by_id) if by_id else []
    lessons = _lessons(list(by_id), actor) if first else []
    return [
        Coming(
            session,
            known,
            here,
            [
                row
                for row in unanswered
                if row.advice.neighbourhood_id in ids and row.advice.direction == Direction.ASKED
            ],
            [each for each in lessons if each.insight.neighbourhood_id in ids][:FEW],
        )
        for session, known, here in first
        for ids in [{each.id for each in here}]
    ]


def bundle_proposals(actor: Actor, circle: Circle) -> Sequence[AgendaProposal]:
    """Offer open bundles for the agenda of a circle from which one of the questions came; one statement.

    For advisers: nobody else reads bundles. Their words name no neighbourhood, so the circle may read them.
    """
    if not is_adviser(actor):
        return []
    members = select(CircleMember.neighbourhood_id).where(
        CircleMember.circle_id == circle.id, CircleMember.until.is_(None), CircleMember.neighbourhood_id.is_not(None)
    )
    inside = select(BundledAdvice.bundle_id).join(Advice, Advice.id == BundledAdvice.advice_id)
    inside = inside.where(BundledAdvice.taken_out_at.is_(None), Advice.neighbourhood_id.in_(members))
    open_still = (StrategicBundle.state != BundleState.RETURNED, StrategicBundle.id.in_(inside))
    rows = db.session.scalars(select(StrategicBundle).where(*open_still).order_by(StrategicBundle.id.desc()).limit(FEW))
    return [
        AgendaProposal(
            f"bundle/{each.uid}",
            each.title,
            each.question[:LONGEST_ABOUT],
            theme_id=each.theme_id,
            href=f"/advies/bundels/{each.uid}",
        )
        for each in rows
    ]


def _first_sessions(by_id: dict[int, Neighbourhood]) -> list[tuple[CircleSession, bool, list[Neighbourhood]]]:
    member = aliased(CircleMember)
    known = (member.role == MemberRole.PARTICIPANT).label("known")
    found = select(CircleSession, member.neighbourhood_id, known)
    found = found.join(CircleSession.meeting).join(CircleSession.circle)
    found = found.join(member, member.circle_id == Circle.id)
    there = (member.neighbourhood_id.in_(by_id), member.until.is_(None))
    soon = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at > now())
    found = found.where(*there, *soon).order_by(Meeting.starts_at, CircleSession.id)
    whole = (joinedload(CircleSession.meeting), joinedload(CircleSession.circle))
    first: dict[int, tuple[CircleSession, bool, list[Neighbourhood]]] = {}
    for session, place, may_open in db.session.execute(found.options(*whole)):
        assert place is not None  # noqa: S101 -- one of those that were asked for
        kept, _known, here = first.setdefault(session.circle_id, (session, bool(may_open), []))
        if kept.id == session.id and by_id[place] not in here:
            here.append(by_id[place])
    return list(first.values())


def _lessons(ids: Sequence[int], actor: Actor) -> list[Told]:
    """Return the newest lessons that say from where they are; the others would be known by standing here."""
    named = (Insight.neighbourhood_id.in_(ids), Insight.attribution != Attribution.ANONYMOUS)
    newest = standing_alone(actor).where(*named).order_by(Insight.id.desc())
    return [told(each, actor) for each in db.session.scalars(newest.limit(MOST_LESSONS))]
