"""Bewaar: keeping an item for oneself, and letting it go."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.toolkit.models import Item, SavedItem


def save_item(item: Item, *, by: Person) -> None:
    """Keep an item; keeping it twice is keeping it once."""
    if db.session.get(SavedItem, (by.id, item.id)) is not None:
        return
    try:
        with db.session.begin_nested():
            db.session.add(SavedItem(person_id=by.id, item_id=item.id))
    except IntegrityError:  # another window was first
        return


def let_item_go(item: Item, *, by: Person) -> None:
    """Keep an item no longer."""
    db.session.execute(delete(SavedItem).where(SavedItem.person_id == by.id, SavedItem.item_id == item.id))
