"""What changed between two versions of a text, as data that a page can show: paragraphs, and inside them words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lms.content.blocks import Block
from lms.content.pieces import plain_text

SAME, GONE, NEW = "same", "gone", "new"
ALIKE = 0.5  # above this, two paragraphs are one that was changed
MOST_WORDS = 400  # of a paragraph; longer ones are shown as gone and new, because comparing words is quadratic
TOKENS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """Words in a row that stayed, went or came; ``fate`` is ``same``, ``gone`` or ``new``."""

    fate: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``fate`` is that of its runs, or ``changed`` when they differ."""

    runs: tuple[Run, ...]

    @property
    def fate(self) -> str:
        """What became of the paragraph as a whole."""
        fates = {run.fate for run in self.runs}
        return fates.pop() if len(fates) == 1 else "changed"


def difference_of_blocks(before: Sequence[Block], after: Sequence[Block]) -> tuple[Paragraph, ...]:
    """Compare the words of two versions of a part."""
    return difference(plain_text(before), plain_text(after))


def difference(before: str, after: str) -> tuple[Paragraph, ...]:
    """Compare two plain texts, a paragraph a line; joined, ``same`` and ``new`` give the text after."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Paragraph] = []
    for fate, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if fate == "equal":
            found += [Paragraph((Run(SAME, line),)) for line in new[new_from:new_to]]
        else:
            found += _changed(old[old_from:old_to], new[new_from:new_to])
    return tuple(found)


def _changed(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    """Pair paragraphs in order while they are alike; give the rest as gone or new."""
    while old and new:
        if _alike(old[0], new[0]):
            yield Paragraph(tuple(_runs(old.pop(0), new.pop(0))))
        elif any(_alike(old[0], line) for line in new[1:]):
            yield Paragraph((Run(NEW, new.pop(0)),))
        else:
            yield Paragraph((Run(GONE, old.pop(0)),))
    yield from (Paragraph((Run(GONE, line),)) for line in old)
    yield from (Paragraph((Run(NEW, line),)) for line in new)


def _alike(old: str, new: str) -> bool:
    first, second = TOKENS.findall(old), TOKENS.findall(new)
    if max(len(first), len(second)) > MOST_WORDS:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() > ALIKE


def _runs(old: str, new: str) -> Iterator[Run]:
    first, second = TOKENS.findall(old), TOKENS.findall(new)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for fate, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if fate == "equal":
            yield Run(SAME, "".join(first[old_from:old_to]))
            continue
        if old_from < old_to:
            yield Run(GONE, "".join(first[old_from:old_to]))
        if new_from < new_to:
            yield Run(NEW, "".join(second[new_from:new_to]))
