"""What a calendar program gets that looks for news every few hours: a whole calendar, or that nothing changed."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from flask import Response, request

from lms.kernel.calendar_file import CONTENT_TYPE, Appointment, calendar_of

FETCH_EVERY = 6  # hours


def feed_answer(facts: Sequence[str], made: Callable[[], Sequence[Appointment]], *, name: str) -> Response:
    """Return the calendar, or 304 for who has it; ``facts`` are what it depends on, ``made`` writes it only then."""
    etag = sha256("|".join(facts).encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(etag):
        answer = Response(status=304)
    else:
        answer = Response(calendar_of(made(), name=name, hours=FETCH_EVERY), content_type=CONTENT_TYPE)
    answer.set_etag(etag, weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
