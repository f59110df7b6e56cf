"""Which steps there are on the cards of all programmes, for whoever hangs something on a step by its key."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lms.content.check.steps import together
from lms.content.slots import StepsKnown
from lms.kernel.db import db
from lms.programme.models import CardStep, CardVersion, Programme
from lms.programme.sync.cards import CARD

FOLDER = "lms/programme/packages"
SHIPPED = Path(__file__).parents[1] / "packages"


def on_disk(root: Path) -> Mapping[str, Sequence[str]]:
    """Return the keys on the cards that ship and on those below a root, by programme."""
    return together(_cards_in(SHIPPED), _cards_in(root / FOLDER))


def stored() -> Mapping[str, Sequence[str]]:
    """Return the keys on every version of every card, the oldest version first, by programme."""
    rows = db.session.execute(
        select(Programme.slug, CardStep.key)
        .join(CardVersion, CardVersion.programme_id == Programme.id)
        .join(CardStep, CardStep.card_version_id == CardVersion.id)
        .order_by(Programme.id, CardVersion.id, CardStep.number)
    )
    return together(*({slug: (key,)} for slug, key in rows))


def _cards_in(folder: Path) -> dict[str, tuple[str, ...]]:
    return {path.parent.name: tuple(_keys_in(path)) for path in sorted(folder.glob(f"*/{CARD}"))}


def _keys_in(path: Path) -> Iterator[str]:
    """Give the keys of a card as far as it can be read; what is wrong with it is told where cards are checked."""
    try:
        card = tomllib.loads(path.read_bytes().decode())
    except (OSError, ValueError):
        return
    for phase in _tables(card, "phases"):
        for step in _tables(phase, "steps"):
            if isinstance(step.get("key"), str):
                yield step["key"]


def _tables(told: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = told.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


CARD_STEPS = StepsKnown(on_disk=on_disk, stored=stored)
