"""Answering which dates suit, by a link of one's own or signed in. Opening a link changes nothing; a button does."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.clock import now
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.commands.polls.answering import answer
from lms.meetings.forms.polls import answer_form, said_in
from lms.meetings.models import DateInvite
from lms.meetings.policy import may_see_answers
from lms.meetings.queries.polls import Link, invite_by_token, options_of, overview_of, own_invite, votes_of
from lms.meetings.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
GONE = 410


def link_at(token: str, _actor: Actor) -> Link | None:
    """Return whose link this is; who has it need not be signed in."""
    return invite_by_token(token)


@bp.get("/datumprikker/<token>")
@permit(anyone, link=(link_at, "token"))
def show_own_dates(link: Link) -> Answer:
    """Show the dates to who has the link; it shows nothing of what others say."""
    return _page(link.invite) if link.works else _old()


@bp.post("/datumprikker/<token>")
@permit(anyone, link=(link_at, "token"))
def answer_own_dates(link: Link) -> Answer:
    """Keep what somebody says of each date."""
    return _answered(link.invite) if link.works else _old()


@bp.get("/datumprikker/u/<poll>")
@permit(signed_in, invite=(own_invite, "poll"))
def show_asked_dates(invite: DateInvite, actor: Actor) -> Answer:
    """Show the dates to somebody who is signed in, and what others say when they may read that."""
    return _page(invite, sees=may_see_answers(actor, invite.poll))


@bp.post("/datumprikker/u/<poll>")
@permit(signed_in, invite=(own_invite, "poll"))
def answer_asked_dates(invite: DateInvite, actor: Actor) -> Answer:
    """Keep what somebody who is signed in says of each date."""
    return _answered(invite, sees=may_see_answers(actor, invite.poll))


def _answered(invite: DateInvite, *, sees: bool = False) -> Answer:
    options = options_of(invite.poll)
    form = answer_form(invite.poll, options, {})
    if not form.validate_on_submit():
        return _page(invite, form, sees=sees)
    try:
        answer(invite, said_in(form, options))
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(invite, form, sees=sees)
    flash(_("Dank je wel. Je antwoord is bewaard."), "ok")
    return redirect(request.path, 303)


def _page(invite: DateInvite, form: object = None, *, sees: bool = False) -> Answer:
    poll = invite.poll
    if invite.revoked_at is not None:
        return render_template("meetings/poll_gone.html", old=False), GONE
    options = options_of(poll)
    page = render_template(
        "meetings/poll_answer.html",
        poll=poll,
        invite=invite,
        form=form or answer_form(poll, options, votes_of(invite)),
        open=poll.asks(now()),
        overview=overview_of(poll) if sees else None,
        action=request.path,
    )
    return (page, 422) if form else page


def _old() -> Answer:
    return render_template("meetings/poll_gone.html", old=True), GONE
