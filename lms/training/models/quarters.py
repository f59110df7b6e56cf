"""Quarters of a year, on the calendar in the Netherlands. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from lms.kernel.clock import AMSTERDAM
from lms.training.models.insight import QUARTERS

OLDER = ""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def key(self) -> str:
        """How it is named in addresses and counts."""
        return f"{self.year}-{self.number}"

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, 3 * self.number - 2, 1, tzinfo=AMSTERDAM)

    @property
    def before(self) -> "Quarter":
        """The quarter before this one."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def quarters_until(day: date) -> list[Quarter]:
    """Return the quarters by which people are shown, the newest first."""
    found = [Quarter.of(day)]
    while len(found) < QUARTERS:
        found.append(found[-1].before)
    return found
