"""Taking an item from the site, with why and what replaces it, and bringing it back."""

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit, search
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked
from lms.toolkit.commands.publishing import KIND, mark, show
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemText, ItemVersion


def withdraw(item: Item, why: str, replaced_by: Item | None = None, *, by: Person | None, origin: str) -> None:
    """Let an item be used no more; its page stays and says why, and what is better."""
    locked(item)
    if item.status is not ItemStatus.PUBLISHED:
        raise Refusal(_("Dit staat niet op de site, dus je hoeft het niet in te trekken."))
    if not why.strip():
        raise Refusal(_("Schrijf in één zin waarom. Lezers zien die zin."), "why")
    if replaced_by is not None and (replaced_by.id == item.id or replaced_by.status is not ItemStatus.PUBLISHED):
        raise Refusal(_("Kies iets anders dat op de site staat."), "replaced_by")
    item.status, item.withdrawn_at, item.withdrawn_why = ItemStatus.WITHDRAWN, now(), why.strip()
    item.replaced_by_id = replaced_by.id if replaced_by else None
    item.changed_at = now()
    search.drop(KIND, item.uid)
    _done(item)
    actor = by.uid if by else "lms"
    audit.record("toolkit.withdraw", f"toolkit/{item.uid}", actor_uid=actor, origin=origin)


def take_back(item: Item, *, by: Person, origin: str) -> None:
    """Put an item that was withdrawn on the site again, as it was."""
    locked(item)
    if item.status is not ItemStatus.WITHDRAWN:
        return
    item.status, item.withdrawn_at, item.withdrawn_why = ItemStatus.PUBLISHED, None, ""
    item.replaced_by_id, item.changed_at = None, now()
    db.session.flush()
    show(item, _current(item))
    _done(item)
    audit.record("toolkit.take_back", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)


def _done(item: Item) -> None:
    db.session.flush()
    db.session.expire(item, ["replaced_by"])
    mark(item, _current(item))


def _current(item: Item) -> ItemText:
    return db.session.get_one(ItemVersion, (item.id, item.number)).text
