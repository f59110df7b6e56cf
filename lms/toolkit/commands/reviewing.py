"""A second pair of eyes: asking for it, publishing what somebody else wrote, or sending it back with an answer."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.commands import notify, notify_all
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.content.errors import NotWhole, Overtaken
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import locked, refuse_stranger
from lms.toolkit.commands.publishing import problems_of, publish
from lms.toolkit.enums import Change, DraftState, ItemStatus
from lms.toolkit.models import Item, ItemDraft, ItemText, ItemVersion
from lms.toolkit.policy import can_edit_items
from lms.toolkit.queries.drafts import Working, other_readers
from lms.toolkit.queries.plain_forms import read_form

ASKED, SENT_BACK, PUBLISHED = "toolkit_review_asked", "toolkit_sent_back", "toolkit_published"
FIELDS = {"minutes": "minutes_from", "group": "group_from"}


def problems_in(working: Working) -> tuple[ItemText, tuple[tuple[str, str], ...]]:
    """Return the text of a draft, and what is still wrong with it as (field of the form, sentence)."""
    read = read_form(working.form)
    seen = {field for field, _said in read.problems}
    missing = tuple(
        (place, said)
        for field, said in problems_of(read.text)
        if (place := FIELDS.get(field, field)) not in seen and not (field == "working_steps" and _in_a_step(seen))
    )
    return read.text, (*read.problems, *missing)


def may_publish(by: Person, draft: ItemDraft, writer: Person | None) -> bool:
    """Say who publishes: never who wrote last, and one of the two is an editor; nobody is beyond this rule."""
    if by.id == draft.by_id:
        return False
    return can_edit_items(by) or (writer is not None and can_edit_items(writer))


def ask_review(item: Item, reader: Person | None, reason: str, *, stand: str, by: Person, origin: str) -> None:
    """Ask somebody to look at a draft and publish it; without a name all who can are asked."""
    working = locked(item)
    refuse_stranger(by, item)
    draft = _the_draft(working, stand)
    _refuse_unfinished(working)
    if not reason.strip():
        raise Refusal(_("Schrijf in één zin wat er anders is."), "reason")
    readers = [each for each in other_readers(by) if reader is None or each.id == reader.id]
    readers = [each for each in readers if each.id != draft.by_id]
    if not readers and by.id == draft.by_id:
        raise Refusal(_("Er is nog niemand anders die dit kan doen. Vraag een beheerder om een redacteur."), "reader")
    draft.state, draft.reason, draft.answer, draft.asked_by_id = DraftState.IN_REVIEW, reason.strip(), "", by.id
    db.session.flush()
    notify_all(
        readers,
        cause=ASKED,
        object=_name(item),
        version=working.stand,
        text=_l("Wil je meekijken naar: %(title)s?", title=working.form["title"]),
        url=f"/beheer/toolkit/items/{item.slug}/nakijken",
    )
    audit.record("toolkit.ask", _name(item), actor_uid=by.uid, origin=origin)


def send_back(item: Item, answer: str, *, stand: str, by: Person, origin: str) -> None:
    """Give a draft back to who wrote it, with what to mend."""
    working = locked(item)
    refuse_stranger(by, item)
    draft = _the_draft(working, stand)
    if not answer.strip():
        raise Refusal(_("Schrijf wat er beter kan. Dan kan de ander verder."), "answer")
    _refuse_writer(by, draft)
    draft.state, draft.answer = DraftState.WRITING, answer.strip()
    db.session.flush()
    if draft.by is not None:
        _tell(draft.by, item, SENT_BACK, working.stand, _l("Kijk nog eens naar: %(title)s", title=item.title), "/tekst")
    audit.record("toolkit.send_back", _name(item), actor_uid=by.uid, origin=origin)


def publish_draft(item: Item, *, change: Change, reason: str, stand: str, by: Person, origin: str) -> ItemVersion:
    """Publish what somebody else wrote, exactly as the page of the reader showed it."""
    working = locked(item)
    refuse_stranger(by, item)
    if item.status is ItemStatus.WITHDRAWN:  # bringing it back is an act of its own, of an editor
        raise Refusal(_("Dit is ingetrokken. Een redacteur zet het eerst weer op de site. Daarna kun je publiceren."))
    draft = _the_draft(working, stand)
    if draft.state is not DraftState.IN_REVIEW:
        raise Refusal(_("De schrijver vroeg nog niet om mee te kijken. Vraag of het klaar is."))
    _refuse_writer(by, draft)
    text = _refuse_unfinished(working)
    writer = draft.by
    version = publish(item, text, change=change, reason=reason, by=writer, reviewed_by=by, origin=origin)
    db.session.delete(draft)
    db.session.flush()
    audit.record("toolkit.agree", f"{_name(item)}/v{version.number}", actor_uid=by.uid, origin=origin)
    if writer is not None:
        said = _l("Gepubliceerd: %(title)s", title=item.title)
        _tell(writer, item, PUBLISHED, str(version.number), said, "")
    return version


def _the_draft(working: Working, stand: str) -> ItemDraft:
    if working.draft is None or working.stand != stand:
        raise Overtaken(_("De tekst is intussen veranderd. Lees hem nog eens."))
    return working.draft


def _refuse_writer(by: Person, draft: ItemDraft) -> None:
    if by.id == draft.by_id:
        raise Refusal(_("Jij schreef hier het laatst aan. Iemand anders kijkt mee en publiceert."))
    writer = person_by_id(draft.by_id) if draft.by_id else None
    if not may_publish(by, draft, writer):
        raise Refusal(_("Een redacteur kijkt mee voordat dit op de site komt."))


def _refuse_unfinished(working: Working) -> ItemText:
    text, problems = problems_in(working)
    if problems:
        raise NotWhole(_("Er ontbreekt nog iets. Vul het aan en vraag het dan."), problems)
    return text


def _in_a_step(fields: set[str]) -> bool:
    return any(field.startswith("working_steps-") for field in fields)


def _tell(person: Person, item: Item, cause: str, version: str, said: Any, where: str) -> None:
    url = f"/beheer/toolkit/items/{item.slug}{where}" if where else f"/toolkit/{item.slug}"
    notify(person, cause=cause, object=_name(item), version=version, text=said, url=url)


def _name(item: Item) -> str:
    return f"toolkit/{item.uid}"
