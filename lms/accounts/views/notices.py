"""A person's own notices, and how often they come by mail."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.commands.notices import choose_cadences, read_notice, read_notices
from lms.accounts.forms import MailForm
from lms.accounts.models import Notice, Person
from lms.accounts.queries.notices import PAGE, cadences_of, kinds_for, notices_of, own_notice
from lms.accounts.views.confirming import with_address
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


@bp.get("/account/mail")
@permit(signed_in)
@with_address
def choose(actor: Person) -> str:
    """Ask how often each kind of notice comes by mail."""
    return _choices(_mail_form(actor))


@bp.post("/account/mail")
@permit(signed_in)
@with_address
def save_choices(actor: Person) -> Any:
    """Choose how often each kind of notice comes by mail."""
    form = _mail_form(actor)
    if not form.validate_on_submit():
        return _choices(form), 422
    choose_cadences(actor, form.chosen())
    flash(_("Je keuzes voor mail zijn bewaard."), "ok")
    return redirect(url_for("account.show", _anchor="mail"), 303)


def _mail_form(actor: Person) -> MailForm:
    return MailForm.asking(kinds_for(actor), cadences_of(actor), prefix="mail-")


def _choices(form: MailForm) -> str:
    return render_template("accounts/mail_choices.html", form=form)
