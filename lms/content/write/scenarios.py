"""A conversation to practise as the fields of a form, and the Markdown those fields make."""

from collections.abc import Mapping, Sequence
from typing import Any

from lms.content.blocks import END
from lms.content.fences import Fence, Line, Prose
from lms.content.read.scenarios import CHOICE, CONTACT, THEN

Fields = dict[str, Any]
CHOICE_FIELDS = ("text", "to", "then", "contact")
FEEDBACK = {"then": "Dan", "contact": "Contact"}
CHOICES = 3
ENDING_ASKS = "Wat zou jouw eigen zin zijn?"


def new_turn(key: str, to: str = END) -> Fields:
    """Return a moment to fill in: three things to say, each of which leads on."""
    return {
        "key": key,
        "text": "",
        "choices": [{**dict.fromkeys(CHOICE_FIELDS, ""), "to": to} for _each in range(CHOICES)],
    }


def new_turns() -> list[Fields]:
    """Return the moments that a conversation begins with: the shortest that may be."""
    return [new_turn("1", "2"), new_turn("2")]


def free_key(turns: Sequence[Mapping[str, Any]]) -> str:
    """Return the number for one moment more."""
    numbers = [int(turn["key"]) for turn in turns if turn["key"].isascii() and turn["key"].isdigit()]
    return str(max(numbers, default=0) + 1)


def without_turn(turns: Sequence[Fields], at: int) -> list[Fields]:
    """Return the moments without one; what led there leads to the end."""
    gone = turns[at]["key"]
    kept = [turn for number, turn in enumerate(turns) if number != at]
    return [
        {**turn, "choices": [{**each, "to": END if each["to"] == gone else each["to"]} for each in turn["choices"]]}
        for turn in kept
    ]


def written_turn(turn: Mapping[str, Any]) -> str:
    """Return the Markdown of a moment: what happens, and what somebody can say."""
    choices = "\n".join(_choice(each) for each in turn["choices"])
    body = filter(None, (str(turn["text"]).strip("\n"), choices))
    return "\n".join([f"/// turn | {_line(turn['key'])}", *(f"\n{each}" for each in body), "///"])


def read_scenario(fence: Fence) -> Fields | None:
    """Return the fields of a scenario; nothing when they would not say everything in its order."""
    intro, rest = _intro(fence)
    inner = [each for each in rest if isinstance(each, Fence)]
    names = [each.name for each in inner]
    if len(inner) != len(rest) or names != ["turn"] * (len(names) - 1) + ["ending"]:
        return None
    turns = [_turn(each) for each in inner[:-1]]
    ending, _more = _intro(inner[-1])
    if None in turns or _more or inner[-1].argument or not {*fence.options, *inner[-1].options} <= {"uid"}:
        return None
    told = {"title": fence.argument, "uid": _uid(fence), "text": intro, "turns": turns}
    return {**told, "inner_uid": _uid(inner[-1]), "ending": ending}


def _intro(fence: Fence) -> tuple[str, list[Prose | Fence]]:
    """Return the prose that a fence begins with, and what follows."""
    if fence.content and isinstance(fence.content[0], Prose):
        return fence.content[0].text, fence.content[1:]
    return "", fence.content


def _uid(fence: Fence) -> str:
    return fence.options["uid"].text if "uid" in fence.options else ""


def _turn(fence: Fence) -> Fields | None:
    if fence.fences or fence.options:
        return None
    before: list[str] = []
    choices: list[Fields] = []
    for line in fence.prose:
        text = line.text.rstrip()
        if found := CHOICE.match(text):
            choices.append({"text": found[1].strip(), "to": found[2], "then": "", "contact": ""})
        elif not choices and not text.startswith("- "):
            before.append(text)
        elif text and not (choices and _feedback(line, choices[-1])):
            return None
    return {"key": fence.argument, "text": "\n".join(before).strip("\n"), "choices": choices}


def _feedback(line: Line, choice: Fields) -> bool:
    """Take in what a choice brings about; nothing is said twice."""
    for name, form in (("then", THEN), ("contact", CONTACT)):
        if (found := form.match(line.text.rstrip())) and not choice[name]:
            choice[name] = found[1].strip()
            return True
    return False


def _choice(choice: Mapping[str, Any]) -> str:
    said, to = _line(choice["text"]), _line(choice["to"]).replace(" ", "-") or END
    told = [f"    - {word}: {_line(choice[name])}" for name, word in FEEDBACK.items() if _line(choice[name])]
    return "\n".join([f"- {said} -> {to}", *told])


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())
