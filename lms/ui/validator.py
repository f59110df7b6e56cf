"""Letting a visitor keep a public page that has not changed: 304 without making it again."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Response, make_response, request, session
from flask_login import current_user
from werkzeug import Response as Answer

from lms.ui.assets_manifest import manifest
from lms.ui.languages import chosen_language

SOURCES = Path(__file__).parents[1]


def unless_unchanged(page: Callable[[], str | Answer], *made_from: object) -> Response:
    """Return the page, or 304 to a visitor who has it; ``made_from`` are the versions of all it shows.

    Who signed in, or carries anything in the session such as a message, always gets a page of their own.
    """
    if current_user.is_authenticated or session:
        return make_response(page())
    facts = (release(), chosen_language(), request.full_path, *made_from)
    validator = sha256("|".join(map(str, facts)).encode()).hexdigest()[:32]
    known = request.if_none_match.contains_weak(validator)
    answer = Response(status=304) if known else make_response(page())
    answer.set_etag(validator, weak=True)
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Cookie")
    return answer


@cache
def release() -> str:
    """Return a digest of everything pages are made with: templates, words, stylesheet and script."""
    digest = sha256(repr(sorted(manifest().items())).encode())
    for kind in ("**/*.html", "**/*.mo"):
        for path in sorted(SOURCES.glob(kind)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
