"""Who reads a note: everybody in the circle, or only the people that its writer or a facilitator chose."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles.commands.confidential import lift_confidential, mark_confidential
from lms.circles.enums import Hushed
from lms.circles.forms.before import NamedForm
from lms.circles.models import SessionNote
from lms.circles.queries.confidential import is_confidential, people_named_in
from lms.circles.queries.people import speakers_of
from lms.circles.queries.session_notes import may_choose_readers, note_by_uid
from lms.circles.views.blueprint import bp
from lms.circles.views.live import Answer
from lms.circles.views.session_notes import WHOLE
from lms.kernel.permit import permit

HERE = "/leerkringen/<circle>/<int:number>/notities/<uid>/vertrouwelijk"
NOTE = (note_by_uid, "circle", "number", "uid")


def chooses(actor: Actor, note: SessionNote) -> bool:
    """Return :func:`may_choose_readers` for a note."""
    return may_choose_readers(actor, note.session.circle, note)


@bp.route(HERE, methods=["GET", "POST"])
@permit(chooses, note=NOTE)
def note_readers(note: SessionNote, actor: Person) -> Answer:
    """Choose who reads a note."""
    people, hushed = speakers_of(note.session.circle, but=actor), is_confidential(Hushed.NOTE, note.id)
    form = NamedForm.of(people, people_named_in(Hushed.NOTE, note.id) if hushed else ())
    if form.validate_on_submit():
        told: dict[str, Any] = {"by": actor, "origin": origin()}
        mark_confidential(Hushed.NOTE, note.id, note.session.circle, form.chosen(people), **told)
        return _back(note, _("Deze notitie is vertrouwelijk. Dit staat in het logboek."))
    shown = {"note": note, "session": note.session, "form": form, "hushed": hushed, "WHOLE": WHOLE}
    return render_template("circles/note_readers.html", **shown), 422 if form.is_submitted() else 200


@bp.post(f"{HERE}/opheffen")
@permit(chooses, note=NOTE)
def lift_note(note: SessionNote, actor: Person) -> Response:
    """Let the circle read a note again."""
    lift_confidential(Hushed.NOTE, note.id, note.session.circle, by=actor, origin=origin())
    return _back(note, _("Deze notitie is niet meer vertrouwelijk. Dit staat in het logboek."))


def _back(note: SessionNote, words: str) -> Response:
    flash(words, "ok")
    where: dict[str, Any] = {"circle": note.session.circle.slug, "number": note.session.number}
    return redirect(url_for(".note", **where, about=note.item.uid if note.item else WHOLE), 303)
