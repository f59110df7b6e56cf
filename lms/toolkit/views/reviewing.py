"""A second pair of eyes: asking, publishing and giving back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_id
from lms.content.errors import NotWhole
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.commands import reviewing as commands
from lms.toolkit.commands.publishing import words_of
from lms.toolkit.enums import Change
from lms.toolkit.forms.items import labelled
from lms.toolkit.forms.reviewing import AskForm, BackForm, PublishForm
from lms.toolkit.models import Item, ItemText
from lms.toolkit.policy import can_edit_item
from lms.toolkit.queries.drafts import Working, item_to_edit, other_readers, slugs_related, titles_related, working_on
from lms.toolkit.views.blueprint import bp
from lms.toolkit.views.preview import shown_draft
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/toolkit/items/<item>/nakijken")
@permit(can_edit_item, item=item_to_edit)
def review(item: Item, actor: Person) -> str:
    """Show what can be done with the draft, to who wrote it and to who reads it."""
    return _page(working_on(item), actor)


@bp.post("/beheer/toolkit/items/<item>/nakijken")
@permit(can_edit_item, item=item_to_edit)
def ask_for_review(item: Item, actor: Person) -> Answer:
    """Ask somebody to read it and publish it."""
    working, readers = working_on(item), other_readers(actor)
    form = AskForm.asking(working, readers)
    if form.validate_on_submit():
        reader = next((each for each in readers if each.uid == form.reader.data), None)
        told: dict[str, Any] = {"stand": form.stand.data or "", "by": actor, "origin": origin()}
        try:
            commands.ask_review(item, reader, form.reason.data or "", **told)
            flash(_("Gevraagd. Je krijgt bericht als het op de site staat, of terugkomt."), "ok")
            return redirect(url_for(".review", item=item.slug), 303)
        except NotWhole:
            return redirect(url_for(".edit_text", item=item.slug, nakijken=1), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working_on(item), actor, ask=form), 422


@bp.post("/beheer/toolkit/items/<item>/publiceren")
@permit(can_edit_item, item=item_to_edit)
def publish_text(item: Item, actor: Person) -> Answer:
    """Publish what somebody else wrote."""
    working = working_on(item)
    form = PublishForm.of(working, _words(commands.problems_in(working)[0]))
    if form.validate_on_submit():
        told: dict[str, Any] = {"change": Change(form.change.data), "reason": form.reason.data or ""}
        try:
            commands.publish_draft(item, **told, stand=form.stand.data or "", by=actor, origin=origin())
            flash(_("Het staat op de site."), "ok")
            return redirect(url_for(".about_item", item=item.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working_on(item), actor, publish=form), 422


@bp.post("/beheer/toolkit/items/<item>/teruggeven")
@permit(can_edit_item, item=item_to_edit)
def give_back(item: Item, actor: Person) -> Answer:
    """Give a draft back to who wrote it, with an answer."""
    form = BackForm.of(working_on(item))
    if form.validate_on_submit():
        told: dict[str, Any] = {"stand": form.stand.data or "", "by": actor, "origin": origin()}
        try:
            commands.send_back(item, form.answer.data or "", **told)
            flash(_("Teruggegeven. De schrijver krijgt bericht."), "ok")
            return redirect(url_for(".about_item", item=item.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working_on(item), actor, back=form), 422


def _page(working: Working, actor: Person, **forms: Any) -> str:
    text, problems = commands.problems_in(working)
    draft = working.draft
    writer = person_by_id(draft.by_id) if draft and draft.by_id else None
    reads = working.is_in_review and draft is not None and commands.may_publish(actor, draft, writer)
    blank = {"formdata": None}
    shown = {"ask": forms.get("ask"), "publish": forms.get("publish"), "back": forms.get("back")}
    shown["ask"] = shown["ask"] or AskForm.asking(working, other_readers(actor), **blank)
    if reads:
        shown["publish"] = shown["publish"] or PublishForm.of(working, _words(text), **blank)
        shown["back"] = shown["back"] or BackForm.of(working, **blank)
    told: dict[str, Any] = {"item": working.item, "working": working, "problems": labelled(working.form, problems)}
    if reads:
        told |= {"related": slugs_related(working.item), "titles": titles_related(working.item)}
        told |= shown_draft(working.item, text)
    return render_template("toolkit/review.html", **told, **shown)


def _words(text: ItemText) -> str:
    return "\n".join([text.title, text.summary, *words_of(text)])
