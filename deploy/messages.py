"""Collect the Dutch source texts, keep the English catalogue complete, and compile it."""

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "lms" / "ui" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**/node_modules/**", "ignore"), ("**/static/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}
#: Data files whose words a page puts through gettext, and the names that words have there.
DATA, TOLD = ("home/data/rights.toml",), ("name", "title", "text", "why")


def main() -> int:
    """Update the catalogue, or with ``--check`` say what is missing, or with ``--compile`` only compile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    wanted = parser.parse_args()
    known = read_catalogue()
    if wanted.compile:
        compile_catalogue(known)
        return 0
    if wanted.check:
        return check(known)
    known.update(collect(), no_fuzzy_matching=True)
    known.obsolete.clear()
    with CATALOGUE.open("wb") as file:
        write_po(file, known, width=120, omit_header=False, sort_output=True)
    compile_catalogue(known)
    print(f"{len(known)} texts, {len(untranslated(known))} without English")
    return 0


def collect() -> Catalog:
    """Return every text that stands in code, templates and :data:`DATA`."""
    found = Catalog(locale="nl")
    methods = [*METHODS, *((path, words_of_data) for path in DATA)]
    for name, line, message, comments, context in extract_from_dir(
        str(ROOT / "lms"), methods, OPTIONS, KEYWORDS, ("Translators:",)
    ):
        found.add(message, None, [(f"lms/{name}", line)], auto_comments=comments, context=context)
    return found


def words_of_data(file: BinaryIO, *_asked: Any, **_options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """Find the words of a data file and the lines they stand on, in the shape that Babel asks of an extractor."""
    source = file.read().decode()
    lines = source.splitlines()
    for text in told(tomllib.loads(source)):
        line = next((at for at, each in enumerate(lines, 1) if f'"{text}"' in each), 1)
        yield line, None, text, []


def told(data: Any) -> Iterator[str]:
    """Find what stands under the names of :data:`TOLD`, however deep."""
    for name, each in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(each, dict | list):
            yield from told(each)
        elif name in TOLD:
            yield each


def read_catalogue() -> Catalog:
    """Return the English catalogue, empty when there is none."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    if not CATALOGUE.exists():
        return Catalog(locale="en", project="Kringwijs", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def compile_catalogue(catalogue: Catalog) -> None:
    """Write the form the application reads, only when it differs."""
    target = CATALOGUE.with_suffix(".mo")
    with tempfile.TemporaryFile() as file:
        write_mo(file, catalogue)
        file.seek(0)
        compiled = file.read()
    if not target.exists() or target.read_bytes() != compiled:
        target.write_bytes(compiled)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the Dutch texts that have no English."""
    return [str(message.id) for message in catalogue if message.id and not complete(message.string)]


def complete(translation: object) -> bool:
    """Return whether a translation is there, in every plural form."""
    return all(translation) if isinstance(translation, tuple) else bool(translation)


def check(known: Catalog) -> int:
    """Name texts without English, texts nobody uses, and placeholders that differ."""
    used = {(message.id, message.context) for message in collect() if message.id}
    there = {(message.id, message.context) for message in known if message.id}
    problems = [f"not in the catalogue: {text!r}" for text, _context in used - there]
    problems += [f"no longer used: {text!r}" for text, _context in there - used]
    problems += [f"without English: {text!r}" for text in untranslated(known)]
    problems += [f"{message.id!r}: {error}" for message in known if message.id for error in message.check()]
    print("\n".join(sorted(problems)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
