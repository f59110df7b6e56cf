"""The desk of who writes modules: what is being written, what waits, what to check, and beginning a module."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.queries.drafts import steps_to_choose
from lms.training.commands import drafts as commands
from lms.training.forms.drafts import NewModuleForm
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_forms import Form, plain_form
from lms.training.queries.draft_outline import new_lesson, new_part, pasted_in
from lms.training.queries.drafts import PAGE, Working, drafts_waiting, editors, modules_to_edit, working_at
from lms.training.queries.due_facts import facts_due
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
EMPTY = plain_form({"audiences": ["professional"]})


@bp.get("/beheer/modules")
@permit(can_edit_modules)
def edit_desk() -> str:
    """Show what is being written and what waits, and every module by its title."""
    words = request.args.get("q", "").strip()
    found = modules_to_edit(words, request.args.get("na", ""))
    more = url_for(".edit_desk", q=words or None, na=found[PAGE - 1].Module.title) if len(found) > PAGE else ""
    told = {"drafts": drafts_waiting(), "modules": found[:PAGE], "words": words, "next": more}
    return render_template("training/draft_desk.html", **told)


@bp.route("/beheer/modules/nieuw", methods=["GET", "POST"])
@permit(can_edit_modules)
def begin_draft(actor: Person) -> Answer:
    """Begin a module: about it, and its lessons by name or as a text; the first part opens."""
    form = NewModuleForm.choosing(EMPTY, steps_to_choose())
    if form.validate_on_submit():
        try:
            working = commands.begin_module(_new_form(form), by=actor, origin=origin())
            parts = [part for lesson in working.form["lessons"] for part in lesson["parts"] if not part["text"]]
            if parts:
                return redirect(url_for(".edit_part", module=working.uid, part=parts[0]["uid"]), 303)
            return redirect(url_for(".edit_outline", module=working.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("training/draft_new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/beheer/modules/feiten")
@permit(can_edit_modules)
def due_facts(actor: Person) -> str:
    """List the facts that must be checked again, those of one's own modules first."""
    return render_template("training/draft_facts.html", facts=facts_due(today(), actor))


@bp.post("/beheer/modules/<module>/eigenaar")
@permit(can_edit_modules, working=(working_at, "module"))
def choose_owner(working: Working, actor: Person) -> Response:
    """Say who looks after a module."""
    chosen = next((each for each in editors() if each.uid == request.form.get("owner")), None)
    if working.module is not None:
        try:
            commands.look_after(working.module, chosen, by=actor, origin=origin())
            flash(_("Opgeslagen wie voor deze module zorgt."), "ok")
        except Refusal as refusal:
            flash(refusal.message, "warn")
    return redirect(url_for(".edit_about", module=working.uid), 303)


def _new_form(form: NewModuleForm) -> Form:
    told = plain_form(form.told())
    names = [line.strip(" -*\t") for line in (form.lessons.data or "").splitlines() if line.strip(" -*\t")]
    told["lessons"] = [new_lesson(name, [new_part(name, "", told["audiences"])]) for name in names]
    text = form.text.data or ""
    return pasted_in(told, text, told["title"])[0] if text.strip() else told
