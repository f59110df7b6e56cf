"""The live part of a module: naming the module a training is about, and what being there gives and takes back."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import local, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import locked
from lms.meetings.enums import THERE, Attendance, MeetingKind
from lms.meetings.models import Attender, Meeting
from lms.training.commands.certificates import ORIGIN, restore_certificate, withdraw_certificate, write_certificate
from lms.training.enums import CertificateKind
from lms.training.models import Module, ModuleVersion, TrainingMeeting
from lms.training.models.certificates import Certificate
from lms.training.queries.certificates import certificate_at

#: Why proof holds no more of a training somebody was not at after all; being ticked again lets it hold again.
MENDED = "Er is verbeterd wie er bij de training was."


def name_module(meeting: Meeting, module: Module | None, *, by: Person, origin: str) -> None:
    """Say which module a training is about, or about none; who was there already has taken part from now on.

    Once somebody has proof of it, it stays about that module.
    """
    meeting = locked(meeting)
    if meeting.kind is not MeetingKind.TRAINING:
        raise Refusal(_("Alleen een training gaat over een module."), "module")
    found = db.session.get(TrainingMeeting, meeting.id, populate_existing=True)
    before, after = (found.module_id if found else None), (module.id if module else None)
    if before == after:
        return
    if found is not None:
        if _proof_at(meeting):
            raise Refusal(_("Er zijn al bewijzen van deze training. De module blijft daarom zoals die is."), "module")
        db.session.delete(found)
        db.session.flush()
    if module is not None:
        db.session.add(TrainingMeeting(meeting_id=meeting.id, module_id=module.id))
        db.session.flush()
        for person in _people_there(meeting):
            take_part(meeting, person, by=by)
    audit.record("training.name_module", f"meeting/{meeting.uid}", actor_uid=by.uid, origin=origin)


def follow_attendance(meeting: Meeting, person: Person, attendance: Attendance, by: Person) -> None:
    """Give proof of having taken part to who was there, and take it back from who was not after all."""
    if attendance in THERE:
        take_part(meeting, person, by=by)
        return
    proof = certificate_at(meeting.id, person.id)
    if proof is not None and proof.withdrawn_at is None:
        withdraw_certificate(proof, MENDED, by=by, origin=ORIGIN)


def take_part(meeting: Meeting, person: Person, *, by: Person) -> Certificate | None:
    """Give somebody proof of a training, once; nothing when it is about no module, or about a draft.

    The caller holds the lock on the meeting.
    """
    proof = certificate_at(meeting.id, person.id)
    if proof is not None:
        if proof.withdrawn_at is not None and proof.reason == MENDED:
            restore_certificate(proof, by=by, origin=ORIGIN)
        return proof
    current = (ModuleVersion.module_id == Module.id) & (ModuleVersion.serial == Module.serial)
    about = select(Module, ModuleVersion).join(TrainingMeeting, TrainingMeeting.module_id == Module.id)
    row = db.session.execute(
        about.join(ModuleVersion, current).where(TrainingMeeting.meeting_id == meeting.id)
    ).one_or_none()
    if row is None or row[1].published_at is None:
        return None
    module, version = row
    facts = {
        "person_id": person.id,
        "module_id": module.id,
        "serial": version.serial,
        "kind": CertificateKind.PARTICIPATION.value,
        "title": version.title,
        "version": version.number,
        "net_minutes": int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        "meeting_id": meeting.id,
        "live_on": local(meeting.starts_at).date(),
    }
    return write_certificate(today().year, facts, lambda: certificate_at(meeting.id, person.id))


def _proof_at(meeting: Meeting) -> bool:
    found = select(Certificate.id).where(Certificate.meeting_id == meeting.id).limit(1)
    return db.session.scalar(found) is not None


def _people_there(meeting: Meeting) -> Sequence[Person]:
    there = select(Person).join(Attender, Attender.person_id == Person.id)
    there = there.where(Attender.meeting_id == meeting.id, Attender.attendance.in_(THERE))
    return db.session.scalars(there.order_by(Person.id)).all()
