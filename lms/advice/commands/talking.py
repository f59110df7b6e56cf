"""What neighbourhood and adviser write to each other, and what advisers write among themselves."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Person
from lms.advice.commands.files import Kept, attach, let_go
from lms.advice.commands.taking import take_up
from lms.advice.commands.telling import tell
from lms.advice.commands.words import cleaned
from lms.advice.enums import Channel, MessageKind
from lms.advice.models import Advice, AdviceMessage, AdviceNote
from lms.advice.models.talk import LONGEST_MESSAGE, LONGEST_NOTE
from lms.advice.policy import leads_there
from lms.advice.queries.people import who_answers, who_speaks
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.commands.moments import note_sign
from lms.programme.models import Neighbourhood

WROTE, UNDERSTOOD = "advice.wrote", "advice.understood"


def write(
    advice: Advice,
    neighbourhood: Neighbourhood,
    text: str,
    *,
    by: Person,
    origin: str,
    form_key: str,
    kind: MessageKind = MessageKind.MESSAGE,
    channel: Channel = Channel.WEB,
    files: Sequence[Kept] = (),
) -> AdviceMessage:
    """Write to the other side; the same form or mail twice is one message, and files that come again go."""
    text = cleaned(text, LONGEST_MESSAGE, _("Schrijf eerst iets op."), "text")
    if before := row_of_form(AdviceMessage.by_id, form_key, by):
        let_go(files)
        return unchanged(before, text=text)
    leads = leads_there(by, advice)
    if not leads:
        take_up(advice, by=by, origin=origin)
    row = AdviceMessage(form_key=form_key, advice_id=advice.id, by_id=by.id, kind=kind, channel=channel, text=text)
    kept = first_of_form(AdviceMessage.by_id, row, by)
    if kept is not row:
        let_go(files)
        return unchanged(kept, text=text)
    attach(advice, files, by=by, message=row)
    advice.last_at = now()
    db.session.flush()
    if leads:
        note_sign(neighbourhood)
    others = who_answers(advice, neighbourhood) if leads else who_speaks(advice, neighbourhood)
    name, place = by.name, neighbourhood.name
    told = _l("%(name)s schreef bij een advies voor %(place)s.", name=name, place=place)
    if kind is MessageKind.UNDERSTOOD:
        told = _l("%(name)s schreef hoe het advies is begrepen.", name=name)
    cause = UNDERSTOOD if kind is MessageKind.UNDERSTOOD else WROTE
    where = {"version": row.uid, "anchor": f"b-{row.uid}"}
    tell([each for each in others if each.id != by.id], advice, cause, told, **where, said=text)
    return row


def write_note(advice: Advice, text: str, *, by: Person, form_key: str) -> AdviceNote:
    """Write for advisers alone. Nobody gets mail about it: a mail could be read, or answered, by others."""
    text = cleaned(text, LONGEST_NOTE, _("Schrijf eerst iets op."), "text")
    if before := row_of_form(AdviceNote.by_id, form_key, by):
        return unchanged(before, text=text)
    row = AdviceNote(form_key=form_key, advice_id=advice.id, by_id=by.id, text=text)
    return unchanged(first_of_form(AdviceNote.by_id, row, by), text=text)
