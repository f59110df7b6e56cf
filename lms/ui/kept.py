"""Telling the browser which form was taken, so that it may forget what was typed there (assets/js/keep.js).

The script gives a form whose text it keeps a random id when it is sent. Only the answer that took the form sets a
cookie named for that id; the script on the page that follows reads it, forgets the text and removes the cookie.
"""

import re
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

FIELD = "kept_id"
COOKIE = "aangekomen-"
TEN_MINUTES = 600
RANDOM_ID = re.compile(r"[0-9a-f]{32}")
#: Who is sent here must first show who they are; what was sent was not taken.
DOOR = "/inloggen"


def init_app(app: Flask) -> None:
    """Listen to every answer; registered before the unit of work, so that only what is committed counts."""
    app.after_request(tell_taken)


def tell_taken(answer: Response) -> Response:
    """Set the cookie for a form that was taken; after a refusal or at the door the browser keeps the text."""
    if request.method != "POST" or answer.status_code >= 400 or _at_the_door(answer):
        return answer
    sent = request.form.get(FIELD, "")
    if RANDOM_ID.fullmatch(sent):
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(COOKIE + sent, "1", max_age=TEN_MINUTES, samesite="Lax", secure=secure)
    return answer


def _at_the_door(answer: Response) -> bool:
    path = urlsplit(answer.location or "").path
    return path == DOOR or path.startswith(f"{DOOR}/")
