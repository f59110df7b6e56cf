"""Who took part in a session, as far as anybody knows; who is not known to have been away was there."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import Person
from lms.circles.enums import MemberRole
from lms.circles.models import CircleSession
from lms.circles.queries.circles import members_of
from lms.circles.queries.confidential import kept_from
from lms.circles.queries.sessions import who_comes
from lms.kernel.db import db
from lms.meetings.enums import THERE, Answer, Attendance, Part
from lms.meetings.models import Attender, Meeting

#: So many sessions in a row that somebody was away from are a reason to ask how they are.
LATELY = 2


def participants_there(session: CircleSession) -> Sequence[Attender]:
    """Return the participants who were there, or of whom nobody knows; unknown never counts as absent.

    Of a confidential session only who is named: the others are asked nothing about it.
    """
    others = {each.person_id for each in members_of(session.circle).rows if each.role is not MemberRole.PARTICIPANT}
    there = [each for each in who_comes(session) if was_there(each) and each.person_id not in others]
    away = kept_from(session, [each.person_id for each in there])
    return [each for each in there if each.person_id not in away]


def was_there(attender: Attender) -> bool:
    """Say whether somebody was there: they were seen, or they did not say that they cannot and nobody knows."""
    return attender.attendance in THERE or (attender.attendance is Attendance.UNKNOWN and attender.comes)


def went() -> ColumnElement[bool]:
    """Return :func:`was_there` as SQL on attenders."""
    comes = and_(Attender.part.in_((Part.EXPECTED, Part.SEAT)), Attender.answer == Answer.NONE)
    return or_(Attender.attendance.in_(THERE), and_(Attender.attendance == Attendance.UNKNOWN, comes))


def attenders_of(session_meeting_id: int, people: Sequence[int]) -> dict[int, Attender]:
    """Return how these people stand to a meeting, by their number."""
    found = select(Attender).where(Attender.meeting_id == session_meeting_id, Attender.person_id.in_(people))
    found = found.join(Attender.person).options(contains_eager(Attender.person))
    return {each.person_id: each for each in db.session.scalars(found.order_by(Person.id))}


def missed_lately(people: Collection[int]) -> dict[int, datetime]:
    """Return who was away from each of their last two sessions, and since when; one statement.

    A session counts when somebody wrote down who was there: of whom nobody knows, nobody says they were away. It is
    about being there alone, so sessions for named people count too, and nothing of them is told.
    """
    return {person: since for person, since in db.session.execute(_missed(), {"people": list(people)})}


@cache
def _missed() -> Select[*tuple[Any, ...]]:
    people: BindParameter[int] = bindparam("people", type_=Integer, expanding=True)
    turn = func.row_number().over(
        partition_by=Attender.person_id, order_by=(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    known = select(Attender.person_id, Attender.attendance, Meeting.starts_at, turn.label("turn"))
    known = known.join(Meeting, Meeting.id == Attender.meeting_id)
    known = known.join(CircleSession, CircleSession.meeting_id == Meeting.id)
    held = (Attender.person_id.in_(people), Attender.part == Part.EXPECTED, Attender.attendance != Attendance.UNKNOWN)
    last = known.where(*held).subquery()
    away = func.count().filter(last.c.attendance == Attendance.ABSENT)
    both = select(last.c.person_id, func.min(last.c.starts_at)).where(last.c.turn <= LATELY).group_by(last.c.person_id)
    return both.having(away == LATELY)
