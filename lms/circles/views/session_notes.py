"""Notes of a session and its items: writing, both texts when two people wrote at once, and every earlier text."""

import json
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands.session_notes import restore_note, write_note
from lms.circles.enums import Hushed
from lms.circles.errors import NoteOvertaken
from lms.circles.forms.live import NoteForm
from lms.circles.models import AgendaItem, CircleSession, SessionNote
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.confidential import is_confidential, note_closed_to
from lms.circles.queries.session_notes import may_choose_readers, note_by_uid, notes_of, revisions_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.circles.views.live import Answer
from lms.content.clashes import BOTH, MINE, Clash, Difference
from lms.content.difference import difference
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.ui.clashes import ClashForm, carried
from lms.ui.forms import show_refusal

TEXT = "text"
#: The address part of the note of a whole session.
WHOLE = "alles"


def may_read_note(actor: Actor, note: SessionNote) -> bool:
    """Return :func:`policy.can_speak` for a note."""
    return policy.speaks_in(actor, note.session.circle)


@bp.route("/leerkringen/<circle>/<int:number>/notitie/<about>", methods=["GET", "POST"])
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def note(session: CircleSession, about: str, actor: Person) -> Answer:
    """Write a note of the session, or of one item of its agenda."""
    item = next((each for each in agenda_of(session).items if each.uid == about), None)
    if item is None and about != WHOLE:
        return "", 404
    if note_closed_to(actor, session.id, item.id if item else None):
        return render_template("circles/note_closed.html", session=session), 200
    written = notes_of(session).get(item.id if item else None)
    form = NoteForm(seen=str(written.now.number) if written else "0", text=written.now.text if written else "")
    if form.validate_on_submit():
        return _save(session, item, form, actor)
    return _note_page(session, item, form, actor)


@bp.post("/leerkringen/<circle>/<int:number>/notitie/<about>/kiezen")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def choose_note(session: CircleSession, about: str, actor: Person) -> Answer:
    """Keep what somebody chose of two texts; when a third came meanwhile, ask again."""
    item = _open_item(session, about, actor)
    brought = carried(request.form.get("mine"))
    written = notes_of(session).get(item.id if item else None)
    if (item is None and about != WHOLE) or brought is None or written is None:
        return "", 404
    was = str((carried(request.form.get("was")) or {}).get(TEXT, ""))
    clash = _clash(was, str(brought.get(TEXT, "")), written.now.text)
    form = ClashForm.between([clash])
    if not form.validate_on_submit() or form.stand.data != str(written.now.number):
        return _clash_page(session, item, clash, written.now.number, was)
    return _save(session, item, NoteForm(formdata=None, seen=form.stand.data, text=_chosen(clash, form)), actor)


@bp.get("/leerkringen/<circle>/<int:number>/notities/<uid>")
@permit(may_read_note, note=(note_by_uid, "circle", "number", "uid"))
def note_history(note: SessionNote, actor: Actor) -> str:
    """Show every text of a note, with what changed."""
    texts = revisions_of(note)
    older = [*[each.text for each in texts[1:]], ""]
    shown = [(each, difference(before, each.text)) for each, before in zip(texts, older, strict=True)]
    told = {"shown": shown, "WHOLE": WHOLE, "chooses": may_choose_readers(actor, note.session.circle, note)}
    return render_template("circles/note_history.html", note=note, session=note.session, **told)


@bp.post("/leerkringen/<circle>/<int:number>/notities/<uid>/terug")
@permit(may_read_note, note=(note_by_uid, "circle", "number", "uid"))
def put_note_back(note: SessionNote, actor: Person) -> Response:
    """Put back an older text, as a new one."""
    where: dict[str, Any] = {"circle": note.session.circle.slug, "number": note.session.number, "uid": note.uid}
    try:
        restore_note(note, request.form.get("nummer", 0, type=row_number), by=actor, origin=origin())
        flash(_("De oude tekst staat er weer. De andere is er ook nog."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".note_history", **where), 303)


def _open_item(session: CircleSession, about: str, actor: Person) -> AgendaItem | None:
    """Return the item a note is about; of a note for others alone there is nothing."""
    item = next((each for each in agenda_of(session).items if each.uid == about), None)
    if note_closed_to(actor, session.id, item.id if item else None):
        abort(404)
    return item


def _save(session: CircleSession, item: AgendaItem | None, form: NoteForm, actor: Person) -> Answer:
    try:
        write_note(session, item, form.text.data or "", seen=form.seen_number, by=actor)
    except NoteOvertaken as overtaken:
        clash = _clash(overtaken.was, form.text.data or "", overtaken.now)
        return _clash_page(session, item, clash, overtaken.number, overtaken.was)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _note_page(session, item, form, actor)
    flash(_("De notitie is bewaard."), "ok")
    return redirect(url_for(".live", circle=session.circle.slug, number=session.number, _anchor="notities"), 303)


def _note_page(session: CircleSession, item: AgendaItem | None, form: NoteForm, actor: Person) -> Answer:
    written = notes_of(session).get(item.id if item else None)
    told: dict[str, Any] = {"session": session, "item": item, "form": form, "written": written, "WHOLE": WHOLE}
    told["hushed"] = written is not None and is_confidential(Hushed.NOTE, written.note.id)
    told["chooses"] = written is not None and may_choose_readers(actor, session.circle, written.note)
    return render_template("circles/note.html", **told), 422 if form.errors or form.form_errors else 200


def _clash(was: str, mine: str, theirs: str) -> Clash:
    return Clash(Difference(TEXT, None, theirs, mine), "", True, was)


def _clash_page(session: CircleSession, item: AgendaItem | None, clash: Clash, number: int, was: str) -> Answer:
    given = {
        "stand": str(number),
        "mine": json.dumps({TEXT: clash.found.after}),
        "was": json.dumps({TEXT: was}),
        "kept_id": request.form.get("kept_id", ""),
    }
    names = {TEXT: item.title if item else _("De hele bijeenkomst")}
    told: dict[str, Any] = {"session": session, "item": item, "names": names, "WHOLE": WHOLE}
    return render_template("circles/note_clash.html", form=ClashForm.between([clash], given), **told), 409


def _chosen(clash: Clash, form: ClashForm) -> str:
    whose = form.chosen()[clash.found.key]
    if whose == BOTH:
        return f"{clash.found.before}\n\n{clash.found.after}"
    return clash.found.after if whose == MINE else clash.found.before
