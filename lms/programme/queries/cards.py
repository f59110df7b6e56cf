"""Reading action cards and where neighbourhoods stand on them."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Select, func, select

from lms.kernel.db import db
from lms.programme.models import ActionCard, CardVersion, Neighbourhood, Programme, Standing, StepProgress, standing


def current_card(programme: str = "") -> CardVersion | None:
    """Return the card that visitors see: of the programme with this slug, or of the oldest one."""
    statement = select(CardVersion).join(Programme, Programme.id == CardVersion.programme_id).where(CardVersion.current)
    if programme:
        statement = statement.where(Programme.slug == programme)
    return db.session.scalars(statement.order_by(Programme.id).limit(1)).first()


def cards_by_id(ids: Collection[int]) -> dict[int, ActionCard]:
    """Return cards by the id of their version, in one statement."""
    rows = db.session.execute(select(CardVersion.id, CardVersion.body).where(CardVersion.id.in_(set(ids))))
    return {row.id: ActionCard.from_json(row.body) for row in rows}


def standings(neighbourhoods: Collection[Neighbourhood]) -> Mapping[int, Standing]:
    """Return how each of these neighbourhoods stands on its card, by id, in two statements however many there are."""
    cards = cards_by_id([each.card_version_id for each in neighbourhoods])
    said = defaultdict(list)
    for row in db.session.scalars(_latest([each.id for each in neighbourhoods])):
        said[row.neighbourhood_id, row.card_version_id].append(row)
    return {
        each.id: standing(cards[each.card_version_id], said[each.id, each.card_version_id]) for each in neighbourhoods
    }


def _latest(ids: Collection[int]) -> Select[StepProgress]:
    """Return the last row of each neighbourhood, card, step and view."""
    same = (StepProgress.neighbourhood_id, StepProgress.card_version_id, StepProgress.step_key, StepProgress.view)
    last = select(func.max(StepProgress.id)).where(StepProgress.neighbourhood_id.in_(ids)).group_by(*same)
    return select(StepProgress).where(StepProgress.id.in_(last))
