"""Requests for access, for who may invite."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.commands import access as commands
from lms.accounts.enums import Role
from lms.accounts.forms import AnswerForm
from lms.accounts.models import AccessRequest, Person
from lms.accounts.policy import can_invite, roles_everywhere, sees_every_neighbourhood
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_email
from lms.accounts.queries.register import PAGE, open_requests, request_known_to
from lms.accounts.views.words import given_rights, role_choices
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.ui.forms import show_refusal

bp = Blueprint("access", __name__, template_folder="../templates")


def _may_invite(actor: Any, *_things: Any) -> bool:
    return can_invite(actor)


@bp.get("/beheer/toegang")
@permit(can_invite)
def index() -> str:
    """List the requests that wait, the oldest first."""
    found = open_requests(after=request.args.get("na", 0, type=row_number))
    return render_template("accounts/access_requests.html", requests=found[:PAGE], more=len(found) > PAGE)


@bp.get("/beheer/toegang/<asked>")
@permit(_may_invite, asked=request_known_to)
def show(asked: AccessRequest, actor: Person) -> str:
    """Show one request and what can be answered."""
    return _page(_form(actor, formdata=None), asked, actor)


@bp.post("/beheer/toegang/<asked>")
@permit(_may_invite, asked=request_known_to)
def answer(asked: AccessRequest, actor: Person) -> Any:
    """Invite the asker with a role, or say no."""
    form = _form(actor)
    try:
        commands.refuse_answered(asked)
        if not form.validate_on_submit():
            return _page(form, asked, actor), 422
        words = _decline(asked, form, actor) if request.form.get("nee") else _let_in(asked, form, actor)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(form, asked, actor), 422
    flash(words)
    return redirect(url_for("access.index"), 303)


def _let_in(asked: AccessRequest, form: AnswerForm, actor: Person) -> str:
    rights = given_rights(Role(form.role.data)) if form.role.data else {}
    commands.let_in(asked, **rights, by=actor, origin=origin())
    return _("De uitnodiging aan %(name)s is onderweg.", name=asked.name)


def _decline(asked: AccessRequest, form: AnswerForm, actor: Person) -> str:
    commands.decline(asked, words=form.words.data or "", by=actor, origin=origin())
    return _("%(name)s krijgt een mail dat het nu niet kan.", name=asked.name)


def _form(actor: Person, **given: Any) -> AnswerForm:
    form = AnswerForm(**given)
    form.role.choices = [SelectChoice("", _("Nog geen rol")), *role_choices(roles_everywhere(actor))]
    return form


def _page(form: AnswerForm, asked: AccessRequest, actor: Person) -> str:
    shown = {"known": person_by_email(asked.email), "sees_neighbourhoods": sees_every_neighbourhood(actor)}
    return render_template("accounts/access_answer.html", form=form, asked=asked, **shown)
