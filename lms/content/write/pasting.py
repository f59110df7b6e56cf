"""A text that somebody pastes, as lessons with parts: it splits at its headings, and where a part would be too long.

Headings are those of Markdown, or in plain text short lines apart that end without a full stop. A heading that says
"toets" begins the questions of the quiz.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lms.content.check.shape import LONGEST_PART
from lms.content.readability import words
from lms.content.write.segments import TEXT, segments

HASHES = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"(=+|-+)\s*$")
NUMBERED = re.compile(r"(?:les|hoofdstuk|deel)\s+\d+\s*[:.)-]?\s*", re.IGNORECASE)
QUIZ = re.compile(r"(?:de\s+)?(?:toets|quiz|vragen)\s*:?$", re.IGNORECASE)
ENDS = (".", "?", "!", ":", ";", ",")
LISTED = re.compile(r"[-*•] +(?:\[([ xX])\] +)?(\S.*)")
STAR = " *"
LONGEST_HEADING = 80


@dataclass
class PastedPart:
    """A part with its text."""

    title: str
    text: str = ""


@dataclass
class PastedLesson:
    """A lesson with its parts."""

    title: str
    parts: list[PastedPart] = field(default_factory=list)


@dataclass
class Pasted:
    """What a text became; ``title`` is that of the whole, when it says one."""

    title: str = ""
    lessons: list[PastedLesson] = field(default_factory=list)
    quiz: str = ""


def split_text(text: str, first: str) -> Pasted:
    """Return the lessons and parts of a text; what stands before every heading goes in a lesson called ``first``."""
    chunks = _chunks(text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    top = min((level for level, _title, _text in chunks if level), default=1)
    tops = [chunk for chunk in chunks if chunk[0] == top]
    pasted = Pasted()
    if len(tops) == 1 and chunks[0] is tops[0] and any(level > top for level, _title, _text in chunks):
        pasted.title = tops[0][1]
        chunks = ([(0, "", tops[0][2])] if tops[0][2].strip() else []) + chunks[1:]
        top = min(level for level, _title, _text in chunks if level)
    for level, title, words_of in chunks:
        _add(pasted, level - top, title or first, words_of)
    for lesson in pasted.lessons:
        lesson.parts = [short for part in lesson.parts for short in _short(part)]
    return pasted


def _add(pasted: Pasted, depth: int, title: str, text: str) -> None:
    name = NUMBERED.sub("", title).strip() or title
    if QUIZ.fullmatch(title.strip()):
        pasted.quiz = as_questions(text)
    elif depth <= 0 or not pasted.lessons:
        parts = [PastedPart(name, text.strip("\n"))] if text.strip() else []
        pasted.lessons.append(PastedLesson(name, parts))
    elif depth == 1 or not pasted.lessons[-1].parts:
        pasted.lessons[-1].parts.append(PastedPart(name, text.strip("\n")))
    else:
        last = pasted.lessons[-1].parts[-1]
        last.text = "\n\n".join(filter(None, (last.text, f"**{name}**", text.strip("\n"))))


def _chunks(text: str) -> list[tuple[int, str, str]]:
    """Return (level, heading, text below); level 0 for what stands before every heading."""
    marked = list(_marked(text.split("\n")))
    if not any(level for level, _line in marked):
        marked = list(_plain(text.split("\n")))
    chunks: list[tuple[int, str, str]] = []
    below: list[str] = []
    heading = (0, "")
    for level, line in marked:
        if not level:
            below.append(line)
            continue
        if heading[0] or "".join(below).strip():
            chunks.append((*heading, "\n".join(below)))
        heading, below = (level, line), []
    chunks.append((*heading, "\n".join(below)))
    return chunks


def _marked(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    skip = False
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if skip:
            skip = False
        elif found := HASHES.match(line):
            yield len(found[1]), found[2]
        elif line.strip() and len(after.strip()) > 2 and (under := UNDERLINE.match(after)):
            yield 1 if under[1].startswith("=") else 2, line.strip()
            skip = True
        else:
            yield 0, line


def _plain(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Take a short line between empty lines for a heading; one that says which lesson it is, for a larger one."""
    says_lesson = any(NUMBERED.match(line) and line.lower().startswith("les") for line in lines)
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else ""
        apart = not before.strip() and at + 1 < len(lines)
        short = line.strip() and len(line.strip()) <= LONGEST_HEADING and not line.rstrip().endswith(ENDS)
        if not (apart and short) or line.lstrip().startswith(("-", "*", "/", "[")) or line[:1].islower():
            yield 0, line
            continue
        lesson = not says_lesson or line.lower().startswith(("les", "toets", "quiz"))
        yield 1 if lesson else 2, line.strip()


def _short(part: PastedPart) -> Iterator[PastedPart]:
    """Part what is too long for one screen, between paragraphs; fences stay whole."""
    pieces = [piece for each in segments(part.text) for piece in _paragraphs(each.name, each.raw)]
    texts: list[list[str]] = [[]]
    count = 0
    for name, raw in pieces:
        longer = len(words(raw)) if name == TEXT else 0
        if count and count + longer > LONGEST_PART:
            texts.append([])
            count = 0
        texts[-1].append(raw)
        count += longer
    for number, text in enumerate(texts, start=1):
        yield PastedPart(part.title if number == 1 else f"{part.title} ({number})", "\n\n".join(text))


def _paragraphs(name: str, raw: str) -> list[tuple[str, str]]:
    return [(name, each) for each in re.split(r"\n\s*\n", raw)] if name == TEXT else [(name, raw)]


def as_questions(text: str) -> str:
    """Return questions that were typed plainly (a line that asks, answers in a list below) as blocks."""
    made: list[str] = []
    for segment in segments(text):
        made += [segment.raw] if segment.name != TEXT else _asked(segment.raw)
    return "\n\n".join(made)


def _asked(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n(?![-*•] )", text):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        found = [answer for line in lines if (answer := LISTED.match(line))]
        prompt = [line for line in lines if not LISTED.match(line)]
        marked = [_marked_right(answer) for answer in found]
        if not found or not prompt or not (prompt[-1].endswith("?") or any(answer[1] for answer in found)):
            yield paragraph.strip()
            continue
        style = "several" if sum(marked) > 1 else "one"
        answers = [_answer(answer, right=right) for answer, right in zip(found, marked, strict=True)]
        yield "\n".join([f"/// question | {style}", "", *prompt, "", *answers, "///"])


def _marked_right(answer: re.Match[str]) -> bool:
    """Whether an answer has a tick before it, or a star behind it."""
    return (answer[1] or "").lower() == "x" or answer[2].endswith(STAR)


def _answer(answer: re.Match[str], *, right: bool) -> str:
    return f"- [{'x' if right else ' '}] {answer[2].removesuffix(STAR)}"
