"""Who is asking: from the cookie to a person, on every request."""

from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

from flask import current_app, g, redirect, request, session
from werkzeug.wrappers import Response

from lms.accounts.commands.sessions import note_seen
from lms.accounts.models import Person, SignInSession
from lms.accounts.policy import is_alive, must_show_second_factor
from lms.accounts.queries.sessions import session_by_token
from lms.kernel.clock import now
from lms.kernel.own_path import START, page_of_the_form
from lms.kernel.work import afterwards

COOKIE_KEY = "_user_id"  # Flask-Login's name; ours holds the token of a session row
NOTE_EVERY = timedelta(minutes=15)  # the idle time of a session counts in days, so this is fine enough


def person_behind(token: str) -> Person | None:
    """Return who is fully signed in with this token; somebody halfway is nobody yet, see :func:`halfway`."""
    found = session_by_token(token)
    if found is None:
        return None
    moment = now()
    second_factor_waits = found.second_factor_at is None and must_show_second_factor(found.person, required_roles())
    if not is_alive(found, moment, halfway=second_factor_waits):
        return None
    if second_factor_waits:
        g.halfway = found
        return None
    if moment - found.last_seen_at >= NOTE_EVERY:
        # numbers, because the row itself is stale by then
        afterwards(partial(note_seen, sign_in_id=found.id, person_id=found.person_id, moment=moment))
    found.person.sign_in = found
    return found.person


def halfway() -> SignInSession | None:
    """Return the session of somebody who still has to show (or set up) a second factor."""
    return g.get("halfway")


def required_roles() -> tuple[str, ...]:
    """Return the roles that must have a second factor, by the setting."""
    return current_app.config["SETTINGS"].second_factor_roles


def ask_to_sign_in() -> Response:
    """Send a visitor to the sign-in page, and back afterwards: to the page, or to that of the form they sent."""
    wanted = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else page_of_the_form()
    return redirect("/inloggen" + (f"?{urlencode({'next': wanted}, safe='/')}" if wanted != START else ""), 303)


def remember(token: str) -> None:
    """Put a fresh session into the cookie; nothing of the visitor's earlier cookie stays but the language."""
    session.clear()
    session.permanent = True
    session[COOKIE_KEY] = token


def forget() -> None:
    """Empty the cookie."""
    session.clear()
    g.pop("halfway", None)
