"""Wie is hier al geweest: offering a call, asking a colleague for one, and answering."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.circles import policy
from lms.circles.commands import peers as commands
from lms.circles.enums import CallAnswer
from lms.circles.forms.peers import CallForm
from lms.circles.models import PeerCall, PeerOffer
from lms.circles.queries.peers import call_by_uid, offer_by_uid
from lms.circles.views.blueprint import bp
from lms.kernel.own_path import own_path
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme.models import Neighbourhood
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug, neighbourhoods_in
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.post("/wijken/<slug>/bellen")
@permit(policy.can_offer_calls, neighbourhood=(neighbourhood_by_slug, "slug"))
def offer_calls(neighbourhood: Neighbourhood, actor: Person) -> Response:
    """Say that colleagues may ask me for a call, or no longer."""
    if request.form.get("ja") == "1":
        commands.offer_calls(neighbourhood, by=actor)
        flash(_("Dank je. Collega's zien je naam en je wijk. Je kunt hier altijd mee stoppen."), "ok")
    else:
        commands.stop_calls(neighbourhood, by=actor)
        flash(_("Je staat er niet meer bij."), "ok")
    return redirect(own_path(request.form.get("next", "")) or f"/wijken/{neighbourhood.slug}", 303)


@bp.route("/bellen/<uid>", methods=["GET", "POST"])
@permit(policy.can_ask_calls, offer=(offer_by_uid, "uid"))
def ask_call(offer: PeerOffer, actor: Person) -> Answer:
    """Ask a colleague for a call of twenty minutes."""
    places = neighbourhoods_in(policy.places_to_ask_from(actor))
    form = CallForm.of(places, actor)
    if form.validate_on_submit():
        place = next(each for each in places if each.slug == form.neighbourhood.data)
        step, words = (request.args.get("stap", "") or "-")[:64], (form.question.data or "", form.reach.data or "")
        try:
            call = commands.ask_call(offer, place, step, *words, by=actor)
            flash(_("Gevraagd. Je krijgt bericht als je collega antwoordt."), "ok")
            return redirect(url_for(".call", uid=call.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("circles/call_ask.html", offer=offer, form=form, step=request.args.get("stap", ""))
    return page, 422 if form.is_submitted() else 200


@bp.get("/bellen/vraag/<uid>")
@permit(policy.is_of_call, call=(call_by_uid, "uid"))
def call(call: PeerCall, actor: Actor) -> str:
    """Show who asks for a call and how to reach them; to the asker, what became of it."""
    return render_template("circles/call.html", call=call, asked=call.offer.person_id == actor.id)


@bp.post("/bellen/vraag/<uid>")
@permit(policy.is_of_call, call=(call_by_uid, "uid"))
def answer_call(call: PeerCall, actor: Person) -> Response:
    """Say yes, or not now."""
    if call.offer.person_id != actor.id:
        abort(403)
    commands.answer_call(call, CallAnswer.YES if request.form.get("ja") == "1" else CallAnswer.NOT_NOW, by=actor)
    flash(_("Je collega krijgt bericht."), "ok")
    return redirect(url_for(".call", uid=call.uid), 303)
