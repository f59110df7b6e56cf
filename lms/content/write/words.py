"""What the blocks of a text are called, in words of people; and a text in which no mark for programs is left."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content.fences import CLOSING, OPENING, OPTION
from lms.content.read.questions import DASH, TICKED, parted
from lms.content.write.segments import TEXT

STYLE_WORDS = {
    "one": _l("Eén goed antwoord"),
    "several": _l("Meer goede antwoorden"),
    "true-false": _l("Klopt het of niet"),
    "order": _l("Zet op volgorde"),
    "match": _l("Wat hoort bij elkaar"),
    "short": _l("Kort antwoord typen"),
    "number": _l("Een getal typen"),
    "scale": _l("Op een schaal, zonder goed of niet goed"),
}
TONE_WORDS = {"tip": _l("Tip"), "info": _l("Goed om te weten"), "let-op": _l("Let op")}
KIND_WORDS = {
    TEXT: _l("Tekst"),
    "question": _l("Vraag"),
    "picture": _l("Plaatje"),
    "callout": _l("Tip of let op"),
    "reflect": _l("Wat denk jij?"),
    "fact": _l("Feit met bron"),
    "quote": _l("Wat iemand zegt"),
    "assignment": _l("Opdracht"),
    "scenario": _l("Gesprek om te oefenen"),
    "easy": _l("Makkelijke tekst"),
    "markdown": _l("Blok in Markdown"),
}
INSIDE_WORDS = {"turn": _l("Moment in het gesprek"), "ending": _l("Zo eindigt het")}
OPTION_WORDS = {
    "alt": _l("Wat staat erop?"),
    "credit": _l("Wie maakte het?"),
    "source": _l("Bron"),
    "check_before": _l("Opnieuw nakijken voor"),
    "minutes": _l("Minuten"),
    "low": _l("Laagste punt"),
    "high": _l("Hoogste punt"),
    "points": _l("Aantal punten"),
    "unit": _l("Achter het getal"),
    "tolerance": _l("Zoveel mag iemand ernaast zitten"),
}
ARGUMENT_WORDS = {**STYLE_WORDS, **TONE_WORDS}


def in_words(text: str) -> str:
    """Return a text as a person reads it: blocks by their name, and no uid or fence."""
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    head = False
    for line in lines:
        bare = line.rstrip()
        if opens := OPENING.match(bare):
            head = True
            yield _opened(opens[2], (opens[3] or "").strip())
        elif CLOSING.match(bare):
            head = False
        elif head and (option := OPTION.match(bare)):
            if option[1] != "uid":
                yield f"{OPTION_WORDS.get(option[1], option[1])}: {(option[2] or '').strip()}"
        elif bare:
            head = False
            yield _said(bare)


def _opened(name: str, argument: str) -> str:
    called = str(KIND_WORDS.get(name) or INSIDE_WORDS.get(name) or name)
    told = str(ARGUMENT_WORDS.get(argument, argument)).removeprefix("media/")
    return f"{called}: {told}" if told else called


def _said(line: str) -> str:
    found = TICKED.match(line)
    if found is None:
        return line
    answer, explanation = parted(found[2], DASH)
    said = _("Antwoord: %(answer)s", answer=answer)
    if found[1] != " ":
        said = _("Goed antwoord: %(answer)s", answer=answer)
    return f"{said}{DASH}{explanation.strip()}" if explanation.strip() else said
