"""What a part or a quiz sends: one form for the whole page, so that no button loses what was typed elsewhere on it.

Fields are named for the uid of their block; an ``order`` or ``match`` question has a field for each answer. ``do`` says
which button was pressed, with colons between: ``next``, ``keep``, ``check:uid``, ``say:uid:step:choice``,
``again:uid``, ``done:uid``, ``undone:uid``, ``twin:easy``, ``mark``,
``unmark``, ``share:uid``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.content import numbers
from lms.content.blocks import Block, Question, Reflect, Scenario, walk
from lms.kernel.clock import now
from lms.kernel.personal_data import find_personal_data
from lms.training.commands.work import shown_mark
from lms.training.models.judging import LONGEST_WORDS, is_answer, pair, points_of
from lms.training.models.records import LONGEST_SENTENCE, LONGEST_TEXT
from lms.training.models.sending import key_of
from lms.ui import kept

Form = MultiDict[str, str]
Fields = Mapping[str, Sequence[str]]
#: The field for somebody's own note at the part; no block of an author has this uid.
NOTE = "notitie"
BY_FIELD = frozenset({"order", "match"})


@dataclass(frozen=True)
class Words:
    """Free text as it was sent, and the mark of the text the page had shown."""

    text: str
    shown: str


@dataclass(frozen=True)
class Sheet:
    """Everything one page sent. ``problems``: the uid of a block, or of nothing, to a sentence for the person.

    ``key`` stands for this press of this button; ``at`` is when that was, long ago when the line was bad.
    """

    act: str
    about: str = ""
    rest: tuple[str, ...] = ()
    answers: Mapping[str, list[str]] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    at: datetime = field(default_factory=now)


def read_sheet(form: Form, shown: Iterable[Block]) -> Sheet:
    """Return what was sent about these blocks, with everything the person has to look at."""
    key = key_of(kept.form_id(), form.get("do", "next"))
    act, _colon, rest = form.get("do", "next").partition(":")
    about, *more = rest.split(":")
    every = list(walk(shown))
    questions = [block for block in every if isinstance(block, Question)]
    answers = {question.uid: given_from(question, fields_in(question, form)) for question in questions}
    words = _words(form, every)
    problems = {
        **_answer_problems(questions, answers, about if act == "check" else ""),
        **_word_problems(words, _longest(every), form),
    }
    return Sheet(act, about, tuple(more), answers, words, problems, key, kept.made_at())


def fields_in(question: Question, form: Form) -> dict[str, list[str]]:
    """Return the filled-in fields of a question."""
    found = {name: [value.strip() for value in form.getlist(name) if value.strip()] for name in _names(question)}
    return {name: values for name, values in found.items() if values}


def fields_of(question: Question, given: Sequence[str]) -> dict[str, list[str]]:
    """Return how the fields stand for a given answer; the other way round than :func:`given_from`."""
    if question.style == "order":
        return {f"{question.uid}.{key}": [str(place)] for place, key in enumerate(given, start=1)}
    if question.style == "match":
        pairs = [part.partition(":") for part in given]
        return {f"{question.uid}.{left}": [right] for left, _colon, right in pairs}
    return {question.uid: list(given)}


def given_from(question: Question, fields: Fields) -> list[str]:
    """Return the answer that the fields make; it may be empty or not whole."""
    if question.style == "number":
        return [_number(words, question.unit) for words in fields.get(question.uid, ())]
    if question.style not in BY_FIELD:
        return list(fields.get(question.uid, ()))
    chosen = {answer.key: fields.get(f"{question.uid}.{answer.key}", [""])[0] for answer in question.answers}
    filled = {key: value for key, value in chosen.items() if value}
    if question.style == "match":
        return [pair(key, value) for key, value in filled.items()]
    whole = sorted(filled.values()) == sorted(str(place) for place in range(1, len(question.answers) + 1))
    return sorted(filled, key=lambda key: int(filled[key])) if whole else []


def draft_from(question: Question, fields: Fields) -> list[str]:
    """Return what stands in the fields so far, whole or not; what no page of ours offers is left out."""
    if question.style in BY_FIELD:
        offered = {answer.partner_key for answer in question.answers}
        if question.style == "order":
            offered = {str(place) for place in range(1, len(question.answers) + 1)}
        chosen = {answer.key: fields.get(f"{question.uid}.{answer.key}", [""])[0] for answer in question.answers}
        return [pair(key, value) for key, value in chosen.items() if value in offered]
    given = fields.get(question.uid, ())
    if question.style == "scale":
        return [point for point in given if point in points_of(question)][:1]
    if question.style in {"short", "number"}:
        return [words[:LONGEST_WORDS] for words in given[:1]]
    known = [answer.key for answer in question.answers if answer.key in given]
    return known if question.style == "several" else known[:1]


def fields_of_draft(question: Question, draft: Sequence[str]) -> dict[str, list[str]]:
    """Return how the fields stand for a draft; the other way round than :func:`draft_from`."""
    if question.style not in BY_FIELD:
        return {question.uid: list(draft)} if draft else {}
    pairs = [part.partition(":") for part in draft]
    return {f"{question.uid}.{key}": [value] for key, _colon, value in pairs}


def ask_for_answer(question: Question) -> str:
    """Return what to say when an answer is not whole."""
    return {
        "several": _("Kies één of meer antwoorden."),
        "order": _("Geef elke regel een eigen plek. Elk nummer kun je één keer gebruiken."),
        "match": _("Kies bij elke regel wat erbij hoort. Elk antwoord kun je één keer gebruiken."),
        "short": _("Schrijf je antwoord op. Een paar woorden is genoeg."),
        "number": _("Schrijf een getal in cijfers, bijvoorbeeld 18 of 2,5."),
        "scale": _("Kies een punt op de schaal."),
    }.get(question.style, _("Kies een van de antwoorden."))


def _number(words: str, unit: str) -> str:
    """Return a number always written in the same way, so that the same answer is the same; else what was typed."""
    found = numbers.number_in(words, unit)
    return words if found is None else numbers.written(found)


def _names(question: Question) -> list[str]:
    if question.style in BY_FIELD:
        return [f"{question.uid}.{answer.key}" for answer in question.answers]
    return [question.uid]


def _longest(every: Iterable[Block]) -> dict[str, int]:
    """Return the fields for free text, and how much fits in each."""
    found = {NOTE: LONGEST_TEXT}
    for block in every:
        if isinstance(block, Reflect):
            found[block.uid] = LONGEST_TEXT
        elif isinstance(block, Scenario) and block.ending:
            found[block.ending.uid] = LONGEST_SENTENCE
    return found


def _words(form: Form, every: Iterable[Block]) -> dict[str, Words]:
    sent = [uid for uid in _longest(every) if uid in form]
    return {uid: Words(_newlines(form[uid]), form.get(f"{uid}.shown", "")) for uid in sent}


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _answer_problems(questions: list[Question], answers: Mapping[str, list[str]], asked: str) -> dict[str, str]:
    """Only the question whose button was pressed must be answered whole."""
    return {
        question.uid: ask_for_answer(question)
        for question in questions
        if question.uid == asked and not is_answer(question, answers[question.uid])
    }


def _word_problems(words: Mapping[str, Words], longest: Mapping[str, int], form: Form) -> dict[str, str]:
    found = {}
    for uid, written in words.items():
        changed = written.shown != shown_mark(written.text)
        if changed and f"{uid}.sure" not in form and find_personal_data(written.text):
            found[uid] = _("Staat hier een telefoonnummer, adres of ander nummer van iemand? Haal het liever weg.")
        if len(written.text) > longest[uid]:
            found[uid] = _("Je tekst is te lang. Er passen %(most)s tekens.", most=longest[uid])
    return found
