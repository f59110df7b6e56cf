"""Language: short sentences, easy words, words we never use, and Markdown that will not show."""

import re
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from lms.content.packages import Package, PartText, QuizText
from lms.content.pieces import Piece, pieces
from lms.content.problems import WARNING, Origin, Problem
from lms.content.readability import flesch_douma, sentences, words

LONGEST_SENTENCE = 20
PLAIN, EASY = 60, 75
INSTEAD = {
    r"rokers?": "mensen die roken",
    r"simpelweg": "-",
    r"gewoon": "-",
    r"even": "-",
    r"fout": "-",
    r"alle bovenstaande": "-",
    r"laagopgeleide?n?": "mensen die weinig lezen",
}
NEVER = re.compile(rf"(?<![\w-])({'|'.join(INSTEAD)})(?![\w-])", re.IGNORECASE)
FOR_THE_EYE = re.compile(r"[()\[\]\d]")
HTML_TAG = re.compile(r"&lt;/?[a-z][a-z0-9]*[\s/]*&gt;|&lt;[a-z]+ [a-z-]+=", re.IGNORECASE)
HEADING = re.compile(r"<p>#{1,6} ")
PICTURE = re.compile(r"!\[[^\]]*\]\(")
QUOTE = re.compile(r"<p>&gt; ?\w")
TABLE = re.compile(r"\| *:?-{3,}")
DEAD_LINK = re.compile(r"<a rel=|<a>|!\[|\]\(")
FEW_WORDS = 4


def language_problems(package: Package) -> Iterator[Problem]:
    """Check every text of a package."""
    for text in (package.title, package.summary, package.reason, *package.goals):
        yield from _forbidden(text, package.origin)
    for lesson in package.lessons:
        for text in (lesson.title, lesson.summary):
            yield from _forbidden(text, lesson.origin)
    for part in package.parts:
        yield from problems_of_part(part)
    if package.quiz:
        yield from _problems_of_quiz(package.quiz)


def problems_of_part(part: PartText) -> Iterator[Problem]:
    """Check the language of one part and of its easy twin."""
    yield from _forbidden(part.title, part.origin)
    prose = list(pieces(part.blocks, easy=False))
    yield from _problems_of_pieces(prose, part.source)
    yield from _too_hard(prose, PLAIN, part.origin)
    if part.easy:
        twin = list(pieces([part.easy]))
        yield from _problems_of_pieces(twin, part.source)
        yield from _too_hard(twin, EASY, part.easy.origin)
        yield from _for_the_ear(twin, part.source)


def problems_of_text(found: Iterable[Piece], source: str, origin: Origin, least: int = PLAIN) -> Iterator[Problem]:
    """Check the language of running text; what is too hard as a whole is told of ``origin``."""
    running = list(found)
    yield from _problems_of_pieces(running, source)
    yield from _too_hard(running, least, origin)


def forbidden_words(text: str, origin: Origin) -> Iterator[Problem]:
    """Find words that we never use."""
    yield from _forbidden(text, origin)


def _problems_of_quiz(quiz: QuizText) -> Iterator[Problem]:
    found = list(pieces((*quiz.intro, *quiz.questions)))
    yield from _problems_of_pieces(found, quiz.source)
    yield from _too_hard(found, PLAIN, quiz.origin)


def _problems_of_pieces(found: Iterable[Piece], source: str) -> Iterator[Problem]:
    for piece in found:
        yield from _markdown(piece)
        for sentence in sentences(piece.text):
            origin = place_of(sentence, piece.origin, source)
            count = len(words(sentence))
            if count > LONGEST_SENTENCE:
                message = _(
                    "Deze zin heeft %(count)s woorden: '%(begin)s …'. Maak er twee van.",
                    count=count,
                    begin=_begin(sentence),
                )
                yield Problem(origin, "sentence-long", message)
            yield from _forbidden(sentence, origin)


def _too_hard(found: Iterable[Piece], least: int, origin: Origin) -> Iterator[Problem]:
    score = flesch_douma(piece.text for piece in found)
    if score is not None and score < least:
        message = _(
            "De leesbaarheid is %(score)s en moet %(least)s of hoger zijn. Maak zinnen korter en kies gewone woorden.",
            score=round(score),
            least=least,
        )
        yield Problem(origin, "readability", message)


def _for_the_ear(found: Iterable[Piece], source: str) -> Iterator[Problem]:
    for piece in found:
        for sentence in sentences(piece.text):
            if FOR_THE_EYE.search(sentence):
                message = _(
                    "De makkelijke tekst is om te horen. Schrijf getallen uit en laat haakjes weg: '%(begin)s …'",
                    begin=_begin(sentence),
                )
                yield Problem(place_of(sentence, piece.origin, source), "easy-ear", message, WARNING)


def _forbidden(text: str, origin: Origin) -> Iterator[Problem]:
    for found in NEVER.finditer(text):
        word = found[1]
        instead = next(better for pattern, better in INSTEAD.items() if re.fullmatch(pattern, word, re.IGNORECASE))
        if instead == "-":
            message = _("Het woord '%(word)s' gebruiken we niet. Laat het weg of schrijf het anders.", word=word)
        else:
            message = _("Het woord '%(word)s' gebruiken we niet. Schrijf: %(instead)s.", word=word, instead=instead)
        yield Problem(origin, "word-never", message)


def _markdown(piece: Piece) -> Iterator[Problem]:
    if HTML_TAG.search(piece.html):
        yield Problem(piece.origin, "html", _("Hier staat HTML. Gebruik alleen de opmaak van Markdown."))
    if HEADING.search(piece.html):
        yield Problem(
            piece.origin, "heading", _("In een deel staan geen kopjes. Maak er een gewone zin van, of een nieuw deel.")
        )
    if QUOTE.search(piece.html):
        message = _("Een regel met > wordt geen citaat. Gebruik het blok 'quote'.")
        yield Problem(piece.origin, "markdown-quote", message)
    if TABLE.search(piece.html):
        yield Problem(piece.origin, "markdown-table", _("Een tabel kan niet. Schrijf een lijst of gewone zinnen."))
    if PICTURE.search(piece.html):
        message = _("Een plaatje kan niet in de tekst staan. Gebruik het blok 'picture'.")
        yield Problem(piece.origin, "markdown-picture", message)
    elif DEAD_LINK.search(piece.html):
        yield Problem(piece.origin, "link", _("Deze verwijzing werkt niet. Schrijf: [tekst](https://adres)"))


def place_of(sentence: str, origin: Origin, source: str) -> Origin:
    """Return the line on which a sentence begins, when its first words can be found; else where its text begins."""
    begin = " ".join(sentence.split()[:FEW_WORDS])
    for number, line in enumerate(source.split("\n")[origin.line - 1 :], start=origin.line):
        if begin in line:
            return Origin(origin.file, number)
    return origin


def _begin(sentence: str) -> str:
    return " ".join(sentence.split()[:6])
