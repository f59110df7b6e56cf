"""Whom to call in an organisation, and who works there."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.organisations import commands, queries
from lms.organisations.forms import ContactForm, WorkerForm
from lms.organisations.models import Affiliation, Contact, Organisation
from lms.organisations.policy import can_keep_organisations
from lms.organisations.views.blueprint import bp
from lms.organisations.views.organisations import Answer, organisation_page
from lms.ui.forms import show_refusal

CONTACT = (queries.contact_of, "organisation", "contact")
WORKER = (queries.worker_at, "organisation", "person")


@bp.route("/beheer/organisaties/<organisation>/contacten/nieuw", methods=["GET", "POST"])
@permit(can_keep_organisations, organisation=queries.organisation_by_slug)
def add_contact(organisation: Organisation, actor: Person) -> Answer:
    """Add somebody to call or write to."""
    form = ContactForm()
    if form.validate_on_submit():
        commands.add_contact(organisation, **form.told(), by=actor, origin=origin())
        return _back(organisation, _("De contactpersoon is bewaard."))
    page = render_template("organisations/contact.html", organisation=organisation, contact=None, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/beheer/organisaties/<organisation>/contacten/<contact>", methods=["GET", "POST"])
@permit(can_keep_organisations, contact=CONTACT)
def change_contact(contact: Contact, actor: Person) -> Answer:
    """Change whom to call or write to."""
    form = ContactForm.of(contact)
    if form.validate_on_submit():
        commands.change_contact(contact, **form.told(), by=actor, origin=origin())
        return _back(contact.organisation, _("De contactpersoon is bewaard."))
    told = {"organisation": contact.organisation, "contact": contact, "form": form}
    return render_template("organisations/contact.html", **told), 422 if form.is_submitted() else 200


@bp.post("/beheer/organisaties/<organisation>/contacten/<contact>/weg")
@permit(can_keep_organisations, contact=CONTACT)
def remove_contact(contact: Contact, actor: Person) -> Response:
    """Take a contact away."""
    commands.remove_contact(contact, by=actor, origin=origin())
    return _back(contact.organisation, _("De contactpersoon is weg."))


@bp.post("/beheer/organisaties/<organisation>/mensen")
@permit(can_keep_organisations, organisation=queries.organisation_by_slug)
def add_worker(organisation: Organisation, actor: Person) -> Answer:
    """Say that somebody works here."""
    form = WorkerForm.at(organisation)
    if form.validate_on_submit():
        try:
            commands.let_work_at(organisation, **form.told(), by=actor, origin=origin())
            return _back(organisation, _("Bewaard: deze persoon werkt hier."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return organisation_page(organisation, actor, form), 422


@bp.post("/beheer/organisaties/<organisation>/mensen/<person>/weg")
@permit(can_keep_organisations, worker=WORKER)
def end_work(worker: Affiliation, actor: Person) -> Response:
    """Say that somebody works here no more."""
    commands.end_work(worker, by=actor, origin=origin())
    return _back(worker.organisation, _("Bewaard: deze persoon werkt hier niet meer."))


def _back(organisation: Organisation, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for("organisations.show", organisation=organisation.slug), 303)
