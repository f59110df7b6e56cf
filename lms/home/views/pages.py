"""Front page, start page, language, help and statements."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug import Response as Answer

from lms.accounts import commands as accounts
from lms.accounts.models import Actor, Person
from lms.home.views.start import start
from lms.kernel import retention
from lms.kernel.clock import now
from lms.kernel.own_path import own_path
from lms.kernel.permit import anyone, permit
from lms.programme.queries.cards import current_card
from lms.programme.queries.where import breathing_line
from lms.toolkit.queries.fitting import newest_offers
from lms.training import queries as training
from lms.ui.frame import csrf
from lms.ui.languages import CODES, COOKIE
from lms.ui.validator import unless_unchanged

bp = Blueprint("home", __name__, template_folder="../templates")
MODULES = 9  # of which the front page tells
A_YEAR = 365 * 24 * 3600


@bp.get("/")
@permit(anyone)
def index(actor: Actor) -> str | Response:
    """Show the promise to visitors, and what is next to who signed in."""
    if isinstance(actor, Person):
        return start(actor)
    version, modules = current_card(), training.published_modules(MODULES)
    card = version.card if version else None
    offers = newest_offers()
    line = breathing_line(card, root="/actiekaart") if card else []
    shown = {"card": card, "line": line, "modules": modules, "offers": offers}
    facts = (version.id, version.digest) if version else ()
    made_from = [module.shown for module in modules]
    return unless_unchanged(lambda: render_template("home/front.html", **shown), facts, made_from, offers)


@csrf.exempt  # a public page must not need a cookie; at worst somebody reads English
@bp.post("/taal")
@permit(anyone)
def language(actor: Actor) -> Answer:
    """Choose the language of the interface, for this browser and for the account."""
    chosen = request.form.get("language", "nl")
    chosen = chosen if chosen in CODES else "nl"
    answer = redirect(own_path(request.form.get("next", "/")), 303)
    answer.set_cookie(
        COOKIE,
        chosen,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    if isinstance(actor, Person):
        accounts.choose_language(actor, chosen)
    return answer


@bp.get("/help")
@permit(anyone)
def help_page() -> str:
    """Explain how the product works."""
    return render_template("home/help.html")


@bp.get("/contact")
@permit(anyone)
def contact() -> str:
    """Say how to reach a person."""
    return render_template("home/contact.html")


@bp.get("/privacy")
@permit(anyone)
def privacy() -> str:
    """Say what is kept of whom, and for how long."""
    kept = [(each.what, retention.days_of(each), each.since) for each in retention.kinds()]
    return render_template("home/privacy.html", kept=kept)


@bp.get("/toegankelijkheid")
@permit(anyone)
def accessibility() -> str:
    """Say how accessible the product is, and what is not proved."""
    return render_template("home/accessibility.html")


@bp.get("/.well-known/security.txt")
@permit(anyone)
def security() -> Response:
    """Tell finders of a leak where to go (RFC 9116)."""
    base = current_app.config["SETTINGS"].base_url
    expires = (now() + timedelta(days=180)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    text = render_template("home/security.txt", base=base, expires=expires.isoformat())
    return Response(text, mimetype="text/plain")
