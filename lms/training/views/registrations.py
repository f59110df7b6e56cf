"""One's own numbers in registers: giving them, with consent, and taking them back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.training.commands.registrations import give_number, take_number_back
from lms.training.forms.proof import RegistrationForm
from lms.training.models.registers import register_name
from lms.training.queries.registrations import numbers_of, register_of
from lms.training.views.blueprint import bp


@bp.route("/mijn-leren/registers", methods=["GET", "POST"])
@permit(signed_in)
def registrations(actor: Person) -> str | Response | tuple[str, int]:
    """Show somebody's numbers, and take one down with what they agree to."""
    form = RegistrationForm()
    if form.validate_on_submit():
        wording = str(form.agreed.label.text)
        give_number(form.register.data, form.number.data or "", wording=wording, by=actor, origin=origin())
        flash(_("Je nummer is bewaard. We geven het alleen door aan dit register."), "ok")
        return redirect(url_for(".registrations"), 303)
    numbers = [(slug, register_name(slug), number) for slug, number in numbers_of(actor).items()]
    page = render_template("training/registrations.html", form=form, numbers=numbers)
    return page, 422 if form.is_submitted() else 200


@bp.post("/mijn-leren/registers/<register>/terug")
@permit(signed_in, register=(register_of, "register"))
def take_registration_back(register: str, actor: Person) -> Response:
    """Take a number away, and the consent with it."""
    take_number_back(register, by=actor, origin=origin())
    flash(_("Je nummer is weg. We geven niets meer door aan %(register)s.", register=register_name(register)), "ok")
    return redirect(url_for(".registrations"), 303)
