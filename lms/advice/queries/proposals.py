"""What could become one question: several neighbourhoods that asked about the same within a quarter."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

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
    of them what they could read before. What was set aside comes back when as many ask anew. At most six statements.
    """
    found = {group: places for group, places in _alike().items() if len(places) >= ENOUGH}
    if not found:
        return []
    own: dict[str, list[Listed]] = defaultdict(list)
    for row in listed(could_join(actor).order_by(Advice.id.desc()).limit(PAGE)):
        own[_key(row.advice.step_key, row.advice.theme_id)].append(row)
    programmes = {each.id: each for each in db.session.scalars(select(Programme))}
    steps, themes = _steps(), {_key(None, each.id): each for each in db.session.scalars(select(Theme))}
    ordered = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return [
        Proposal(key, programmes[programme], len(places), steps.get((programme, key)), themes.get(key), own[key])
        for (programme, key), places in ordered
    ]


def _alike() -> dict[Group, set[int]]:
    """Return the neighbourhoods that asked about the same; two statements."""
    columns = (Neighbourhood.programme_id, Advice.step_key, Advice.theme_id, Neighbourhood.id, Advice.created_at)
    lately = (*asked_lately(), Advice.received_on > today() - QUARTER)
    rows = db.session.execute(select(*columns).select_from(Advice).join(Advice.neighbourhood).where(*lately))
    aside = {(row.programme_id, row.key): row.at for row in db.session.scalars(select(BundleProposalSetAside))}
    found: dict[Group, set[int]] = defaultdict(set)
    for programme, step, theme, place, asked_at in rows:
        group = (programme, _key(step, theme))
        since = aside.get(group)
        if (step or theme) and (since is None or asked_at > since):
            found[group].add(place)
    return found


def _key(step: str | None, theme: int | None) -> str:
    """Return how a proposal is called: by its step, or else by its theme."""
    return f"stap/{step}" if step else f"thema/{theme}"


def _steps() -> dict[Group, CardStep]:
    rows = select(CardVersion.programme_id, CardStep).join(CardStep, CardStep.card_version_id == CardVersion.id)
    found = db.session.execute(rows.where(CardVersion.current))
    return {(programme, _key(step.key, None)): step for programme, step in found}
