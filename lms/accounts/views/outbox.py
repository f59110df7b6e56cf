"""Outgoing mail, for administrators."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from lms.accounts.commands.mails import send_again
from lms.accounts.models import Person
from lms.accounts.policy import is_administrator
from lms.accounts.queries.origin import origin
from lms.accounts.views.mail_text import pieces
from lms.kernel import audit, outbox
from lms.kernel.outbox import COUNTED_UP_TO, Mail, MailState
from lms.kernel.permit import permit
from lms.kernel.row_numbers import row_number
from lms.kernel.work import afterwards

bp = Blueprint("outbox", __name__, template_folder="../templates")
PAGE = 30
STATES = {
    MailState.PARKED.value: _l("Lukte niet"),
    MailState.WAITING.value: _l("Wacht"),
    MailState.SENT.value: _l("Verstuurd"),
    MailState.KEPT.value: _l("Niet verstuurd"),
}


def mail_by_uid(uid: str, actor: Person) -> Mail | None:
    """Return a mail for an administrator; nobody else may know which mails there are."""
    return outbox.mail_by_uid(uid) if is_administrator(actor) else None


@bp.get("/beheer/uitgaande-mail")
@permit(is_administrator)
def index() -> str:
    """List mails, the newest first, with how many there are in each state."""
    state, before = request.args.get("staat"), request.args.get("voor", type=row_number)
    state = state if state in STATES else None
    found = outbox.mails(state=state, before=before, limit=PAGE + 1)
    return render_template(
        "accounts/outbox.html",
        mails=found[:PAGE],
        more=len(found) > PAGE,
        first=before is None,
        state=state,
        states=STATES,
        counts=outbox.counts(),
        counted_up_to=COUNTED_UP_TO,
        has_server=bool(current_app.config["SETTINGS"].mail_url),
    )


@bp.get("/beheer/uitgaande-mail/<mail>")
@permit(is_administrator, mail=mail_by_uid)
def show(mail: Mail, actor: Person) -> str:
    """Show one mail; looking is written in the log, and a text with a secret link is not shown."""
    line = {"object": f"mail/{mail.uid}", "actor_uid": actor.uid, "origin": origin()}
    afterwards(lambda session: audit.record("mail.read", session=session, **line))
    settings = current_app.config["SETTINGS"]
    text = mail.readable_text(demo=settings.demo)
    return render_template(
        "accounts/outbox_mail.html",
        mail=mail,
        text=None if text is None else list(pieces(text, settings.base_url)),
        states=STATES,
        may_send=mail.state == MailState.PARKED or (mail.state == MailState.KEPT and settings.mail_url),
    )


@bp.post("/beheer/uitgaande-mail/<mail>/opnieuw")
@permit(is_administrator, mail=mail_by_uid)
def again(mail: Mail, actor: Person) -> Response:
    """Try to send a mail once more."""
    send_again(mail, by=actor.uid, origin=origin())
    flash(_("De mail wordt nog een keer verstuurd."), "ok")
    return redirect(url_for(".show", mail=mail.uid), 303)
