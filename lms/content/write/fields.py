"""A block as the fields of a form, and the Markdown those fields make.

What a form cannot show whole (two questions in an easy twin) stays Markdown, so that nothing is ever lost.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lms.content.fences import Fence, Line, Prose, read_fences
from lms.content.problems import Origin
from lms.content.read.questions import DASH, EQUALS, FORMS, LOOKS_LIKE_ANSWER, TICKED, parted
from lms.content.write.scenarios import read_scenario, written_turn
from lms.content.write.segments import TEXT, Segment

Fields = dict[str, Any]
MARKDOWN = "markdown"
ON_A_SCALE = ("low", "high", "points")
OF_A_NUMBER = ("unit", "tolerance")
#: The fields of a block, by its kind; the argument behind the bar first.
FIELDS: Mapping[str, tuple[str, ...]] = {
    TEXT: ("text",),
    "picture": ("file", "alt", "credit", "text"),
    "quote": ("who", "text"),
    "callout": ("tone", "text"),
    "fact": ("uid", "source", "check_before", "text"),
    "question": ("style", "uid", *ON_A_SCALE, *OF_A_NUMBER, "prompt", "otherwise", "answers"),
    "reflect": ("uid", "text"),
    "assignment": ("title", "uid", "minutes", "text"),
    "scenario": ("title", "uid", "text", "turns", "inner_uid", "ending"),
    "easy": ("uid", "minutes", "file", "alt", "credit", "text", "inner_uid", "prompt", "answers"),
    MARKDOWN: ("text",),
}
ARGUMENTS = {
    "picture": "file",
    "quote": "who",
    "callout": "tone",
    "question": "style",
    "assignment": "title",
    "scenario": "title",
}
OPTIONS = ("uid", *ON_A_SCALE, *OF_A_NUMBER, "alt", "credit", "source", "check_before", "minutes")
STYLES = ("one", "several", "true-false", "order", "match", "short", "number", "scale")
ONLY_OF = {"scale": ON_A_SCALE, "number": OF_A_NUMBER}  # options that no question of another kind has
WITH_OTHERWISE = ("short", "number", "scale")
ROWS = ("answers", "turns")
ANSWER = ("text", "partner", "explanation", "right")
TEXTS = sorted({name for names in FIELDS.values() for name in names} - {*ROWS})


def empty_fields(kind: str) -> Fields:
    """Return the fields of a block that holds nothing yet."""
    return {"kind": kind, **dict.fromkeys(TEXTS, ""), **{name: [] for name in ROWS}}


def fields_of(segment: Segment) -> Fields:
    """Return the fields of a segment; Markdown when its fields would not say everything."""
    fields = _read(segment)
    if fields is None or _read(Segment(segment.name, write_block(fields))) != fields:
        return {**empty_fields(MARKDOWN), "text": segment.raw}
    return fields


def write_block(fields: Mapping[str, Any]) -> str:
    """Return the Markdown of a block."""
    kind = fields["kind"]
    if kind in (TEXT, MARKDOWN):
        return str(fields["text"]).strip("\n")
    if kind == "easy":
        return _easy(fields)
    if kind == "scenario":
        return _scenario(fields)
    argument = fields[ARGUMENTS[kind]] if kind in ARGUMENTS else ""
    body = _question(fields) if kind == "question" else str(fields["text"])
    return _fence(kind, argument, {name: fields[name] for name in _options(fields)}, body)


def _options(fields: Mapping[str, Any]) -> list[str]:
    """Return the options of a block; those of a scale or a number only when the question is one."""
    kind = fields["kind"]
    not_of = {name for style, names in ONLY_OF.items() if fields["style"] != style for name in names}
    return [name for name in OPTIONS if name in FIELDS[kind] and name not in not_of]


def _fence(kind: str, argument: str, options: Mapping[str, str], body: str, slashes: int = 3) -> str:
    head = f"{'/' * slashes} {kind}" + (f" | {_line(argument)}" if _line(argument) else "")
    told = [f"    {name}: {_line(value)}" for name, value in options.items() if _line(value)]
    gap = [""] if told or not body else []
    return "\n".join([head, *told, *gap, *([body.strip("\n")] if body.strip() else []), "/" * slashes])


def _easy(fields: Mapping[str, Any]) -> str:
    picture = {name: fields[name] for name in ("alt", "credit")}
    inside = [_fence("picture", fields["file"], picture, "")] if fields["file"] or fields["alt"] else []
    inside += [str(fields["text"]).strip("\n")] if fields["text"] else []
    if fields["prompt"] or fields["answers"]:
        asked = _question({**fields, "style": "one", "otherwise": ""})
        inside.append(_fence("question", "one", {"uid": fields["inner_uid"]}, asked))
    told = {name: fields[name] for name in ("uid", "minutes")}
    return _fence("easy", "", told, "\n\n".join(inside), slashes=4)


def _scenario(fields: Mapping[str, Any]) -> str:
    turns = [written_turn(turn) for turn in fields["turns"]]
    ending = _fence("ending", "", {"uid": fields["inner_uid"]}, str(fields["ending"]))
    inside = [str(fields["text"]).strip("\n"), *turns, ending]
    return _fence("scenario", fields["title"], {"uid": fields["uid"]}, "\n\n".join(filter(None, inside)), slashes=4)


def _question(fields: Mapping[str, Any]) -> str:
    style = fields["style"]
    answers = [_answer(style, at, each) for at, each in enumerate(fields["answers"], start=1)]
    if fields["otherwise"] and style in WITH_OTHERWISE:
        answers.append(f"- {'' if style == 'scale' else '[ ] '}*{DASH}{_line(fields['otherwise'])}")
    return "\n\n".join(filter(None, (str(fields["prompt"]).strip("\n"), "\n".join(answers))))


def _answer(style: str, at: int, answer: Mapping[str, Any]) -> str:
    said = _line(answer["text"])
    if style == "match":
        said = f"{said}{EQUALS}{_line(answer['partner'])}"
    told = f"{said}{DASH}{_line(answer['explanation'])}" if _line(answer["explanation"]) else said
    if style == "order":
        return f"{at}. {told}"
    return f"- {told}" if style in ("match", "scale") else f"- [{'x' if answer['right'] else ' '}] {told}"


def _read(segment: Segment) -> Fields | None:
    if segment.name == TEXT:
        return {**empty_fields(TEXT), "text": segment.raw}
    content, problems = read_fences([Line(text, Origin("", at)) for at, text in enumerate(segment.raw.split("\n"), 1)])
    if problems or len(content) != 1 or not isinstance(content[0], Fence):
        return None
    fence = content[0]
    if fence.name not in FIELDS:
        return None
    if fence.name == "scenario":
        read = read_scenario(fence)
        return {**empty_fields("scenario"), **read} if read else None
    return _read_easy(fence) if fence.name == "easy" else _read_fence(fence)


def _read_fence(fence: Fence) -> Fields | None:
    names = FIELDS[fence.name]
    if fence.fences or not set(fence.options) <= set(names):
        return None
    fields = empty_fields(fence.name)
    fields |= {name: line.text for name, line in fence.options.items()}
    if fence.name in ARGUMENTS:
        fields[ARGUMENTS[fence.name]] = fence.argument
    if fence.name != "question":
        return {**fields, "text": _prose(fence)}
    return _read_question(fence, fields) if fence.argument in STYLES else None


def _read_question(fence: Fence, fields: Fields) -> Fields | None:
    form = FORMS.get(fence.argument, TICKED)
    prompt: list[str] = []
    for line in fence.prose:
        if found := form.match(line.text):
            fields["answers"].append(_read_answer(found, form, fence.argument))
        elif not fields["answers"] and not LOOKS_LIKE_ANSWER.match(line.text):
            prompt.append(line.text)
        elif line.text.strip():
            return None
    last = fields["answers"][-1] if fields["answers"] else None
    if fence.argument in WITH_OTHERWISE and last and last["text"] == "*":
        fields["otherwise"] = fields["answers"].pop()["explanation"]
    return {**fields, "prompt": "\n".join(prompt).strip("\n")}


def _read_answer(found: re.Match[str], form: re.Pattern[str], style: str) -> Fields:
    text, explanation = parted(found[found.lastindex or 0].strip(), DASH)
    partner = ""
    if style == "match":
        text, partner = parted(text, EQUALS)
    right = form is not TICKED or found[1] != " "
    told = {"text": text, "partner": partner, "explanation": explanation}
    return {**{name: value.strip() for name, value in told.items()}, "right": right}


def _read_easy(fence: Fence) -> Fields | None:
    fields = empty_fields("easy")
    inner = [each for each in fence.content if isinstance(each, Fence)]
    prose = [each for each in fence.content if isinstance(each, Prose)]
    names = [each.name for each in inner]
    if not set(fence.options) <= {"uid", "minutes"} or sorted(names) != sorted(set(names)) or len(prose) > 1:
        return None
    fields |= {name: line.text for name, line in fence.options.items()}
    fields["text"] = prose[0].text if prose else ""
    for each in inner:
        read = _read_fence(each)
        if read is None or not _fits_easy(each, read):
            return None
        taken = ("file", "alt", "credit") if each.name == "picture" else ("prompt", "answers")
        fields |= {name: read[name] for name in taken}
        if each.name == "question":
            fields["inner_uid"] = read["uid"]
    return fields


def _fits_easy(fence: Fence, read: Fields) -> bool:
    if fence.name == "picture":
        return not read["text"]
    return fence.name == "question" and read["style"] == "one"


def _prose(fence: Fence) -> str:
    return "\n".join(_prose_lines(fence)).strip("\n")


def _prose_lines(fence: Fence) -> Iterator[str]:
    for line in fence.prose:
        yield line.text


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())
