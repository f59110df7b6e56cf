"""What people see when something cannot be shown or done."""

import logging
import sys
from typing import Any

from flask import Blueprint, current_app, g, jsonify, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from lms.kernel.own_path import page_of_the_form
from lms.kernel.work import give_up

bp = Blueprint("failures", __name__)
log = logging.getLogger(__name__)
OWN_PAGES = frozenset({400, 403, 404, 413, 422, 429})


@bp.app_errorhandler(HTTPException)
def refused(error: HTTPException) -> Any:
    """Explain a refusal in words; what has no page of its own reads as the nearest one."""
    if error.response is not None:
        return error.response
    code = error.code or 500
    if isinstance(getattr(error, "original_exception", None), OperationalError):
        code = 503  # the commit failed, after the view
    if request.path.startswith("/api/"):
        return jsonify(status=code, title=error.name), code
    if code >= 500:
        return broken(code)
    page = code if code in OWN_PAGES else {405: 404, 410: 404}.get(code, 422)
    return render_template(f"errors/{page}.html"), code, _headers(error)


@bp.app_errorhandler(CSRFError)
def stale(_error: CSRFError) -> Any:
    """Say that the form stood open too long, or that signing in has ended; what was typed is kept by the browser."""
    if current_user.is_authenticated:
        return render_template("errors/400.html"), 400
    return render_template("errors/400.html", sign_in=url_for("sign_in.sign_in", next=page_of_the_form())), 400


@bp.app_errorhandler(OperationalError)
def overloaded(_error: OperationalError) -> Any:
    """Say that it is busy when the database cannot be reached or stays locked."""
    log.exception("database")
    return broken(ServiceUnavailable.code)


@bp.app_errorhandler(Exception)
def failed(error: Exception) -> Any:
    """Say that it is our mistake; works without the database, the person or a language."""
    if current_app.testing:
        raise error
    current_app.log_exception(sys.exc_info())
    return broken(500)


def broken(code: int) -> Any:
    """Return the page for 500 or 503, without asking the database who looks at it."""
    give_up()
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # noqa: SLF001 -- where Flask-Login looks first
    answer = render_template("errors/503.html" if code in {502, 503, 504} else "errors/500.html")
    return answer, code, {"Retry-After": "30"} if code == 503 else {}


def _headers(error: HTTPException) -> dict[str, str]:
    kept = {"Retry-After", "Allow"}
    return {name: value for name, value in error.get_headers() if name in kept}
