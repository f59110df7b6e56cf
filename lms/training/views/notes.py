"""Somebody's own notes and bookmarks: looking through them, taking them along, throwing them away."""

from collections.abc import Iterator

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.kernel.row_numbers import row_number
from lms.training.commands.notes import forget_note, unmark_part
from lms.training.queries.notes import PAGE, Kept, all_kept_by, kept_at, kept_by, notes_found
from lms.training.views.blueprint import bp
from lms.ui.formats import day


@bp.get("/mijn-leren/notities")
@permit(signed_in)
def own_notes(actor: Person) -> str:
    """Show somebody's notes and bookmarks, or those that hold the words looked for."""
    words, marked = request.args.get("q", "").strip(), request.args.get("bewaard") == "1"
    if words:
        found, more = notes_found(actor, words, after=request.args.get("na"))
        next_page = url_for(".own_notes", q=words, na=more) if more else ""
        return render_template("training/notes.html", kept=found, words=words, marked=False, next=next_page)
    kept = kept_by(actor, after=request.args.get("na", type=row_number), marked=marked)
    last = kept[PAGE - 1].note.part_id if len(kept) > PAGE else None
    next_page = url_for(".own_notes", na=last, bewaard=1 if marked else None) if last else ""
    return render_template("training/notes.html", kept=kept[:PAGE], words="", marked=marked, next=next_page)


@bp.get("/mijn-leren/notities.md")
@permit(signed_in)
def own_notes_file(actor: Person) -> Response:
    """Give all of it as a text to keep."""
    text = "\n".join(_lines(all_kept_by(actor)))
    named = {"Content-Disposition": 'attachment; filename="mijn-notities.md"', "Cache-Control": "no-store"}
    return FlaskResponse(text, mimetype="text/markdown", headers=named)


@bp.post("/mijn-leren/notities/<part>")
@permit(signed_in, kept=(kept_at, "part"))
def drop_note(kept: Kept, actor: Person) -> Response:
    """Throw a note away, or take a bookmark away."""
    if request.form.get("wat") == "bladwijzer":
        unmark_part(kept.note.part_id, by=actor)
        flash(_("Dit deel staat niet meer bij wat je bewaarde."))
    else:
        forget_note(kept.note.part_id, kept.part_uid, by=actor)
        flash(_("De notitie is weg."))
    return redirect(url_for(".own_notes"), 303)


def _lines(kept: list[Kept]) -> Iterator[str]:
    yield f"# {_('Mijn notities')}\n"
    module = ""
    for each in kept:
        if each.module != module:
            module = each.module
            yield f"## {module}\n"
        yield f"### {each.lesson}: {each.title}\n"
        if each.note.marked_at:
            yield f"*{_('Bewaard op %(day)s', day=day(each.note.marked_at))}*\n"
        if each.note.text:
            yield f"{each.note.text}\n"
