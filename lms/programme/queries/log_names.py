"""What lines of the log are about, by name: of places and numbers, never what people wrote or told there."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, String, cast, literal, select, union_all

from lms.kernel.db import db
from lms.programme.models import (
    Decision,
    Evidence,
    HelpOffer,
    Milestone,
    Moment,
    Neighbourhood,
    OnePage,
    Programme,
    Risk,
    StepFeedback,
)

#: What belongs to a neighbourhood, by the kind that the log calls it.
PLACED: Mapping[str, Any] = {
    "decision": Decision,
    "evidence": Evidence,
    "feedback": StepFeedback,
    "help": HelpOffer,
    "moment": Moment,
    "one-page": OnePage,
}
NUMBERED: Mapping[str, Any] = {"milestone": Milestone, "risk": Risk}


def names_in_log(codes: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the name of a neighbourhood or programme, or a number, by kind and id, in one statement.

    Of a moment, a decision and the like it is the name of the neighbourhood; what is gone has none.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, which in codes:
        wanted[kind].add(which)
    selects = [statement for kind, ids in wanted.items() if (statement := _named(kind, ids)) is not None]
    if not selects:
        return {}
    return {(kind, which): name for kind, which, name in db.session.execute(union_all(*selects))}


def _named(kind: str, ids: set[str]) -> Select[str, str, str] | None:
    called = literal(kind, String)
    if kind == "neighbourhood":
        return select(called, Neighbourhood.uid, Neighbourhood.name).where(Neighbourhood.uid.in_(ids))
    if kind == "programme":
        return select(called, Programme.slug, Programme.title).where(Programme.slug.in_(ids))
    if table := PLACED.get(kind):
        here = Neighbourhood.id == table.neighbourhood_id
        return select(called, table.uid, Neighbourhood.name).join(Neighbourhood, here).where(table.uid.in_(ids))
    if table := NUMBERED.get(kind):
        return select(called, table.key, cast(table.number, String)).where(table.key.in_(ids))
    return None
