"""What is stored of every uid, and the plan that follows from it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import literal, select, union_all

from lms.content.packages import Package
from lms.content.plan import Kept, Plan, make_plan
from lms.kernel.db import db
from lms.training.models import Lesson, Module, ModuleMedia, Part, Quiz

#: The tables whose rows a plan counts: each has a uid, a digest, the digest of the last sync, and may be retired.
COUNTED: tuple[Any, ...] = (Module, Lesson, Part, Quiz, ModuleMedia)


def plan(packages: Sequence[Package]) -> Plan:
    """Compare packages with what is stored; only reads."""
    on_disk = {uid: digest for package in packages for uid, digest in package.digests.items()}
    return make_plan(on_disk, stored())


def stored() -> dict[str, Kept]:
    """Return what the database knows of every uid, owners before what they own."""
    selects = [
        select(
            literal(order).label("place"), table.uid, table.digest, table.synced_digest, table.retired_at.is_not(None)
        )
        for order, table in enumerate(COUNTED)
    ]
    rows = db.session.execute(union_all(*selects).order_by("place", "uid"))
    return {uid: Kept(digest, synced, bool(retired)) for _, uid, digest, synced, retired in rows}
