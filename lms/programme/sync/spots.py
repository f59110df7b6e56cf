"""Reading TOML with the line of every table and key, so that a problem can say where it is."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from lms.content.problems import WARNING, Origin
from lms.content.read.desk import Desk
from lms.content.read.sources import line_in

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 64
KEY_LINE = re.compile(r"\s*([A-Za-z_]+)\s*=")
TABLE_LINE = re.compile(r"\s*\[\[\s*([A-Za-z_.]+)\s*\]\]")


@dataclass
class Spot:
    """A table of a file: its values, its tables by name, and where it all stands."""

    desk: Desk
    file: str
    values: Mapping[str, Any]
    line: int = 1
    lines: dict[str, int] = field(default_factory=dict)
    inner: dict[str, list["Spot"]] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)

    def at(self, key: str = "") -> Origin:
        """Return the line of a key, or that of the table."""
        return Origin(self.file, self.lines.get(key, self.line))

    def rows(self, key: str) -> list["Spot"]:
        """Return the tables with this name."""
        return self.inner.get(key, [])

    def wrong(self, key: str, message: str, code: str = "") -> None:
        """Note something to mend at a key."""
        self.desk.problem(self.at(key), code or f"programme-{key}", message)

    def warn(self, key: str, message: str) -> None:
        """Note something that could be better."""
        self.desk.problem(self.at(key), f"programme-{key}", message, WARNING)

    def only(self, *known: str) -> None:
        """Note every key that means nothing here."""
        for key in self.values:
            if key not in known:
                self.desk.unknown(self.at(key), "key-unknown", what=_("De regel"), given=key, known=known)

    def text(self, key: str, *, longest: int = 1000, must: bool = True) -> str:
        """Return a text; note when it is missing, too long or none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.wrong(key, _("Schrijf '%(key)s' tussen aanhalingstekens.", key=key))
            return ""
        if must and not value.strip():
            self.wrong(key, _("'%(key)s' ontbreekt. Vul het in.", key=key))
        if len(value) > longest:
            self.wrong(key, _("'%(key)s' is te lang. Er passen %(most)s tekens.", key=key, most=longest))
        return value.strip()

    def key(self) -> str:
        """Return the stable key of this table; note when it cannot stand in an address."""
        key = self.text("key", longest=LONGEST_KEY)
        if key and not KEY.fullmatch(key):
            self.wrong("key", _("Gebruik voor 'key' kleine letters, cijfers en streepjes: de-wijk-in"))
        return key

    def texts(self, key: str, *, most: int = 12, longest: int = 300) -> tuple[str, ...]:
        """Return a list of texts; note what is none, and when there are too many."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.wrong(key, _('Schrijf \'%(key)s\' als een lijst van zinnen: ["Eén zin.", "Nog een."]', key=key))
            return ()
        if len(value) > most or any(len(each) > longest for each in value):
            message = _(
                "'%(key)s' heeft hoogstens %(most)s zinnen van %(longest)s tekens.", key=key, most=most, longest=longest
            )
            self.wrong(key, message)
        return tuple(each.strip() for each in value)

    def number(self, key: str, *, least: int = 1, most: int, default: int | None = None) -> int:
        """Return a whole number; note when it is none."""
        value = self.values.get(key, default)
        if type(value) is int and least <= value <= most:
            return value
        message = _("Geef '%(key)s' een heel getal van %(least)s tot en met %(most)s.", key=key, least=least, most=most)
        self.wrong(key, message)
        return least

    def yes_or_no(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false; note when it is neither."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, _("Schrijf bij '%(key)s' true of false.", key=key))
        return bool(value)


def read_spots(text: str, file: str, desk: Desk) -> Spot | None:
    """Return the root table of a file, or nothing when it is no TOML."""
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        message = _("Dit bestand is niet te lezen: %(error)s", error=str(error))
        desk.problem(Origin(file, line_in(error, text)), "toml", message)
        return None
    root = _spot(values, file, desk)
    here = root
    for number, line in enumerate(text.splitlines(), 1):
        if table := TABLE_LINE.match(line):
            here = _next(root, table[1].split(".")) or here
            here.line = number
        elif key := KEY_LINE.match(line):
            here.lines.setdefault(key[1], number)
    return root


def told_twice(spots: list[Spot], key: str) -> None:
    """Note every value of a key that was used before."""
    seen: set[Any] = set()
    for spot in spots:
        value = str(spot.values.get(key, ""))
        if value and value in seen:
            spot.wrong(
                key, _("'%(value)s' staat er twee keer. Geef één van de twee iets anders.", value=value), "twice"
            )
        seen.add(value)


def _spot(values: Mapping[str, Any], file: str, desk: Desk) -> Spot:
    tables = {
        key: [_spot(each, file, desk) for each in value]
        for key, value in values.items()
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
    }
    return Spot(desk, file, values, inner=tables)


def _next(root: Spot, path: list[str]) -> Spot | None:
    """Return the table that a header opens: the next one with that name in the tables opened last."""
    here = root
    for name in path[:-1]:
        rows = here.inner.get(name, [])
        if not 0 < here.met.get(name, 0) <= len(rows):
            return None
        here = rows[here.met[name] - 1]
    last = path[-1]
    here.met[last] = here.met.get(last, 0) + 1
    rows = here.inner.get(last, [])
    return rows[here.met[last] - 1] if here.met[last] <= len(rows) else None
