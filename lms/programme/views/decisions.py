"""What a neighbourhood decided: the list, and writing one down."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.programme import policy
from lms.programme.commands.decisions import record_decision
from lms.programme.forms.choices import DecisionForm
from lms.programme.models import ActionCard, Neighbourhood
from lms.programme.queries.cards import cards_by_id
from lms.programme.queries.choices import PAGE, decisions, neighbourhood_with_choices
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.views.blueprint import bp
from lms.programme.views.once import show_why
from lms.programme.views.tabs import tabs_of

HERE = "droom"


@bp.get("/wijken/<slug>/besluiten")
@permit(policy.can_read_choices, neighbourhood=(neighbourhood_with_choices, "slug"))
def decision_list(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """List what was decided, the newest first."""
    before = request.args.get("voor", type=row_number)
    found = decisions(neighbourhood, before)
    rows = found[:PAGE]
    more = url_for(".decision_list", slug=neighbourhood.slug, voor=rows[-1].id) if len(found) > PAGE else ""
    may_lead = policy.can_lead(actor, neighbourhood)
    context = {"neighbourhood": neighbourhood, "tabs": tabs_of(actor, neighbourhood, HERE), "may_lead": may_lead}
    card = _card(neighbourhood)
    return render_template("programme/decisions.html", rows=rows, next=more, card=card, first=not before, **context)


@bp.route("/wijken/<slug>/besluiten/nieuw", methods=["GET", "POST"])
@permit(policy.can_lead, neighbourhood=(neighbourhood_by_slug, "slug"))
def new_decision(neighbourhood: Neighbourhood, actor: Person) -> str | Response | tuple[str, int]:
    """Write down what was decided; ``stap`` in the address brings its question along."""
    card = _card(neighbourhood)
    asked = card.step(request.args.get("stap", ""))
    form = DecisionForm.about(card.steps, asked.key if asked else "", asked.decision if asked else "")
    if form.validate_on_submit():
        try:
            record_decision(neighbourhood, by=actor, origin=origin(), **form.decision())
            flash(_("Jullie besluit is bewaard."), "ok")
            return redirect(url_for(".decision_list", slug=neighbourhood.slug), 303)
        except Refusal as refusal:
            show_why(form, refusal)
    context = {"neighbourhood": neighbourhood, "tabs": tabs_of(actor, neighbourhood, HERE), "form": form}
    return render_template("programme/decision_new.html", **context), 422 if form.is_submitted() else 200


def _card(neighbourhood: Neighbourhood) -> ActionCard:
    return cards_by_id([neighbourhood.card_version_id])[neighbourhood.card_version_id]
