"""Two editors at once: what differs between texts, piece by piece, and whose words to keep of each piece."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.content.difference import Paragraph, difference

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """A piece that differs, with its words before and after; ``name`` is that of the field, ``at`` which of a row."""

    name: str
    at: int | None
    before: str
    after: str

    @property
    def key(self) -> str:
        """How a form calls the piece."""
        return self.name if self.at is None else f"{self.name}-{self.at}"

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The words with what went and what came."""
        return difference(self.before, self.after)


@dataclass(frozen=True)
class Clash:
    """A piece in which what somebody typed differs from what was saved meanwhile.

    ``likely`` is whose words to keep when only one of the two changed it, and nothing when both did. ``was`` are the
    words both began with, as far as we know them.
    """

    found: Difference
    likely: str
    may_be_both: bool
    was: str | None = None

    @property
    def both_changed(self) -> bool:
        """Whether neither text is the one they began with, and we know that one."""
        return self.was is not None and not self.likely

    @property
    def theirs(self) -> tuple[Paragraph, ...]:
        """Their words, with what they changed."""
        return difference(self.was or "", self.found.before) if self.both_changed else ()

    @property
    def mine(self) -> tuple[Paragraph, ...]:
        """My words, with what I changed, or else with what differs from theirs."""
        return difference(self.was or "", self.found.after) if self.both_changed else self.found.paragraphs

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What an editor can choose, with the words for it."""
        found = [(MINE, _("Neem die van mij")), (THEIRS, _("Neem die van de ander"))]
        return [*found, (BOTH, _("Neem allebei: die van mij komen achteraan"))] if self.may_be_both else found


def whose(was: Any, mine: Any, theirs: Any) -> str:
    """Return whose piece to keep when only one of the two changed it; nothing when both did."""
    return THEIRS if was == mine else MINE if was == theirs else ""
