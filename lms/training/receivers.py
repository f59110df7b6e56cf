"""What training does when something happens in it."""

from typing import Any

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.meetings.enums import Attendance
from lms.meetings.models import Meeting
from lms.training.commands.certificates import issue
from lms.training.commands.live import follow_attendance
from lms.training.models import Module, ModuleProgress, ModuleVersion


def on_module_completed(_app: Any, *, person: Person, module: Module, version: ModuleVersion) -> None:
    """Give proof in the same write as the last step; who completed the module holds its lock."""
    issue(person, module, version, record=db.session.get_one(ModuleProgress, (person.id, module.id)))


def on_attendance_recorded(_app: Any, *, meeting: Meeting, person: Person, attendance: Attendance, by: Person) -> None:
    """Let who was at a training have taken part in its module; who writes it down holds the lock on the meeting."""
    follow_attendance(meeting, person, attendance, by)
