"""What somebody has planned, and the address where their calendar fetches it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response as Answer

from lms.accounts.commands.mail_layout import site
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.calendar_feed import feed_answer
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.slots import panels
from lms.meetings.commands.feeds import end_feed, make_feed, token_of
from lms.meetings.commands.letters import appointment_of
from lms.meetings.models import CalendarFeed
from lms.meetings.queries.agenda import PAGE, ahead_of, in_feed_of, past_of, places_to_plan
from lms.meetings.queries.feeds import feed_by_token, feed_of
from lms.meetings.queries.polls import polls_asked
from lms.meetings.slots import AGENDA_PANELS
from lms.meetings.views.blueprint import bp
from lms.programme.queries.contacts import contacts_of


@bp.get("/agenda")
@permit(signed_in)
def agenda(actor: Person) -> str:
    """Show what is planned, what was, and whom to call."""
    past = past_of(actor, before=request.args.get("voor", ""))
    more = url_for(".agenda", voor=past[PAGE - 1].meeting.uid, _anchor="geweest") if len(past) > PAGE else ""
    feed = feed_of(actor)
    return render_template(
        "meetings/agenda.html",
        ahead=ahead_of(actor),
        asked=polls_asked(actor),
        panels=panels(AGENDA_PANELS, actor, actor),
        past=past[:PAGE],
        next=more,
        contacts=contacts_of(actor),
        places=places_to_plan(actor),
        feed=feed,
        address=_address(feed),
    )


@bp.post("/agenda/adres")
@permit(signed_in)
def make_address(actor: Person) -> Answer:
    """Make an address for the calendar of this person; an older one ends."""
    make_feed(actor, origin=origin())
    flash(_("Hier is je adres. Zet het in de agenda op je telefoon of computer."), "ok")
    return redirect(url_for(".agenda", _anchor="eigen-agenda"), 303)


@bp.post("/agenda/adres/weg")
@permit(signed_in)
def end_address(actor: Person) -> Answer:
    """End that address."""
    end_feed(actor, origin=origin())
    flash(_("Het adres werkt niet meer. Je kunt altijd een nieuw adres maken."), "ok")
    return redirect(url_for(".agenda", _anchor="eigen-agenda"), 303)


@bp.get("/agenda/<feed>.ics")
@permit(anyone, feed=feed_by_token)
def fetch(feed: CalendarFeed) -> Response:
    """Give a calendar what its owner has planned, or 304 when it has that already."""
    with force_locale(feed.person.language):
        meetings = in_feed_of(feed.person)
        facts = [site(), feed.person.language, *(f"{each.uid}/{each.serial}/{each.sequence}" for each in meetings)]
        return feed_answer(facts, lambda: [appointment_of(each) for each in meetings], name="Kringwijs")


def _address(feed: CalendarFeed | None) -> str:
    token = token_of(feed) if feed else ""
    return site() + url_for(".fetch", feed=token) if token else ""
