"""Pictures of modules: public and kept for long, but for those of a draft; recordings for who signed in, in pieces."""

from typing import Any

from flask import Response, request
from werkzeug import Response as Answer

from lms.content.spoken import is_recording
from lms.kernel.permit import anyone, permit
from lms.training.queries.media import Picture, media_of
from lms.training.views.blueprint import bp

A_DAY = 24 * 3600
A_YEAR = 365 * A_DAY
#: A drawing may show itself and nothing else, also when somebody opens its address.
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get("/modules/<module>/media/<name>")
@permit(anyone, picture=(media_of, "module", "name"))
def media(picture: Picture) -> Answer:
    """Give a picture or a recording; with its mark in the address it never changes."""
    found = picture.media
    known = request.args.get("v") == found.sha256[:8]
    kept = f"max-age={A_YEAR}, immutable" if known else f"max-age={A_DAY}"
    if not picture.public:
        kept = f"max-age={A_DAY}" if known and is_recording(found.file) else "no-cache"
    return served(found, f"{'public' if picture.public else 'private'}, {kept}")


def served(found: Any, kept: str) -> Answer:
    """Return a file; players ask for a recording piece by piece."""
    response = Response(found.content, mimetype=found.content_type)
    response.set_etag(found.sha256[:32])
    response.headers["Cache-Control"] = kept
    if found.content_type == "image/svg+xml":
        response.headers["Content-Security-Policy"] = SVG_POLICY
    pieces = is_recording(found.file)
    return response.make_conditional(
        request, accept_ranges=pieces, complete_length=len(found.content) if pieces else None
    )
