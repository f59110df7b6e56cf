"""More dates, fewer dates, more time, choosing one and giving up, for who asks for a date."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.commands.polls.choosing import choose_date
from lms.meetings.commands.polls.closing import ask_longer, give_up
from lms.meetings.commands.polls.options import add_dates, take_date_away
from lms.meetings.commands.telling import INVITED
from lms.meetings.forms.polls import DatesForm, UntilForm
from lms.meetings.models import DateOption, DatePoll
from lms.meetings.queries.meeting import reach_of_choosing
from lms.meetings.queries.poll_groups import where_of
from lms.meetings.queries.polls import Overview, mailed, option_of, overview_of, poll_at
from lms.meetings.views.blueprint import bp
from lms.meetings.views.polls import ROW, poll_page
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
POLL = (poll_at, "poll")


def chosen_option(uid: str, option: str, actor: Person) -> tuple[DatePoll, DateOption] | None:
    """Return a date with its poll, when somebody manages that."""
    poll = poll_at(uid, actor)
    found = option_of(poll, option) if poll else None
    return (poll, found) if poll and found else None


@bp.route("/beheer/datumprikker/<poll>/datums", methods=["GET", "POST"])
@permit(signed_in, poll=POLL)
def more_dates(poll: DatePoll, actor: Person) -> Answer:
    """Ask about more dates."""
    form = DatesForm()
    if request.form.get("act") == ROW:
        form.dates.append_entry()
    elif form.validate_on_submit():
        try:
            add_dates(poll, form.starts, actor, origin=origin())
            flash(_("Toegevoegd. Wie al antwoordde, ziet de nieuwe datum bij de eigen link."), "ok")
            return redirect(url_for(".show_poll", poll=poll.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("meetings/poll_dates.html", poll=poll, form=form, more=ROW)
    return (page, 422) if form.errors else page


@bp.post("/beheer/datumprikker/<poll>/datums/<option>/weg")
@permit(signed_in, both=(chosen_option, "poll", "option"))
def remove_date(both: tuple[DatePoll, DateOption], actor: Person) -> Response:
    """Ask about a date no more; the other answers stay."""
    poll, option = both
    try:
        take_date_away(poll, option, actor, origin=origin())
        flash(_("De datum is weg. Wat mensen van de andere datums zeiden, blijft staan."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".show_poll", poll=poll.uid), 303)


@bp.get("/beheer/datumprikker/<poll>/kies/<option>")
@permit(signed_in, both=(chosen_option, "poll", "option"))
def look_at_date(both: tuple[DatePoll, DateOption], actor: Person) -> str:
    """Show what choosing this date does: who cannot come, and how many people get mail."""
    poll, option = both
    overview: Overview = overview_of(poll)
    said = next(each for each in overview.dates if each.option.id == option.id)
    mails = reach_of_choosing(poll, overview.invites, actor, INVITED).mails
    told = {"poll": poll, "said": said, "mails": mails, "where": where_of(poll)}
    return render_template("meetings/poll_choose.html", **told)


@bp.post("/beheer/datumprikker/<poll>/kies/<option>")
@permit(signed_in, both=(chosen_option, "poll", "option"))
def choose(both: tuple[DatePoll, DateOption], actor: Person) -> Response:
    """Plan the meeting on this date; pressed again it is the same meeting."""
    poll, option = both
    try:
        choose_date(poll, option, actor, origin=origin())
        flash(_("De afspraak staat. Iedereen die je vroeg, is uitgenodigd."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".show_poll", poll=poll.uid), 303)


@bp.get("/beheer/datumprikker/<poll>/stoppen")
@permit(signed_in, poll=POLL)
def look_at_stopping(poll: DatePoll) -> str:
    """Show what giving up does, and how many people get mail."""
    overview = overview_of(poll)
    return render_template("meetings/poll_stop.html", poll=poll, mails=mailed(overview.invites))


@bp.post("/beheer/datumprikker/<poll>/stoppen")
@permit(signed_in, poll=POLL)
def stop_poll(poll: DatePoll, actor: Person) -> Response:
    """Give it up."""
    try:
        give_up(poll, actor, origin=origin())
        flash(_("Je bent gestopt. Wie je vroeg, krijgt bericht."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".show_poll", poll=poll.uid), 303)


@bp.post("/beheer/datumprikker/<poll>/langer")
@permit(signed_in, poll=POLL)
def give_more_time(poll: DatePoll, actor: Person) -> Answer:
    """Let people answer until another day."""
    form = UntilForm()
    if form.validate_on_submit():
        try:
            ask_longer(poll, form.moment, actor, origin=origin())
            flash(_("Mensen kunnen langer antwoorden."), "ok")
            return redirect(url_for(".show_poll", poll=poll.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return poll_page(poll, form), 422
