"""Telling a module back in one's own words: to whoever led, or by oneself. Nobody grades it."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.commands.certificates import issue
from lms.training.commands.counting import withdraw_untold
from lms.training.commands.steps import locked_progress
from lms.training.enums import ToldTo
from lms.training.models import ModuleProgress, ModuleVersion, TellingBack, TookPart
from lms.training.models.together import LONGEST_SENTENCE, LONGEST_TELLING
from lms.training.queries.readings import Reading, reading_of
from lms.training.queries.telling import Telling
from lms.training.queries.together import Sitting


def tell_back(telling: Telling, told_to: ToldTo, words: str, *, by: Person) -> None:
    """Keep that somebody told a module back; telling it again keeps the newest words."""
    words = words.strip()[:LONGEST_TELLING]
    if told_to is ToldTo.HERE and not words:
        raise Refusal(_("Vertel het hier in een paar woorden. Of kies aan wie je het vertelde."), "words")
    reading = telling.reading
    record = locked_progress(reading, by)
    key = (by.id, reading.module.id)
    row = db.session.get(TellingBack, key)
    if row is None:
        row = TellingBack(person_id=by.id, module_id=reading.module.id, told_to=told_to, words=words)
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:  # another tab was first
            row = db.session.get_one(TellingBack, key, populate_existing=True)
    row.told_to, row.words = told_to, words
    db.session.flush()
    _prove(reading, record, by)


def hear(sitting: Sitting, told: Mapping[str, str], *, by: Person, origin: str) -> None:
    """Keep who told the module back, by uid with one sentence or none; ticks that went away are taken back."""
    if sitting.session.done_at is None or sitting.topic.module is None or not sitting.is_of_today:
        raise Refusal(_("Dit was op een andere dag. Daarom kun je hier niets meer veranderen."))
    if not told.keys() <= {row.person.uid for row in sitting.there}:
        raise Refusal(_("Kies alleen mensen die erbij waren."))
    for row in sorted(sitting.there, key=lambda each: each.person_id):
        said = told.get(row.person.uid)
        _hear(sitting, row, said, by=by, origin=origin)
    audit.record("together.hear", f"group/{sitting.session.uid}", actor_uid=by.uid, origin=origin)


def _hear(sitting: Sitting, row: TookPart, said: str | None, *, by: Person, origin: str) -> None:
    person = person_by_id(row.person_id)
    reading = reading_of(sitting.topic.module.slug, person) if person and sitting.topic.module else None
    if person is None or reading is None:
        return
    record = locked_progress(reading, person)
    fresh = db.session.get_one(TookPart, (row.session_id, row.person_id), populate_existing=True)
    if fresh.taken_back_at is not None:
        return
    before = fresh.told_at
    fresh.told_at = None if said is None else before or now()
    fresh.sentence = (said or "").strip()[:LONGEST_SENTENCE]
    db.session.flush()
    if said is not None:
        _prove(reading, record, person)
    elif before:
        withdraw_untold(reading, person, before, by=by, origin=origin)


def _prove(reading: Reading, record: ModuleProgress, person: Person) -> None:
    """Give proof of the version they completed; who is not that far gets it with the last part."""
    if record.completed_serial is None or reading.asks_writing:
        return
    version = db.session.get_one(ModuleVersion, (reading.module.id, record.completed_serial))
    issue(person, reading.module, version, record=record)
