"""Methods that a moment can be about, and the report it became."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.models.standing import Standing
from lms.programme.queries.moments import ToldMoment
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemReport, ItemStep, SavedItem
from lms.toolkit.queries.fitting import offered

CHIP = "werkvorm"
MOST = 20


def methods_to_choose(actor: Actor, stands: Standing) -> list[tuple[str, str]]:
    """Return what somebody may have done here, as (uid, title): what they keep first, then what fits the present step.

    Costs one statement.
    """
    asked = {"person": actor.id or 0, "step": stands.here.step.key if stands.here else ""}
    return [(uid, title) for uid, title in db.session.execute(_methods(), asked)]


@cache
def _methods() -> Select[str, str]:
    saved = exists().where(SavedItem.item_id == Item.id, SavedItem.person_id == bindparam("person"))
    fits = exists().where(ItemStep.item_id == Item.id, ItemStep.step_key == bindparam("step"))
    there = or_(saved & (Item.status == ItemStatus.PUBLISHED), fits & offered())
    return select(Item.uid, Item.title).where(there).order_by(saved.desc(), Item.title, Item.id).limit(MOST)


def offers_of(told: ToldMoment) -> Sequence[tuple[Item, ItemReport | None]]:
    """Return the items a moment is about that can be told of, each with the report the moment became; one statement.

    A moment becomes one report: when it did, only that is returned.
    """
    keys = [chip.key for chip in told.chips if chip.kind == CHIP]
    if not keys:
        return ()
    statement = select(Item, ItemReport).outerjoin(ItemReport, ItemReport.moment_id == told.moment.id)
    about = statement.where(Item.uid.in_(keys), Item.status == ItemStatus.PUBLISHED).order_by(Item.title, Item.id)
    rows = db.session.execute(about.options(joinedload(ItemReport.item))).all()
    became = next(((item, report) for item, report in rows if report), None)
    return [became] if became else [(item, None) for item, _nothing in rows]
