"""Good examples and recent developments, kept by advisers and coordinators."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.examples import Good, change_example, keep_example, retire_example
from lms.advice.enums import GoodKind
from lms.advice.forms.public import GoodForm
from lms.advice.models import GoodExample
from lms.advice.queries import examples as queries
from lms.advice.queries.programmes import chosen_programme
from lms.advice.queries.words import GOOD_KINDS
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme.models import Theme
from lms.ui.forms import show_refusal

#: We look again after a year, unless somebody chooses another day.
AGAIN = timedelta(days=365)
EXAMPLE = (queries.example_by_uid, "uid")


def may_change(actor: Actor, _row: GoodExample) -> bool:
    """Who keeps examples keeps them together."""
    return policy.keeps_examples(actor)


@bp.get("/advies/voorbeelden")
@permit(policy.reads_advice)
def example_list(actor: Actor) -> str:
    """List what is offered."""
    chosen = chosen_programme(actor, request.args.get("programma", ""))
    if chosen is None:
        return render_template("advice/no_programme.html")
    told: dict[str, Any] = {"rows": queries.examples(chosen.programme), "keeps": policy.keeps_examples(actor)}
    return render_template("advice/examples.html", **told, chosen=chosen, good_kinds=GOOD_KINDS)


@bp.route("/advies/voorbeelden/nieuw", methods=["GET", "POST"])
@permit(policy.keeps_examples)
def new_example(actor: Person) -> Answer:
    """Keep an example."""
    chosen = chosen_programme(actor, request.args.get("programma", ""))
    if chosen is None:
        return render_template("advice/no_programme.html")
    steps, themes = queries.to_choose_from(chosen.programme)
    form = GoodForm(check_by=today() + AGAIN).offer(steps, themes)
    if form.validate_on_submit():
        try:
            row = keep_example(chosen.programme, _told(form, list(themes)), by=actor, origin=origin())
            return _to_list(row, _("Bewaard. Adviseurs en wijken zien het bij deze stap of dit onderwerp."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"form": form, "row": None, "chosen": chosen}
    return render_template("advice/example.html", **shown), 422 if form.is_submitted() else 200


@bp.route("/advies/voorbeelden/<uid>", methods=["GET", "POST"])
@permit(may_change, row=EXAMPLE)
def example(row: GoodExample, actor: Person) -> Answer:
    """Change an example, or say that it still holds."""
    steps, themes = queries.to_choose_from(row.programme)
    form = GoodForm(data=_given(row)).offer(steps, themes)
    if form.validate_on_submit():
        try:
            change_example(row, _told(form, list(themes)), by=actor, origin=origin())
            return _to_list(row, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("advice/example.html", form=form, row=row), 422 if form.is_submitted() else 200


@bp.post("/advies/voorbeelden/<uid>/weg")
@permit(may_change, row=EXAMPLE)
def retire(row: GoodExample, actor: Person) -> Response:
    """Offer an example no more."""
    retire_example(row, by=actor, origin=origin())
    return _to_list(row, _("Weggehaald. Bewaar je hetzelfde webadres opnieuw, dan komt het terug."))


def _given(row: GoodExample) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("title", "text", "publisher", "address", "dated_on", "check_by")}
    theme = row.theme.key if row.theme else ""
    return plain | {"step": row.step_key or "", "theme": theme, "kind": row.kind.value}


def _told(form: GoodForm, themes: list[Theme]) -> Good:
    theme = next((each for each in themes if each.key == form.theme.data), None)
    days = {"dated_on": form.dated_on.data, "check_by": form.check_by.data}
    words = (form.title.data, form.text.data or "", form.publisher.data, form.address.data)
    return Good(GoodKind(form.kind.data), *words, **days, step_key=form.step.data or None, theme=theme)


def _to_list(row: GoodExample, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".example_list", programma=row.programme.slug), 303)
