"""Whether one neighbourhood more fits the plan: one pure function over what is in and what was planned (W-1)."""

from dataclasses import dataclass
from enum import StrEnum


class Full(StrEnum):
    """What is full; then only a decision with a reason lets one more in."""

    GROUP = "group"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Room:
    """How many a group and its programme hold, and how many are in besides the one that is asking.

    A group without a capacity of its own is full when the programme is.
    """

    group_taken: int
    group_capacity: int | None
    taken: int
    capacity: int


def full(room: Room, *, new: bool) -> Full | None:
    """Return what is full for one more; one that only moves to another group (not ``new``) was counted already.

    Each neighbourhood at or over the plan needs a decision of its own: an earlier one makes no room for the next.
    A full programme comes first, for then no other group has a place either.
    """
    if new and room.taken >= room.capacity:
        return Full.PROGRAMME
    group_full = room.group_capacity is not None and room.group_taken >= room.group_capacity
    return Full.GROUP if group_full else None
