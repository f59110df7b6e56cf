"""Pictures of modules: public and kept for long, but for those of a draft."""

from flask import Response, request
from werkzeug import Response as Answer

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
    """Give a picture; with its mark in the address it never changes."""
    found = picture.media
    response = Response(found.content, mimetype=found.content_type)
    response.set_etag(found.sha256[:32])
    kept = f"max-age={A_YEAR}, immutable" if request.args.get("v") == found.sha256[:8] else f"max-age={A_DAY}"
    response.headers["Cache-Control"] = f"public, {kept}" if picture.public else "private, no-cache"
    if found.content_type == "image/svg+xml":
        response.headers["Content-Security-Policy"] = SVG_POLICY
    return response.make_conditional(request)
