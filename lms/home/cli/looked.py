"""How people of the demo programme got on in a module: enough of them that who writes it may see something."""

from datetime import timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.content.blocks import Question, walk
from lms.home.cli.towns import MADE_UP_DOMAIN
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training import queries as training
from lms.training.commands.insight import keep_counts
from lms.training.commands.steps import complete_part
from lms.training.commands.work import keep_answer
from lms.training.models import Module, ModuleProgress
from lms.training.queries.desks import Desk, newest_desk_of
from lms.training.queries.insight_counting import counted
from lms.training.queries.readings import reading_of

PEOPLE, MOST_PARTS, WEEKS_AGO = 36, 4, 7


def get_on() -> None:
    """Let people do one to four parts of the second module, some of them long ago, and count how they got on."""
    module = next(iter(training.published_modules()[1:]), None)
    everybody = select(Person).where(Person.email.endswith(MADE_UP_DOMAIN), Person.active).order_by(Person.id)
    people = db.session.scalars(everybody.limit(PEOPLE)).all()
    if module is None:
        return
    for number, person in enumerate(people):
        _learn(module, person, parts=1 + number % MOST_PARTS, stopped=number % 3 > 0, number=number)
    for each in training.published_modules():
        keep_counts(each, counted(each))


def _learn(module: Module, person: Person, *, parts: int, stopped: bool, number: int) -> None:
    reading = reading_of(module.slug, person)
    uids = [line.uid for _lesson, lines in reading.lessons for line in lines] if reading else []
    for uid in uids[:parts]:
        desk = newest_desk_of(module.slug, uid, person)
        if desk is not None:
            _answer(desk, person, number)
            complete_part(desk.reading, desk.text.part, version=desk.text.number, twin=desk.twin, by=person)
    record = db.session.get(ModuleProgress, (person.id, module.id))
    if record is not None and stopped:
        record.last_at = now() - timedelta(weeks=WEEKS_AGO)
    db.session.flush()


def _answer(desk: Desk, person: Person, number: int) -> None:
    """Answer the questions with one answer: three in five right, the others mostly the same."""
    for block in walk(desk.blocks):
        if isinstance(block, Question) and block.style in {"one", "true-false"}:
            off = [each for each in block.answers if not each.right]
            right = next(each for each in block.answers if each.right)
            chosen = off[0 if number % 10 else -1] if off and number % 5 > 2 else right
            keep_answer(desk.text, block, [chosen.key], by=person)
