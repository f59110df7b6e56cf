"""The running text of blocks, piece by piece, in plain words: for checks, for search and for what is read aloud."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from math import ceil

from lms.content.blocks import (
    Answer,
    Assignment,
    Block,
    Callout,
    Easy,
    Fact,
    Picture,
    Question,
    Quote,
    Reflect,
    Scenario,
    Text,
)
from lms.content.problems import Origin
from lms.content.prose import plain

WORDS_A_MINUTE = 120  # spoken calmly
EASY_WORDS_A_MINUTE = 80  # listened to, with a look at the picture and an answer to give


@dataclass(frozen=True)
class Piece:
    """One text that stands by itself, rendered, and where it begins."""

    html: str
    origin: Origin

    @property
    def text(self) -> str:
        """Its words, a line for each paragraph."""
        return plain(self.html)


def pieces(blocks: Iterable[Block], *, easy: bool = True) -> Iterator[Piece]:
    """Give every piece of running text in reading order; ``easy=False`` leaves easy twins out."""
    for block in blocks:
        if isinstance(block, Easy):
            if easy:
                yield from pieces(block.blocks)
        else:
            yield from (piece for piece in _of(block) if piece.html)


def plain_text(blocks: Iterable[Block]) -> str:
    """Return all words of blocks, for a search index."""
    return "\n".join(piece.text for piece in pieces(blocks))


def minutes_to_listen(blocks: Iterable[Block]) -> int:
    """Return how long it takes to hear blocks, at least a minute."""
    return max(1, round(len(plain_text(blocks).split()) / WORDS_A_MINUTE))


def minutes_of_easy(easy: Easy) -> int:
    """Return how long an easy twin takes: what its author said, or what follows from its length."""
    return easy.minutes or max(1, ceil(len(plain_text(easy.blocks).split()) / EASY_WORDS_A_MINUTE))


def _of(block: Block) -> Iterator[Piece]:
    if isinstance(block, Text | Quote | Callout | Fact | Reflect | Assignment):
        yield Piece(block.html, block.origin)
    elif isinstance(block, Picture):
        yield Piece(block.caption, block.origin)
    elif isinstance(block, Question):
        yield from _of_question(block)
    elif isinstance(block, Scenario):
        yield from _of_scenario(block)


def _of_question(question: Question) -> Iterator[Piece]:
    yield Piece(question.prompt, question.origin)
    for answer in question.answers:
        yield from _of_answer(answer, told=question.style != "scale")
    for said in (question.otherwise, escape(question.low), escape(question.high)):
        yield Piece(said, question.origin)


def _of_answer(answer: Answer, *, told: bool) -> Iterator[Piece]:
    """Give what an answer says; which points of a scale it stands for is never ``told``."""
    for html in (answer.text if told else "", answer.partner, answer.explanation):
        yield Piece(html, answer.origin)


def _of_scenario(scenario: Scenario) -> Iterator[Piece]:
    yield Piece(scenario.html, scenario.origin)
    for turn in scenario.turns:
        yield Piece(turn.html, turn.origin)
        for choice in turn.choices:
            for html in (choice.text, choice.then, choice.contact):
                yield Piece(html, choice.origin)
    if scenario.ending:
        yield Piece(scenario.ending.html, scenario.ending.origin)
