"""A module as its editors see it: about it, its lessons and parts, text that is pasted; and two editors at once."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.content.errors import Overtaken
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.queries.drafts import steps_to_choose
from lms.training.commands import drafts as commands
from lms.training.forms.drafts import AboutForm, OutlineForm, PasteForm
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_clashes import clashes, merged
from lms.training.queries.draft_outline import arranged, pasted_in
from lms.training.queries.draft_pages import ABOUT, OUTLINE, PART, slice_of, with_slice
from lms.training.queries.drafts import Working, editors, inside, owner_of, working_at
from lms.training.queries.voices import parts_outdated
from lms.training.views.blueprint import bp
from lms.training.views.draft_saving import carry, clash, clash_page, keep
from lms.ui.clashes import ClashForm, carried
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/modules/<module>")
@permit(can_edit_modules, working=(working_at, "module"))
def edit_outline(working: Working, actor: Person) -> str:
    """Show lessons and parts, with what can be done."""
    form = OutlineForm(data={"lessons": working.form["lessons"]})
    carry(form, working, OUTLINE)
    return _outline(working, form, actor)


@bp.post("/beheer/modules/<module>")
@permit(can_edit_modules, working=(working_at, "module"))
def save_outline(working: Working, actor: Person) -> Answer:
    """Keep the names of lessons and do what the pressed button says."""
    form, place = OutlineForm(data={"lessons": working.form["lessons"]}), ""
    if form.validate_on_submit():
        try:
            kept = keep(working, form, OUTLINE, form.told(), actor)
            if do := request.form.get("do", ""):
                place = _arrange(kept, do, actor)
            return redirect(url_for(".edit_outline", module=working.uid, _anchor=f"r-{place}" if place else None), 303)
        except Overtaken:
            return clash(working, OUTLINE, form.told(), form.was.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _outline(working, form, actor), 422


@bp.get("/beheer/modules/<module>/over")
@permit(can_edit_modules, working=(working_at, "module"))
def edit_about(working: Working) -> str:
    """Show what the module is called, what it brings, for whom it is, and who looks after it."""
    form = AboutForm.choosing(working.form, steps_to_choose())
    carry(form, working, ABOUT)
    return _about(working, form)


@bp.post("/beheer/modules/<module>/over")
@permit(can_edit_modules, working=(working_at, "module"))
def save_about(working: Working, actor: Person) -> Answer:
    """Keep what is said about the module."""
    form = AboutForm.choosing(working.form, steps_to_choose())
    if form.validate_on_submit():
        try:
            keep(working, form, ABOUT, form.told(), actor)
            return redirect(url_for(".edit_outline", module=working.uid), 303)
        except Overtaken:
            return clash(working, ABOUT, form.told(), form.was.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _about(working, form), 422


@bp.route("/beheer/modules/<module>/plakken", methods=["GET", "POST"])
@permit(can_edit_modules, working=(working_at, "module"))
def paste_text(working: Working, actor: Person) -> Answer:
    """Turn a text into lessons and parts, behind those there are."""
    form = PasteForm()
    if form.validate_on_submit():
        try:
            made, pasted = pasted_in(working.form, form.text.data or "", working.title)
            commands.replace_form(working.uid, made, stand=working.stand, by=actor, origin=origin())
            parts = sum(len(lesson.parts) for lesson in pasted.lessons)
            lessons = ngettext("%(num)d les", "%(num)d lessen", len(pasted.lessons))
            flash(_("%(lessons)s erbij, met %(parts)s delen.", lessons=lessons, parts=parts), "ok")
            return redirect(url_for(".edit_outline", module=working.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"working": working, "form": form}
    return render_template("training/draft_paste.html", **told), 422 if form.is_submitted() else 200


@bp.post("/beheer/modules/<module>/samen/<page>")
@permit(can_edit_modules, working=(working_at, "module"))
def merge_drafts(working: Working, page: str, actor: Person) -> Answer:
    """Save what an editor chose of two texts."""
    told, was = carried(request.form.get("mine")), carried(request.form.get("was")) or {}
    if told is None or slice_of(working.form, page) is None:
        abort(400)
    mine = with_slice(working.form, page, told)
    form = ClashForm.between(clashes(working.form, mine, with_slice(working.form, page, was)))
    if form.stand.data != working.stand:
        return clash(working, page, told, form.was.data)
    if form.validate_on_submit():
        chosen = merged(working.form, mine, form.chosen())
        try:
            commands.replace_form(working.uid, chosen, stand=working.stand, by=actor, origin=origin())
            return _merged(working.uid, page)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return clash_page(working, page, form, mine)


@bp.post("/beheer/modules/<module>/weg")
@permit(can_edit_modules, working=(working_at, "module"))
def drop_module_draft(working: Working, actor: Person) -> Response:
    """Throw the draft away, and with it a module that was never published."""
    try:
        commands.drop_draft(working.uid, stand=request.form.get("stand", ""), by=actor, origin=origin())
        flash(_("Het concept is weg."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".edit_outline", module=working.uid), 303)
    return redirect(url_for(".edit_desk"), 303)


def _arrange(working: Working, do: str, actor: Person) -> str:
    """Press a button of the outline on what is kept now; return the row to go to."""
    names = {"les": _("Nieuwe les"), "deel": _("Nieuw deel")}
    made, place = arranged(working.form, do, lambda what: names[what])
    commands.replace_form(working.uid, made, stand=working.stand, by=actor, origin=origin())
    return place


def _about(working: Working, form: AboutForm) -> str:
    told: dict[str, Any] = {"editors": editors(), "owner_id": owner_of(working.module)}
    return render_template("training/draft_about.html", working=working, form=form, **told)


def _merged(uid: str, page: str) -> Response:
    flash(_("Bewaard. Van beiden is niets kwijt."), "ok")
    return redirect(_back_to(uid, page), 303)


def _outline(working: Working, form: OutlineForm, actor: Person) -> str:
    told: dict[str, Any] = {"working": working, "form": form, "inside": inside(working.module)}
    told["outdated"] = parts_outdated(working.form)
    return render_template("training/draft_outline.html", **told, other=working.written_by_another(actor))


def _back_to(uid: str, page: str) -> str:
    if page == ABOUT:
        return url_for(".edit_about", module=uid)
    if page == OUTLINE:
        return url_for(".edit_outline", module=uid)
    if page.startswith(PART):
        return url_for(".edit_part", module=uid, part=page.removeprefix(PART))
    return url_for(".edit_quiz", module=uid)
