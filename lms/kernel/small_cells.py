"""The small-cell rule: outside a team, a count under five is not shown, nor left to be worked out from a total."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from flask_babel import gettext as _

THRESHOLD = 5
LARGEST = THRESHOLD - 1
Key = TypeVar("Key")


class Hidden:
    """What stands in place of a number: reads as words, and cannot be counted with."""

    def __init__(self, *, small: bool) -> None:
        self.small = small

    def __str__(self) -> str:
        return _("minder dan %(number)d", number=THRESHOLD) if self.small else _("niet getoond")

    def __repr__(self) -> str:
        return "TOO_SMALL" if self.small else "WITHHELD"


TOO_SMALL = Hidden(small=True)  # the count is under five
WITHHELD = Hidden(small=False)  # hidden only so that a small one cannot be worked out
Shown = int | Hidden


def shown(count: int) -> Shown:
    """Return a count that stands alone, or what is shown in its place; nought is no secret, for nobody is in it."""
    return TOO_SMALL if 0 < count < THRESHOLD else count


def shown_row(counts: Mapping[Key, int]) -> tuple[dict[Key, Shown], Shown]:
    """Return the cells of a row and its total, hidden so that no small cell follows from the total.

    Beside small cells the first other cell is withheld, whatever its count: a choice by count would itself tell
    something. The total is withheld too when it is so low that it gives a small cell away, and when there is no other
    cell. A row of fewer than five people in all says only that.
    """
    total = sum(counts.values())
    if 0 < total < THRESHOLD:
        return dict.fromkeys(counts, TOO_SMALL), TOO_SMALL
    cells: dict[Key, Shown] = {key: shown(count) for key, count in counts.items()}
    small = [count for count in counts.values() if 0 < count < THRESHOLD]
    if not small:
        return cells, total
    other = next((key for key, count in counts.items() if count >= THRESHOLD), None)
    if other is None:
        return cells, WITHHELD
    cells[other] = WITHHELD
    lowest_safe = THRESHOLD + LARGEST + len(small) - 1  # from here a small cell may be anything from 1 to 4
    return cells, total if sum(small) + counts[other] >= lowest_safe else WITHHELD


def shown_table(rows: Sequence[Sequence[int]]) -> tuple[list[list[Shown]], list[Shown], list[Shown], Shown]:
    """Return cells, row totals, column totals and the grand total of a table; no total over a hidden cell is shown."""
    grand = sum(map(sum, rows))
    width = len(rows[0]) if rows else 0
    if 0 < grand < THRESHOLD:
        return [[TOO_SMALL] * width for _row in rows], [TOO_SMALL] * len(rows), [TOO_SMALL] * width, TOO_SMALL
    cells = [[shown(count) for count in row] for row in rows]
    of_rows = [_line_total(row) for row in rows]
    of_columns = [_line_total(column) for column in zip(*rows, strict=True)]
    return cells, of_rows, of_columns, _line_total([count for row in rows for count in row])


def _line_total(counts: Sequence[int]) -> Shown:
    return WITHHELD if any(0 < count < THRESHOLD for count in counts) else sum(counts)
