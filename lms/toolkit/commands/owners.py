"""Who looks after an item, and looking at it again in time."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.commands import notify_all
from lms.accounts.models import Person
from lms.accounts.queries import people_with_role
from lms.content.errors import Overtaken
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked, refuse_stranger
from lms.toolkit.models import Item
from lms.toolkit.policy import EDITORS, can_edit_item
from lms.toolkit.queries.drafts import due_for_a_look
from lms.toolkit.queries.stands import care_stand, look_stand

DUE = "toolkit_review_due"
BATCH = 100
RIGHTS = (selectinload(Person.platform_roles), selectinload(Person.all_grants))


def care_for(item: Item, owner: Person | None, review_on: date | None, *, stand: str, by: Person, origin: str) -> None:
    """Say who looks after an item and when somebody looks at it again; nobody means: the editors.

    ``stand`` is what the page showed of that (:func:`care_stand`); when it changed since, this raises
    :class:`Overtaken`.
    """
    locked(item)
    refuse_stranger(by, item)
    db.session.refresh(item, ["owner_id", "review_on", "reviewed_on"])
    db.session.expire(item, ["owner"])
    if review_on is not None and review_on != item.review_on and review_on < today():
        raise Refusal(_("Deze dag is al geweest. Kies vandaag of later."), "review_on")
    if (item.owner_id, item.review_on) == (owner.id if owner else None, review_on):
        return
    if stand != care_stand(item):
        raise Overtaken(_("Iemand anders koos intussen wie ervoor zorgt, of de dag. Kijk eerst wat er nu staat."))
    item.owner_id, item.review_on = owner.id if owner else None, review_on
    db.session.flush()
    audit.record("toolkit.care", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)


def mark_reviewed(item: Item, *, stand: str, by: Person, origin: str) -> None:
    """Say that an item was looked at and still holds; the next look is in a year. Twice on a day is once.

    ``stand`` is which version the page showed, and until when it held (:func:`look_stand`); when that changed since,
    this raises :class:`Overtaken`.
    """
    locked(item)
    refuse_stranger(by, item)
    db.session.refresh(item, ["review_on", "reviewed_on"])
    looked = (today(), next_look(today()))
    if (item.reviewed_on, item.review_on) == looked and stand.partition(".")[0] == str(item.number):
        return  # of this very text
    if stand != look_stand(item):
        raise Overtaken(_("De tekst of de dag is intussen veranderd. Kijk eerst wat er nu staat."))
    item.reviewed_on, item.review_on = looked
    db.session.flush()
    audit.record("toolkit.reviewed", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)


def next_look(day: date) -> date:
    """Return the same day a year on; 28 February for the day that is not there."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def remind_of_looks() -> int:
    """Tell the owner, or else the editors, once that the date of an item has come; return how many, a batch at most.

    An owner who may write on it no more has no desk to be led to.
    """
    due = due_for_a_look(today()).where(or_(Item.reminded_for.is_(None), Item.reminded_for != Item.review_on))
    items = db.session.scalars(due.limit(BATCH).options(joinedload(Item.owner).options(*RIGHTS))).all()
    editors = people_with_role(*EDITORS) if items else ()
    for item in items:
        owner = item.owner
        looks = owner is not None and owner.active and can_edit_item(owner, item)
        notify_all(
            [owner] if owner and looks else editors,
            cause=DUE,
            object=f"toolkit/{item.uid}",
            version=item.review_on.isoformat() if item.review_on else "",
            text=_l("Kijk na of dit nog klopt: %(title)s", title=item.title),
            url=f"/beheer/toolkit/items/{item.slug}",
        )
        item.reminded_for = item.review_on
    db.session.flush()
    return len(items)
