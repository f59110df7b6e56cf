"""What somebody who is expected says: that they cannot, that they send somebody, or that they come after all."""

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.commands.notices import notify
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.locking import FRESH, locked
from lms.meetings.commands.plans import BY_ITSELF, code_of
from lms.meetings.enums import Answer, MeetingState, Part
from lms.meetings.errors import NotPlanned
from lms.meetings.models import Attender, Meeting
from lms.meetings.models.attending import LONGEST_NAME

ANSWERED = "meeting.answer"


def answer(
    meeting: Meeting, person: Person, said: Answer, *, replacement: str = "", origin: str = BY_ITSELF
) -> Attender:
    """Keep what somebody who is expected says, and tell who organised it; said again it changes nothing."""
    locked(meeting)
    row = db.session.scalar(
        select(Attender).where(Attender.meeting_id == meeting.id, Attender.person_id == person.id),
        execution_options=FRESH,
    )
    if row is None or row.part is not Part.EXPECTED:
        raise NotPlanned(_("Je wordt hier niet verwacht."))
    if meeting.state is not MeetingState.PLANNED or meeting.ends_at < now():
        raise NotPlanned(_("Deze afspraak is voorbij of gaat niet door."))
    name = " ".join(replacement.split())[:LONGEST_NAME] if said is Answer.REPLACED else ""
    if (row.answer, row.replacement) == (said, name):
        return row
    row.answer, row.replacement = said, name
    db.session.flush()
    audit.record("meeting.answer", code_of(meeting), said.value, actor_uid=person.uid, origin=origin)
    _tell(meeting, person, row)
    return row


def _tell(meeting: Meeting, person: Person, row: Attender) -> None:
    if meeting.organiser_id in {None, person.id}:
        return
    organiser = db.session.get_one(Person, meeting.organiser_id)
    names = {"name": person.name, "title": meeting.title, "other": row.replacement}
    said = row.answer

    def words() -> str:
        if said is Answer.CANNOT:
            return _("%(name)s kan niet bij %(title)s", **names)
        if said is Answer.REPLACED and names["other"]:
            return _("%(name)s stuurt %(other)s naar %(title)s", **names)
        if said is Answer.REPLACED:
            return _("%(name)s stuurt iemand anders naar %(title)s", **names)
        return _("%(name)s komt toch naar %(title)s", **names)

    thing, version = f"{code_of(meeting)}/{person.uid}", now().isoformat()
    url = f"/afspraken/{meeting.uid}"
    notify(organiser, cause=ANSWERED, object=thing, version=version, text=LazyString(words), url=url)
