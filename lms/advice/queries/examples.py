"""Good examples and recent developments: all of them, and those that fit a step or a theme."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.advice.models import GoodExample
from lms.advice.policy import keeps_examples
from lms.kernel.db import db
from lms.programme.models import CardStep, CardVersion, Programme, Theme

MOST = 200


def examples(programme: Programme) -> Sequence[GoodExample]:
    """Return all that are offered, the newest first, with theme and who keeps them."""
    found = select(GoodExample).where(GoodExample.programme_id == programme.id, GoodExample.retired_at.is_(None))
    found = found.options(joinedload(GoodExample.theme), joinedload(GoodExample.by))
    return db.session.scalars(found.order_by(GoodExample.dated_on.desc(), GoodExample.id.desc()).limit(MOST)).all()


def examples_for(
    programme_id: int, step_key: str | None, theme_id: int | None = None, *, most: int
) -> Sequence[GoodExample]:
    """Return those for a step or a theme, old ones last; nothing without either. One statement."""
    same = [
        column == value
        for column, value in ((GoodExample.step_key, step_key), (GoodExample.theme_id, theme_id))
        if value
    ]
    if not same:
        return []
    found = select(GoodExample).where(GoodExample.programme_id == programme_id, GoodExample.retired_at.is_(None))
    found = found.where(or_(*same)).order_by(GoodExample.dated_on.desc(), GoodExample.id.desc())
    rows = db.session.scalars(found.limit(MOST)).all()
    return sorted(rows, key=lambda row: row.old)[:most]


def example_by_uid(uid: str, actor: Actor) -> GoodExample | None:
    """Return an example for who keeps them."""
    if not keeps_examples(actor):
        return None
    found = select(GoodExample).where(GoodExample.uid == uid)
    return db.session.scalar(found.options(joinedload(GoodExample.theme), joinedload(GoodExample.programme)))


def to_choose_from(programme: Programme) -> tuple[Sequence[CardStep], Sequence[Theme]]:
    """Return the steps of the card in use and the themes."""
    steps = select(CardStep).join(CardVersion, CardVersion.id == CardStep.card_version_id)
    steps = steps.where(CardVersion.programme_id == programme.id, CardVersion.current).order_by(CardStep.number)
    themes = select(Theme).where(Theme.programme_id == programme.id).order_by(Theme.number)
    return db.session.scalars(steps).all(), db.session.scalars(themes).all()
