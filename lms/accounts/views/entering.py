"""The steps between proving who you are and being inside; used by every way in."""

import logging
from typing import Any

from flask import g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from lms.accounts.commands.entry import come_in
from lms.accounts.commands.limits import forgive, take_try
from lms.accounts.commands.passwords import hashed, matches, needs_new_hash
from lms.accounts.commands.preferences import bring_language
from lms.accounts.commands.refused import VISITOR, password_refused
from lms.accounts.commands.sessions import end_session
from lms.accounts.enums import Purpose, Tried
from lms.accounts.errors import TooManyTries
from lms.accounts.models import Person
from lms.accounts.policy import must_show_second_factor
from lms.accounts.queries.origin import device, origin
from lms.accounts.queries.people import normal_address, password_facts, person_by_email
from lms.accounts.views.paths import with_next
from lms.accounts.views.visitor import halfway as halfway_session
from lms.accounts.views.visitor import remember, required_roles
from lms.kernel.clock import now
from lms.kernel.own_path import own_path
from lms.kernel.queue import enqueue
from lms.kernel.work import begin_writing, end_reading
from lms.ui.languages import language_of_browser

log = logging.getLogger(__name__)


def person_with_password(email: str, password: str, *, by: str = VISITOR) -> Person | None:
    """Return the active person with this address and password, and begin writing; nothing for any other pair.

    Unknown addresses cost the same hash. The slow part runs without a transaction, so what it found is checked again.
    """
    address = normal_address(email)
    end_reading()
    tried = take_try(Tried.PASSWORD, account=address, origin=origin())
    facts = password_facts(address)
    end_reading()
    if not matches(password, facts.password_hash if facts else None) or facts is None:
        log.info("password refused", extra={"event": "password refused"})
        password_refused(address, by=by, origin=origin())
        return None
    better = hashed(password) if needs_new_hash(facts.password_hash) else None
    begin_writing()
    person = person_by_email(address)
    if person is None or person.fs_uniquifier != facts.fs_uniquifier:
        password_refused(address, by=by, origin=origin())
        return None
    forgive(tried)
    if better:
        person.password_hash = better
    return person


def limited(kind: Tried, account: str) -> None:
    """Count a request that costs a mail or a look by a person, outside any transaction; then begin writing."""
    end_reading()
    take_try(kind, account=account, origin=origin())
    begin_writing()


def slowly_hashed(password: str) -> str:
    """Return the hash of a new password, made without a transaction; what was read before must be read again."""
    end_reading()
    result = hashed(password)
    begin_writing()
    return result


def enter(person: Person, wanted: str = "/", *, second_factor: bool = False) -> Response:
    """Sign somebody in, or bring them halfway when a second factor must still be shown or set up; say where to go."""
    halfway = not second_factor and must_show_second_factor(person, required_roles())
    renew_session(person, second_factor=second_factor, halfway=halfway)
    wanted = own_path(wanted)
    if not halfway:
        return redirect(wanted, 303)
    endpoint = "second_step.show" if person.second_factor_since else "factors.overview"
    return redirect(with_next(url_for(endpoint), wanted), 303)


def renew_session(person: Person, *, second_factor: bool, halfway: bool = False) -> None:
    """Begin a fresh session in this browser, and end the one it had; the language the visitor chose goes along."""
    if (earlier := current_user.sign_in or halfway_session()) is not None:
        end_session(earlier)
    bring_language(person, language_of_browser())
    moment = now() if second_factor else None
    token = come_in(person, device=device(), origin=origin(), second_factor_at=moment, halfway=halfway)
    remember(token)
    g.language = person.language


def mail_a_link(email: str, purpose: Purpose) -> Any:
    """Have a link mailed, in the background, and answer the same for every address."""
    address = normal_address(email)
    try:
        limited(Tried.MAIL, address)
    except TooManyTries as refusal:
        if refusal.of_origin:  # says nothing about an address
            return render_template("accounts/wait.html", refusal=refusal), 429
        # of one address it is said to nobody: the earlier link still works, and every address gets the same answer
    else:
        enqueue("accounts.answer_link_request", purpose.value, address)
    return redirect(url_for("sign_in.look_in_your_mail"), 303)
