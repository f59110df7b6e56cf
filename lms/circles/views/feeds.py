"""The secret address where a calendar fetches the sessions of one circle."""

from dataclasses import replace

from flask import Response, flash, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response as Answer

from lms.accounts.commands.mail_layout import site
from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands.series import title_of
from lms.circles.models import Circle
from lms.circles.queries.circles import circle_by_slug
from lms.circles.queries.feeds import CircleFeed, InFeed, circle_feed_by_token, host_of, sessions_in_feed
from lms.circles.views.blueprint import bp
from lms.kernel.calendar_feed import feed_answer
from lms.kernel.calendar_file import Appointment
from lms.kernel.permit import anyone, permit
from lms.meetings.commands.feeds import end_feed, make_feed, token_of
from lms.meetings.commands.letters import appointment_of
from lms.meetings.models import CalendarFeed


@bp.post("/leerkringen/<circle>/agenda-adres")
@permit(policy.is_in, circle=circle_by_slug)
def make_circle_address(circle: Circle, actor: Person) -> Answer:
    """Make an address for the calendar of this person; an older one ends."""
    make_feed(actor, host=host_of(circle), origin=origin())
    return _back(circle, _("Hier is je adres. Zet het in de agenda op je telefoon of computer."))


@bp.post("/leerkringen/<circle>/agenda-adres/weg")
@permit(policy.is_in, circle=circle_by_slug)
def end_circle_address(circle: Circle, actor: Person) -> Answer:
    """End that address."""
    end_feed(actor, host=host_of(circle), origin=origin())
    return _back(circle, _("Het adres werkt niet meer. Je kunt altijd een nieuw adres maken."))


@bp.get("/leerkringen/agenda/<feed>.ics")
@permit(anyone, feed=circle_feed_by_token)
def fetch_circle(feed: CircleFeed) -> Response:
    """Give a calendar the sessions of a circle, or 304 when it has them already."""
    language = feed.feed.person.language
    with force_locale(language):
        found = sessions_in_feed(feed.circle)
        facts = [site(), language, feed.circle.name, *(_fact(each) for each in found)]
        return feed_answer(facts, lambda: [_told(feed.circle, each) for each in found], name=feed.circle.name)


def address_of(feed: CalendarFeed | None) -> str:
    """Return the whole address, or nothing when there is none or it cannot be shown any more."""
    token = token_of(feed) if feed else ""
    return site() + url_for("circles.fetch_circle", feed=token) if token else ""


def _fact(each: InFeed) -> str:
    meeting = each.session.meeting
    return f"{meeting.uid}/{meeting.serial}/{meeting.sequence}/{each.hushed:d}"


def _told(circle: Circle, each: InFeed) -> Appointment:
    whole = appointment_of(each.session.meeting)
    if not each.hushed:
        return whole
    return replace(whole, title=title_of(circle, each.session.number, ""), text=whole.url)


def _back(circle: Circle, words: str) -> Answer:
    flash(words, "ok")
    return redirect(url_for("circles.circle", circle=circle.slug, _anchor="eigen-agenda"), 303)
