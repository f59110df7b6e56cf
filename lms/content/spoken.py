"""What an author reads aloud of a part, and the name under which that recording is kept.

A recording is of one text of a part: the whole one, or the easy twin. Its name says which, and in what words:
``media/wdr-2-1-e-3f9a2c11.m4a`` reads the text with uid ``wdr-2-1-e`` as long as its mark is ``3f9a2c11``. When the
words change the mark does too, and the recording is played no more. What was recorded in the browser has a take behind
that (``-o1a2b3c4``), so that a new recording of the same words is another file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from lms.content.blocks import Block, Callout, Easy, Fact, Picture, Quote, Text
from lms.content.packages import PartText
from lms.content.prose import plain
from lms.kernel.recordings import KINDS

FOLDER = "media/"
MARK = 8
SUFFIXES = tuple(kind.suffix for kind in KINDS)
NAME = re.compile(rf"{FOLDER}([a-z0-9][a-z0-9-]*)-([0-9a-f]{{{MARK}}})(?:-o[0-9a-f]{{{MARK - 1}}})?")


@dataclass(frozen=True)
class Spoken:
    """The words of one text of a part, a line for each paragraph; ``uid`` is that of the text."""

    uid: str
    lines: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What changes with the words, and with nothing else: not with where a paragraph ends."""
        return sha256(" ".join(self.lines).encode()).hexdigest()[:MARK]

    def file_of(self, suffix: str) -> str:
        """Return the name of a recording of these words."""
        return f"{FOLDER}{self.uid}-{self.mark}{suffix}"

    def recordings_in(self, files: Iterable[str]) -> list[str]:
        """Return the recordings of this text, also those of words it had before."""
        return [file for file in files if is_recording(file) and (text_read_in(file) or ("",))[0] == self.uid]

    def recording_in(self, files: Iterable[str]) -> str | None:
        """Return the recording of exactly these words, when there is one."""
        mine = (self.uid, self.mark)
        return next((file for file in self.recordings_in(files) if text_read_in(file) == mine), None)


def is_recording(file: str) -> bool:
    """Whether a file of a package is one to listen to, by its name."""
    return file.endswith(SUFFIXES)


def text_read_in(file: str) -> tuple[str, str] | None:
    """Return the uid and the mark of the text that a recording reads; nothing when its name says no such thing."""
    stem, _dot, _suffix = file.rpartition(".")
    found = NAME.fullmatch(stem) if is_recording(file) else None
    return (found[1], found[2]) if found else None


def take_of(uid: str, mark: str, content: bytes, suffix: str) -> str:
    """Return the name of what was just recorded."""
    return f"{FOLDER}{uid}-{mark}-o{sha256(content).hexdigest()[: MARK - 1]}{suffix}"


def spoken_in(part: PartText) -> list[Spoken]:
    """Return what there is to read of a part: its text, and that of its easy twin."""
    texts = [spoken(part.uid, part.title, part.blocks)]
    return [*texts, spoken(part.easy.uid, part.title, part.easy.blocks)] if part.easy else texts


def spoken(uid: str, title: str, blocks: Iterable[Block]) -> Spoken:
    """Return the words of a text under its title; questions and what is asked else are left to the browser."""
    return Spoken(uid, tuple(line for html in (escape(title), *_told(blocks)) for line in plain(html).splitlines()))


def _told(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Easy):
            continue
        if isinstance(block, Picture):
            yield from (escape(block.alt), block.caption)
        elif isinstance(block, Quote):
            yield from (block.html, escape(block.who))
        elif isinstance(block, Text | Callout | Fact):
            yield block.html
