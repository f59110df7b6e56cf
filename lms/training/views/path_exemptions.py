"""Letting somebody off on a path, and taking that back; each with a reason the learner reads."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.training.commands.path_exemptions import exempt, lift
from lms.training.forms.paths import ExemptForm, LiftForm, item_words
from lms.training.models.learning_paths import LearningPath
from lms.training.models.path_members import PathExemption
from lms.training.policy import can_exempt
from lms.training.queries.path_desk import exemption_at, exemptions_of, path_to_edit
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/leerpaden/<path>/vrijstellingen")
@permit(can_exempt, path=path_to_edit)
def exemptions(path: LearningPath) -> str:
    """List who was let off, from what and why."""
    return _page(path, ExemptForm.of(path))


@bp.post("/beheer/leerpaden/<path>/vrijstellingen")
@permit(can_exempt, path=path_to_edit)
def give_exemption(path: LearningPath, actor: Person) -> Answer:
    """Let somebody off."""
    form = ExemptForm.of(path)
    if form.validate_on_submit():
        told = (form.address.data or "", form.about.data or "", form.reason.data or "")
        try:
            exempt(path, *told, by=actor, origin=origin())
            flash(_("De vrijstelling is gegeven. De deelnemer krijgt bericht."), "ok")
            return redirect(url_for(".exemptions", path=path.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(path, form), 422


@bp.route("/beheer/leerpaden/<path>/vrijstellingen/<exemption>/opheffen", methods=["GET", "POST"])
@permit(can_exempt, exemption=(exemption_at, "path", "exemption"))
def lift_exemption(exemption: PathExemption, actor: Person) -> Answer:
    """Take it back, with the reason."""
    form = LiftForm()
    if form.validate_on_submit():
        lift(exemption, form.reason.data or "", by=actor, origin=origin())
        flash(_("De vrijstelling is opgeheven. De deelnemer krijgt bericht."), "ok")
        return redirect(url_for(".exemptions", path=exemption.path.slug), 303)
    given: dict[str, Any] = {"exemption": exemption, "path": exemption.path, "form": form}
    return render_template("training/path_lift.html", **given), 422 if form.is_submitted() else 200


def _page(path: LearningPath, form: ExemptForm) -> str:
    titles = {item.uid: item_words(item) for item in path.items}
    found = exemptions_of(path)
    return render_template("training/path_exemptions.html", path=path, form=form, found=found, titles=titles)
