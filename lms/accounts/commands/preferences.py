"""What people choose for themselves."""

from lms.accounts.enums import TextSize
from lms.accounts.models import Actor, Person
from lms.kernel.db import db


def choose_language(actor: Actor, code: str) -> None:
    """Choose the language of pages and mails for an account; a visitor has only the cookie of the browser."""
    if isinstance(actor, Person):
        actor.language, actor.language_chosen = code, True
        db.session.flush()


def bring_language(person: Person, asked: str | None) -> None:
    """Let the language a visitor chose go along into the account, unless the person chose one there already."""
    if asked and asked != person.language and not person.language_chosen:
        choose_language(person, asked)


def choose_name(person: Person, name: str) -> None:
    """Choose the name others see."""
    person.name = " ".join(name.split())
    db.session.flush()


def choose_reading(person: Person, *, language: str, text_size: TextSize, read_aloud: bool) -> None:
    """Choose how pages look and sound."""
    person.language, person.language_chosen = language, True
    person.text_size, person.read_aloud = text_size, read_aloud
    db.session.flush()
