"""A person's own notices."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.commands.notices import read_notice, read_notices
from lms.accounts.models import Notice, Person
from lms.accounts.queries.notices import PAGE, notices_of, own_notice
from lms.kernel.permit import permit, signed_in
from lms.kernel.row_numbers import row_number

bp = Blueprint("notices", __name__, template_folder="../templates")


@bp.get("/account/berichten")
@permit(signed_in)
def index(actor: Person) -> str:
    """List what a person was told, the newest first."""
    before = request.args.get("voor", type=row_number)
    found = notices_of(actor, before=before)
    page, more = found[:PAGE], len(found) > PAGE
    return render_template("accounts/notices.html", person=actor, notices=page, more=more, first=before is None)


@bp.post("/account/berichten/<notice>")
@permit(signed_in, notice=own_notice)
def read(notice: Notice) -> Response:
    """Mark a notice as read and go where it leads."""
    read_notice(notice)
    return redirect(notice.url, 303)


@bp.post("/account/berichten/gelezen")
@permit(signed_in)
def read_all(actor: Person) -> Response:
    """Mark as read what stood on the page, and not what came since."""
    read_notices(actor, up_to=request.form.get("tot", default=0, type=row_number))
    flash(_("Al je berichten zijn gelezen."), "ok")
    return redirect(url_for(".index"), 303)
