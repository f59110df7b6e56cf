"""What lines of the log are about, by the title of a module or a learning path: never what people wrote."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, bindparam, literal, select, union_all

from lms.kernel.db import db
from lms.training.models import Module
from lms.training.models.certificates import Accreditation
from lms.training.models.learning_paths import LearningPath

#: Whose titles are told, by the kind that the log calls them; of an accreditation that of its module.
TITLED: Mapping[str, Any] = {"accreditation": Accreditation, "module": Module, "path": LearningPath}


def titles_in_log(codes: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return titles by kind and uid, in one statement; what is gone has none."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for kind, which in codes:
        if kind in TITLED:
            wanted[kind].append(which)
    if not wanted:
        return {}
    rows = db.session.execute(_titles(tuple(sorted(wanted))), wanted)
    return {(kind, which): title for kind, which, title in rows}


@cache
def _titles(kinds: tuple[str, ...]) -> CompoundSelect[str, str, str]:
    return union_all(*map(_title, kinds))


def _title(kind: str) -> Select[str, str, str]:
    table = TITLED[kind]
    title = Module.title if table is Accreditation else table.title
    named = select(literal(kind, String), table.uid, title).where(table.uid.in_(bindparam(kind, expanding=True)))
    return named.join(Module, Module.id == table.module_id) if table is Accreditation else named
