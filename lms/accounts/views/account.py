"""A person's own account: name, reading, sessions."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response

from lms.accounts.commands.entry import go_out
from lms.accounts.commands.people import end_all_sessions
from lms.accounts.commands.preferences import choose_name, choose_reading
from lms.accounts.enums import TextSize
from lms.accounts.forms import NameForm, ReadingForm
from lms.accounts.models import Person, SignInSession
from lms.accounts.queries.origin import origin
from lms.accounts.queries.role_words import roles_in_words
from lms.accounts.queries.sessions import own_session, sessions_of
from lms.accounts.slots import ACCOUNT_PANELS
from lms.kernel.permit import permit, signed_in
from lms.kernel.slots import panels

bp = Blueprint("account", __name__, template_folder="../templates")


@bp.get("/account")
@permit(signed_in)
def show(actor: Person) -> str:
    """Show everything a person chooses for themselves."""
    return _page(actor)


@bp.post("/account/naam")
@permit(signed_in)
def save_name(actor: Person) -> Any:
    """Choose another name."""
    form = NameForm(prefix="name-")
    if not form.validate_on_submit():
        return _page(actor, name=form), 422
    choose_name(actor, form.name.data)
    return _saved(_("Je naam is bewaard."))


@bp.post("/account/lezen")
@permit(signed_in)
def save_reading(actor: Person) -> Any:
    """Choose how pages look and sound; the answer speaks the new language already."""
    form = ReadingForm(prefix="reading-")
    if not form.validate_on_submit():
        return _page(actor, reading=form), 422
    choose_reading(
        actor,
        language=form.language.data,
        text_size=TextSize(form.text_size.data),
        read_aloud=form.read_aloud.data,
    )
    g.language = actor.language
    refresh()
    return _saved(_("Je keuzes zijn bewaard."))


@bp.post("/account/sessies/<session>/beeindigen")
@permit(signed_in, session=own_session)
def end_session(session: SignInSession) -> Response:
    """Sign one device out."""
    go_out(session, origin=origin())
    return _saved(_("Dat apparaat is uitgelogd."))


@bp.post("/account/sessies/beeindigen")
@permit(signed_in)
def end_other_sessions(actor: Person) -> Response:
    """Sign out everywhere but here."""
    end_all_sessions(actor, keep=actor.sign_in, by=actor.uid, origin=origin())
    return _saved(_("Op al je andere apparaten ben je uitgelogd."))


def _saved(message: str) -> Response:
    flash(message, "ok")
    return redirect(url_for(".show"), 303)


def _page(actor: Person, **refused: Any) -> str:
    given = {
        "name": refused.get("name") or NameForm(formdata=None, prefix="name-", name=actor.name),
        "reading": refused.get("reading") or ReadingForm(formdata=None, prefix="reading-", obj=actor),
    }
    return render_template(
        "accounts/account.html",
        person=actor,
        roles=roles_in_words(actor),
        sessions=sorted(sessions_of(actor), key=lambda each: each.id != actor.sign_in.id),
        panels=panels(ACCOUNT_PANELS, actor, actor),
        **given,
    )
