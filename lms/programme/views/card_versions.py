"""The cards of a programme for its coordinator: load, compare, say what became of each step, put in use, move over."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.cards import discard_card, is_used, load_card, move_to_card, use_card
from lms.programme.errors import CardRefused
from lms.programme.forms.cards import LoadForm, MapForm
from lms.programme.models import ActionCard, CardVersion, Neighbourhood, Programme
from lms.programme.queries.absences import leading_now
from lms.programme.queries.cards import (
    behind,
    current_card,
    version_by_number,
    versions_of,
)
from lms.programme.queries.tranches import programme_by_slug, programmes
from lms.programme.queries.where import breathing_line
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal

VERSION = (version_by_number, "programme", "number")


@bp.get("/beheer/actiekaart")
@permit(policy.is_coordinator)
def card_programmes() -> str | Response:
    """List the programmes; with one there is nothing to choose."""
    found = programmes()
    if len(found) == 1:
        return redirect(url_for(".card_versions", programme=found[0].slug))
    return render_template("programme/card_programmes.html", programmes=found)


@bp.route("/beheer/actiekaart/<programme>", methods=["GET", "POST"])
@permit(policy.is_coordinator, programme=programme_by_slug)
def card_versions(programme: Programme, actor: Person) -> str | Response | tuple[str, int]:
    """List the versions of the card, and take in another one."""
    form, problems = LoadForm(), []
    if form.validate_on_submit():
        try:
            version, warnings = load_card(programme, form.told(), by=actor, origin=origin())
            _say_loaded(len(warnings))
            return redirect(url_for(".card_version", programme=programme.slug, number=version.number), 303)
        except CardRefused as refusal:
            show_refusal(form, refusal)
            problems = list(refusal.problems)
    current = current_card(programme.slug)
    late = behind(current) if current else []
    context = {"programme": programme, "versions": versions_of(programme), "behind": len(late), "problems": problems}
    return render_template("programme/card_versions.html", form=form, **context), 422 if form.is_submitted() else 200


@bp.get("/beheer/actiekaart/<programme>/<number>")
@permit(policy.is_coordinator, version=VERSION)
def card_version(version: CardVersion) -> str:
    """Show a version beside the card in use, with what became of each step."""
    return _version_page(version)


@bp.post("/beheer/actiekaart/<programme>/<number>")
@permit(policy.is_coordinator, version=VERSION)
def put_card_in_use(version: CardVersion, actor: Person) -> Response | tuple[str, int]:
    """Put a version in use for visitors and for new neighbourhoods."""
    form = MapForm.between(_card_in_use(version), version.card)
    if not form.validate_on_submit():
        return _version_page(version, form), 422
    use_card(version, form.pairs(), by=actor, origin=origin())
    flash(_("Deze kaart is nu in gebruik. Wijken blijven op hun eigen kaart tot je ze overzet."), "ok")
    return redirect(url_for(".card_neighbourhoods", programme=version.programme.slug), 303)


@bp.post("/beheer/actiekaart/<programme>/<number>/weg")
@permit(policy.is_coordinator, version=VERSION)
def discard_card_version(version: CardVersion, actor: Person) -> Response:
    """Take away a version that was never in use."""
    slug = version.programme.slug
    try:
        discard_card(version, by=actor, origin=origin())
        flash(_("De kaart is weggehaald."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".card_versions", programme=slug), 303)


@bp.get("/beheer/actiekaart/<programme>/wijken")
@permit(policy.is_coordinator, programme=programme_by_slug)
def card_neighbourhoods(programme: Programme) -> str:
    """List the neighbourhoods that are on another card than the one in use."""
    return render_template("programme/card_neighbourhoods.html", **_moving(programme))


@bp.get("/beheer/actiekaart/<programme>/wijken/overzetten")
@permit(policy.is_coordinator, programme=programme_by_slug)
def confirm_moving(programme: Programme) -> str | Response:
    """Name all neighbourhoods that would move, from which card, and who would be told; then it is one tap."""
    moving = _moving(programme)
    if not moving["behind"]:
        return redirect(url_for(".card_neighbourhoods", programme=programme.slug))
    return render_template("programme/card_moving.html", **moving, told=leading_now(moving["behind"]))


@bp.post("/beheer/actiekaart/<programme>/wijken")
@permit(policy.is_coordinator, programme=programme_by_slug)
def move_neighbourhoods(programme: Programme, actor: Person) -> Response:
    """Bring the neighbourhoods that were named over to the card that was named, while that one is in use."""
    current, chosen = current_card(programme.slug), request.form.getlist("neighbourhood")
    if current is None or current.number != request.form.get("card"):
        flash(_("Er is net een andere kaart in gebruik genomen. Kijk nog eens welke wijken je overzet."), "error")
        return redirect(url_for(".card_neighbourhoods", programme=programme.slug), 303)
    try:
        moved = move_to_card(current, behind(current, Neighbourhood.uid.in_(chosen)), by=actor, origin=origin())
        flash(_say_moved(moved), "ok")
    except Refusal as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".card_neighbourhoods", programme=programme.slug), 303)


def _moving(programme: Programme) -> dict[str, Any]:
    current = current_card(programme.slug)
    late = behind(current) if current else []
    numbers = {each.version.id: each.version.number for each in versions_of(programme)}
    return {"programme": programme, "current": current, "behind": late, "numbers": numbers}


def _say_moved(number: int) -> str:
    return ngettext(
        "%(num)d wijk is overgezet. De geschiedenis blijft bewaard.",
        "%(num)d wijken zijn overgezet. Hun geschiedenis blijft bewaard.",
        number,
    )


def _version_page(version: CardVersion, form: MapForm | None = None) -> str:
    card, now = version.card, _card_in_use(version)
    context = {
        "version": version,
        "programme": version.programme,
        "card": card,
        "line": breathing_line(card),
        "now": now,
        "now_line": breathing_line(now) if now else [],
        "form": form or MapForm.between(now, card),
        "used": is_used(version),
    }
    return render_template("programme/card_version.html", **context)


def _card_in_use(version: CardVersion) -> ActionCard | None:
    current = current_card(version.programme.slug)
    return current.card if current and current.id != version.id else None


def _say_loaded(warnings: int) -> None:
    flash(_("De kaart is gelezen. Kijk haar rustig na. Zij is nog niet in gebruik."), "ok")
    if warnings:
        flash(_("Bij %(count)s stappen mist nog iets, zoals vragen of kleine stappen.", count=warnings), "info")
