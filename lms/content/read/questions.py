"""Reading questions: a prompt, then answers that each carry their own explanation."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.content.blocks import OTHER, Answer, Question
from lms.content.enums import STYLES
from lms.content.fences import Fence, Line
from lms.content.problems import Origin
from lms.content.read.desk import Desk

DASH = " — "
EQUALS = " = "
TICKED = re.compile(r"- \[([ xX])\] (.*)")
NUMBERED = re.compile(r"\d{1,2}\. (.*)")
BULLET = re.compile(r"- (.*)")
FORMS = {"order": NUMBERED, "match": BULLET}
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
        if style == "short" and answer.text == OTHER:
            otherwise = answer.explanation
        else:
            answers.append(answer)
    return Question(
        uid=uid,
        style=style,
        prompt=desk.html(prompt),
        answers=tuple(answers),
        otherwise=otherwise,
        origin=fence.origin,
    )


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
    return _("Dit is geen antwoord. Schrijf: - [ ] antwoord — uitleg, of - [x] voor een goed antwoord.")


def _answer(row: _Row, style: str, desk: Desk) -> Answer:
    text, _dash, explanation = row.text.partition(DASH)
    if not explanation.strip():
        message = _("De uitleg bij dit antwoord ontbreekt. Schrijf: antwoord — uitleg, met een lange streep ertussen.")
        desk.problem(row.origin, "answer-explanation", message)
    if DASH in explanation:
        message = _("Er staan twee lange strepen in dit antwoord. Gebruik er één: tussen antwoord en uitleg.")
        desk.problem(row.origin, "answer-dashes", message)
    if style == "short":
        return Answer(
            text=text.strip(), explanation=desk.inline(explanation, row.origin), right=row.ticked, origin=row.origin
        )
    partner = ""
    if style == "match":
        text, _equals, partner = text.partition(EQUALS)
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
