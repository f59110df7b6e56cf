"""Forms for who was there."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from lms.accounts.models import Person
from lms.meetings.enums import Answer, Attendance, Mode
from lms.meetings.models import Attender, Meeting
from lms.meetings.models.attending import LONGEST_NAME
from lms.meetings.models.meetings import LONGEST_WHY
from lms.meetings.queries.attendance import Sheet
from lms.ui.forms import BaseForm, PartForm

MARKS = (
    (Attendance.HERE, _l("Er")),
    (Attendance.ONLINE, _l("Online")),
    (Attendance.ABSENT, _l("Niet")),
    (Attendance.UNKNOWN, _l("Nog onbekend")),
)


class MarkForm(PartForm):
    """One person; ``was`` is what the page showed, so that only what somebody changed is written."""

    uid = HiddenField()
    was = HiddenField()
    mark = RadioField(
        choices=[SelectChoice(mark.value, words) for mark, words in MARKS], default=Attendance.UNKNOWN.value
    )


class AttendanceForm(BaseForm):
    """Everybody on the list, and why something is mended when it is late."""

    marks = FieldList(FormField(MarkForm))
    why = StringField(
        _l("Waarom verander je dit?"),
        [Length(max=LONGEST_WHY)],
        description=_l("Alleen nodig als je iets verandert dat er al stond. Bijvoorbeeld: Fatma kwam later binnen."),
    )

    def marked(self) -> dict[str, Attendance]:
        """Return by the uid of the person what somebody chose that is not what the page showed."""
        told = [each.data for each in self.marks if not each.errors]
        return {each["uid"]: Attendance(each["mark"]) for each in told if each["mark"] != each["was"]}


def attendance_form(sheet: Sheet, *, everybody: bool = False) -> AttendanceForm:
    """Return the form as things stand; ``everybody``: all of whom nothing is known are filled in as there."""
    lines = [
        {"uid": row.person.uid, "was": row.attendance.value, "mark": _filled_in(row, sheet.meeting, everybody).value}
        for row in sheet.rows
    ]
    return AttendanceForm(data={"marks": lines}) if lines else AttendanceForm()


def offered_marks(row: Attender, meeting: Meeting) -> list[tuple[Attendance, str]]:
    """Return what can be said of somebody: online only where that can be, unknown only to take something back."""
    left_out = {
        *(() if meeting.mode is not Mode.ON_SITE or row.attendance is Attendance.ONLINE else (Attendance.ONLINE,)),
        *(() if meeting.mode is not Mode.ONLINE or row.attendance is Attendance.HERE else (Attendance.HERE,)),
        *(() if row.attendance is not Attendance.UNKNOWN else (Attendance.UNKNOWN,)),
    }
    return [(mark, str(words)) for mark, words in MARKS if mark not in left_out]


def _filled_in(row: Attender, meeting: Meeting, everybody: bool) -> Attendance:
    if not everybody or row.attendance is not Attendance.UNKNOWN:
        return row.attendance
    if row.answer is not Answer.NONE:
        return Attendance.ABSENT
    return Attendance.ONLINE if meeting.mode is Mode.ONLINE else Attendance.HERE


class WalkInForm(BaseForm):
    """Somebody who was not on the list."""

    name = StringField(
        _l("Kwam er iemand die niet op de lijst staat?"),
        [InputRequired(_l("Schrijf de naam op. Bijvoorbeeld: Fatma Aydin")), Length(max=LONGEST_NAME)],
        description=_l("Schrijf de naam op. Wie het is, kun je later kiezen."),
    )


class JoinForm(BaseForm):
    """Who somebody was that came in by name."""

    person = SelectField(_l("Wie is dit?"), [InputRequired(_l("Kies wie dit is."))])

    def offer(self, people: Sequence[Person]) -> "JoinForm":
        """Let one of these people be chosen."""
        self.person.choices = [
            SelectChoice("", _("Kies iemand")),
            *(SelectChoice(each.uid, each.name) for each in people),
        ]
        return self

    def chosen(self, people: Sequence[Person]) -> Person | None:
        """Return who was chosen."""
        return next((each for each in people if each.uid == self.person.data), None)
