"""What a sync would do: what is on disk compared with what is stored, without touching either."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True)
class Kept:
    """What the database knows of one uid.

    ``digest``: of what is stored now; ``synced``: of what the last sync stored (None when it was made in the browser).
    """

    digest: str
    synced: str | None = None
    retired: bool = False

    @property
    def edited(self) -> bool:
        """Whether somebody changed it in the browser after the last sync, or made it there."""
        return self.digest != self.synced


@dataclass(frozen=True)
class Plan:
    """Uids by what a sync does with them, in reading order; each uid stands in exactly one list.

    ``settle``: stored and on disk are alike, only the last-synced digest is behind (after an export).
    ``conflict``: edited in the browser and different on disk, or gone from it; never touched.
    """

    create: tuple[str, ...] = ()
    update: tuple[str, ...] = ()
    retire: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    settle: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether disk and database already agree."""
        return not (self.create or self.update or self.retire or self.conflict)

    @property
    def writes(self) -> bool:
        """Whether applying it writes anything at all."""
        return bool(self.create or self.update or self.retire or self.settle)

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, item.name) + getattr(other, item.name) for item in fields(self)))


def make_plan(on_disk: Mapping[str, str], stored: Mapping[str, Kept]) -> Plan:
    """Compare digests on disk with what is stored, both by uid."""
    lists = defaultdict(list)
    for uid in (*on_disk, *(uid for uid in stored if uid not in on_disk)):
        lists[_fate(on_disk.get(uid), stored.get(uid))].append(uid)
    return Plan(**{name: tuple(uids) for name, uids in lists.items()})


def _fate(disk: str | None, kept: Kept | None) -> str:
    if kept is None:
        return "create"
    if disk is None:
        return _fate_of_the_missing(kept)
    if kept.retired:
        return "conflict" if kept.edited else "update"  # taken away in the browser, or it came back
    if disk == kept.digest:
        return "settle" if kept.edited else "unchanged"
    return "conflict" if kept.edited else "update"


def _fate_of_the_missing(kept: Kept) -> str:
    if kept.retired or kept.synced is None:
        return "unchanged"  # gone already, or made in the browser and never on disk
    return "conflict" if kept.edited else "retire"
