"""Wat wil je leren: asking, the inbox, and answering."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.training.commands.needs import answer_need, ask_to_learn
from lms.training.forms.own_learning import NeedAnswerForm, NeedForm
from lms.training.models import TrainingNeed
from lms.training.policy import can_answer_needs
from lms.training.queries.needs import PAGE, need_by_uid, needs, own_needs
from lms.training.views.blueprint import bp
from lms.ui.forms import show_kept, show_refusal


@bp.route("/mijn-leren/vragen", methods=["GET", "POST"])
@permit(signed_in)
def ask(actor: Person) -> str | Response | tuple[str, int]:
    """Ask what somebody wants to learn, and show what they said before, with the answers."""
    form = NeedForm()
    if form.validate_on_submit():
        try:
            ask_to_learn(form.text.data or "", by=actor, form_key=form.key)
            flash(_("Verstuurd. Dank je wel. Je krijgt bericht als er een antwoord is."))
            return redirect(url_for(".ask"), 303)
        except KeptBefore as kept:
            show_kept(form, kept.row.text, url_for(".ask"))
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("training/need_new.html", form=form, earlier=own_needs(actor))
    return page, 422 if form.is_submitted() else 200


@bp.get("/beheer/scholing/vragen")
@permit(can_answer_needs)
def need_desk() -> str:
    """List what people want to learn, what waits for an answer first."""
    answered, before = request.args.get("beantwoord") == "1", request.args.get("voor", type=row_number)
    found = needs(answered=answered, before=before)
    shown, done = found[:PAGE], 1 if answered else None
    next_page = url_for(".need_desk", voor=shown[-1].id, beantwoord=done) if len(found) > PAGE else ""
    return render_template("training/need_desk.html", shown=shown, answered=answered, next=next_page)


@bp.route("/beheer/scholing/vragen/<need>", methods=["GET", "POST"])
@permit(can_answer_needs, need=(need_by_uid, "need"))
def answer(need: TrainingNeed, actor: Person) -> str | Response | tuple[str, int]:
    """Answer what somebody wants to learn."""
    form = NeedAnswerForm()
    if form.validate_on_submit():
        try:
            answer_need(need, form.text.data or "", by=actor, origin=origin())
            flash(_("Je antwoord is verstuurd."))
            return redirect(url_for(".answer", need=need.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("training/need_answer.html", need=need, form=form), 422 if form.is_submitted() else 200
