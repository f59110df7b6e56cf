"""The text of a part as a row of segments: running prose, and one fence each; and the uids inside."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from lms.content.fences import CLOSING, OPENING, OPTION

TEXT = "text"
UID_LINE = re.compile(r" {4}uid:\s*(\S*)\s*$")
#: What answers, reflections and reviews hang on; each has a uid of its own.
WITH_UID = frozenset({"question", "fact", "reflect", "assignment", "scenario", "ending", "easy"})


@dataclass(frozen=True)
class Segment:
    """A piece of a text: ``name`` is that of its fence, or :data:`TEXT`; ``raw`` is how it is written."""

    name: str
    raw: str


def segments(text: str) -> list[Segment]:
    """Return the segments of a text in order; a fence that is never closed runs to the end."""
    found: list[Segment] = []
    prose: list[str] = []
    fence: list[str] = []
    name, slashes = "", 0
    for line in text.split("\n"):
        bare = line.rstrip()
        if not name and (opens := OPENING.match(bare)):
            _take(found, TEXT, prose)
            name, slashes, fence = opens[2], len(opens[1]), [line]
        elif name:
            fence.append(line)
            closes = CLOSING.match(bare)
            if closes and len(closes[1]) == slashes:
                _take(found, name, fence)
                name = ""
        else:
            prose.append(line)
    _take(found, name or TEXT, fence if name else prose)
    return found


def joined(pieces: Collection[str]) -> str:
    """Return segments as one text, an empty line between them."""
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip())


def tidy(text: str) -> str:
    """Return a text with its segments apart; two texts that differ in empty lines alone are the same."""
    return joined([segment.raw for segment in segments(text)])


def uids_in(text: str) -> list[str]:
    """Return the uids that a text gives its blocks, in order."""
    return [found[1] for line in text.split("\n") if (found := UID_LINE.match(line)) and found[1]]


def with_uids(text: str, may_keep: Collection[str], make: Callable[[str], str]) -> str:
    """Return a text in which every block that needs a uid has one: its own while it may keep that, else a fresh one.

    ``make`` gives a fresh uid for the name of a fence. A uid is kept once, so what was copied gets one of its own.
    """
    free = set(may_keep)
    return "\n".join(_with_uids(text.split("\n"), free, make))


def _with_uids(lines: list[str], free: set[str], make: Callable[[str], str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        opens = OPENING.match(lines[at].rstrip())
        yield lines[at]
        at += 1
        if not opens or opens[2] not in WITH_UID:
            continue
        options: list[str] = []
        while at < len(lines) and OPTION.match(lines[at].rstrip()):
            options.append(lines[at])
            at += 1
        given = next((found[1] for line in options if (found := UID_LINE.match(line))), "")
        if given in free:
            free.discard(given)
            yield from options
            continue
        yield f"    uid: {make(opens[2])}"
        yield from (line for line in options if not UID_LINE.match(line))
        if not options and at < len(lines) and lines[at].strip():
            yield ""


def _take(found: list[Segment], name: str, lines: list[str]) -> None:
    raw = "\n".join(lines).strip("\n")
    if raw.strip():
        found.append(Segment(name, raw))
    lines.clear()
