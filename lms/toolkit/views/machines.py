"""What programs follow: a feed of new and changed items."""

from flask import current_app, make_response, render_template
from werkzeug import Response

from lms.kernel.permit import anyone, permit
from lms.toolkit.queries.feed import newest_versions
from lms.toolkit.views.blueprint import bp
from lms.ui.validator import unless_unchanged

ATOM = "application/atom+xml"


@bp.get("/toolkit/feed.atom")
@bp.get("/feeds/toolkit.atom")
@permit(anyone)
def feed() -> Response:
    """List new items and real changes, the newest first."""
    news, site = newest_versions(), current_app.config["SETTINGS"].base_url

    def page() -> Response:
        answer = make_response(render_template("toolkit/feed.xml", news=news, site=site))
        answer.mimetype = ATOM
        return answer

    return unless_unchanged(page, news)
