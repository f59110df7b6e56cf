"""Pictures of items: named by their content, so public and kept for long, but for those of a draft."""

from flask import Response, request
from werkzeug import Response as Answer

from lms.kernel.permit import anyone, permit
from lms.toolkit.queries.media import Drawn, picture_of
from lms.toolkit.views.blueprint import bp

A_YEAR = 365 * 24 * 3600
#: A drawing may show itself and nothing else, also when somebody opens its address.
SVG, SVG_POLICY = "image/svg+xml", "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get("/toolkit/<slug>/media/<file>")
@permit(anyone, drawn=(picture_of, "slug", "file"))
def media(drawn: Drawn) -> Answer:
    """Give a picture; its name holds its fingerprint, so it never changes."""
    picture = drawn.picture
    response = Response(picture.content, mimetype=picture.content_type)
    response.set_etag(picture.sha256[:32])
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if drawn.public else "private, no-store"
    if picture.content_type == SVG:
        response.headers["Content-Security-Policy"] = SVG_POLICY
    return response.make_conditional(request)
