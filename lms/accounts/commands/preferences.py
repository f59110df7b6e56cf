"""What people choose for themselves."""

from lms.accounts.models import Actor, Person
from lms.kernel.db import db


def choose_language(actor: Actor, code: str) -> None:
    """Choose the language of pages and mails for an account; a visitor has only the cookie of the browser."""
    if isinstance(actor, Person):
        actor.language = code
        db.session.flush()
