"""Who reads advice: the team with its advisers, or named people alone."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.confidential import lift_confidential, mark_confidential
from lms.advice.commands.handing import let_adviser_read
from lms.advice.enums import Visibility
from lms.advice.forms.confidential import LiftForm, ReadersForm
from lms.advice.models import Advice
from lms.advice.queries.people import could_be_named, readers_of
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import Loaded, to
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import show_refusal


def may_let_read(actor: Actor, advice: Advice) -> bool:
    """Say who lets the adviser of the neighbourhood read what is confidential."""
    named = advice.visibility is Visibility.NAMED and advice.neighbourhood.adviser is not None
    return named and policy.can_name_readers(actor, advice)


@bp.route("/advies/<number>/vertrouwelijk", methods=["GET", "POST"])
@permit(policy.can_name_readers, **Loaded)
def readers(advice: Advice, actor: Person) -> Answer:
    """Choose who reads it."""
    people = could_be_named(advice, but=actor)
    named = readers_of(advice) if advice.visibility is Visibility.NAMED else ()
    form = ReadersForm.among(people, named, advice.sensitivity)
    if form.validate_on_submit():
        try:
            mark_confidential(advice, form.chosen(people), form.why.data, by=actor, origin=origin())
            return to(advice, _("Alleen wie je koos, leest dit advies. Dit staat in het logboek."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(advice, form, LiftForm(formdata=None, prefix="open")), 422 if form.is_submitted() else 200


@bp.post("/advies/<number>/vertrouwelijk/opheffen")
@permit(policy.can_name_readers, **Loaded)
def lift(advice: Advice, actor: Person) -> Answer:
    """Let the team read it again."""
    form = LiftForm(prefix="open")
    if form.validate_on_submit():
        try:
            lift_confidential(advice, form.why.data, by=actor, origin=origin())
            return to(advice, _("Het team en de adviseurs lezen dit advies weer. Dit staat in het logboek."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    people = could_be_named(advice, but=actor)
    fresh = ReadersForm.among(people, readers_of(advice), advice.sensitivity)
    return _page(advice, fresh, form), 422


@bp.post("/advies/<number>/nieuwe-adviseur")
@permit(may_let_read, **Loaded)
def let_read(advice: Advice, actor: Person) -> Response:
    """Let the adviser of the neighbourhood read it, and answer from now on."""
    adviser = advice.neighbourhood.adviser
    if adviser is not None:
        let_adviser_read(advice, adviser, by=actor, origin=origin())
    return to(advice, _("%(name)s mag dit lezen, en antwoordt vanaf nu.", name=adviser.name if adviser else ""))


def _page(advice: Advice, form: ReadersForm, lift_form: LiftForm) -> str:
    shown: dict[str, Any] = {"advice": advice, "form": form, "lift": lift_form}
    shown |= {"hushed": advice.visibility is Visibility.NAMED, "back": url_for(".show", number=advice.number)}
    return render_template("advice/readers.html", **shown)
