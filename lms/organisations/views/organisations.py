"""Organisations: the list, a new one, one organisation, and the check for the tobacco industry."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.slots import panels
from lms.organisations import commands, queries
from lms.organisations.enums import DEFINITION, OrganisationKind
from lms.organisations.forms import KIND_NAMES, ChangeForm, ConfirmForm, OrganisationForm, WorkerForm
from lms.organisations.models import Organisation
from lms.organisations.policy import can_keep_organisations
from lms.organisations.slots import ORGANISATION_PANELS
from lms.organisations.views.blueprint import bp
from lms.ui.forms import show_refusal

#: What a role that goes with working here is called beside a name.
HELD = {Role.GGD_MANAGER: _l("GGD-manager"), Role.DESIGNER: _l("Ontwerper")}
Answer = str | Response | tuple[str, int]


@bp.get("/beheer/organisaties")
@permit(can_keep_organisations)
def index() -> str:
    """List organisations by name; look for one, or for one kind."""
    search, after = request.args.get("q", "").strip(), request.args.get("na", "")
    kind = next((each for each in OrganisationKind if each == request.args.get("soort")), None)
    found = queries.organisations_page(search=search, kind=kind, after=after)
    return render_template(
        "organisations/organisations.html",
        organisations=found[: queries.PAGE],
        more=len(found) > queries.PAGE,
        search=search,
        kind=kind,
        after=after,
        kinds=KIND_NAMES,
        definition=DEFINITION,
    )


@bp.route("/beheer/organisaties/nieuw", methods=["GET", "POST"])
@permit(can_keep_organisations)
def add(actor: Person) -> Answer:
    """Add an organisation."""
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            made = commands.add_organisation(**form.told(), by=actor, origin=origin())
            return _back(made, _("%(name)s staat in de lijst.", name=made.name))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("organisations/organisation_new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/beheer/organisaties/<organisation>")
@permit(can_keep_organisations, organisation=queries.organisation_by_slug)
def show(organisation: Organisation, actor: Person) -> str:
    """Show one organisation: what it is, whom to call, who works there."""
    return organisation_page(organisation, actor, WorkerForm.at(organisation, formdata=None))


@bp.route("/beheer/organisaties/<organisation>/gegevens", methods=["GET", "POST"])
@permit(can_keep_organisations, organisation=queries.organisation_by_slug)
def change(organisation: Organisation, actor: Person) -> Answer:
    """Change what is known of an organisation."""
    form = ChangeForm.of(organisation)
    if form.validate_on_submit():
        try:
            commands.change_organisation(organisation, **form.told(), by=actor, origin=origin())
            return _back(organisation, _("De gegevens zijn bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("organisations/organisation_change.html", organisation=organisation, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/beheer/organisaties/<organisation>/tabak", methods=["GET", "POST"])
@permit(can_keep_organisations, organisation=queries.organisation_by_slug)
def confirm(organisation: Organisation, actor: Person) -> Answer:
    """Hold an organisation against the definition of the tobacco industry."""
    form = ConfirmForm()
    if form.validate_on_submit():
        commands.confirm(organisation, by=actor, origin=origin())
        return _back(organisation, _("Bewaard: deze organisatie is geen tabaksindustrie."))
    told = {"organisation": organisation, "form": form, "definition": DEFINITION}
    return render_template("organisations/tobacco.html", **told), 422 if form.is_submitted() else 200


@bp.post("/beheer/organisaties/<organisation>/tabak/terug")
@permit(can_keep_organisations, organisation=queries.organisation_by_slug)
def take_confirmation_back(organisation: Organisation, actor: Person) -> Response:
    """Take a mistaken confirmation back."""
    commands.take_confirmation_back(organisation, by=actor, origin=origin())
    return _back(organisation, _("De bevestiging is weg. Je kunt opnieuw nakijken."))


def organisation_page(organisation: Organisation, actor: Person, worker_form: WorkerForm) -> str:
    """Return the page of one organisation."""
    workers = queries.workers_at(organisation, after=request.args.get("na", ""))
    return render_template(
        "organisations/organisation.html",
        organisation=organisation,
        kind=KIND_NAMES[organisation.kind],
        contacts=queries.contacts_of(organisation.id),
        workers=workers[: queries.PAGE],
        more=len(workers) > queries.PAGE,
        holders=queries.holders_at(organisation.id),
        roles=HELD,
        form=worker_form,
        definition=DEFINITION,
        panels=panels(ORGANISATION_PANELS, actor, organisation),
    )


def _back(organisation: Organisation, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for("organisations.show", organisation=organisation.slug), 303)
