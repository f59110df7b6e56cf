"""Cutting a list into pages: nobody turns a page for the last few rows, so those stand on the page before."""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")

#: So many rows past the size of a page stand on that page.
FEW = 3


def rows_asked(size: int) -> int:
    """Return how many rows to ask for, to know whether another page follows."""
    return size + FEW + 1


def page_of(rows: Sequence[Row], size: int) -> Sequence[Row]:
    """Return the rows of a page; fewer than were found say that another page follows."""
    return rows if len(rows) <= size + FEW else rows[:size]
