"""What registers accredited: the list, one of them, and taking one away."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.training.commands.accreditations import keep_accreditation, remove_accreditation
from lms.training.forms.proof import AccreditationForm
from lms.training.models.certificates import Accreditation
from lms.training.models.registers import REGISTERS, register_name
from lms.training.policy import can_keep_proof
from lms.training.queries.accreditations import accreditation_by_uid, accreditations
from lms.training.queries.readings import published_modules
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/scholing/accreditaties")
@permit(can_keep_proof)
def accreditation_list() -> str:
    """List what registers accredited."""
    found = accreditations()
    given = {"found": found, "register_name": register_name, "today": today(), "registers": REGISTERS.values()}
    return render_template("training/accreditations.html", **given)


@bp.route("/beheer/scholing/accreditaties/nieuw", methods=["GET", "POST"])
@permit(can_keep_proof)
def new_accreditation(actor: Person) -> Answer:
    """Write down what a register accredited."""
    return _keep(None, actor)


@bp.route("/beheer/scholing/accreditaties/<uid>", methods=["GET", "POST"])
@permit(can_keep_proof, accreditation=(accreditation_by_uid, "uid"))
def accreditation(accreditation: Accreditation, actor: Person) -> Answer:
    """Mend what was written wrong."""
    return _keep(accreditation, actor)


@bp.post("/beheer/scholing/accreditaties/<uid>/weg")
@permit(can_keep_proof, accreditation=(accreditation_by_uid, "uid"))
def drop_accreditation(accreditation: Accreditation, actor: Person) -> Response:
    """Take one away."""
    remove_accreditation(accreditation, by=actor, origin=origin())
    flash(_("De accreditatie is weggehaald. Bewijzen die er al zijn, veranderen niet."), "ok")
    return redirect(url_for(".accreditation_list"), 303)


def _keep(row: Accreditation | None, actor: Person) -> Answer:
    modules = {each.id: each for each in published_modules()}
    if row is not None:
        modules.setdefault(row.module_id, row.module)
    form = AccreditationForm(obj=row, modules=list(modules.values()))
    if form.validate_on_submit():
        given = {name: form[name].data for name in ("register", "key", "points", "valid_from", "valid_until")}
        try:
            keep_accreditation(row, module=modules[form.module_id.data], **given, by=actor, origin=origin())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("De accreditatie is bewaard. Ze staat op bewijzen van vandaag en later."), "ok")
            return redirect(url_for(".accreditation_list"), 303)
    page = render_template("training/accreditation.html", form=form, uid=row.uid if row else "")
    return page, 422 if form.is_submitted() else 200
