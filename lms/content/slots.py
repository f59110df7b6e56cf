"""The slots in which features say what ``lms content`` can read, sync and export, and what it holds it against."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lms.content.plan import Plan
from lms.content.problems import Problem
from lms.kernel.slots import Slot

Packages = Sequence[Any]


@dataclass(frozen=True)
class Kind:
    """One kind of content. ``root`` is always the folder that holds ``modules/`` and ``toolkit/``."""

    name: str
    """What the command line calls it, in the plural: ``modules``."""
    folder: str
    """Its folder below the root."""
    read: Callable[[Path], tuple[Packages, Sequence[Problem]]]
    """Return all packages below the root and every problem at once; needs no database."""
    plan: Callable[[Packages], Plan]
    """Compare packages without errors with what is stored; only reads."""
    apply: Callable[[Packages, Plan, Any], None]
    """Carry out a plan for an actor (None: the command line) in the caller's unit of work; leave conflicts alone."""
    export: Callable[[Path], Iterable[Path]]
    """Write everything that is not retired below the root, and give each path written, as it is written."""


@dataclass(frozen=True)
class StepsKnown:
    """Which steps action cards have: their keys in the order of the card, by the slug of the programme."""

    on_disk: Callable[[Path], Mapping[str, Sequence[str]]]
    """Those that ship, and those of the programmes below a root; needs no database."""
    stored: Callable[[], Mapping[str, Sequence[str]]]
    """Those of every version of every card in the database, in one statement."""


KINDS: Slot[Kind] = Slot("content.KINDS", "What `lms content` can read, sync and export.")
STEPS: Slot[StepsKnown] = Slot("content.STEPS", "Which steps of action cards a module may name.")
