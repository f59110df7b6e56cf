"""Looking a certificate up by its number, withdrawing it with a reason, and making it hold again."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.training.commands.certificates import restore_certificate, withdraw_certificate
from lms.training.forms.proof import WithdrawForm
from lms.training.models.certificates import Certificate
from lms.training.policy import can_keep_proof
from lms.training.queries.certificates import certificate_numbered
from lms.training.queries.papers import facts_of, kind_words, mark_of
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

BY_NUMBER = (certificate_numbered, "number")


@bp.get("/beheer/scholing/bewijzen")
@permit(can_keep_proof)
def find_certificate() -> str | Response | tuple[str, int]:
    """Ask for a number, and lead to its certificate."""
    number = "".join(request.args.get("nummer", "").split()).upper()
    if number and certificate_numbered(number):
        return redirect(url_for(".withdraw_proof", number=number), 302)
    page = render_template("training/find_certificate.html", number=number)
    return page, 404 if number else 200


@bp.route("/beheer/scholing/bewijzen/<number>", methods=["GET", "POST"])
@permit(can_keep_proof, certificate=BY_NUMBER)
def withdraw_proof(certificate: Certificate, actor: Person) -> str | Response | tuple[str, int]:
    """Show a certificate, and withdraw it with a reason."""
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            withdraw_certificate(certificate, form.reason.data or "", by=actor, origin=origin())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Het bewijs is ingetrokken. Wie het kreeg, heeft bericht."), "ok")
            return redirect(url_for(".withdraw_proof", number=certificate.number), 303)
    told = {"kind": kind_words(certificate), "mark": mark_of(certificate), "facts": list(facts_of(certificate))}
    page = render_template("training/withdraw.html", certificate=certificate, form=form, **told)
    return page, 422 if form.is_submitted() else 200


@bp.post("/beheer/scholing/bewijzen/<number>/terug")
@permit(can_keep_proof, certificate=BY_NUMBER)
def restore_proof(certificate: Certificate, actor: Person) -> Response:
    """Make a certificate hold again that was withdrawn by mistake."""
    restore_certificate(certificate, by=actor, origin=origin())
    flash(_("Het bewijs geldt weer."), "ok")
    return redirect(url_for(".withdraw_proof", number=certificate.number), 303)
