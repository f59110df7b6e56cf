"""The log of what people did, for administrators."""

from flask import Blueprint, render_template, request

from lms.accounts.policy import is_administrator
from lms.accounts.queries.log import log_page
from lms.kernel import audit
from lms.kernel.permit import permit
from lms.kernel.row_numbers import row_number

bp = Blueprint("log", __name__, template_folder="../templates")


@bp.get("/beheer/logboek")
@permit(is_administrator)
def index() -> str:
    """List what was done, the newest first; on request, check that nobody changed the log."""
    action, before = request.args.get("actie", "").strip(), request.args.get("voor", type=row_number)
    return render_template(
        "accounts/log.html",
        page=log_page(action=action or None, before=before),
        action=action,
        first=before is None,
        checked="controle" in request.args,
        broken=audit.verify() if "controle" in request.args else None,
    )
