"""What could become one question: several neighbourhoods that asked about the same within a quarter."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, String, and_, bindparam, case, cast, func, literal, or_, select

from lms.accounts.models import Actor
from lms.advice.models import Advice, BundleProposalSetAside
from lms.advice.queries.advice import Listed, listed
from lms.advice.queries.bundles import PAGE, asked_lately, could_join
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import CardStep, CardVersion, Neighbourhood, Programme, Theme

#: So many neighbourhoods that ask alike within a quarter may have one question.
ENOUGH = 3
QUARTER = timedelta(days=92)
#: How a proposal is called: by its step, or else by its theme.
ON_STEP, ON_THEME = "stap/", "thema/"
Group = tuple[int, str]


@dataclass(frozen=True)
class Proposal:
    """Questions of several neighbourhoods on one step, or without a step on one theme.

    ``own`` are those the actor may put in.
    """

    key: str
    programme: Programme
    neighbourhoods: int
    step: CardStep | None
    theme: Theme | None
    own: Sequence[Listed]


def proposals(actor: Actor) -> list[Proposal]:
    """Return questions that at least three neighbourhoods asked alike within a quarter, and nobody decided about.

    Alike is: on the same step, or without a step on the same theme. An adviser learns how many there are, and reads
    of them what they could read before. What was set aside comes back when as many ask anew. At most five statements.
    """
    found = _alike()
    if not found:
        return []
    own: dict[Group, list[Listed]] = defaultdict(list)
    for row in listed(could_join(actor).order_by(Advice.id.desc()).limit(PAGE)):
        own[(row.advice.programme_id, _key(row.advice.step_key, row.advice.theme_id))].append(row)
    programmes = {each.id: each for each in db.session.scalars(select(Programme))}
    steps, themes = _steps(), {_key(None, each.id): each for each in db.session.scalars(select(Theme))}
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return [
        Proposal(
            key, programmes[programme], places, steps.get((programme, key)), themes.get(key), own[(programme, key)]
        )
        for (programme, key), places in ordered
    ]


def how_many_proposals() -> int:
    """Return how many proposals wait for a decision, over all programmes; one statement."""
    return db.session.execute(_counted(), {"since": today() - QUARTER}).scalar_one()


def _alike() -> dict[Group, int]:
    """Return how many neighbourhoods asked about the same; one statement."""
    rows = db.session.execute(_asked_alike(), {"since": today() - QUARTER})
    return {(programme, key): places for programme, key, places in rows}


@cache
def _counted() -> Select[int]:
    return select(func.count()).select_from(_asked_alike().subquery())


@cache
def _asked_alike() -> Select[*tuple[Any, ...]]:
    on_theme = literal(ON_THEME) + cast(Advice.theme_id, String)
    key = case((Advice.step_key.is_not(None), literal(ON_STEP) + Advice.step_key), else_=on_theme)
    lately = (*asked_lately(), Advice.received_on > bindparam("since", type_=Date))
    about = or_(Advice.step_key.is_not(None), Advice.theme_id.is_not(None))
    columns = (Neighbourhood.programme_id, key.label("key"), Advice.neighbourhood_id, Advice.created_at)
    asked = select(*columns).select_from(Advice).join(Advice.neighbourhood).where(*lately, about).subquery().c
    aside, places = BundleProposalSetAside, func.count(asked.neighbourhood_id.distinct())
    same = and_(aside.programme_id == asked.programme_id, aside.key == asked.key)
    found = select(asked.programme_id, asked.key, places).outerjoin(aside, same)
    found = found.where(or_(aside.at.is_(None), asked.created_at > aside.at))
    return found.group_by(asked.programme_id, asked.key).having(places >= ENOUGH)


def _key(step: str | None, theme: int | None) -> str:
    """Return how a proposal is called: by its step, or else by its theme."""
    return f"{ON_STEP}{step}" if step else f"{ON_THEME}{theme}"


def _steps() -> dict[Group, CardStep]:
    rows = select(CardVersion.programme_id, CardStep).join(CardStep, CardStep.card_version_id == CardVersion.id)
    found = db.session.execute(rows.where(CardVersion.current))
    return {(programme, _key(step.key, None)): step for programme, step in found}
