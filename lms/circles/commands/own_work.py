"""Forgetting a person, for the work of sessions."""

from sqlalchemy import update

from lms.accounts.models import Person
from lms.circles.models import AgreementReview, CircleAgreement, CircleDecision, NoteRevision, RoundLine
from lms.kernel.db import db


def forget_in_work(person: Person) -> None:
    """Take the name away from what somebody wrote; what they would do waits for somebody else."""
    db.session.execute(update(CircleAgreement).where(CircleAgreement.owner_id == person.id).values(owner_id=None))
    for model in (CircleAgreement, AgreementReview, CircleDecision, NoteRevision, RoundLine):
        db.session.execute(update(model).where(model.by_id == person.id).values(by_id=None))
