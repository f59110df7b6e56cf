"""Forgetting a person, for circles."""

from sqlalchemy import update

from lms.accounts.models import Person
from lms.circles.models import AgendaItem, Circle, CircleMember, HouseRules, Series
from lms.kernel.clock import now
from lms.kernel.db import db


def forget_in_circles(person: Person) -> None:
    """End the place in circles and take away what somebody wrote of themselves; what a circle planned stays.

    Who was there when stays as a place under the neutral name that an erased person has (trap 23).
    """
    theirs = CircleMember.person_id == person.id
    db.session.execute(update(CircleMember).where(theirs).values(own_goal="", offer=""))
    db.session.execute(update(CircleMember).where(theirs, CircleMember.until.is_(None)).values(until=now()))
    for model in (Circle, HouseRules, Series, AgendaItem, CircleMember):
        db.session.execute(update(model).where(model.by_id == person.id).values(by_id=None))
    db.session.execute(update(AgendaItem).where(AgendaItem.presenter_id == person.id).values(presenter_id=None))
