"""Bundles: those that are open, one of them, and whose link an addressee holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.accounts.queries.digests import token_hash
from lms.advice.enums import BundleState, Direction, State, Visibility
from lms.advice.models import (
    Advice,
    BundleAddressee,
    BundledAdvice,
    StrategicBundle,
)
from lms.advice.policy import answers, is_adviser, read_by
from lms.advice.queries.advice import Listed, listed, select_listed
from lms.kernel.db import db
from lms.programme.models import Neighbourhood

#: The part of a link that says whose it is; the rest is the secret.
NAME_IN_LINK = 16
#: From where a question can go into a bundle.
CAN_JOIN = (State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS)
PAGE = 50
_STILL_IN = BundledAdvice.taken_out_at.is_(None)


class Link(NamedTuple):
    """Whose link it is; ``works`` says whether it is still the newest one."""

    addressee: BundleAddressee
    works: bool


class InList(NamedTuple):
    """A bundle in a list, with how many questions are in it."""

    bundle: StrategicBundle
    inside: int


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
    whole = (
        joinedload(StrategicBundle.theme),
        joinedload(StrategicBundle.owner),
        joinedload(StrategicBundle.programme),
    )
    found = select(StrategicBundle).where(StrategicBundle.uid == uid)
    return db.session.scalar(found.options(*whole, joinedload(StrategicBundle.approved_by)))


def bundles() -> Sequence[InList]:
    """Return the newest bundles, those that are open first; one statement."""
    done = StrategicBundle.state == BundleState.RETURNED
    inside = select(func.count()).select_from(BundledAdvice)
    inside = inside.where(BundledAdvice.bundle_id == StrategicBundle.id, _STILL_IN)
    found = select(StrategicBundle, inside.correlate(StrategicBundle).scalar_subquery())
    found = found.options(joinedload(StrategicBundle.theme), joinedload(StrategicBundle.owner))
    rows = db.session.execute(found.order_by(done, StrategicBundle.id.desc()).limit(PAGE))
    return [InList(*row) for row in rows]


def opened(bundle: StrategicBundle, actor: Actor) -> Opened:
    """Return what an adviser sees of a bundle; five statements."""
    inside = _inside(bundle)
    count = db.session.scalar(select(func.count()).select_from(BundledAdvice).where(*inside)) or 0
    there = select_listed().join(BundledAdvice, BundledAdvice.advice_id == Advice.id).where(*inside, read_by(actor))
    asked = select(BundleAddressee).where(BundleAddressee.bundle_id == bundle.id).order_by(BundleAddressee.id)
    alike = case((Advice.step_key == bundle.step_key, 0), (Advice.theme_id == bundle.theme_id, 1), else_=2)
    here = Neighbourhood.programme_id == bundle.programme_id
    could = listed(could_join(actor).where(here).order_by(alike, Advice.due_on, Advice.id).limit(PAGE))
    return Opened(
        bundle,
        count,
        named_in(bundle),
        listed(there.order_by(Advice.id)),
        [each for each in could if answers(actor, each.advice)],
        db.session.scalars(asked).all(),
    )


def named_in(bundle: StrategicBundle) -> Sequence[str]:
    """Return the neighbourhoods in a bundle that said yes to being named, by name; one statement."""
    agreed = select(Neighbourhood.name).join(Advice, Advice.neighbourhood_id == Neighbourhood.id)
    agreed = agreed.join(BundledAdvice, BundledAdvice.advice_id == Advice.id)
    yes = (BundledAdvice.named_at.is_not(None), Advice.visibility == Visibility.NEIGHBOURHOOD)
    refused = _refused(bundle)
    named = agreed.where(*_inside(bundle), *yes, Neighbourhood.id.not_in(refused)).distinct()
    return db.session.scalars(named.order_by(Neighbourhood.name)).all()


def addressee_by_token(token: str, _actor: Actor) -> Link | None:
    """Return whose link this is."""
    whole = contains_eager(BundleAddressee.bundle).joinedload(StrategicBundle.programme)
    asked = select(BundleAddressee).join(BundleAddressee.bundle).options(whole)
    named = asked.where(BundleAddressee.uid == token[:NAME_IN_LINK])
    found = db.session.scalar(named) if len(token) > NAME_IN_LINK else None
    if found is None or found.token_digest is None:
        return None
    return Link(found, compare_digest(found.token_digest, token_hash(token)))


def bundled_here(advice: Advice) -> BundledAdvice | None:
    """Return the place of a question in a bundle, with the bundle."""
    inside = (BundledAdvice.advice_id == advice.id, BundledAdvice.taken_out_at.is_(None))
    return db.session.scalar(select(BundledAdvice).where(*inside).options(joinedload(BundledAdvice.bundle)))


def addressee_of(uid: str, row: str, actor: Actor) -> BundleAddressee | None:
    """Return somebody who was asked, with the bundle, for advisers."""
    if not is_adviser(actor):
        return None
    asked = select(BundleAddressee).join(BundleAddressee.bundle).options(contains_eager(BundleAddressee.bundle))
    return db.session.scalar(asked.where(StrategicBundle.uid == uid, BundleAddressee.uid == row))


def asked_lately() -> tuple[ColumnElement[bool], ...]:
    """Return the condition for questions that wait, open to a bundle, and in none."""
    loose = ~select(BundledAdvice.advice_id).where(BundledAdvice.advice_id == Advice.id, _STILL_IN).exists()
    open_ = (Advice.state.in_(CAN_JOIN), Advice.visibility == Visibility.NEIGHBOURHOOD)
    return (Advice.direction == Direction.ASKED, *open_, loose)


def could_join(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Return the statement for questions that an actor reads and that could go into a bundle."""
    return select_listed().where(*asked_lately(), read_by(actor))


def _inside(bundle: StrategicBundle) -> tuple[ColumnElement[bool], ...]:
    return (BundledAdvice.bundle_id == bundle.id, _STILL_IN)


def _refused(bundle: StrategicBundle) -> Select[int]:
    """Return the neighbourhoods that asked twice and did not say yes for each question: one no is a no."""
    silent = select(Advice.neighbourhood_id).join(BundledAdvice, BundledAdvice.advice_id == Advice.id)
    return silent.where(*_inside(bundle), BundledAdvice.named_at.is_(None)).correlate(None)
