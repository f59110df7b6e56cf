"""Who of the demo programme completed a module and has proof: one module is accredited in a register, one is not."""

from datetime import timedelta
from decimal import Decimal

from lms.accounts.models import Person
from lms.accounts.queries.demo import DEMO_DOMAIN
from lms.accounts.queries.people import person_by_email
from lms.content.blocks import Question
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.training import queries as training
from lms.training.commands.accreditations import keep_accreditation
from lms.training.commands.quizzes import begin_quiz, hand_in_quiz
from lms.training.commands.registrations import give_number
from lms.training.commands.steps import complete_part, finish_assignment
from lms.training.models import Module
from lms.training.models.judging import pair
from lms.training.queries.desks import newest_desk_of
from lms.training.queries.quizzes import paper_of
from lms.training.queries.readings import Reading, reading_of

ORIGIN = "demo"
REGISTER, KEY, NUMBER = "registerplein", "VOORBEELD-1", "10000000"
WORDING = "Jullie mogen mijn naam, dit nummer en mijn afgeronde modules doorgeven aan dit register."


def certify() -> None:
    """Let the social worker complete two modules, the first of them accredited, and the key person take part in it."""
    modules = training.published_modules()[:2]
    if not modules:
        return
    db.session.flush()
    db.session.expire_all()  # people got their places meanwhile
    accredit(modules[0], _person("coordinator"))
    worker = _person("sociaalwerker")
    give_number(REGISTER, NUMBER, wording=WORDING, by=worker, origin=ORIGIN)
    for module in modules:
        complete(module, worker)
    complete(modules[0], _person("sleutelpersoon"), leave=1)  # the last part is done with her group


def accredit(module: Module, coordinator: Person) -> None:
    """Let a register have accredited a module, half a year ago."""
    day = today() - timedelta(days=180)
    keep_accreditation(
        None,
        module=module,
        register=REGISTER,
        key=KEY,
        points=Decimal(max(1, module.minutes // 60)),
        valid_from=day,
        valid_until=day + timedelta(days=3 * 365),
        by=coordinator,
        origin=ORIGIN,
    )


def complete(module: Module, person: Person, *, leave: int = 0) -> None:
    """Do every part that is asked of somebody but the last few, the assignments, and the quiz when that is asked."""
    reading = reading_of(module.slug, person)
    if reading is None:
        return
    lines = [line for _lesson, lines in reading.lessons for line in lines]
    for line in lines[: len(lines) - leave]:
        desk = newest_desk_of(module.slug, line.uid, person)
        if desk is None:
            continue
        part = desk.text.part
        complete_part(desk.reading, part, version=desk.text.number, twin=desk.twin, by=person)
        for task in line.assignments if reading.asks_writing else ():
            finish_assignment(desk.reading, part, task.uid, by=person)
    if reading.asks_writing and reading.outline.quiz:
        _pass_quiz(reading, person)


def _person(name: str) -> Person:
    found = person_by_email(f"{name}@{DEMO_DOMAIN}")
    if found is None:
        raise LookupError(name)
    return found


def _pass_quiz(reading: Reading, person: Person) -> None:
    paper = paper_of(reading.module.slug, begin_quiz(reading, by=person).uid, person)
    if paper is not None:
        asked = [each.question for each in paper.questions]
        hand_in_quiz(paper, {question.uid: _right(question) for question in asked}, by=person)


def _right(question: Question) -> list[str]:
    answers = question.answers
    if question.style == "order":
        return [each.key for each in answers]
    if question.style == "match":
        return [pair(each.key, each.partner_key) for each in answers]
    if question.style in {"short", "number"}:
        return [answers[0].text]
    return [each.key for each in answers if each.right]
