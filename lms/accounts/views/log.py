"""The log of what people did, for administrators."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.models import Person
from lms.accounts.policy import is_administrator
from lms.accounts.queries.log import last_check, log_page
from lms.accounts.queries.origin import origin
from lms.accounts.views.log_words import ORIGINS, RESULTS, about, action_words
from lms.kernel.permit import permit
from lms.kernel.queue import enqueue
from lms.kernel.row_numbers import row_number

bp = Blueprint("log", __name__, template_folder="../templates")


@bp.get("/beheer/logboek")
@permit(is_administrator)
def index() -> str:
    """List what was done, the newest first, and say whether the log was whole when it was last checked."""
    action, before = request.args.get("actie", "").strip(), request.args.get("voor", type=row_number)
    return render_template(
        "accounts/log.html",
        page=log_page(action=action or None, before=before),
        action=action,
        first=before is None,
        checked=last_check(),
        actions=action_words(),
        about=about,
        results=RESULTS,
        origins=ORIGINS,
    )


@bp.post("/beheer/logboek/controle")
@permit(is_administrator)
def check(actor: Person) -> Response:
    """Have the whole log checked, in the background."""
    enqueue("accounts.check_log", actor.uid, origin())
    flash(_("We controleren het logboek. Kijk over een minuut nog een keer op deze pagina."), "info")
    return redirect(url_for(".index"), 303)
