"""The scripts that ship with the product: agendas of a whole session, and methods for peer consultation."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lms.circles.enums import ItemKind

FILE = Path(__file__).parents[1] / "packages" / "scripts.toml"


@dataclass(frozen=True)
class Block:
    """One block of a script; ``theme`` is the number of a fixed theme, 0 for none, and then has no title of its own."""

    kind: ItemKind
    minutes: int
    title: str = ""
    theme: int = 0
    about: str = ""

    def lasting(self, longer: int, spotlight: int) -> int:
        """Return its minutes, when the theme in the spotlight gets ``longer``."""
        return longer if longer and self.theme and self.theme == spotlight else self.minutes


@dataclass(frozen=True)
class Script:
    """Blocks in order. A ``method`` takes the place of peer consultation; ``longer`` is what one theme may last."""

    key: str
    title: str
    about: str
    blocks: tuple[Block, ...]
    method: bool = False
    longer: int = 0

    def minutes(self, spotlight: int = 1) -> int:
        """Return how long it takes altogether."""
        return sum(block.lasting(self.longer, spotlight) for block in self.blocks)


@cache
def scripts() -> Sequence[Script]:
    """Return every script, in the order of the file."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["scripts"]
    return [_script(row) for row in told]


def session_scripts() -> Sequence[Script]:
    """Return the scripts of a whole session."""
    return [each for each in scripts() if not each.method]


def method_scripts() -> Sequence[Script]:
    """Return the methods for peer consultation."""
    return [each for each in scripts() if each.method]


def script_by_key(key: str) -> Script:
    """Return a script; the first of all for a key that no longer ships."""
    return next((each for each in scripts() if each.key == key), scripts()[0])


def _script(row: dict) -> Script:
    blocks = tuple(Block(**{**block, "kind": ItemKind(block["kind"])}) for block in row["blocks"])
    return Script(**{**row, "blocks": blocks})
