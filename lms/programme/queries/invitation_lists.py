"""Reading a list of people to invite: pasted lines or a file, with every problem and its line at once."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from lms.accounts.enums import Role
from lms.accounts.models import LONGEST_ADDRESS
from lms.accounts.queries.people import normal_address
from lms.programme.queries.team_words import role_named

MOST_LINES = 200
LONGEST_NAME = 120
NAME, EMAIL, ROLE, PLACE = "name", "email", "role", "place"
COLUMNS = (NAME, EMAIL, ROLE, PLACE)
#: What can stand between two cells of a line; a comma also stands inside names and addresses.
SEPARATORS = "\t;,"
ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+")
OPENED = re.compile(r'(?:^|[\t;,])\s*"[^"]*$')
QUOTED = re.compile(r'"[^"]*"')
#: Words of a header, in small letters.
HEADERS = {
    "naam": NAME,
    "name": NAME,
    "e-mail": EMAIL,
    "email": EMAIL,
    "e-mailadres": EMAIL,
    "mail": EMAIL,
    "rol": ROLE,
    "role": ROLE,
    "wijk": PLACE,
    "wijk of dorp": PLACE,
    "neighbourhood": PLACE,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong on a line; line 0 is about the whole list."""

    line: int
    text: str


@dataclass(frozen=True)
class Row:
    """One person on a list; ``place`` is the word for the neighbourhood, empty in a list of one neighbourhood."""

    line: int
    name: str
    email: str
    role: Role
    place: str = ""


@dataclass(frozen=True)
class ReadList:
    """What a list says, and what is wrong with it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def and_problems(self, *more: Problem) -> "ReadList":
        """Return the list with these problems too, in the order of the lines."""
        return replace(self, problems=tuple(sorted((*self.problems, *more), key=lambda each: each.line)))


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8 with or without a mark, else what Dutch spreadsheets on Windows write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_list(text: str, *, with_place: bool = False) -> ReadList:
    """Read a list: name, address and role a line, and the neighbourhood when there can be several."""
    lines = list(_lines(text.removeprefix("\ufeff")))
    wanted = COLUMNS if with_place else COLUMNS[:3]
    order, body = _order(lines, wanted)
    problems: list[Problem] = []
    if not body:
        problems.append(Problem(0, _("Er staat nog niemand op de lijst.")))
    if len(body) > MOST_LINES:
        problems.append(Problem(0, _("Een lijst heeft hoogstens %(most)d mensen. Maak er twee van.", most=MOST_LINES)))
        body = body[:MOST_LINES]
    missing = [column for column in wanted if column not in order]
    if missing:
        return ReadList((), (*problems, Problem(0, _("In de eerste regel mist een kolom: naam, e-mail, rol of wijk."))))
    rows = [_row(line, order, wanted, problems) for line in body]
    good = tuple(row for row in rows if row is not None)
    return ReadList(good, ()).and_problems(*problems, *_twice(good))


class _Line(NamedTuple):
    """The cells of one line; ``left_over`` when something that separates cells elsewhere still stands inside one."""

    number: int
    cells: list[str]
    left_over: bool


def _lines(text: str) -> Iterator[_Line]:
    """Return the lines that say something; every line may have a separator of its own."""
    for number, line in _whole_lines(text):
        sign, outside = _separator(line), QUOTED.sub("", line)
        cells = next(csv.reader([line], delimiter=sign, skipinitialspace=True), [])
        if any(cell.strip() for cell in cells):
            left_over = any(other in outside for other in SEPARATORS if other != sign)
            yield _Line(number, [" ".join(cell.split()) for cell in cells], left_over)


def _whole_lines(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines with their numbers; a cell between quotes may run over several, when its end is there."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        end = at
        if OPENED.search(QUOTED.sub("", lines[at])):
            end = next((later for later in range(at + 1, len(lines)) if lines[later].count('"') % 2), at)
        yield at + 1, " ".join(lines[at : end + 1])
        at = end + 1


def _separator(line: str) -> str:
    """Return what separates the cells of a line: what leaves an address in a cell of its own, else what is there."""
    outside = QUOTED.sub("", line)
    there = [sign for sign in SEPARATORS if sign in outside] or [","]
    alone = (sign for sign in there if any(ADDRESS.fullmatch(cell.strip()) for cell in outside.split(sign)))
    return next(alone, there[0])


def _order(lines: list[_Line], wanted: Sequence[str]) -> tuple[Sequence[str], list[_Line]]:
    """Return which column is what, and the lines after the header when there is one."""
    if not lines:
        return wanted, lines
    named = [HEADERS.get(cell.lower(), "") for cell in lines[0].cells]
    has_header = EMAIL in named or (NAME in named and ROLE in named)
    return (named, lines[1:]) if has_header else (wanted, lines)


def _row(line: _Line, order: Sequence[str], wanted: Sequence[str], problems: list[Problem]) -> Row | None:
    told = {column: "" for column in wanted} | dict(zip(order, line.cells, strict=False))
    if line.left_over and not all(told[column] for column in wanted):
        problems.append(Problem(line.number, _("Hier staan verschillende tekens tussen de kolommen. Gebruik er één.")))
        return None
    found = list(_wrong(told, wanted))
    problems += [Problem(line.number, text) for text in found]
    role = role_named(told[ROLE])
    if found or role is None:
        return None
    return Row(line.number, told[NAME], normal_address(told[EMAIL]), role, told.get(PLACE, ""))


def _wrong(told: Mapping[str, str], wanted: Sequence[str]) -> Iterator[str]:
    """Say what is wrong with one line, in the order of the columns."""
    if not told[NAME]:
        yield _("De naam ontbreekt.")
    if len(told[NAME]) > LONGEST_NAME:
        yield _("De naam is te lang.")
    if not told[EMAIL]:
        yield _("Het e-mailadres ontbreekt.")
    elif not _is_address(told[EMAIL]):
        yield _("Dit is geen e-mailadres: “%(told)s”.", told=told[EMAIL][:60])
    if not told[ROLE]:
        yield _("De rol ontbreekt.")
    elif role_named(told[ROLE]) is None:
        yield _("Deze rol kennen we niet: “%(told)s”.", told=told[ROLE][:60])
    if PLACE in wanted and not told[PLACE]:
        yield _("De wijk ontbreekt.")


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(text) <= LONGEST_ADDRESS


def _twice(rows: Sequence[Row]) -> Iterator[Problem]:
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (row.email, row.place.lower())
        if seen[key]:
            yield Problem(row.line, _("Dit e-mailadres staat al eerder op de lijst: %(address)s.", address=row.email))
        seen[key] += 1
