"""Wat kan er beter: saying so about an item, and answering it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.pages import page_of
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.toolkit.commands.suggestions import answer_suggestion, suggest
from lms.toolkit.forms.suggestions import SuggestionAnswerForm, SuggestionForm
from lms.toolkit.models import Item, ItemSuggestion
from lms.toolkit.policy import can_answer_suggestion, can_edit_items, can_suggest
from lms.toolkit.queries.items import item_by_slug
from lms.toolkit.queries.suggestions import PAGE, own_suggestions, suggestion_by_uid, suggestions
from lms.toolkit.views.blueprint import bp
from lms.ui.forms import show_kept, show_refusal

SENT = _l("Verstuurd. Dank je wel. Je krijgt bericht als er een antwoord is.")
SAID_BEFORE = _l("Dit stelde je al voor. Het staat er één keer. Je krijgt bericht als er een antwoord is.")


@bp.route("/toolkit/<slug>/voorstel", methods=["GET", "POST"])
@permit(can_suggest, item=(item_by_slug, "slug"))
def new_suggestion(item: Item, actor: Person) -> str | Response | tuple[str, int]:
    """Ask what can be better, and show what the asker said before, with the answers."""
    form = SuggestionForm()
    if form.validate_on_submit():
        try:
            said = suggest(item, form.text.data or "", by=actor, form_key=form.key)
            flash(SENT if said.form_key == form.key else SAID_BEFORE, "ok")
            return redirect(url_for(".new_suggestion", slug=item.slug), 303)
        except KeptBefore as kept:
            show_kept(form, kept.row.text, url_for(".new_suggestion", slug=item.slug))
        except Refusal as refusal:
            show_refusal(form, refusal)
    earlier = own_suggestions(item, actor)
    page = render_template("toolkit/suggestion_new.html", item=item, form=form, earlier=earlier)
    return page, 422 if form.is_submitted() else 200


@bp.get("/beheer/toolkit/voorstellen")
@permit(can_edit_items)
def suggestion_desk(actor: Actor) -> str:
    """List what people would change, what waits for an answer first."""
    answered, before = request.args.get("beantwoord") == "1", request.args.get("voor", type=row_number)
    found = suggestions(actor, answered=answered, before=before)
    shown, done = page_of(found, PAGE), 1 if answered else None
    next_page = url_for(".suggestion_desk", voor=shown[-1].id, beantwoord=done) if len(shown) < len(found) else ""
    return render_template("toolkit/suggestion_desk.html", shown=shown, answered=answered, next=next_page)


@bp.route("/beheer/toolkit/voorstellen/<uid>", methods=["GET", "POST"])
@permit(can_answer_suggestion, suggestion=(suggestion_by_uid, "uid"))
def answer_item_suggestion(suggestion: ItemSuggestion, actor: Person) -> str | Response | tuple[str, int]:
    """Answer what somebody would change."""
    form = SuggestionAnswerForm()
    if form.validate_on_submit():
        try:
            answer_suggestion(suggestion, form.text.data or "", by=actor, origin=origin())
            flash(_("Je antwoord is verstuurd."), "ok")
            return redirect(url_for(".answer_item_suggestion", uid=suggestion.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("toolkit/suggestion_answer.html", suggestion=suggestion, item=suggestion.item, form=form)
    return page, 422 if form.is_submitted() else 200
