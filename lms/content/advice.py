"""What could be better in a text while somebody writes it, with a proposal that can be taken over in its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import gettext as _

from lms.content.blocks import Easy, Question, Scenario, walk
from lms.content.check.language import INSTEAD, LONGEST_SENTENCE, NEVER
from lms.content.check.language import problems_of_part as language_problems
from lms.content.check.questions import problems_of_question
from lms.content.check.scenarios import problems_of_scenario
from lms.content.check.shape import problems_of_part as shape_problems
from lms.content.packages import PartText
from lms.content.pieces import pieces
from lms.content.problems import ERROR, Problem
from lms.content.readability import flesch_douma, sentences, words
from lms.content.simpler import other_form, simpler
from lms.content.write.saying import said

MOST = 20
#: What the advice below says with a proposal of its own.
PROPOSED = frozenset({"sentence-long", "word-never", "heading", "link"})
LINK = re.compile(r"\[([^\]\n]*)\]\((https?://[^)\s]+)\)")
BARE = re.compile(r"(?<![(\[<\w])https?://[^\s)\]>]+[^\s)\]>.,;:!?]")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
SAYS_NOTHING = frozenset({"hier", "klik hier", "klik", "link", "deze link", "lees meer", "meer", "website", "site", ""})


@dataclass(frozen=True)
class Advice:
    """One thing to make better; ``found`` stands in the text and can become ``better``, when both are there."""

    message: str
    found: str = ""
    better: str = ""
    must: bool = False


@dataclass(frozen=True)
class Reading:
    """How a text reads: Flesch-Douma (60 and more is plain), and what could be better."""

    score: int | None
    advice: tuple[Advice, ...]


def reading_of(part: PartText, text: str, problems: Iterable[Problem]) -> Reading:
    """Return how a part reads; ``text`` is what its author wrote, ``problems`` what its reader met."""
    found = [*problems, *language_problems(part), *shape_problems(part), *_block_problems(part)]
    told = [Advice(said(each).message, must=each.level == ERROR) for each in found if each.code not in PROPOSED]
    advice = dict.fromkeys([*told, *_headings(text), *_links(text), *_sentences(part, text)])
    score = flesch_douma(piece.text for piece in pieces(part.blocks, easy=False))
    return Reading(None if score is None else round(score), tuple(advice)[:MOST])


def mended(text: str, found: str, better: str) -> str:
    """Return a text in which one proposal was taken over."""
    return text.replace(found, better, 1) if found else text


def _block_problems(part: PartText) -> Iterator[Problem]:
    in_easy = {id(block) for twin in part.blocks if isinstance(twin, Easy) for block in twin.blocks}
    for block in walk(part.blocks):
        if isinstance(block, Question):
            yield from problems_of_question(block, easy=id(block) in in_easy)
        elif isinstance(block, Scenario):
            yield from problems_of_scenario(block)


def _headings(text: str) -> Iterator[Advice]:
    for found in HEADING.finditer(text):
        message = _("Een kopje past hier niet. Maak er een gewone zin van, of begin een nieuw deel.")
        yield Advice(message, found[0], found[1], must=True)


def _links(text: str) -> Iterator[Advice]:
    for found in LINK.finditer(text):
        words_of = found[1].strip().lower()
        if words_of in SAYS_NOTHING or words_of.startswith(("http", "www")):
            message = _("Een verwijzing zegt waar je komt, ook zonder de zin eromheen. Schrijf wat daar te vinden is.")
            yield Advice(message, found[0], f"[{_site(found[2])}]({found[2]})")
    for found in BARE.finditer(text):
        message = _("Geef dit adres woorden: wat vind je daar?")
        yield Advice(message, found[0], f"[{_site(found[0])}]({found[0]})")


def _site(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _sentences(part: PartText, text: str) -> Iterator[Advice]:
    for piece in pieces(part.blocks):
        for sentence in sentences(piece.text):
            yield from _of_sentence(sentence, sentence if sentence in text else "")


def _of_sentence(sentence: str, found: str) -> Iterator[Advice]:
    count = len(words(sentence))
    if count > LONGEST_SENTENCE:
        message = _("Deze zin heeft %(count)s woorden. Maak er twee van: %(zin)s", count=count, zin=sentence)
        yield Advice(message, found, found, must=True)
    if never := NEVER.search(sentence):
        yield _forbidden(sentence, never, found)
    elif easier := simpler(sentence):
        message = _("'%(word)s' is een moeilijk woord. Kan het makkelijker?", word=easier[0])
        yield Advice(message, found, easier[1] if found else "")
    elif form := other_form(sentence):
        told = {"word": form[0], "better": form[1]}
        message = _("'%(word)s' is een moeilijk woord. Makkelijker is bijvoorbeeld '%(better)s'.", **told)
        yield Advice(message, found, found)


def _forbidden(sentence: str, never: re.Match[str], found: str) -> Advice:
    instead = next(better for pattern, better in INSTEAD.items() if re.fullmatch(pattern, never[1], re.IGNORECASE))
    word = "" if instead == "-" else instead
    better = re.sub(r" +", " ", f"{sentence[: never.start()]}{word}{sentence[never.end() :]}").strip()
    message = _("Het woord '%(word)s' gebruiken we niet. Laat het weg of schrijf het anders.", word=never[1])
    return Advice(message, found, better if found else "", must=True)
