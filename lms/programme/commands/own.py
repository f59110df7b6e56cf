"""Forgetting a person, for the programme."""

from sqlalchemy import delete, select, update

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.files import files
from lms.programme.models import (
    Absence,
    Evidence,
    FrameRead,
    HelpOffer,
    Moment,
    Neighbourhood,
    Prompt,
    TeamMember,
)


def forget_person(person: Person) -> None:
    """Take away the voice and what only this person needed; what the neighbourhood learned stays, without the name."""
    for table in (FrameRead, Prompt):
        db.session.execute(delete(table).where(table.person_id == person.id))
    _forget_voice(person)
    for model in (Moment, Evidence):
        db.session.execute(update(model).where(model.by_id == person.id).values(by_id=None))
    db.session.execute(update(HelpOffer).where(HelpOffer.checked_by_id == person.id).values(checked_by_id=None))
    left = update(TeamMember).where(TeamMember.person_id == person.id, TeamMember.until.is_(None))
    db.session.execute(left.values(until=now()))
    led = update(Neighbourhood).where(Neighbourhood.director_id == person.id)
    db.session.execute(led.values(director_id=None))
    away = update(Absence).where(Absence.person_id == person.id, Absence.called_off_at.is_(None))
    db.session.execute(away.values(called_off_at=now()))


def _forget_voice(person: Person) -> None:
    spoken = select(Moment).where(Moment.by_id == person.id, Moment.recording.is_not(None))
    for moment in db.session.scalars(spoken):
        files().delete(moment.recording or "")
        moment.recording = None
        moment.text = moment.text or "(ingesproken, gewist)"
    db.session.flush()
