"""What the actions about meetings are called on the log page, and what they are about."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.meetings.enums import Answer
from lms.meetings.queries.log_names import NAMES

ACTIONS: Mapping[str, Any] = {
    "feed.end": _l("Adres van een eigen agenda gestopt"),
    "feed.make": _l("Adres voor de eigen agenda gemaakt"),
    "meeting.answer": _l("Gezegd of iemand komt"),
    "meeting.cancel": _l("Afspraak afgezegd"),
    "meeting.change": _l("Afspraak veranderd"),
    "meeting.plan": _l("Afspraak gepland"),
    "meeting.publish": _l("Uitnodigingen verstuurd"),
}
RESULTS: Mapping[str, Any] = {
    Answer.CANNOT: _l("Kan niet"),
    Answer.REPLACED: _l("Iemand anders komt"),
    Answer.NONE: _l("Komt toch"),
}
KIND = _l("Een afspraak")


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return what these codes are about, as far as they are meetings; one statement."""
    parts = {code: code.split("/") for code in codes}
    mine = {code: part for code, part in parts.items() if len(part) > 1 and part[0] == "meeting"}
    names = NAMES.of({(part[0], part[1]) for part in mine.values()}) if mine else {}
    found = {code: names.get((part[0], part[1]), "") for code, part in mine.items()}
    return {code: f"{KIND}, {name}" if name else str(KIND) for code, name in found.items()}


OBJECTS = LogObjects(words=log_words, results=RESULTS)
