"""Writing down what was agreed with a neighbourhood."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme.commands.agreements import record_agreement
from lms.programme.forms.agreements import AgreementForm
from lms.programme.models import Neighbourhood
from lms.programme.queries.admin import agreements_with
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.views.admin import Answer, runs
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal


@bp.route("/beheer/wijken/<neighbourhood>/afspraken", methods=["GET", "POST"])
@permit(runs, neighbourhood=neighbourhood_by_slug)
def agreement(neighbourhood: Neighbourhood, actor: Person) -> Answer:
    """Keep what was agreed: content and money as yes or no, and until when."""
    known = agreements_with(neighbourhood)
    form = AgreementForm.of(known[0] if known else None)
    if form.validate_on_submit():
        try:
            record_agreement(neighbourhood, **form.told(), by=actor, origin=origin())
            flash(_("De afspraken zijn bewaard."), "ok")
            return redirect(url_for("programme.admin_one", neighbourhood=neighbourhood.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    tabs = tabs_of(actor, neighbourhood, "beheer")
    told = {"neighbourhood": neighbourhood, "tabs": tabs, "form": form, "earlier": known}
    return render_template("programme/agreement.html", **told), 422 if form.is_submitted() else 200
