"""Saying what should change about an item, and answering that."""

from hashlib import sha256

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role, person_by_id
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item, ItemSuggestion
from lms.toolkit.policy import EDITORS, can_edit_item

LONGEST = 1000
GIVEN, ANSWERED = "toolkit_suggestion", "toolkit_suggestion_answered"
NEWS = _l("Iemand schreef wat er beter kan aan een werkvorm")
ANSWER = _l("Er is een antwoord op wat je voorstelde bij een werkvorm")


def suggest(item: Item, text: str, *, by: Person, form_key: str = "") -> ItemSuggestion:
    """Keep what somebody would change, and tell editors and the owner.

    A form that is sent twice says it once, and so does who says the same from a fresh page that day.
    """
    form_key, text = form_key or new_uid(24), text.strip()
    said: ItemSuggestion | None = row_of_form(ItemSuggestion.by_id, form_key, by)
    if said is not None:
        return unchanged(said, text=text)
    if item.status is ItemStatus.DRAFT:
        raise Refusal(_("Dit staat nog niet in de toolkit."))
    if not text or len(text) > LONGEST:
        raise Refusal(
            _("Schrijf in een paar zinnen wat er anders moet. Er passen %(most)s tekens.", most=LONGEST), "text"
        )
    mark = sha256(repr((today().isoformat(), text)).encode()).hexdigest()
    if said := _said_before(item.id, by, mark):
        return said
    suggestion = ItemSuggestion(item_id=item.id, text=text, by_id=by.id, form_key=form_key, said_mark=mark)
    said = _first(suggestion, by)
    if said is suggestion:
        _tell_readers(item, suggestion, by)
    return unchanged(said, text=text)


def _first(suggestion: ItemSuggestion, by: Person) -> ItemSuggestion:
    """Write the suggestion, or return what this form or these words became at the same time."""
    item_id, mark = suggestion.item_id, suggestion.said_mark or ""
    try:
        return first_of_form(ItemSuggestion.by_id, suggestion, by)
    except IntegrityError:
        if other := _said_before(item_id, by, mark):
            return other
        raise  # another rule of the table was broken


def _said_before(item_id: int, by: Person, mark: str) -> ItemSuggestion | None:
    """Return what somebody said of an item today in these very words."""
    same = (ItemSuggestion.by_id == by.id, ItemSuggestion.item_id == item_id, ItemSuggestion.said_mark == mark)
    return db.session.scalar(select(ItemSuggestion).where(*same))


def answer_suggestion(suggestion: ItemSuggestion, text: str, *, by: Person, origin: str) -> None:
    """Answer once; of two answers at the same moment, the second is refused."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refusal(_("Schrijf een antwoord van hoogstens %(most)s tekens.", most=LONGEST), "text")
    open_ = (ItemSuggestion.id == suggestion.id, ItemSuggestion.answered_at.is_(None))
    written = db.session.execute(
        update(ItemSuggestion).where(*open_).values(answer=text, answered_by_id=by.id, answered_at=now()),
        execution_options={"synchronize_session": False},
    )
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise Refusal(_("Iemand anders schreef net een antwoord. Lees dat eerst."))
    db.session.refresh(suggestion, ["answer", "answered_by_id", "answered_at"])
    audit.record("toolkit.suggestion_answer", f"suggestion/{suggestion.uid}", actor_uid=by.uid, origin=origin)
    writer = db.session.get(Person, suggestion.by_id) if suggestion.by_id else None
    if writer is not None and writer.id != by.id:
        url = f"/toolkit/{suggestion.item.slug}/voorstel"
        notify(writer, cause=ANSWERED, object=f"suggestion/{suggestion.uid}", text=ANSWER, url=url)


def _tell_readers(item: Item, suggestion: ItemSuggestion, by: Person) -> None:
    readers = {each.id: each for each in people_with_role(*EDITORS)}
    owner = person_by_id(item.owner_id) if item.owner_id else None
    if owner is not None and owner.active and can_edit_item(owner, item):
        readers[owner.id] = owner
    told = [readers[each] for each in sorted(readers) if each != by.id]  # in one order, so that locks never cross
    url = f"/beheer/toolkit/voorstellen/{suggestion.uid}"
    notify_all(told, cause=GIVEN, object=f"suggestion/{suggestion.uid}", text=NEWS, url=url)
