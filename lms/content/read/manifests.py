"""Reading ``module.toml``, with the line of every key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from lms.content.problems import Origin
from lms.content.read.desk import Desk
from lms.content.read.sources import line_in

TEXTS = ("uid", "title", "summary", "language", "level", "status", "version", "change", "reason")
LISTS = ("audiences", "goals", "steps")
LESSON_TEXTS = ("uid", "title", "folder", "summary")
LAST = 999
LONGEST_VALID = 120
KEY_LINE = re.compile(r"([A-Za-z_]+)\s*=")
TABLE_LINE = re.compile(r"\[\[\s*lessons\s*\]\]")


@dataclass
class Manifest:
    """What a manifest says, and where it says it."""

    origin: Origin
    values: Mapping[str, Any] = field(default_factory=dict)
    lessons: list["Manifest"] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a text, empty when it is missing."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def list(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when it is missing."""
        value = self.values.get(key, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    def at(self, key: str) -> Origin:
        """Return the line of a key, or that of the table when it is not there."""
        return Origin(self.origin.file, self.lines.get(key, self.origin.line))


def read_manifest(source: str, file: str, desk: Desk) -> Manifest:
    """Return the manifest in a text; everything missing or of the wrong sort is noted."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        desk.problem(
            Origin(file, line_in(error, source)), "toml", _("Dit bestand is niet te lezen: %(error)s", error=str(error))
        )
        return Manifest(Origin(file))
    manifest = _with_lines(source, file, values)
    _check(manifest, {*TEXTS, *LISTS, "minutes", "position", "valid_months", "lessons"}, TEXTS, desk)
    for key in LISTS:
        if not manifest.list(key):
            _missing(manifest, key, desk)
    if type(values.get("minutes")) is not int:
        _missing(manifest, "minutes", desk)
    if not _is_place(values.get("position", 1)):
        message = _("Geef 'position' een heel getal van 1 tot %(most)s, of haal de regel weg.", most=LAST)
        desk.problem(manifest.at("position"), "position", message)
    if not _is_months(values.get("valid_months", 1)):
        message = _("Geef 'valid_months' een heel getal van 1 tot %(most)s, of haal de regel weg.", most=LONGEST_VALID)
        desk.problem(manifest.at("valid_months"), "valid-months", message)
    for lesson in manifest.lessons:
        _check(lesson, set(LESSON_TEXTS), LESSON_TEXTS, desk)
    return manifest


def _is_place(value: object) -> bool:
    return type(value) is int and 1 <= value <= LAST


def _is_months(value: object) -> bool:
    return type(value) is int and 1 <= value <= LONGEST_VALID


def _with_lines(source: str, file: str, values: dict[str, Any]) -> Manifest:
    tables = values.get("lessons", [])
    manifest = Manifest(Origin(file), values)
    current = manifest
    for number, line in enumerate(source.splitlines(), start=1):
        if TABLE_LINE.match(line.strip()) and len(manifest.lessons) < len(tables):
            current = Manifest(Origin(file, number), tables[len(manifest.lessons)])
            manifest.lessons.append(current)
        elif found := KEY_LINE.match(line):
            current.lines.setdefault(found[1], number)
    return manifest


def _check(manifest: Manifest, known: set[str], must: tuple[str, ...], desk: Desk) -> None:
    for key in manifest.values:
        if key not in known:
            desk.unknown(manifest.at(key), "key-unknown", what=_("De regel"), given=key, known=known)
    for key in must:
        if not manifest.text(key).strip():
            _missing(manifest, key, desk)


def _missing(manifest: Manifest, key: str, desk: Desk) -> None:
    message = _("'%(key)s' ontbreekt of heeft niet de goede vorm. Zie docs/content-packages.md.", key=key)
    desk.problem(manifest.at(key), f"missing-{key}", message)
