"""A search as a tree of tokens, to be written in the words of the database that must run it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Begins:
    """A token that begins like this."""

    beginning: str


@dataclass(frozen=True)
class All:
    """Every part must hold."""

    parts: Sequence["Expression"]


@dataclass(frozen=True)
class Any:
    """At least one part must hold."""

    parts: Sequence["Expression"]


@dataclass(frozen=True)
class Without:
    """The first must hold and the second must not."""

    wanted: "Expression"
    unwanted: "Expression"


Expression = Union[str, Begins, All, Any, Without]  # noqa: UP007 -- the classes stand in quotes


def tokens(prefix: str, stems: Iterable[str]) -> Any:
    """Return "one of these stems", each marked with what it is a stem of."""
    return Any([prefix + stem for stem in sorted(stems)])
