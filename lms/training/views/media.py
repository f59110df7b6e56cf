"""Pictures of modules, public and kept for long."""

from flask import Response, request
from werkzeug import Response as Answer

from lms.kernel.permit import anyone, permit
from lms.training.models import ModuleMedia
from lms.training.queries.media import media_of
from lms.training.views.blueprint import bp

A_DAY = 24 * 3600
A_YEAR = 365 * A_DAY
#: A drawing may show itself and nothing else, also when somebody opens its address.
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get("/modules/<module>/media/<name>")
@permit(anyone, picture=(media_of, "module", "name"))
def media(picture: ModuleMedia) -> Answer:
    """Give a picture; with its mark in the address it never changes."""
    response = Response(picture.content, mimetype=picture.content_type)
    response.set_etag(picture.sha256[:32])
    marked = request.args.get("v") == picture.sha256[:8]
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if marked else f"public, max-age={A_DAY}"
    if picture.content_type == "image/svg+xml":
        response.headers["Content-Security-Policy"] = SVG_POLICY
    return response.make_conditional(request)
