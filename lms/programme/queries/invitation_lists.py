"""Reading a list of people to invite: pasted lines or a file, with every problem and its line at once."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    lines = list(_cells(text.removeprefix("\ufeff")))
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
    rows = [_row(line, dict(zip(order, cells, strict=False)), wanted, problems) for line, cells in body]
    good = tuple(row for row in rows if row is not None)
    return ReadList(good, ()).and_problems(*problems, *_twice(good))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((sign for sign in "\t;" if sign in first), ",")
    reader = csv.reader(text.splitlines(), delimiter=delimiter, skipinitialspace=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [" ".join(cell.split()) for cell in cells]


def _order(
    lines: list[tuple[int, list[str]]], wanted: Sequence[str]
) -> tuple[Sequence[str], list[tuple[int, list[str]]]]:
    """Return which column is what, and the lines after the header when there is one."""
    if not lines:
        return wanted, lines
    named = [HEADERS.get(cell.lower(), "") for cell in lines[0][1]]
    has_header = EMAIL in named or (NAME in named and ROLE in named)
    return (named, lines[1:]) if has_header else (wanted, lines)


def _row(line: int, cells: dict[str, str], wanted: Sequence[str], problems: list[Problem]) -> Row | None:
    before = len(problems)
    told = {column: cells.get(column, "") for column in wanted}
    if not told[NAME]:
        problems.append(Problem(line, _("De naam ontbreekt.")))
    if len(told[NAME]) > LONGEST_NAME:
        problems.append(Problem(line, _("De naam is te lang.")))
    if not _is_address(told[EMAIL]):
        problems.append(Problem(line, _("Dit is geen e-mailadres: “%(told)s”.", told=told[EMAIL][:60])))
    role = role_named(told[ROLE])
    if role is None:
        problems.append(Problem(line, _("Deze rol kennen we niet: “%(told)s”.", told=told[ROLE][:60])))
    if PLACE in wanted and not told[PLACE]:
        problems.append(Problem(line, _("De wijk ontbreekt.")))
    if len(problems) > before or role is None:
        return None
    return Row(line, told[NAME], normal_address(told[EMAIL]), role, told.get(PLACE, ""))


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
