"""Which module a local training is about, for who manages it."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.models import Meeting
from lms.training.commands.live import name_module
from lms.training.forms.live import ModuleForm
from lms.training.queries import published_modules
from lms.training.queries.live import module_of, training_to_name
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal


@bp.route("/afspraken/<uid>/module", methods=["GET", "POST"])
@permit(signed_in, meeting=(training_to_name, "uid"))
def training_module(meeting: Meeting, actor: Person) -> str | Response | tuple[str, int]:
    """Choose the module a training is about; who was there gets proof of it."""
    about = module_of(meeting)
    form = ModuleForm(data={"module": about.uid if about else ""}).offer(published_modules(), about)
    if form.validate_on_submit():
        try:
            name_module(meeting, form.chosen(), by=actor, origin=origin())
            flash(_("Bewaard."), "ok")
            return redirect(f"/afspraken/{meeting.uid}", 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("training/live.html", meeting=meeting, form=form)
    return page, 422 if form.is_submitted() else 200
