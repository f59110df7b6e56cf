"""What a circle said of a trial version: keep, adapt or stop, and why."""

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.content.errors import Overtaken
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked
from lms.toolkit.enums import ItemKind, ItemStatus, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.stands import verdict_stand

LONGEST, LONGEST_CIRCLE = 1000, 120


def give_verdict(
    item: Item, verdict: Verdict, why: str, *, circle: str = "", stand: str, by: Person, origin: str
) -> None:
    """Keep what a circle found of a trial version, for every reader; a later verdict takes the place of this one.

    ``stand`` is the verdict that its writer saw (:func:`verdict_stand`); of another one this raises :class:`Overtaken`.
    """
    why, named = why.strip(), " ".join(circle.split())[:LONGEST_CIRCLE] or None
    locked(item)
    db.session.refresh(item, ["verdict", "verdict_why", "verdict_circle", "verdict_at"])
    if item.kind is not ItemKind.TRIAL or item.status is ItemStatus.DRAFT:
        raise Refusal(_("Alleen over een proefversie die op de site staat, geeft een kring een oordeel."))
    if not why or len(why) > LONGEST:
        raise Refusal(_("Schrijf in een paar zinnen waarom, van hoogstens %(most)s tekens.", most=LONGEST), "why")
    if (item.verdict, item.verdict_why, item.verdict_circle) == (verdict, why, named):
        return
    if stand != verdict_stand(item):
        raise Overtaken(_("Iemand anders schreef intussen op wat een kring vond. Lees dat eerst."))
    item.verdict, item.verdict_why, item.verdict_circle, item.verdict_at = verdict, why, named, now()
    item.changed_at = now()
    db.session.flush()
    audit.record(f"toolkit.verdict.{verdict}", f"toolkit/{item.uid}", actor_uid=by.uid, origin=origin)
