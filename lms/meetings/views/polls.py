"""Asking people for a date, and what they say, for who asks."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.commands.polls.asking import ask_again, ask_for_dates, objections
from lms.meetings.commands.polls.closing import revoke
from lms.meetings.commands.polls.reminding import remind_by_hand, to_remind
from lms.meetings.forms.polls import PollForm, UntilForm
from lms.meetings.models import DateInvite, DatePoll
from lms.meetings.policy import asks_for_dates
from lms.meetings.queries.poll_groups import Where, groups_to_ask, may_ask_in, neighbourhoods_to_ask, where_at, where_of
from lms.meetings.queries.polls import invite_at, mailed, name_of, overview_of, people_counted, poll_at, polls_of
from lms.meetings.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
POLL = (poll_at, "poll")
INVITE = (invite_at, "poll", "invite")
#: What a button of the form does besides sending: a row more, or back from the last look.
ROW, GUEST, EDIT, LOOK, SEND = "rij", "gast", "terug", "bekijk", "stuur"


@bp.get("/beheer/datumprikker")
@permit(asks_for_dates)
def poll_list(actor: Person) -> str:
    """Show the polls somebody looks after, and where they can begin one."""
    polls = polls_of(actor)
    places = neighbourhoods_to_ask(actor)
    shown = {"polls": polls, "counts": people_counted(polls), "places": places, "groups": groups_to_ask(actor)}
    return render_template("meetings/polls.html", **shown)


@bp.get("/beheer/datumprikker/nieuw/<place>")
@permit(may_ask_in, where=(where_at, "place"))
def new_poll(where: Where) -> str:
    """Ask what, which dates and whom."""
    return _form_page(PollForm.about(where), where)


@bp.post("/beheer/datumprikker/nieuw/<place>")
@permit(may_ask_in, where=(where_at, "place"))
def ask_for_date(where: Where, actor: Person) -> Answer:
    """Give a row more, show once what will happen, or ask."""
    form, act = PollForm.about(where), request.form.get("act", LOOK)
    if act in (ROW, GUEST, EDIT):
        if act != EDIT:
            form.add_row("dates" if act == ROW else "guests")
        return _form_page(form, where)
    if not _fine(form, where):
        return _form_page(form, where), 422
    if act != SEND:
        return _last_look(form, where)
    poll = ask_for_dates(where, form.question(where), actor, form_key=form.key, origin=origin())
    flash(_("Je vraag is verstuurd. Je krijgt bericht als iedereen heeft geantwoord."), "ok")
    return redirect(url_for(".show_poll", poll=poll.uid), 303)


@bp.get("/beheer/datumprikker/<poll>")
@permit(signed_in, poll=POLL)
def show_poll(poll: DatePoll) -> str:
    """Show what everybody says of each date."""
    return poll_page(poll, UntilForm(formdata=None, deadline=None))


@bp.post("/beheer/datumprikker/<poll>/herinner")
@permit(signed_in, poll=POLL)
def remind_silent(poll: DatePoll, actor: Person) -> Response:
    """Remind who did not answer; pressed again it sends nothing."""
    try:
        number = remind_by_hand(poll, actor, origin=origin())
        words = ngettext("%(num)d mens krijgt een herinnering.", "%(num)d mensen krijgen een herinnering.", number)
        flash(words if number else _("Iedereen kreeg net al een mail. Wacht nog even."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return _back(poll)


@bp.post("/beheer/datumprikker/<poll>/vraag/<invite>")
@permit(signed_in, invite=INVITE)
def ask_somebody_again(invite: DateInvite, actor: Person) -> Response:
    """Send somebody a new link, which ends the old one."""
    try:
        ask_again(invite, actor, origin=origin())
        flash(_("%(name)s krijgt een nieuwe link. De oude werkt niet meer.", name=name_of(invite)), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return _back(invite.poll)


@bp.post("/beheer/datumprikker/<poll>/vraag/<invite>/intrekken")
@permit(signed_in, invite=INVITE)
def revoke_invite(invite: DateInvite, actor: Person) -> Response:
    """Ask somebody no more."""
    revoke(invite, actor, origin=origin())
    flash(_("Je vraagt %(name)s niet meer. De link werkt niet meer.", name=name_of(invite)), "ok")
    return _back(invite.poll)


def poll_page(poll: DatePoll, until: UntilForm) -> str:
    """Return the page of a poll, with the form for more time as it was sent."""
    overview = overview_of(poll)
    return render_template(
        "meetings/poll.html",
        poll=poll,
        overview=overview,
        where=where_of(poll),
        mails=mailed(to_remind(overview.waiting)),
        until=until,
        name_of=name_of,
    )


def _fine(form: PollForm, where: Where) -> bool:
    """Say everything that stands in the way, at the fields."""
    if not form.validate_on_submit():
        return False
    against = objections(where, form.question(where))
    for each in against:
        show_refusal(form, each)
    return not against


def _form_page(form: PollForm, where: Where) -> str:
    acts = {"row": ROW, "guest": GUEST, "look": LOOK}
    return render_template("meetings/poll_new.html", form=form, where=where, acts=acts)


def _last_look(form: PollForm, where: Where) -> str:
    """Say how many people get mail; everything that was filled in goes along, unseen."""
    question: Any = form.question(where)
    kept = [pair for pair in request.form.items(multi=True) if pair[0] not in ("act", "csrf_token")]
    mails = sum(1 for each in question.people if each.email) + len(question.guests)
    told = {"question": question, "where": where, "kept": kept, "mails": mails, "acts": {"edit": EDIT, "send": SEND}}
    return render_template("meetings/poll_confirm.html", **told)


def _back(poll: DatePoll) -> Response:
    return redirect(url_for(".show_poll", poll=poll.uid), 303)
