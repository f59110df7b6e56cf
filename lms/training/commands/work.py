"""Keeping what somebody answered, thought and said on a part. The latest counts, and nothing typed is lost."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.content.blocks import Question, Scenario
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.tries import first_try, tried_again
from lms.training.models import PartVersion, QuestionAnswer, Reflection, ScenarioWalk, SharedWork
from lms.training.models.judging import judge
from lms.training.models.records import LONGEST_SENTENCE, LONGEST_TEXT
from lms.training.models.slips import slip_of
from lms.training.models.walking import choose


def keep_answer(
    text: PartVersion,
    question: Question,
    given: Sequence[str],
    *,
    by: Person,
    again: bool = True,
    at: datetime | None = None,
) -> None:
    """Keep a whole answer; only with ``again`` it takes the place of an earlier one (another tab may be behind).

    ``at`` is when it was given, which may be long before it comes in: the answer that was given last stays.
    """
    at = at or now()
    values = {"version": text.number, "given": list(given), "right": judge(question, given).right}
    row, new = _own_or_new(QuestionAnswer, question.uid, text, by, **values, answered_at=at)
    if new:
        first_try(question.uid, text.part.module_id, slip_of(question, given), by=by, at=at)
    elif again and row.answered_at <= at and (row.given, row.version) != (values["given"], text.number):
        for name, value in {**values, "answered_at": at}.items():
            setattr(row, name, value)
        tried_again(question.uid, by=by, at=at)
    db.session.flush()


def keep_thought(text: PartVersion, uid: str, words: str, *, shown: str, by: Person) -> bool:
    """Keep a reflection; emptying it takes it away, also from who read along.

    Return whether it joined that of another tab.
    """
    if not words and db.session.get(Reflection, (by.id, uid)) is None:
        return False
    row = _own(Reflection, uid, text, by, text=words[:LONGEST_TEXT])
    wanted = merged(row.text, words, shown=shown)[:LONGEST_TEXT]
    joined = wanted not in {row.text, words}
    if not wanted:
        db.session.execute(delete(SharedWork).where(SharedWork.person_id == by.id, SharedWork.uid == uid))
        db.session.delete(row)
    elif row.text != wanted:
        row.text, row.written_at = wanted, now()
    db.session.flush()
    return joined


def say_in_scenario(text: PartVersion, scenario: Scenario, *, step: int, choice: int, by: Person) -> int:
    """Choose what to say at a step, and return at which step the talk is then; the same choice twice is one."""
    row = _own(ScenarioWalk, scenario.uid, text, by, choices=[])
    row.choices = choose(scenario, row.choices, step=step, choice=choice)
    row.walked_at = now()
    db.session.flush()
    return len(row.choices)


def begin_scenario_again(text: PartVersion, scenario: Scenario, *, by: Person) -> None:
    """Start the talk from its first turn; the own sentence stays."""
    row = _own(ScenarioWalk, scenario.uid, text, by, choices=[])
    row.choices = []
    db.session.flush()


def keep_sentence(text: PartVersion, scenario: Scenario, words: str, *, shown: str, by: Person) -> bool:
    """Keep what somebody would say themselves, for them alone. Return whether it joined that of another tab."""
    row = _own(ScenarioWalk, scenario.uid, text, by, choices=[])
    wanted = merged(row.sentence, words, shown=shown)[:LONGEST_SENTENCE]
    joined = wanted not in {row.sentence, words}
    row.sentence = wanted
    db.session.flush()
    return joined


def shown_mark(text: str) -> str:
    """Return a short mark of the text a page showed, so that a later answer tells whether it was changed there."""
    return sha256(text.encode()).hexdigest()[:12]


def merged(stored: str, words: str, *, shown: str) -> str:
    """Return what to keep: untouched words change nothing, and two tabs that both wrote are both kept, once."""
    if words == stored or shown_mark(words) == shown or (words and stored.endswith(f"\n\n{words}")):
        return stored
    if shown in {shown_mark(stored), ""} or not stored:
        return words
    if not words:
        return stored
    return words if stored in words else f"{stored}\n\n{words}"


def _own(table: Any, uid: str, on: PartVersion, person: Person, **values: Any) -> Any:
    """Return somebody's row, made when it is missing."""
    return _own_or_new(table, uid, on, person, **values)[0]


def _own_or_new(table: Any, uid: str, on: PartVersion, person: Person, **values: Any) -> tuple[Any, bool]:
    """Return somebody's row and whether it was made here; other tabs wait for it until we commit."""
    key = (person.id, uid)
    if found := db.session.get(table, key, with_for_update=True, populate_existing=True):
        return found, False
    row = table(person_id=person.id, uid=uid, part_id=on.part_id, **values)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        found = db.session.get_one(table, key, with_for_update=True, populate_existing=True)
        return found, False  # another tab was first
    return row, True
