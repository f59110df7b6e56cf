"""Reading scenarios: a scene, turns with choices, and an ending."""

import re

from flask_babel import gettext as _

from lms.content.blocks import Choice, Ending, Scenario, Turn
from lms.content.fences import Fence, Line
from lms.content.read.desk import Desk

CHOICE = re.compile(r"- (.*) -> *(\S+)$")
THEN = re.compile(r"\s+- Dan: +(.*)")
CONTACT = re.compile(r"\s+- Contact: +(.*)")


def read_scenario(fence: Fence, uid: str, desk: Desk) -> Scenario:
    """Return the scenario in a fence; whether its turns fit together is checked later."""
    turns, endings = [], []
    for inner in fence.fences:
        if inner.name == "turn":
            turns.append(_turn(inner, desk))
        elif inner.name == "ending":
            line = inner.options.get("uid")
            endings.append(Ending(uid=line.text if line else "", html=desk.text_of(inner), origin=inner.origin))
    if len(endings) != 1:
        message = _("Een scenario heeft precies één blok 'ending'. Hier zijn het er %(number)s.", number=len(endings))
        desk.problem(fence.origin, "scenario-ending", message)
    return Scenario(
        uid=uid,
        title=fence.argument,
        html=desk.text_of(fence),
        turns=tuple(turns),
        ending=endings[0] if endings else None,
        origin=fence.origin,
    )


def _turn(fence: Fence, desk: Desk) -> Turn:
    before: list[Line] = []
    choices: list[tuple[Line, re.Match[str], dict[str, str]]] = []
    for line in fence.prose:
        text = line.text.rstrip()
        if found := CHOICE.match(text):
            choices.append((line, found, {}))
        elif choices and (then := THEN.match(text)):
            choices[-1][2]["then"] = then[1]
        elif choices and (contact := CONTACT.match(text)):
            choices[-1][2]["contact"] = contact[1]
        elif not choices and not text.startswith("- "):
            before.append(line)
        elif text:
            message = _(
                'Deze regel hoort bij geen keuze. Schrijf: - "Wat je zegt." -> 2, en daaronder - Dan: en - Contact:'
            )
            desk.problem(line.origin, "choice-form", message)
    return Turn(
        key=fence.argument,
        html=desk.html(before),
        choices=tuple(_choice(line, found, told, desk) for line, found, told in choices),
        origin=fence.origin,
    )


def _choice(line: Line, found: re.Match[str], told: dict[str, str], desk: Desk) -> Choice:
    if len(told) < 2:
        message = _(
            "Zet onder deze keuze '- Dan: …' (wat er gebeurt) en '- Contact: …' (wat het doet met het contact)."
        )
        desk.problem(line.origin, "choice-feedback", message)
    return Choice(
        text=desk.inline(found[1], line.origin),
        to=found[2],
        then=desk.inline(told.get("then", ""), line.origin),
        contact=desk.inline(told.get("contact", ""), line.origin),
        origin=line.origin,
    )
