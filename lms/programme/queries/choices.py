"""Reading the dream, the question and the decisions of a neighbourhood."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.enums import SharedKind
from lms.programme.models import Decision, Neighbourhood, SharedText
from lms.programme.policy import choices_read_by
from lms.programme.queries.neighbourhoods import WITH_HEAD

PAGE = 20
MOST = 50


def neighbourhood_with_choices(slug: str, actor: Actor) -> Neighbourhood | None:
    """Return a neighbourhood whose dream, question and decisions this actor may read."""
    statement = select(Neighbourhood).where(Neighbourhood.slug == slug, choices_read_by(actor))
    return db.session.scalar(statement.options(*WITH_HEAD))


def shared_texts(neighbourhood: Neighbourhood) -> dict[SharedKind, list[SharedText]]:
    """Return every wording of dream and question, the newest first, in one statement."""
    rows = db.session.scalars(_shared(), {"here": neighbourhood.id}).all()
    return {kind: [row for row in rows if row.kind is kind] for kind in SharedKind}


def decisions(neighbourhood: Neighbourhood, before: int | None = None) -> Sequence[Decision]:
    """Return a page of decisions, the newest written first; one more when there is more."""
    here = select(Decision).where(Decision.neighbourhood_id == neighbourhood.id)
    if before is not None:
        here = here.where(Decision.id < before)
    return db.session.scalars(here.order_by(Decision.id.desc()).limit(PAGE + 1)).all()


def newest_decisions(neighbourhood: Neighbourhood, *, most: int) -> Sequence[Decision]:
    """Return the decisions that were written last, in one statement."""
    return db.session.scalars(_newest(), {"here": neighbourhood.id, "most": most}).all()


@cache
def _shared() -> Select[SharedText]:
    here = select(SharedText).where(SharedText.neighbourhood_id == bindparam("here"))
    return here.order_by(SharedText.id.desc()).limit(MOST).options(joinedload(SharedText.by))


@cache
def _newest() -> Select[Decision]:
    here = select(Decision).where(Decision.neighbourhood_id == bindparam("here"))
    return here.order_by(Decision.id.desc()).limit(bindparam("most"))
