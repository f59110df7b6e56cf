"""Reading questions: a prompt, then answers that each carry their own explanation."""

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.content.blocks import OTHER, Answer, Question
from lms.content.enums import STYLES
from lms.content.fences import Fence, Line
from lms.content.numbers import number_in, written
from lms.content.problems import Origin
from lms.content.read.desk import Desk

DASH = " — "
EQUALS = " = "
TICKED = re.compile(r"- \[([ xX])\] (.*)")
NUMBERED = re.compile(r"\d{1,2}\. (.*)")
BULLET = re.compile(r"- (.*)")
FORMS = {"order": NUMBERED, "match": BULLET, "scale": BULLET}
AS_TYPED = frozenset({"short", "number", "scale"})  # what no Markdown is rendered of
MUST = {"scale": ("low", "high", "points")}
MAY = {"number": ("unit", "tolerance")}
OPTIONS = frozenset({"unit", "tolerance", "low", "high", "points"})
LOOKS_LIKE_ANSWER = re.compile(r"(- |\* |\d{1,2}[.)] )")


@dataclass
class _Row:
    text: str
    ticked: bool
    origin: Origin


def read_question(fence: Fence, uid: str, desk: Desk) -> Question:
    """Return the question in a fence; its answers are in the order in which they are written."""
    style = fence.argument
    if style not in STYLES:
        what = _("De soort vraag")
        desk.unknown(fence.origin, "question-style", what=what, given=style, known=STYLES)
        style = "one"
    prompt, rows = _split(fence, style, desk)
    if not prompt:
        desk.problem(fence.origin, "question-prompt", _("De vraag zelf ontbreekt. Zet hem boven de antwoorden."))
    answers, otherwise = [], ""
    for row in rows:
        answer = _answer(row, style, desk)
        if style in AS_TYPED and answer.text == OTHER:
            otherwise = answer.explanation
        else:
            answers.append(answer)
    return Question(
        uid=uid,
        style=style,
        prompt=desk.html(prompt),
        answers=tuple(answers),
        otherwise=otherwise,
        **_options(fence, style, desk),
        origin=fence.origin,
    )


def _options(fence: Fence, style: str, desk: Desk) -> dict[str, Any]:
    """Return what only questions of this style say under their first line."""
    must, may = MUST.get(style, ()), MAY.get(style, ())
    given = {key: line for key, line in fence.options.items() if key in OPTIONS and line.text}
    for key in must:
        if key not in given:
            message = _("Bij een vraag van de soort '%(style)s' hoort de regel '%(key)s:'.", style=style, key=key)
            desk.problem(fence.origin, f"missing-{key}", message)
    for key in given.keys() - {*must, *may}:
        what = _("De instelling")
        desk.unknown(given[key].origin, "option-unknown", what=what, given=key, known={"uid", *must, *may})
    found: dict[str, Any] = {key: given[key].text for key in given if key in {*must, *may}}
    if "points" in found:
        found["points"] = desk.number(given["points"], "points", most=9)
    if "tolerance" in found:
        found["tolerance"] = _number(found["tolerance"], given["tolerance"].origin, desk)
    return found


def _number(text: str, origin: Origin, desk: Desk, unit: str = "") -> str:
    number = number_in(text, unit)
    if number is None:
        desk.problem(origin, "answer-number", _("Schrijf hier een getal in cijfers, bijvoorbeeld 18 of 2,5."))
        return text
    return written(number)


def _split(fence: Fence, style: str, desk: Desk) -> tuple[list[Line], list[_Row]]:
    form = FORMS.get(style, TICKED)
    prompt: list[Line] = []
    rows: list[_Row] = []
    for line in fence.prose:
        if found := form.match(line.text):
            ticked = form is not TICKED or found[1] != " "
            rows.append(_Row(found[found.lastindex or 0].strip(), ticked, line.origin))
        elif not rows and not LOOKS_LIKE_ANSWER.match(line.text):
            prompt.append(line)
        elif rows and line.text.startswith("  ") and line.text.strip():
            rows[-1].text += " " + line.text.strip()
        elif line.text.strip():
            desk.problem(line.origin, "answer-form", _how_to_write(style))
    while prompt and not prompt[-1].text.strip():
        prompt.pop()
    return prompt, rows


def _how_to_write(style: str) -> str:
    if style == "order":
        return _("Dit is geen antwoord. Schrijf: 1. Eerst dit — waarom dit hier staat.")
    if style == "match":
        return _("Dit is geen antwoord. Schrijf: - links = rechts — uitleg")
    if style == "scale":
        return _("Dit is geen uitleg bij een schaal. Schrijf: - 1-2 — uitleg, of - * — uitleg voor alles.")
    return _("Dit is geen antwoord. Schrijf: - [ ] antwoord — uitleg, of - [x] voor een goed antwoord.")


def parted(text: str, sign: str) -> tuple[str, str]:
    """Return what stands before and behind a sign, also when nothing stands before it."""
    before, _sign, behind = f" {text}".partition(sign)
    return before.strip(), behind


def _answer(row: _Row, style: str, desk: Desk) -> Answer:
    text, explanation = parted(row.text, DASH)
    if not explanation.strip():
        message = _("De uitleg bij dit antwoord ontbreekt. Schrijf: antwoord — uitleg, met een lange streep ertussen.")
        desk.problem(row.origin, "answer-explanation", message)
    if DASH in explanation:
        message = _("Er staan twee lange strepen in dit antwoord. Gebruik er één: tussen antwoord en uitleg.")
        desk.problem(row.origin, "answer-dashes", message)
    if style in AS_TYPED:
        said = text.strip()
        if style == "number" and said != OTHER:
            said = _number(said, row.origin, desk)
        return Answer(text=said, explanation=desk.inline(explanation, row.origin), right=row.ticked, origin=row.origin)
    partner = ""
    if style == "match":
        text, partner = parted(text, EQUALS)
        if not partner.strip() or EQUALS in partner:
            message = _("Een paar heeft twee kanten. Schrijf: - links = rechts — uitleg")
            desk.problem(row.origin, "answer-pair", message)
    return Answer(
        text=desk.inline(text, row.origin),
        explanation=desk.inline(explanation, row.origin),
        right=row.ticked,
        partner=desk.inline(partner, row.origin),
        origin=row.origin,
    )
