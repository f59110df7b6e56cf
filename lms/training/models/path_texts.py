"""A learning path as it is written: what a file holds, what an editor saves, and what a fingerprint is taken of."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from lms.training.enums import ModuleStatus, StopKind


@dataclass(frozen=True)
class ItemText:
    """One item. ``about`` is the uid of its module or lesson, and empty for something to practise."""

    uid: str
    kind: StopKind
    about: str = ""
    title: str = ""
    text: str = ""
    required: bool = True
    opens_on: date | None = None
    after: str | None = None
    in_renewal: bool = False


@dataclass(frozen=True)
class PathText:
    """A whole path, its items in order."""

    uid: str
    slug: str
    title: str
    summary: str
    audiences: tuple[str, ...]
    position: int = 1
    status: str = ModuleStatus.DRAFT
    ordered: bool = False
    deadline_days: int | None = None
    renewal_months: int | None = None
    discussion: bool = False
    items: tuple[ItemText, ...] = ()

    @property
    def digest(self) -> str:
        """A fingerprint of everything that is stored; modules and lessons by what never changes of them."""
        told = {**asdict(self), "audiences": sorted(self.audiences)}
        return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def written(path: PathText, addresses: Mapping[str, str]) -> str:
    """Return the path as its file; ``addresses`` gives how each module and lesson is called there, by uid."""
    head = [
        f"uid = {_text(path.uid)}",
        f"title = {_text(path.title)}",
        f"summary = {_text(path.summary)}",
        f"audiences = [{', '.join(_text(role) for role in path.audiences)}]",
        f"position = {path.position}",
        f"status = {_text(path.status)}",
        *([f"ordered = {_flag(path.ordered)}"] if path.ordered else []),
        *([f"deadline_days = {path.deadline_days}"] if path.deadline_days else []),
        *([f"renewal_months = {path.renewal_months}"] if path.renewal_months else []),
        *([f"discussion = {_flag(path.discussion)}"] if path.discussion else []),
    ]
    return "\n".join([*head, *(line for item in path.items for line in _item(item, addresses))]) + "\n"


def _item(item: ItemText, addresses: Mapping[str, str]) -> list[str]:
    what = item.title if item.kind is StopKind.PRACTICE else addresses[item.about]
    return [
        "",
        "[[items]]",
        f"uid = {_text(item.uid)}",
        f"{item.kind} = {_text(what)}",
        *([f"text = {_text(item.text)}"] if item.text else []),
        *([] if item.required else ["required = false"]),
        *([f"opens_on = {item.opens_on.isoformat()}"] if item.opens_on else []),
        *([f"after = {_text(item.after)}"] if item.after else []),
        *(["in_renewal = true"] if item.in_renewal else []),
    ]


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")  # what JSON escapes, TOML reads


def _flag(on: bool) -> str:
    return "true" if on else "false"
