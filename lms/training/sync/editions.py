"""Keeping what every version was made of, wherever it came from; and telling what was edited here."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import literal, select, union_all

from lms.content.plan import Plan
from lms.kernel.db import db
from lms.training.models import Module, ModuleEdition
from lms.training.queries.stored_forms import stored_form
from lms.training.sync.stored import COUNTED

GONE = ""  # the digest of what somebody took away in the browser: never that of a folder


def keep_edition(module: Module) -> None:
    """Keep what the newest version of a module was made of."""
    db.session.merge(ModuleEdition(module_id=module.id, serial=module.serial, form_json=stored_form(module).form))
    db.session.flush()


def held_by(module: Module | None) -> dict[str, tuple[str, bool]]:
    """Return digest and retirement of everything a module holds, by uid; its own too."""
    if module is None:
        return {}
    selects = [select(Module.uid, Module.digest, Module.retired_at.is_not(None)).where(Module.id == module.id)]
    selects += [
        select(table.uid, table.digest, table.retired_at.is_not(None)).where(table.module_id == module.id)
        for table in COUNTED[1:]
    ]
    rows = db.session.execute(union_all(*selects))
    return {uid: (digest, bool(retired)) for uid, digest, retired in rows}


def synced_digests(uids: tuple[str, ...]) -> dict[str, str | None]:
    """Return what the last sync stored of these uids."""
    if not uids:
        return {}
    selects = [
        select(literal(order), table.uid, table.synced_digest).where(table.uid.in_(uids))
        for order, table in enumerate(COUNTED)
    ]
    return {uid: synced for _order, uid, synced in db.session.execute(union_all(*selects))}


def mark_edited(plan: Plan, before: Mapping[str, str | None]) -> None:
    """Say of what a plan brought that it was edited here: a folder that says otherwise is a conflict from now on."""
    for table in COUNTED:
        touched = db.session.scalars(select(table).where(table.uid.in_((*plan.create, *plan.update, *plan.retire))))
        for row in touched:
            _mark(row, before.get(row.uid), gone=row.uid in plan.retire)
    db.session.flush()


def _mark(row: Any, synced: str | None, *, gone: bool) -> None:
    row.synced_digest = synced
    if gone:
        row.digest = GONE
