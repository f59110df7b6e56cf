"""The plans of a neighbourhood."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Plan
from lms.programme.policy import known_to

MOST = 50


def plans_of(neighbourhood: Neighbourhood) -> Sequence[Plan]:
    """Return the plans of a neighbourhood, the newest first, with who set them."""
    statement = select(Plan).where(Plan.neighbourhood_id == neighbourhood.id).options(joinedload(Plan.by))
    return db.session.scalars(statement.order_by(Plan.id.desc()).limit(MOST)).all()


def newest_plan(neighbourhood: Neighbourhood) -> Plan | None:
    """Return the plan that counts."""
    statement = select(Plan).where(Plan.neighbourhood_id == neighbourhood.id).order_by(Plan.id.desc())
    return db.session.scalars(statement.limit(1)).first()


def plan_file(slug: str, uid: str, actor: Actor) -> Plan | None:
    """Return a plan that is a file, with its neighbourhood, for who may know of that."""
    statement = select(Plan).join(Plan.neighbourhood).options(joinedload(Plan.neighbourhood))
    return db.session.scalar(
        statement.where(Neighbourhood.slug == slug, Plan.uid == uid, Plan.file.is_not(None), known_to(actor))
    )
