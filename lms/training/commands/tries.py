"""Keeping how questions went the first time, and how often people answered. Who calls holds a lock on their work."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models.tries import QuestionTry

NO_SYNC = {"synchronize_session": False}


def first_try(uid: str, module_id: int, slip: str | None, *, by: Person, at: datetime) -> None:
    """Keep the first answer to a question."""
    db.session.add(QuestionTry(person_id=by.id, uid=uid, module_id=module_id, slip=slip, first_at=at, last_at=at))


def tried_again(*uids: str, by: Person, at: datetime) -> None:
    """Count another answer to questions; one that was answered before we counted stays uncounted."""
    again = update(QuestionTry).where(QuestionTry.person_id == by.id, QuestionTry.uid.in_(uids))
    db.session.execute(again.values(tries=QuestionTry.tries + 1, last_at=at), execution_options=NO_SYNC)


def tried_quiz(slips: Mapping[str, str | None], module_id: int, *, by: Person, at: datetime) -> None:
    """Keep how the questions of a quiz went that was handed in, in at most three statements."""
    mine = (QuestionTry.person_id == by.id, QuestionTry.uid.in_(list(slips)))
    with db.session.no_autoflush:  # what was changed before goes with what is changed after
        known = set(db.session.scalars(select(QuestionTry.uid).where(*mine)))
    for uid, slip in slips.items():
        if uid not in known:
            first_try(uid, module_id, slip, by=by, at=at)
    if known:
        tried_again(*known, by=by, at=at)
