"""Help nearby: who helps people in a neighbourhood to stop smoking, and whether that was looked at lately."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.models import HelpOffer, Neighbourhood
from lms.programme.queries.neighbourhoods import WITH_HEAD

#: After half a year somebody looks again whether it still holds.
CHECK_AFTER = timedelta(days=182)
#: How long what was taken away can be put back.
PUT_BACK = timedelta(days=30)


def help_offers(neighbourhood: Neighbourhood, *, removed: bool = False) -> Sequence[HelpOffer]:
    """Return the help of a neighbourhood by name; with ``removed`` also what was lately taken away."""
    there = HelpOffer.removed_at.is_(None)
    wanted = or_(there, HelpOffer.removed_at > now() - PUT_BACK) if removed else there
    offers = select(HelpOffer).where(HelpOffer.neighbourhood_id == neighbourhood.id, wanted)
    return db.session.scalars(offers.order_by(func.lower(HelpOffer.name), HelpOffer.id)).all()


def help_offer(slug: str, uid: str, _actor: Actor) -> HelpOffer | None:
    """Return one offer of help with its neighbourhood, also when it was taken away; the offer itself is public."""
    offers = select(HelpOffer).join(HelpOffer.neighbourhood).where(Neighbourhood.slug == slug, HelpOffer.uid == uid)
    return db.session.scalar(offers.options(joinedload(HelpOffer.neighbourhood).options(*WITH_HEAD)))


def must_be_checked(offer: HelpOffer) -> bool:
    """Say whether it is time to look again."""
    return offer.checked_on < checked_before()


def checked_before() -> date:
    """Return the day before which a check is too long ago."""
    return today() - CHECK_AFTER


def help_to_check(neighbourhood_ids: Collection[int]) -> dict[int, int]:
    """Return how much help must be looked at again in each of these neighbourhoods, by id, in one statement."""
    old = (HelpOffer.removed_at.is_(None), HelpOffer.checked_on < checked_before())
    here = HelpOffer.neighbourhood_id
    counted = select(here, func.count()).where(here.in_(neighbourhood_ids), *old).group_by(here)
    return {place: number for place, number in db.session.execute(counted)}
