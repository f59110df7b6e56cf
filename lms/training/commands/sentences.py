"""Keeping one's own sentences and their order."""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.training.models import PocketSentence, ScenarioWalk
from lms.training.models.records import LONGEST_SENTENCE
from lms.training.queries.sentences import Sentence, sentences_of

MOST = 60  # nobody learns more by heart, and paper ends


def add_sentence(text: str, *, by: Person, form_key: str = "") -> PocketSentence:
    """Put an own sentence at the end; a form that is sent twice adds one."""
    form_key, text = form_key or new_uid(24), _checked(text)
    kept: PocketSentence | None = row_of_form(PocketSentence.person_id, form_key, by)
    if kept is not None:
        return unchanged(kept, text=text)
    _wait_for_own_turn(by)
    there = sentences_of(by)
    if len(there) >= MOST:
        raise Refusal(_("Je hebt al %(most)s zinnen. Gooi er eerst een weg.", most=MOST), "text")
    last = max((each.position or 0 for each in there), default=0)
    new = [each for each in there if each.position is None]
    _place(new, last + 1, by)
    row = PocketSentence(person_id=by.id, text=text, position=last + len(new) + 1, form_key=form_key)
    return unchanged(first_of_form(PocketSentence.person_id, row, by), text=text)


def change_sentence(row: PocketSentence, text: str) -> None:
    """Say an own sentence otherwise."""
    row.text = _checked(text)
    db.session.flush()


def drop_sentence(sentence: Sentence, *, by: Person) -> None:
    """Throw a sentence away; of one from a practice talk the talk itself stays."""
    if sentence.walk_uid is None:
        mine = (PocketSentence.person_id == by.id, PocketSentence.uid == sentence.key)
    else:
        mine = (PocketSentence.person_id == by.id, PocketSentence.walk_uid == sentence.walk_uid)
        db.session.get_one(ScenarioWalk, (by.id, sentence.walk_uid), with_for_update=True).sentence = ""
    db.session.execute(delete(PocketSentence).where(*mine))
    db.session.flush()


def move_sentence(key: str, *, up: bool, by: Person) -> None:
    """Change places with the sentence above or below; at the end of the list nothing happens."""
    _wait_for_own_turn(by)
    there = sentences_of(by)
    at = next((number for number, each in enumerate(there) if each.key == key), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is not None and to is not None and 0 <= to < len(there):
        there[at], there[to] = there[to], there[at]
    _place(there, 1, by)


def _place(sentences: list[Sentence], first: int, by: Person) -> None:
    """Give sentences their numbers from ``first``, in this order."""
    rows = db.session.scalars(select(PocketSentence).where(PocketSentence.person_id == by.id)).all()
    known = {row.walk_uid or row.uid: row for row in rows}
    for position, each in enumerate(sentences, start=first):
        if each.key in known:
            known[each.key].position = position
        else:
            db.session.add(PocketSentence(person_id=by.id, walk_uid=each.walk_uid, position=position))
    db.session.flush()


def _wait_for_own_turn(by: Person) -> None:
    """Let two tabs of one person write after each other."""
    db.session.execute(select(Person.id).where(Person.id == by.id).with_for_update())


def _checked(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_SENTENCE:
        raise Refusal(_("Schrijf een zin van hoogstens %(most)s tekens.", most=LONGEST_SENTENCE), "text")
    return text
