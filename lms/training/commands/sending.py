"""Taking each sent form once, however often and in whatever order the line delivers it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.kernel import retention
from lms.kernel.db import db
from lms.training.models.sending import SentForm


def is_first(key: str, *, by: Person) -> bool:
    """Remember that a form arrived, and return whether it is the first time; whoever delivers it too waits for us."""
    if not key:
        return True
    try:
        with db.session.begin_nested():
            db.session.add(SentForm(person_id=by.id, key=key))
    except IntegrityError:
        return False
    return True


def forget_sent(before: datetime) -> int:
    """Forget a batch of the forms that arrived before a moment; return how many."""
    return retention.forget_rows(SentForm, SentForm.sent_at < before)
