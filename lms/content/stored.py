"""What goes to the database as a plain dict and comes back the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Self

from lms.content.problems import Origin


def nowhere() -> Any:
    """Return the field in which a dataclass keeps its origin: not compared, not shown, not stored."""
    return field(default_factory=Origin, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Something that goes to the database as a plain dict and comes back the same."""

    nested: ClassVar[Mapping[str, Any]] = {}
    origin: Origin = nowhere()

    def to_json(self) -> dict[str, Any]:
        """Return everything but the origin, as JSON knows it."""
        return {item.name: plain(getattr(self, item.name)) for item in fields(self) if item.name != "origin"}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build it again from what :meth:`to_json` gave."""
        return cls(**{name: cls._loaded(name, value) for name, value in data.items() if name != "kind"})

    @classmethod
    def _loaded(cls, name: str, value: Any) -> Any:
        load = cls.nested.get(name)
        if load and isinstance(value, list):
            return tuple(load(item) for item in value)
        if load:
            return None if value is None else load(value)
        return tuple(value) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """Return the value as JSON knows it."""
    if isinstance(value, Stored):
        return value.to_json()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
