"""Who was there: the list to tick, the code in the room, and what somebody took part in over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import segno
from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import Actor, Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import THERE, Answer, Attendance, MeetingState, Part
from lms.meetings.models import AttendanceChange, Attender, Meeting, WalkIn
from lms.meetings.policy import known, managed
from lms.meetings.slots import host_of
from lms.programme.models import TeamMember

#: Attendance can be written down from this long before the beginning.
RECORD_FROM = timedelta(hours=1)
#: The code in the room works from this long before the beginning, until the end.
CODE_FROM = timedelta(minutes=30)
#: A correction says why once the meeting has been over for this long.
CORRECTION_ASKS_WHY = timedelta(days=1)
SALT = "meetings.coming_in"
#: Who had a place in a meeting, or was seen there.
PLACED = or_(Attender.part.in_((Part.EXPECTED, Part.SEAT, Part.WALKED_IN)), Attender.attendance != Attendance.UNKNOWN)


@dataclass(frozen=True)
class Involvement:
    """How many were there, how many said beforehand that they could not, who stayed away, and of whom nobody knows.

    Of whom nothing is known counts as nothing: not as absent, and not among ``known``.
    """

    present: int = 0
    apologised: int = 0
    absent: int = 0
    unknown: int = 0

    @property
    def involved(self) -> int:
        """Who was there or said that they could not."""
        return self.present + self.apologised

    @property
    def known(self) -> int:
        """Of how many it is known."""
        return self.present + self.apologised + self.absent


@dataclass(frozen=True)
class Sheet:
    """Everything about who was at a meeting; ``changes`` are corrections afterwards, the newest first."""

    meeting: Meeting
    rows: Sequence[Attender]
    walk_ins: Sequence[WalkIn]
    changes: Sequence[tuple[AttendanceChange, str, str]]

    @property
    def involvement(self) -> Involvement:
        """How many were there, by person; who came by name alone counts beside these."""
        return involvement_in((row.attendance, row.answer) for row in self.rows)

    @property
    def loose(self) -> Sequence[WalkIn]:
        """Who came by name and is nobody we know yet."""
        return [each for each in self.walk_ins if each.person_id is None]


@dataclass(frozen=True)
class Mine:
    """A meeting somebody was in that is over, and what is known of them."""

    meeting: Meeting
    attendance: Attendance
    answer: Answer

    @property
    def apologised(self) -> bool:
        """Whether they said beforehand that they could not, and were not there."""
        return self.answer is not Answer.NONE and self.attendance not in THERE


def involvement_in(told: Iterable[tuple[Attendance, Answer]]) -> Involvement:
    """Count what is known of people at one meeting, or of one person at several."""
    count = {"present": 0, "apologised": 0, "absent": 0, "unknown": 0}
    for attendance, answer in told:
        if attendance in THERE:
            count["present"] += 1
        elif answer is not Answer.NONE:
            count["apologised"] += 1
        else:
            count["absent" if attendance is Attendance.ABSENT else "unknown"] += 1
    return Involvement(**count)


def may_record_now(meeting: Meeting, moment: datetime) -> bool:
    """Say whether attendance can be written down at a moment."""
    return meeting.state is MeetingState.PLANNED and meeting.starts_at - RECORD_FROM <= moment


def asks_why(meeting: Meeting, moment: datetime) -> bool:
    """Say whether a correction at a moment says why."""
    return moment >= meeting.ends_at + CORRECTION_ASKS_WHY


def code_works(meeting: Meeting, moment: datetime) -> bool:
    """Say whether the code in the room works at a moment."""
    return meeting.state is MeetingState.PLANNED and meeting.starts_at - CODE_FROM <= moment <= meeting.ends_at


def attendance_sheet(uid: str, actor: Actor) -> Sheet | None:
    """Return who can be ticked, by name, for who manages the meeting; four statements."""
    meeting = db.session.scalar(select(Meeting).where(Meeting.uid == uid, managed(actor)))
    if meeting is None:
        return None
    rows = select(Attender).join(Attender.person).options(contains_eager(Attender.person))
    rows = rows.where(Attender.meeting_id == meeting.id, PLACED).order_by(Person.name, Person.id)
    walk_ins = select(WalkIn).where(WalkIn.meeting_id == meeting.id).options(joinedload(WalkIn.person))
    return Sheet(
        meeting,
        db.session.scalars(rows).all(),
        db.session.scalars(walk_ins.order_by(WalkIn.id)).all(),
        _changes(meeting),
    )


def walk_in_at(uid: str, walk_in: str, actor: Actor) -> WalkIn | None:
    """Return somebody who came in by name, for who manages the meeting."""
    wanted = select(WalkIn).join(WalkIn.meeting).options(contains_eager(WalkIn.meeting))
    return db.session.scalar(wanted.where(Meeting.uid == uid, WalkIn.uid == walk_in, managed(actor)))


def possible_people(walk_in: WalkIn) -> Sequence[Person]:
    """Return who somebody that came in by name can have been: who belongs there or signed up once; not who was there.

    Whoever joined a team or a circle since then is among them; one statement, one more where another feature hosts.
    """
    here = select(Attender.person_id).where(Attender.meeting_id == walk_in.meeting_id)
    team = select(TeamMember.person_id).join(Meeting, Meeting.neighbourhood_id == TeamMember.neighbourhood_id)
    team = team.where(Meeting.id == walk_in.meeting_id, TeamMember.until.is_(None))
    host = host_of(walk_in.meeting)
    theirs = host.people(walk_in.meeting) if host else ()
    known_here = or_(Person.id.in_(team), Person.id.in_(here), Person.id.in_(theirs))
    found = select(Person).where(Person.active, known_here)
    was = select(Attender.person_id).where(Attender.meeting_id == walk_in.meeting_id, Attender.attendance.in_(THERE))
    return db.session.scalars(found.where(Person.id.not_in(was)).order_by(Person.name, Person.id)).all()


def involvement_of(actor: Actor, *, most: int = 50) -> Sequence[Mine]:
    """Return the meetings that are over in which somebody had a place, the newest first, for that person alone."""
    mine = and_(Attender.meeting_id == Meeting.id, Attender.person_id == (actor.id or 0))
    over = (Meeting.state == MeetingState.PLANNED, Meeting.ends_at <= now())
    rows = select(Meeting, Attender.attendance, Attender.answer).join(Attender, mine).where(*over, PLACED)
    found = db.session.execute(rows.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(most))
    return [Mine(meeting, Attendance(attendance), Answer(answer)) for meeting, attendance, answer in found]


def code_of(meeting: Meeting) -> str:
    """Return the signed code that stands in the room."""
    return str(_signer().dumps(meeting.uid))


def code_address(meeting: Meeting) -> str:
    """Return where the code leads to."""
    return f"{current_app.config['SETTINGS'].base_url}/afspraken/kom-binnen/{code_of(meeting)}"


def code_picture(meeting: Meeting) -> segno.QRCode:
    """Return the code as a picture that a phone reads."""
    return segno.make(code_address(meeting), error="m", micro=False)


def code_file(meeting: Meeting) -> bytes:
    """Return the code as a picture of its own, in black on white."""
    drawn = BytesIO()
    code_picture(meeting).save(drawn, kind="svg", border=4, scale=10, dark="#000", light="#fff")
    return drawn.getvalue()


def is_here(meeting: Meeting, actor: Actor) -> bool:
    """Say whether it was written down that somebody is there."""
    mine = db.session.get(Attender, (meeting.id, actor.id or 0))
    return mine is not None and mine.attendance in THERE


def meeting_of_code(code: str, actor: Actor) -> Meeting | None:
    """Return the meeting a code stands for; a code that was not signed by us stands for nothing.

    Who holds a code that works is in the room and may know of the meeting; else who knew of it already.
    """
    try:
        uid = _signer().loads(code)
    except BadSignature:
        return None
    meeting = db.session.scalar(select(Meeting).where(Meeting.uid == str(uid)))
    if meeting is None or code_works(meeting, now()):
        return meeting
    return db.session.scalar(select(Meeting).where(Meeting.id == meeting.id, known(actor)))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=SALT)


def _changes(meeting: Meeting) -> Sequence[tuple[AttendanceChange, str, str]]:
    writer = aliased(Person)
    rows = select(AttendanceChange, Person.name, writer.name).join(Person, Person.id == AttendanceChange.person_id)
    rows = rows.outerjoin(writer, writer.id == AttendanceChange.by_id)
    rows = rows.where(AttendanceChange.meeting_id == meeting.id).order_by(AttendanceChange.id.desc())
    return [(change, name, who or "") for change, name, who in db.session.execute(rows)]
