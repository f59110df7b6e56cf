"""What to take to the next session of a circle: what people of one's neighbourhoods ask, and what they learned last."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, select

from lms.accounts.models import Actor
from lms.advice.enums import BundleState
from lms.advice.models import Advice, BundledAdvice, StrategicBundle
from lms.advice.policy import is_adviser
from lms.advice.queries.advice import Listed
from lms.advice.queries.piles import OF_EACH
from lms.circles.enums import MemberRole
from lms.circles.models import Circle, CircleMember, CircleSession
from lms.circles.queries.insights import Told, insights_from
from lms.circles.slots import AgendaProposal
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import MeetingState
from lms.meetings.models import Meeting
from lms.programme.models import Neighbourhood

FEW = 3
LONGEST_ABOUT = 300


@dataclass(frozen=True)
class Coming:
    """The next session of a circle where somebody comes for one of these neighbourhoods, and what to take there.

    ``known``: whether the adviser may open its page, with the agenda. ``more``: of which neighbourhoods there are more
    open questions than these.
    """

    session: Row[Any]
    known: bool
    neighbourhoods: Sequence[Neighbourhood]
    questions: Sequence[Listed]
    lessons: Sequence[Told]
    more: Sequence[Neighbourhood]


def coming(neighbourhoods: Sequence[Neighbourhood], actor: Actor, questions: Sequence[Listed]) -> list[Coming]:
    """Return the next session of each circle where somebody comes for one of these, by time; two statements.

    ``questions`` are a few of each that have no answer, as the desk has them.
    """
    by_id = {each.id: each for each in neighbourhoods}
    first = _first_sessions(by_id) if by_id else []
    lessons = insights_from(list(by_id), actor) if first else []
    return [
        Coming(
            session,
            bool(session.known),
            here,
            [row for row in questions if row.advice.neighbourhood_id in ids],
            [each for each in lessons if each.insight.neighbourhood_id in ids][:FEW],
            [by_id[place] for place in {row.advice.neighbourhood_id: 1 for row in questions if _has_more(row, ids)}],
        )
        for session, here in first
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


def _has_more(row: Listed, ids: set[int]) -> bool:
    return row.advice.neighbourhood_id in ids and row.advice.here_many > OF_EACH


def _first_sessions(by_id: dict[int, Neighbourhood]) -> list[tuple[Row[Any], list[Neighbourhood]]]:
    first: dict[int, tuple[Row[Any], list[Neighbourhood]]] = {}
    for row in db.session.execute(_sessions_ahead(), {"places": list(by_id), "now": now()}):
        kept, here = first.setdefault(row.circle_id, (row, []))
        if kept.id == row.id and by_id[row.neighbourhood_id] not in here:
            here.append(by_id[row.neighbourhood_id])
    return list(first.values())


@cache
def _sessions_ahead() -> Select[*tuple[Any, ...]]:
    """Return the sessions that are planned, by time, each with a neighbourhood for which somebody comes."""
    known = (CircleMember.role == MemberRole.PARTICIPANT).label("known")
    session = (CircleSession.id, CircleSession.number, CircleSession.circle_id, Circle.name, Circle.slug)
    found = select(*session, Meeting.starts_at, CircleMember.neighbourhood_id, known).select_from(CircleSession)
    found = found.join(CircleSession.meeting).join(CircleSession.circle)
    found = found.join(CircleMember, CircleMember.circle_id == Circle.id)
    theirs = CircleMember.neighbourhood_id.in_(bindparam("places", type_=Integer, expanding=True))
    soon = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at > bindparam("now", type_=Meeting.ends_at.type))
    found = found.where(theirs, CircleMember.until.is_(None), *soon)
    return found.order_by(Meeting.starts_at, CircleSession.id, CircleMember.id)
