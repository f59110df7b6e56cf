"""Writing down who was there, and mending it later; walking in by name or by the code in the room."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import Person
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import FRESH, locked
from lms.meetings.enums import THERE, Attendance, MeetingState, Part
from lms.meetings.models import AttendanceChange, Attender, Meeting, WalkIn
from lms.meetings.models.attending import LONGEST_NAME
from lms.meetings.models.meetings import LONGEST_WHY
from lms.meetings.queries.attendance import asks_why, code_works, may_record_now
from lms.meetings.queries.sign_up import place_of_sign_up
from lms.meetings.signals import attendance_recorded

MOST_WALK_INS = 200


def record_attendance(
    meeting: Meeting, marks: Mapping[str, Attendance], *, by: Person, why: str = ""
) -> dict[str, Attendance]:
    """Write down for people (by uid) whether they were there; return what changed.

    A correction after the meeting has been over for a day says why, and is kept.
    """
    meeting = _open_for_recording(meeting)
    rows = _rows(meeting, marks)
    changed = {uid: mark for uid, mark in marks.items() if uid in rows and rows[uid].attendance is not mark}
    why = why.strip()
    mended = [rows[uid] for uid in changed if rows[uid].attendance is not Attendance.UNKNOWN]
    late = asks_why(meeting, now())
    if late and mended and not why:
        raise Refusal(_("Schrijf in één zin waarom je dit verandert. Dat blijft erbij staan."), "why")
    for uid, mark in changed.items():
        row = rows[uid]
        if late and row in mended:
            db.session.add(_change(row, mark, why, by))
        _mark(meeting, row, mark, by)
    return changed


def come_in(meeting: Meeting, actor: Person) -> Attender:
    """Let somebody say with the code in the room that they are there; who was not on the list walked in."""
    meeting = locked(meeting)
    if not code_works(meeting, now()):
        raise Refusal(
            _("Deze code werkt alleen rond de afspraak zelf. Vraag wie de afspraak leidt om je aan te kruisen.")
        )
    row = db.session.get(Attender, (meeting.id, actor.id), populate_existing=True) or _walked_in(meeting, actor)
    if row.attendance not in THERE:
        _mark(meeting, row, Attendance.HERE, actor)
    return row


def write_walk_in(meeting: Meeting, name: str, *, by: Person) -> WalkIn:
    """Write down by name that somebody came who was not on the list; the same name twice is one."""
    meeting = _open_for_recording(meeting)
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise Refusal(_("Schrijf de naam op. Bijvoorbeeld: Fatma Aydin"), "name")
    found = db.session.scalars(select(WalkIn).where(WalkIn.meeting_id == meeting.id)).all()
    same = next((each for each in found if each.name.casefold() == name.casefold()), None)
    if same is not None:
        return same
    if len(found) >= MOST_WALK_INS:
        raise Refusal(_("Er staan al heel veel namen. Zet de rest op de papieren lijst."), "name")
    walk_in = WalkIn(meeting_id=meeting.id, name=name, by_id=by.id)
    db.session.add(walk_in)
    db.session.flush()
    return walk_in


def take_walk_in_away(walk_in: WalkIn) -> None:
    """Take a name away that was written down by mistake; one that became a person is mended at that person."""
    meeting = _open_for_recording(db.session.get_one(Meeting, walk_in.meeting_id))
    found = _walk_in(meeting, walk_in)
    if found is not None and found.person_id is None:
        db.session.delete(found)
        db.session.flush()


def join_walk_in(walk_in: WalkIn, person: Person, *, by: Person) -> Attender:
    """Say who somebody was that came in by name; from then on they were there like everybody else."""
    meeting = _open_for_recording(db.session.get_one(Meeting, walk_in.meeting_id))
    found = _walk_in(meeting, walk_in)
    row = db.session.get(Attender, (meeting.id, person.id), populate_existing=True)
    if found is None or found.person_id is not None:
        if row is not None:
            return row
        raise Refusal(_("Deze naam hoort al bij iemand."), "person")
    row = row or _walked_in(meeting, person)
    found.person_id = person.id
    if row.attendance not in THERE:
        if asks_why(meeting, now()) and row.attendance is not Attendance.UNKNOWN:
            words = _("Kwam binnen als %(name)s", name=found.name)
            db.session.add(_change(row, Attendance.HERE, words, by))
        _mark(meeting, row, Attendance.HERE, by)
    db.session.flush()
    return row


def _open_for_recording(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.state is not MeetingState.PLANNED:
        raise Refusal(_("Deze afspraak ging niet door. Dan is er ook niemand aan te kruisen."))
    if not may_record_now(meeting, now()):
        raise Refusal(_("Aankruisen kan vanaf een uur voor het begin."))
    return meeting


def _rows(meeting: Meeting, marks: Mapping[str, Attendance]) -> dict[str, Attender]:
    # With the people: rows read afresh forget who they are of, and the page of a refusal still names them.
    wanted = select(Attender).join(Attender.person).options(contains_eager(Attender.person))
    found = db.session.scalars(
        wanted.where(Attender.meeting_id == meeting.id, Person.uid.in_(marks)).order_by(Person.id),
        execution_options=FRESH,
    )
    return {row.person.uid: row for row in found}


def _mark(meeting: Meeting, row: Attender, mark: Attendance, by: Person) -> None:
    row.attendance = mark
    row.attendance_at = None if mark is Attendance.UNKNOWN else now()
    row.attendance_by_id = None if mark is Attendance.UNKNOWN else by.id
    db.session.flush()
    person = db.session.get_one(Person, row.person_id)
    announce(attendance_recorded, meeting=meeting, person=person, attendance=mark, by=by)


def _walked_in(meeting: Meeting, person: Person) -> Attender:
    meeting.last_in_line += 1
    row = Attender(
        meeting_id=meeting.id,
        person_id=person.id,
        number=meeting.last_in_line,
        neighbourhood_id=place_of_sign_up(meeting, person),
        part=Part.WALKED_IN,
        attendance=Attendance.UNKNOWN,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _walk_in(meeting: Meeting, walk_in: WalkIn) -> WalkIn | None:
    mine = select(WalkIn).where(WalkIn.meeting_id == meeting.id, WalkIn.id == walk_in.id)
    found = db.session.scalars(mine, execution_options=FRESH).one_or_none()
    if found is not None:
        set_committed_value(found, "meeting", meeting)  # a fresh reading lets it go, and the page asks for it
    return found


def _change(row: Attender, after: Attendance, why: str, by: Person) -> AttendanceChange:
    return AttendanceChange(
        meeting_id=row.meeting_id,
        person_id=row.person_id,
        before=row.attendance,
        after=after,
        why=why[:LONGEST_WHY],
        by_id=by.id,
    )
