"""Help nearby: public to read; who leads keeps it at the same place."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands import help_offers as commands
from lms.programme.forms.help_offers import NAMES, HelpForm
from lms.programme.models import HelpOffer, Neighbourhood
from lms.programme.queries.help_offers import help_offer, help_offers, must_be_checked
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug, public_neighbourhood
from lms.programme.views.blueprint import bp
from lms.programme.views.once import show_why
from lms.programme.views.tabs import tabs_of
from lms.ui.validator import unless_unchanged

OFFER = (help_offer, "slug", "uid")


def keeps(actor: Actor, offer: HelpOffer) -> bool:
    """Say whether somebody keeps the help of this neighbourhood."""
    return policy.can_lead(actor, offer.neighbourhood)


@bp.get("/wijken/<slug>/hulp")
@permit(anyone, neighbourhood=(public_neighbourhood, "slug"))
def help_nearby(neighbourhood: Neighbourhood, actor: Actor) -> Response:
    """Show who helps in this neighbourhood; nothing about its people."""
    may_keep = policy.can_lead(actor, neighbourhood)
    offers = help_offers(neighbourhood, removed=may_keep)
    there = [offer for offer in offers if offer.removed_at is None]
    context = {
        "neighbourhood": neighbourhood,
        "offers": there,
        "removed": [offer for offer in offers if offer.removed_at is not None],
        "may_keep": may_keep,
        "late": [offer for offer in there if may_keep and must_be_checked(offer)],
        "tabs": tabs_of(actor, neighbourhood, "hulp") if policy.can_know(actor, neighbourhood) else [],
    }
    versions = [getattr(offer, name) for offer in offers for name in ("uid", "checked_on", *NAMES)]
    return unless_unchanged(lambda: render_template("programme/help.html", **context), neighbourhood.name, *versions)


@bp.route("/wijken/<slug>/hulp/nieuw", methods=["GET", "POST"])
@permit(policy.can_lead, neighbourhood=(neighbourhood_by_slug, "slug"))
def new_help(neighbourhood: Neighbourhood, actor: Person) -> str | Response | tuple[str, int]:
    """Add an offer of help."""
    form = HelpForm.of()
    if form.validate_on_submit() and _added(neighbourhood, form, actor):
        return _back(neighbourhood)
    page = render_template("programme/help_edit.html", form=form, neighbourhood=neighbourhood, offer=None)
    return page, 422 if form.is_submitted() else 200


@bp.route("/wijken/<slug>/hulp/<uid>", methods=["GET", "POST"])
@permit(keeps, offer=OFFER)
def change_help(offer: HelpOffer, actor: Person) -> str | Response | tuple[str, int]:
    """Mend an offer of help."""
    form = HelpForm.of(offer)
    if form.validate_on_submit():
        commands.change_help(offer, form.facts(), by=actor, origin=origin())
        flash(_("Bewaard en nagekeken."), "ok")
        return _back(offer.neighbourhood)
    page = render_template("programme/help_edit.html", form=form, neighbourhood=offer.neighbourhood, offer=offer)
    return page, 422 if form.is_submitted() else 200


@bp.post("/wijken/<slug>/hulp/<uid>/klopt")
@permit(keeps, offer=OFFER)
def confirm_help(offer: HelpOffer, actor: Person) -> Response:
    """Say with one tap that it still holds."""
    return _done(offer, actor, commands.confirm_help, _("Nagekeken: %(name)s klopt nog.", name=offer.name))


@bp.post("/wijken/<slug>/hulp/<uid>/weg")
@permit(keeps, offer=OFFER)
def remove_help(offer: HelpOffer, actor: Person) -> Response:
    """Take an offer away; it can be put back for a month."""
    said = _("%(name)s is weggehaald. Je kunt het onderaan nog terugzetten.", name=offer.name)
    return _done(offer, actor, commands.remove_help, said)


@bp.post("/wijken/<slug>/hulp/<uid>/terug")
@permit(keeps, offer=OFFER)
def put_back_help(offer: HelpOffer, actor: Person) -> Response:
    """Put back what was taken away."""
    return _done(offer, actor, commands.put_back_help, _("%(name)s staat er weer.", name=offer.name))


def _added(neighbourhood: Neighbourhood, form: HelpForm, by: Person) -> bool:
    try:
        offer = commands.add_help(neighbourhood, form.facts(), form_key=form.key, by=by, origin=origin())
    except Refusal as refusal:
        show_why(form, refusal)
        return False
    flash(_("%(name)s staat erbij.", name=offer.name), "ok")
    return True


def _done(offer: HelpOffer, actor: Person, do: Callable[..., HelpOffer], said: str) -> Response:
    do(offer, by=actor, origin=origin())
    flash(said, "ok")
    return _back(offer.neighbourhood)


def _back(neighbourhood: Neighbourhood) -> Response:
    return redirect(url_for(".help_nearby", slug=neighbourhood.slug), 303)
