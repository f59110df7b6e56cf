"""Telling the browser which form was taken, so that it may forget what was typed there (assets/js/keep.js).

The script gives a form whose text it keeps a random id when it is sent. Only the answer that took the form sets a
cookie named for that id; the script on the page that follows reads it, forgets the text and removes the cookie.

A form that waits on the device until there is a connection (assets/js/later.js) also says who filled it in, so that it
is never taken for somebody else on a shared phone, and how long ago that was.
"""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from flask_login import current_user

from lms.kernel.clock import now

FIELD, WHO, AGE = "kept_id", "kept_who", "kept_age"
COOKIE = "aangekomen-"
TEN_MINUTES = 600
LONGEST_WAIT = 31 * 24 * 3600  # seconds
#: What a form that was refused for good is answered with; after anything else it may be sent again.
REFUSED = frozenset({404, 410, 422})
TAKEN, NOT_TAKEN = "1", "0"
#: Nobody read such a form, so that its id is not known either; to ask for it raises the same again.
TOO_LARGE = 413
RANDOM_ID = re.compile(r"[0-9a-f]{32}")
NUMBER = re.compile(r"[0-9]{1,9}")
#: Who is sent here must first show who they are; what was sent was not taken.
DOOR = "/inloggen"


def init_app(app: Flask) -> None:
    """Listen to every answer; registered before the unit of work, so that only what is committed counts."""
    app.after_request(tell_taken)


def refuse_words_of_another(app: Flask) -> None:
    """Refuse a form that somebody else filled in on this device before; registered after the unit of work is open."""

    @app.before_request
    def refuse() -> None:
        if request.method != "POST" or not (who := request.form.get(WHO)):
            return
        if current_user.is_authenticated and current_user.uid != who:
            abort(403)


def form_id() -> str:
    """Return the random id of the form that was sent, or nothing."""
    sent = request.form.get(FIELD, "")
    return sent if RANDOM_ID.fullmatch(sent) else ""


def made_at() -> datetime:
    """Return when the button was pressed: now, or as long ago as the form waited for a connection."""
    age = request.form.get(AGE, "")
    return now() - timedelta(seconds=min(int(age), LONGEST_WAIT) if NUMBER.fullmatch(age) else 0)


def tell_taken(answer: Response) -> Response:
    """Set the cookie for a form that was taken; after a refusal or at the door the browser keeps the text.

    A form that waits in line on the device also hears when it was refused, so that it is not sent again.
    """
    if request.method != "POST" or answer.status_code == TOO_LARGE or not (sent := form_id()):
        return answer
    refused = answer.status_code in REFUSED and WHO in request.form
    if refused or (answer.status_code < 400 and not _at_the_door(answer)):
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        said = NOT_TAKEN if refused else TAKEN
        answer.set_cookie(COOKIE + sent, said, max_age=TEN_MINUTES, samesite="Lax", secure=secure)
    return answer


def _at_the_door(answer: Response) -> bool:
    path = urlsplit(answer.location or "").path
    return path == DOOR or path.startswith(f"{DOOR}/")
