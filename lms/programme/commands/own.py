"""Forgetting a person, for the programme."""

from sqlalchemy import delete, select, update

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.commands.absences import forget_absences
from lms.programme.commands.uploads import delete_files
from lms.programme.models import (
    AdviserTerm,
    Asked,
    Evidence,
    FrameRead,
    HelpOffer,
    KeptUpload,
    Moment,
    Neighbourhood,
    Prompt,
    TeamMember,
)


def forget_person(person: Person) -> None:
    """Take away the voice and what only this person needed; what the neighbourhood learned stays, without the name."""
    for table in (Asked, FrameRead, Prompt):
        db.session.execute(delete(table).where(table.person_id == person.id))
    _forget_voice(person)
    for model in (Asked, Moment, Evidence):
        db.session.execute(update(model).where(model.by_id == person.id).values(by_id=None))
    db.session.execute(update(HelpOffer).where(HelpOffer.checked_by_id == person.id).values(checked_by_id=None))
    left = update(TeamMember).where(TeamMember.person_id == person.id, TeamMember.until.is_(None))
    db.session.execute(left.values(until=now()))
    advised = update(AdviserTerm).where(AdviserTerm.person_id == person.id, AdviserTerm.until.is_(None))
    db.session.execute(advised.values(until=now()))
    led = update(Neighbourhood).where(Neighbourhood.director_id == person.id)
    db.session.execute(led.values(director_id=None))
    forget_absences(person)


def _forget_voice(person: Person) -> None:
    spoken = select(Moment).where(Moment.by_id == person.id, Moment.recording.is_not(None))
    for moment in db.session.scalars(spoken):
        delete_files(moment.recording)
        moment.recording = None
        moment.text = moment.text or "(ingesproken, gewist)"
    for upload in db.session.scalars(select(KeptUpload).where(KeptUpload.person_id == person.id)):
        delete_files(upload.name, upload.small)
        db.session.delete(upload)
    db.session.flush()
