"""Reading ``sources.toml``: every source of a fact, once."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from flask_babel import gettext as _

from lms.content.blocks import Source
from lms.content.problems import Origin
from lms.content.read.desk import Desk

FILE = "sources.toml"
MUST = ("key", "publisher", "title", "year", "site")
KNOWN = {*MUST, "address", "note"}
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]")


def read_sources(folder: Path, name: str, desk: Desk) -> dict[str, Source]:
    """Return the sources of ``folder`` by key; ``name`` is how problems call the file."""
    path = folder / FILE
    if not path.is_file():
        return {}
    return sources_in(desk.contents(path, name), name, desk)


def sources_in(text: str, name: str, desk: Desk) -> dict[str, Source]:
    """Return the sources that a text lists by key; note everything that is missing."""
    try:
        listed = tomllib.loads(text).get("source", [])
    except tomllib.TOMLDecodeError as error:
        desk.problem(
            Origin(name, line_in(error, text)), "toml", _("Dit bestand is niet te lezen: %(error)s", error=str(error))
        )
        return {}
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if HEADER.match(line)]
    found: dict[str, Source] = {}
    for entry, line in zip(listed, _padded(lines), strict=False):
        _check(entry, Origin(name, line), found, desk)
        key = str(entry.get("key", ""))
        words = {word: str(entry.get(word, "")) for word in (*MUST, "address")}
        found[key] = Source(**words, origin=Origin(name, line))
    return found


def line_in(error: tomllib.TOMLDecodeError, text: str) -> int:
    """Return the line that a TOML error speaks of; an error "at end of document" is on the last line of the text."""
    found = AT_LINE.search(str(error))
    return int(found[1]) if found else max(1, len(text.rstrip("\r\n").split("\n")))


def _padded(lines: list[int]) -> Iterable[int]:
    yield from lines
    while True:
        yield 1


def _check(entry: dict[str, object], origin: Origin, found: dict[str, Source], desk: Desk) -> None:
    for word in MUST:
        if not str(entry.get(word, "")).strip():
            desk.problem(origin, "source-field", _("Bij deze bron ontbreekt '%(word)s'. Vul het in.", word=word))
    for word in entry.keys() - KNOWN:
        desk.unknown(origin, "source-key", what=_("De regel"), given=word, known=KNOWN)
    if entry.get("key") in found:
        message = _("De bron '%(key)s' staat er twee keer. Geef één van de twee een andere naam.", key=entry["key"])
        desk.problem(origin, "source-twice", message)
