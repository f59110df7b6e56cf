"""Which module a training is about, and the trainings somebody was at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.meetings.enums import THERE, Attendance, MeetingKind
from lms.meetings.models import Attender, Meeting
from lms.meetings.policy import managed
from lms.training.models import Module, TrainingMeeting
from lms.training.models.certificates import Certificate


@dataclass(frozen=True)
class Live:
    """A training about a module that somebody was at; ``counts`` is false when that was mended afterwards."""

    title: str
    at: datetime
    minutes: int
    online: bool
    counts: bool
    module: Module
    certificate: Certificate | None


def live_of(person: Actor) -> Sequence[Live]:
    """Return the trainings somebody was at, the newest first, also what was mended afterwards; one statement."""
    mine = and_(Attender.meeting_id == Meeting.id, Attender.person_id == person.id)
    proof = and_(Certificate.meeting_id == Meeting.id, Certificate.person_id == person.id)
    rows = db.session.execute(
        select(Meeting, Attender.attendance, Module, Certificate)
        .join(TrainingMeeting, TrainingMeeting.meeting_id == Meeting.id)
        .join(Module, Module.id == TrainingMeeting.module_id)
        .join(Attender, mine)
        .outerjoin(Certificate, proof)
        .where(or_(Attender.attendance.in_(THERE), Certificate.id.is_not(None)))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [
        Live(
            title=meeting.title,
            at=meeting.starts_at,
            minutes=int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
            online=attendance is Attendance.ONLINE,
            counts=attendance in THERE,
            module=module,
            certificate=certificate,
        )
        for meeting, attendance, module, certificate in rows
    ]


def module_of(meeting: Meeting) -> Module | None:
    """Return the module a training is about."""
    about = select(Module).join(TrainingMeeting, TrainingMeeting.module_id == Module.id)
    return db.session.scalar(about.where(TrainingMeeting.meeting_id == meeting.id))


def training_to_name(uid: str, actor: Actor) -> Meeting | None:
    """Return a training of which the actor may say what it is about."""
    mine = (Meeting.uid == uid, Meeting.kind == MeetingKind.TRAINING, managed(actor))
    return db.session.scalar(select(Meeting).where(*mine))
