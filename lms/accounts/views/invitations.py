"""Coming in for the first time: with an invitation, or by asking for access."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.commands.access import ask_for_access
from lms.accounts.commands.links import spent
from lms.accounts.commands.people import accept_invitation
from lms.accounts.enums import Purpose, Standing, Tried
from lms.accounts.errors import TooManyTries
from lms.accounts.forms import AccessForm, InvitationForm
from lms.accounts.models import MailLink, Person
from lms.accounts.queries.links import link_by_token
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import inviter_of, normal_address
from lms.accounts.queries.role_words import roles_and_places
from lms.accounts.slots import INVITATION_PANELS
from lms.accounts.views.entering import enter, limited, slowly_hashed
from lms.accounts.views.passwords import is_good
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.kernel.slots import panels
from lms.kernel.work import begin_writing, slow_first
from lms.ui.forms import show_refusal
from lms.ui.languages import chosen_language

bp = Blueprint("invitations", __name__, template_folder="../templates")


@bp.get("/uitnodiging/<token>")
@permit(anyone)
def show(token: str) -> Any:
    """Show who was invited and what for; following the link changes nothing."""
    link = _usable(token)
    return _spent() if link is None else _page(InvitationForm(formdata=None, obj=link.person), link, token)


@bp.post("/uitnodiging/<token>")
@slow_first
@permit(anyone)
def accept(token: str) -> Any:
    """Let the person in, with a password or without one."""
    form, link = InvitationForm(), _usable(token)
    if link is None:
        return _spent()
    password = form.password.data
    if not form.validate_on_submit() or (password and not is_good(form, link.person)):
        return _page(form, link, token), 422
    password_hash = _slowly_hashed_if_any(password)
    try:
        return enter(_accepted(token, form.name.data, password_hash))
    except Refusal:
        return _spent()


@bp.get("/toegang-vragen")
@permit(anyone)
def ask() -> str:
    """Show the form for access without an invitation."""
    return render_template("accounts/access_request.html", form=AccessForm(formdata=None))


@bp.post("/toegang-vragen")
@slow_first
@permit(anyone)
def send() -> Any:
    """Keep the request; the answer is the same for addresses with and without an account."""
    form = AccessForm()
    if not form.validate_on_submit():
        return render_template("accounts/access_request.html", form=form), 422
    try:
        limited(Tried.ACCESS, normal_address(form.email.data))
    except TooManyTries:
        show_refusal(form, Refusal(_("Er kwamen net al veel vragen binnen. Probeer het morgen nog een keer.")))
        return render_template("accounts/access_request.html", form=form), 429
    asked = {name: form[name].data for name in ("name", "email", "organisation", "reason")}
    ask_for_access(**asked, language=chosen_language())
    return redirect(url_for("invitations.asked"), 303)


@bp.get("/toegang-vragen/bedankt")
@permit(anyone)
def asked() -> str:
    """Say what happens now."""
    return render_template("accounts/access_asked.html")


def _usable(token: str) -> MailLink | None:
    link = link_by_token(token, Purpose.INVITATION)
    return link if link is not None and link.person.standing is Standing.INVITED else None


def _slowly_hashed_if_any(password: str | None) -> str | None:
    if password:
        return slowly_hashed(password)
    begin_writing()
    return None


def _accepted(token: str, name: str, password_hash: str | None) -> Person:
    link = _usable(token)
    if link is None:
        raise spent()
    return accept_invitation(link, name=name, password_hash=password_hash, origin=origin())


def _spent() -> tuple[str, int]:
    return render_template(
        "accounts/spent_link.html", purpose=Purpose.INVITATION, again=url_for("sign_in.ask_for_link")
    ), 410


def _page(form: InvitationForm, link: MailLink, token: str) -> str:
    person = link.person
    return render_template(
        "accounts/invitation.html",
        form=form,
        person=person,
        token=token,
        by=inviter_of(person),
        roles=roles_and_places(person),
        panels=panels(INVITATION_PANELS, person, person),
    )
