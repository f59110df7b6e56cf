"""What the buttons of a text in blocks do with its rows: add, move, copy, take away, and more or fewer answers."""

from collections.abc import Callable, Mapping

from lms.content.blocks import END
from lms.content.write.fields import ANSWER, Fields, fields_of, write_block
from lms.content.write.scenarios import CHOICE_FIELDS, free_key, new_turn, without_turn
from lms.content.write.segments import TEXT, segments

Rows = list[str]


def carried_out(rows: Rows, do: str, new: Callable[[str], Fields]) -> tuple[Rows, str]:
    """Return the rows after pressing a button (``omhoog-2``, ``bij-question``), and the place on the page to go to.

    ``new`` gives the fields of a block to begin with. An empty row for text takes no room in what is kept, so the place
    counts the rows that say something.
    """
    what, _dash, rest = do.partition("-")
    if what == "bij":
        return _added(rows, rest, new)
    first, _dash, second = rest.partition("-")
    at = _number(first)
    if not 0 <= at < len(rows):
        return rows, ""
    rows = list(rows)
    if what == "weg":
        del rows[at]
    elif what == "dubbel":
        rows.insert(at + 1, rows[at])
        at += 1
    elif what in ("omhoog", "omlaag"):
        to = at + (-1 if what == "omhoog" else 1)
        if 0 <= to < len(rows):
            rows.insert(to, rows.pop(at))
            at = to
    elif inside := INSIDE.get(what):
        rows[at] = inside(rows[at], what, second)
    else:
        return rows, ""
    return rows, f"blok-{max(1, _count(rows[: at + 1]))}"


def _added(rows: Rows, rest: str, new: Callable[[str], Fields]) -> tuple[Rows, str]:
    kind, _dash, after = rest.partition("-")
    at = int(after) + 1 if after.isascii() and after.isdigit() and int(after[:4]) < len(rows) else len(rows)
    if not after and rows and _is_easy(rows[-1]) and kind != "easy":
        at -= 1  # the easy text stays the last
    written = "" if kind == TEXT else write_block(new(kind))
    rows = [*rows[:at], written, *rows[at:]]
    return rows, f"blok-{_count(rows[:at]) + 1}"


def _answers(row: str, _what: str, number: str) -> str:
    """Return a question with an answer more, or without the one with this number."""
    found = segments(row)
    if len(found) != 1:
        return row
    fields = fields_of(found[0])
    if number.isascii() and number.isdigit() and int(number) < len(fields["answers"]):
        del fields["answers"][int(number)]
    elif not number and "answers" in fields:
        fields["answers"].append({**dict.fromkeys(ANSWER, ""), "right": False})
    return write_block(fields)


def _turns(row: str, what: str, numbers: str) -> str:
    """Return a conversation with a moment or something to say more, or without one."""
    found = segments(row)
    fields = fields_of(found[0]) if len(found) == 1 else {}
    turns, places = fields.get("turns", []), [_number(each) for each in numbers.split("-")]
    if not turns:
        return row
    if what == "moment":
        turns.append(new_turn(free_key(turns)))
    elif 0 <= places[0] < len(turns):
        choices = turns[places[0]]["choices"]
        if what == "geenmoment" and len(turns) > 1:
            fields["turns"] = without_turn(turns, places[0])
        elif what == "keuze":
            choices.append({**dict.fromkeys(CHOICE_FIELDS, ""), "to": END})
        elif what == "geenkeuze" and 0 <= places[-1] < len(choices):
            del choices[places[-1]]
    return write_block(fields)


INSIDE: Mapping[str, Callable[[str, str, str], str]] = {
    **dict.fromkeys(("antwoord", "geenantwoord"), _answers),
    **dict.fromkeys(("moment", "geenmoment", "keuze", "geenkeuze"), _turns),
}


def _number(given: str) -> int:
    """Return a place on the page; -1 when the button names none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else -1


def _is_easy(row: str) -> bool:
    found = segments(row)
    return bool(found) and found[0].name == "easy"


def _count(rows: Rows) -> int:
    return sum(bool(row.strip()) for row in rows)
