"""A second pair of eyes for a module: asking, publishing, giving back, and bringing a draft up to date."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.content.clashes import Clash
from lms.content.problems import Problem
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.training.commands import draft_reviews as commands
from lms.training.commands.drafts import catch_up
from lms.training.enums import Cause, Change
from lms.training.forms.draft_reviews import AskForm, BackForm, PublishForm
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_clashes import clashes, differences, merged, names_of
from lms.training.queries.draft_forms import Form, plain_form
from lms.training.queries.drafts import Working, inside, other_editors, working_at
from lms.training.queries.stored_forms import stored_form
from lms.training.sync.browser import Made
from lms.training.views.blueprint import bp
from lms.ui.clashes import ClashForm
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/modules/<module>/nakijken")
@permit(can_edit_modules, working=(working_at, "module"))
def review_draft(working: Working, actor: Person) -> str:
    """Show what can be done with the draft, to who wrote it and to who reads it."""
    return _page(working, actor)


@bp.post("/beheer/modules/<module>/nakijken")
@permit(can_edit_modules, working=(working_at, "module"))
def ask_for_draft_review(working: Working, actor: Person) -> Answer:
    """Ask somebody to read it and publish it."""
    readers = other_editors(actor)
    form = AskForm.asking(working, readers)
    if form.validate_on_submit():
        reader = next((each for each in readers if each.uid == form.reader.data), None)
        told: dict[str, Any] = {"stand": form.stand.data or "", "by": actor, "origin": origin()}
        try:
            commands.ask_review(working.uid, reader, form.reason.data or "", **told)
            flash(_("Gevraagd. Je krijgt bericht als het op de site staat, of terugkomt."), "ok")
            return redirect(url_for(".review_draft", module=working.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working, actor, ask=form), 422


@bp.post("/beheer/modules/<module>/publiceren")
@permit(can_edit_modules, working=(working_at, "module"))
def publish_module(working: Working, actor: Person) -> Answer:
    """Publish what somebody else wrote."""
    form = PublishForm.of(working)
    if form.validate_on_submit():
        cause = Cause(form.cause.data) if form.cause.data in list(Cause) else None
        told: dict[str, Any] = {"change": Change(form.change.data), "cause": cause, "reason": form.reason.data or ""}
        try:
            commands.publish_draft(working.uid, **told, stand=form.stand.data or "", by=actor, origin=origin())
            flash(_("De module staat op de site."), "ok")
            return redirect(url_for(".module_history", module=working.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working, actor, publish=form), 422


@bp.post("/beheer/modules/<module>/teruggeven")
@permit(can_edit_modules, working=(working_at, "module"))
def give_draft_back(working: Working, actor: Person) -> Answer:
    """Give a draft back to who wrote it, with an answer."""
    form = BackForm.of(working)
    if form.validate_on_submit():
        told: dict[str, Any] = {"stand": form.stand.data or "", "by": actor, "origin": origin()}
        try:
            commands.send_back(working.uid, form.answer.data or "", **told)
            flash(_("Teruggegeven. De schrijver krijgt bericht."), "ok")
            return redirect(url_for(".edit_outline", module=working.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working, actor, back=form), 422


@bp.get("/beheer/modules/<module>/bijwerken")
@permit(can_edit_modules, working=(working_at, "module"))
def catch_draft_up(working: Working) -> Answer:
    """Show what a draft and the version that came meanwhile say differently."""
    if not working.is_behind:
        return redirect(url_for(".review_draft", module=working.uid), 303)
    given = {"stand": working.stand, "mine": "{}", "was": "{}", "kept_id": ""}
    theirs, found = _both(working)
    return _choosing(working, theirs, ClashForm.between(found, given))


@bp.post("/beheer/modules/<module>/bijwerken")
@permit(can_edit_modules, working=(working_at, "module"))
def bring_draft_up(working: Working, actor: Person) -> Answer:
    """Let a draft begin from the version that came meanwhile, with what somebody chose of both."""
    theirs, found = _both(working)
    form = ClashForm.between(found)
    if form.validate_on_submit():
        chosen = merged(theirs, working.form, form.chosen())
        try:
            catch_up(working.uid, chosen, stand=form.stand.data or "", by=actor, origin=origin())
            flash(_("Het concept is bijgewerkt."), "ok")
            return redirect(url_for(".edit_outline", module=working.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _choosing(working, theirs, form), 422


def _both(working: Working) -> tuple[Form, list[Clash]]:
    """Return what is stored now, and the pieces in which a draft says something else."""
    theirs = stored_form(working.module).form if working.module else working.form
    base = plain_form(working.draft.base_json) if working.draft else theirs
    return theirs, clashes(theirs, working.form, base)


def _choosing(working: Working, theirs: Form, form: ClashForm) -> str:
    names = names_of([each.found for each in form.found], theirs, working.form)
    return render_template("training/draft_clash.html", working=working, form=form, names=names, page="")


def _page(working: Working, actor: Person, **forms: Any) -> str:
    draft, made = working.draft, commands.made_of(working) if working.draft else None
    reads = working.is_in_review and draft is not None and commands.may_publish(actor, draft)
    blank = {"formdata": None}
    shown: dict[str, Any] = {"publish": None, "back": None}
    shown["ask"] = forms.get("ask") or AskForm.asking(working, other_editors(actor), **blank)
    if reads or "publish" in forms or "back" in forms:
        shown["publish"] = forms.get("publish") or PublishForm.of(working, **blank)
        shown["back"] = forms.get("back") or BackForm.of(working, **blank)
    base = plain_form(draft.base_json) if draft else working.form
    found = differences(base, working.form)
    told: dict[str, Any] = {"working": working, "reads": reads, "inside": inside(working.module), "found": found}
    told |= {"names": names_of(found, base, working.form), "missing": _missing(working, made)}
    told["expired"] = _places(working, made, made.expired) if made else []
    return render_template("training/draft_review.html", **told, **shown)


def _missing(working: Working, made: Made | None) -> list[tuple[str, str]]:
    """Return what must be mended, as (where to mend it, sentence)."""
    if made is None:
        return []
    about = [(url_for(".edit_outline", module=working.uid), said) for said in commands.missing_in(working)]
    return list(dict.fromkeys([*about, *_places(working, made, made.errors)]))


def _places(working: Working, made: Made, problems: Iterable[Problem]) -> list[tuple[str, str]]:
    found = ((_place(working, made.pieces.get(each.origin.file, "")), each.message) for each in problems)
    return list(dict.fromkeys(found))


def _place(working: Working, piece: str) -> str:
    if piece == "toets":
        return url_for(".edit_quiz", module=working.uid)
    if piece:
        return url_for(".edit_part", module=working.uid, part=piece)
    return url_for(".edit_about", module=working.uid)
