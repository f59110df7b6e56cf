"""What search engines ask first: what they may read, and every public page there is."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, current_app, make_response, render_template

from lms.kernel.permit import anyone, permit
from lms.programme.queries.cards import current_card
from lms.toolkit.queries.feed import item_addresses
from lms.training.queries import published_modules
from lms.ui.validator import unless_unchanged

bp = Blueprint("machines", __name__, template_folder="../templates")
PAGES = ("/", "/toolkit", "/modules", "/actiekaart", "/help", "/contact", "/privacy", "/toegankelijkheid")
#: Places that are nobody's but those who signed in, or endless.
CLOSED = ("/beheer", "/account", "/wijken", "/programma", "/dit-kan-beter", "/inloggen")
Address = tuple[str, datetime | None]


@bp.get("/robots.txt")
@permit(anyone)
def robots() -> Response:
    """Say what programs may read, and where the list of pages is."""
    base = current_app.config["SETTINGS"].base_url
    closed = (f"Disallow: {path}" for path in CLOSED)
    lines = ["User-agent: *", *closed, "Allow: /wijken/*/hulp", "", f"Sitemap: {base}/sitemap.xml", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@bp.get("/sitemap.xml")
@permit(anyone)
def sitemap() -> Response:
    """List the address of every public page that is worth finding."""
    addresses = list(_addresses())

    def page() -> Response:
        base = current_app.config["SETTINGS"].base_url
        answer = make_response(render_template("home/sitemap.xml", base=base, addresses=addresses))
        answer.mimetype = "application/xml"
        return answer

    return unless_unchanged(page, addresses)


def _addresses() -> Iterator[Address]:
    """Return every public path with when it changed, where that is known; three statements."""
    yield from ((path, None) for path in PAGES)
    if version := current_card():
        yield from ((f"/actiekaart/{step.key}", None) for step in version.card.steps)
    yield from ((f"/modules/{module.slug}", None) for module in published_modules())
    yield from item_addresses()
