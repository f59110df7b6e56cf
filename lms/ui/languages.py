"""Dutch is the language of the source texts, English the second catalogue; which one a visitor reads."""

from pathlib import Path

from flask import Flask, g, has_request_context, request
from flask_babel import Babel
from flask_login import current_user

from lms.ui.shell import LANGUAGES

COOKIE = "taal"
CODES = tuple(language.code for language in LANGUAGES)
CATALOGUES = Path(__file__).parent / "translations"


def init_app(app: Flask) -> None:
    """Speak the reader's language: the person's own choice, else the cookie of this browser, else Dutch."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    Babel(app, default_locale="nl", default_timezone="Europe/Amsterdam", locale_selector=chosen_language)


def language_of_browser() -> str | None:
    """Return the language that was chosen in this browser, or nothing when nobody chose."""
    asked = request.cookies.get(COOKIE)
    return asked if asked in CODES else None


def chosen_language() -> str:
    """Return ``nl`` or ``en`` for the request at hand; Dutch outside a request."""
    if not has_request_context():
        return "nl"
    if "language" not in g:
        own = getattr(current_user, "language", None) if current_user else None
        g.language = own or language_of_browser() or "nl"
    return g.language
