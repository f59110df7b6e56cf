"""Bundles: those that are open, one of them, what could become one, and whose link an addressee holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.accounts.queries.digests import token_hash
from lms.advice.enums import BundleState, Direction, Visibility
from lms.advice.models import (
    Advice,
    BundleAddressee,
    BundledAdvice,
    BundleProposalSetAside,
    StrategicBundle,
)
from lms.advice.models.path import UNANSWERED
from lms.advice.policy import is_adviser, read_by
from lms.advice.queries.advice import Listed, listed, select_listed
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import CardStep, CardVersion, Neighbourhood, Theme

#: The part of a link that says whose it is; the rest is the secret.
NAME_IN_LINK = 16
#: So many neighbourhoods that ask alike within a quarter may have one question.
ENOUGH = 3
QUARTER = timedelta(days=92)
PAGE = 50


class Link(NamedTuple):
    """Whose link it is; ``works`` says whether it is still the newest one."""

    addressee: BundleAddressee
    works: bool


@dataclass(frozen=True)
class Proposal:
    """Questions of several neighbourhoods on one step and theme; ``own`` are those the actor may put in."""

    key: str
    programme_id: int
    neighbourhoods: int
    step: CardStep | None
    theme: Theme | None
    own: Sequence[Listed]


@dataclass(frozen=True)
class Opened:
    """A bundle with everything on its page; of what others put in nothing but how many, and names with a yes."""

    bundle: StrategicBundle
    inside: int
    named: Sequence[str]
    own: Sequence[Listed]
    to_add: Sequence[Listed]
    addressees: Sequence[BundleAddressee]


def bundle_by_uid(uid: str, actor: Actor) -> StrategicBundle | None:
    """Return a bundle, for advisers."""
    if not is_adviser(actor):
        return None
    whole = (joinedload(StrategicBundle.theme), joinedload(StrategicBundle.owner))
    found = select(StrategicBundle).where(StrategicBundle.uid == uid)
    return db.session.scalar(found.options(*whole, joinedload(StrategicBundle.approved_by)))


def bundles() -> Sequence[StrategicBundle]:
    """Return the newest bundles, those that are open first."""
    done = StrategicBundle.state == BundleState.RETURNED
    found = select(StrategicBundle).options(joinedload(StrategicBundle.theme), joinedload(StrategicBundle.owner))
    return db.session.scalars(found.order_by(done, StrategicBundle.id.desc()).limit(PAGE)).all()


def opened(bundle: StrategicBundle, actor: Actor) -> Opened:
    """Return what an adviser sees of a bundle; five statements."""
    inside = (BundledAdvice.bundle_id == bundle.id, BundledAdvice.taken_out_at.is_(None))
    agreed = select(Neighbourhood.name).join(Advice, Advice.neighbourhood_id == Neighbourhood.id)
    agreed = agreed.join(BundledAdvice, BundledAdvice.advice_id == Advice.id)
    agreed = agreed.where(*inside, BundledAdvice.named_at.is_not(None)).distinct()
    count = db.session.scalar(select(func.count()).select_from(BundledAdvice).where(*inside)) or 0
    there = select_listed().join(BundledAdvice, BundledAdvice.advice_id == Advice.id).where(*inside, read_by(actor))
    asked = select(BundleAddressee).where(BundleAddressee.bundle_id == bundle.id).order_by(BundleAddressee.id)
    return Opened(
        bundle,
        count,
        db.session.scalars(agreed.order_by(Neighbourhood.name)).all(),
        listed(there.order_by(Advice.id)),
        listed(_could_join(actor).order_by(Advice.due_on, Advice.id).limit(PAGE)),
        db.session.scalars(asked).all(),
    )


def proposals(actor: Actor) -> list[Proposal]:
    """Return questions that at least three neighbourhoods asked alike within a quarter, and nobody decided about.

    Alike is: on the same step, or without a step on the same theme. An adviser learns how many there are, and reads
    of them what they could read before. Four statements.
    """
    alike = (Neighbourhood.programme_id, Advice.step_key, Advice.theme_id)
    places = func.count(func.distinct(Advice.neighbourhood_id))
    found = select(*alike, places).select_from(Advice).join(Advice.neighbourhood).where(*_asked_lately())
    groups = db.session.execute(found.group_by(*alike).having(places >= ENOUGH)).all()
    if not groups:
        return []
    aside = {(row.programme_id, row.key) for row in db.session.scalars(select(BundleProposalSetAside))}
    own: dict[tuple[str | None, int | None], list[Listed]] = defaultdict(list)
    for row in listed(_could_join(actor).order_by(Advice.id).limit(PAGE)):
        own[row.advice.step_key, row.advice.theme_id].append(row)
    steps, themes = _named()
    return [
        Proposal(key, programme, count, steps.get((programme, step)), themes.get(theme), own[step, theme])
        for programme, step, theme, count in groups
        if (step or theme) and (programme, key := _key(step, theme)) not in aside
    ]


def addressee_by_token(token: str, _actor: Actor) -> Link | None:
    """Return whose link this is."""
    asked = select(BundleAddressee).join(BundleAddressee.bundle).options(contains_eager(BundleAddressee.bundle))
    named = asked.where(BundleAddressee.uid == token[:NAME_IN_LINK])
    found = db.session.scalar(named) if len(token) > NAME_IN_LINK else None
    if found is None or found.token_digest is None:
        return None
    return Link(found, compare_digest(found.token_digest, token_hash(token)))


def bundled_here(advice: Advice) -> BundledAdvice | None:
    """Return the place of a question in a bundle, with the bundle."""
    inside = (BundledAdvice.advice_id == advice.id, BundledAdvice.taken_out_at.is_(None))
    return db.session.scalar(select(BundledAdvice).where(*inside).options(joinedload(BundledAdvice.bundle)))


def _asked_lately() -> tuple[ColumnElement[bool], ...]:
    quarter = Advice.received_on > today() - QUARTER
    open_ = (Advice.state.in_(UNANSWERED), Advice.visibility == Visibility.NEIGHBOURHOOD)
    loose = (
        ~select(BundledAdvice.advice_id)
        .where(BundledAdvice.advice_id == Advice.id, BundledAdvice.taken_out_at.is_(None))
        .exists()
    )
    return (Advice.direction == Direction.ASKED, quarter, *open_, loose)


def _could_join(actor: Actor) -> Select[Advice, CardStep]:
    return select_listed().where(*_asked_lately(), read_by(actor))


def _key(step: str | None, theme: int | None) -> str:
    """Return how a proposal is called this quarter, so that one that was set aside may come back later."""
    quarter = (today().month - 1) // 3 + 1
    return f"{today().year}-{quarter}/{step or ''}/{theme or ''}"


def _named() -> tuple[dict[tuple[int, str | None], CardStep], dict[int | None, Theme]]:
    rows = select(CardVersion.programme_id, CardStep).join(CardStep, CardStep.card_version_id == CardVersion.id)
    steps: dict[tuple[int, str | None], CardStep] = {
        (programme, step.key): step for programme, step in db.session.execute(rows.where(CardVersion.current))
    }
    return steps, {each.id: each for each in db.session.scalars(select(Theme))}
