"""Advice in numbers, what became of one's own advice, and within how many days an answer comes."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.norms import set_norm
from lms.advice.forms.bundles import NormForm
from lms.advice.queries import lookback
from lms.advice.queries.norms import norms
from lms.advice.queries.numbers import numbers_of
from lms.advice.queries.programmes import chosen_programme
from lms.advice.queries.words import RESPONSES, SIZES, USED, USED_HOW, WHY_NOT
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal

YEAR = timedelta(days=365)


@bp.get("/advies/cijfers")
@permit(policy.sees_numbers)
def figures(actor: Actor) -> str:
    """Show the numbers of the last year."""
    chosen = chosen_programme(actor, request.args.get("programma", ""))
    if chosen is None:
        return render_template("advice/no_programme.html")
    found = numbers_of(chosen.programme, today() - YEAR)
    shown = {"numbers": found, "sizes": SIZES, "chosen": chosen}
    return render_template("advice/figures.html", **shown, sets=policy.sets_norms(actor))


@bp.get("/advies/terugblik")
@permit(policy.is_adviser)
def look_back(actor: Person) -> str:
    """Show an adviser what neighbourhoods did with the advice of the last year, and how long answers took."""
    shown = {"used": USED, "used_how": USED_HOW, "why_not": WHY_NOT, "responses": RESPONSES, "sizes": SIZES}
    return render_template("advice/lookback.html", back=lookback.look_back(actor), **shown)


@bp.route("/beheer/advies/termijnen", methods=["GET", "POST"])
@permit(policy.sets_norms)
def turnaround(actor: Person) -> Answer:
    """Show the norms with their days, and set another one."""
    form = NormForm()
    if form.validate_on_submit():
        days = (form.first.data, form.answer.data, form.valid_from.data)
        try:
            set_norm(form.chosen, *days, by=actor, origin=origin())
            flash(_("Bewaard. Vragen van eerder houden hun eigen dag."), "ok")
            return redirect(url_for(".turnaround"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"form": form, "norms": norms(), "sizes": SIZES, "today": today()}
    return render_template("advice/norms.html", **shown), 422 if form.is_submitted() else 200
