"""The list of sources as a kind of content of its own: facts of every other kind lean on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lms.content.blocks import Source
from lms.content.export import write_files
from lms.content.models import SourceList
from lms.content.packages import Item
from lms.content.plan import Kept, Plan, make_plan
from lms.content.problems import Problem
from lms.content.read.desk import Desk
from lms.content.read.sources import FILE, sources_in
from lms.content.slots import Kind
from lms.kernel.db import db

FOLDER = "modules"


@dataclass(frozen=True, kw_only=True)
class SourcesText(Item):
    """The text of ``sources.toml``."""

    text: str


def known_sources() -> dict[str, Source]:
    """Return the sources that the database keeps, by key, for editing in the browser."""
    kept = db.session.get(SourceList, FOLDER)
    return sources_in(kept.text, f"{FOLDER}/{FILE}", Desk()) if kept else {}


def _read(root: Path) -> tuple[Sequence[SourcesText], Sequence[Problem]]:
    path = root / FOLDER / FILE
    if not path.is_file():
        return [], []
    desk = Desk()
    name = f"{FOLDER}/{FILE}"
    text = desk.contents(path, name)
    sources_in(text, name, desk)
    return [SourcesText(uid=FOLDER, text=text)], desk.problems


def _plan(lists: Sequence[Any]) -> Plan:
    if not lists:
        return Plan()  # a folder without sources takes none away
    kept = {row.folder: Kept(row.digest, row.synced_digest) for row in db.session.scalars(select(SourceList))}
    return make_plan({item.uid: item.digest for item in lists}, kept)


def _apply(lists: Sequence[Any], plan: Plan, _actor: Any) -> None:
    for item in lists:
        if item.uid in {*plan.create, *plan.update, *plan.settle}:
            row = SourceList(folder=item.uid, text=item.text, digest=item.digest, synced_digest=item.digest)
            db.session.merge(row)
    db.session.flush()


def _export(root: Path) -> Iterator[Path]:
    kept = db.session.get(SourceList, FOLDER)
    if kept:
        yield from write_files(root / FOLDER, {FILE: kept.text.encode()})


SOURCES = Kind(name="sources", folder=FOLDER, read=_read, plan=_plan, apply=_apply, export=_export)
