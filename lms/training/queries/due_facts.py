"""Facts whose date to check again has come, with who looks after them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from lms.accounts.models import Actor
from lms.content import blocks
from lms.content.blocks import Fact
from lms.content.prose import plain
from lms.kernel.db import db
from lms.training.models import Module, ModuleOwner, Part, PartVersion

#: A part as it is now: uid and title of its module, its own uid and title, its body, and who looks after the module.
Text = Row[str, str, str, str, dict[str, Any], int]


@dataclass(frozen=True)
class DueFact:
    """A fact that an editor should have checked again."""

    module_uid: str
    module: str
    part_uid: str
    part: str
    words: str
    sources: str
    check_before: date
    owner_id: int | None
    mine: bool


def facts_due(today: date, actor: Actor | None = None) -> Sequence[DueFact]:
    """Return the facts to check, those of one's own modules first, then the oldest; one statement."""
    found = [fact for row in _texts() for fact in _in_part(row, today, actor)]
    return sorted(found, key=lambda fact: (not fact.mine, fact.check_before, fact.module, fact.part))


def due_by_module(today: date) -> Mapping[str, Sequence[DueFact]]:
    """Return the facts to check, by the uid of their module."""
    found: dict[str, list[DueFact]] = {}
    for fact in facts_due(today):
        found.setdefault(fact.module_uid, []).append(fact)
    return found


def _texts() -> Sequence[Text]:
    current = (PartVersion.part_id == Part.id) & (PartVersion.number == Part.version)
    wanted = (
        select(Module.uid, Module.title, Part.uid, PartVersion.title, PartVersion.body, ModuleOwner.person_id)
        .select_from(Part)
        .join(PartVersion, current)
        .join(Module, Module.id == Part.module_id)
        .outerjoin(ModuleOwner, ModuleOwner.module_id == Module.id)
        .where(Module.retired_at.is_(None), Part.retired_at.is_(None))
    )
    return db.session.execute(wanted).all()


def _in_part(row: Text, today: date, actor: Actor | None) -> Sequence[DueFact]:
    uid, title, part_uid, part, body, owner_id = row
    mine = actor is not None and actor.id is not None and owner_id == actor.id
    return [
        DueFact(
            *(uid, title, part_uid, part, plain(fact.html)),
            ", ".join(f"{source.publisher} {source.year}" for source in fact.sources),
            fact.check_before,
            owner_id,
            mine,
        )
        for fact in blocks.walk(blocks.from_json(body))
        if isinstance(fact, Fact) and fact.check_before and fact.is_due(today)
    ]
