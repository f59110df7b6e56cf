"""What lines of the log are about, by title: one statement for all the kinds that a feature knows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Select, String, bindparam, literal, select, union_all

from lms.kernel.db import db


def titled(kind: str, key: Any, title: Any) -> Select[str, str, str]:
    """Return the statement for one kind: its rows by ``key``, each with its ``title``; a feature may join to it."""
    wanted: BindParameter[str] = bindparam(_name(kind), expanding=True)
    return select(literal(kind, String), key, title).where(key.in_(wanted))


class LogTitles:
    """Titles by the kinds that the log calls things; statements are built once for each set of kinds asked."""

    def __init__(self, statements: Iterable[tuple[str, Select[str, str, str]]]) -> None:
        self._statements: Mapping[str, Select[str, str, str]] = dict(statements)
        self._built: dict[tuple[str, ...], CompoundSelect[str, str, str]] = {}

    def of(self, codes: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Return titles by kind and key, in one statement; what is gone, or of another kind, has none."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for kind, key in codes:
            if kind in self._statements:
                wanted[kind].add(key)
        if not wanted:
            return {}
        kinds = tuple(sorted(wanted))
        if kinds not in self._built:
            self._built[kinds] = union_all(*(self._statements[kind] for kind in kinds))
        asked = {_name(kind): sorted(keys) for kind, keys in wanted.items()}
        return {(kind, key): title for kind, key, title in db.session.execute(self._built[kinds], asked)}


def _name(kind: str) -> str:
    return kind.replace("-", "_")
