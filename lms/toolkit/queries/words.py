"""What people read of the words that code decides on, the same on every page and on paper."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.toolkit.enums import Audience, Evidence, ItemKind, Level, Result, Setting, Verdict
from lms.toolkit.queries.pieces import curly
from lms.ui.formats import minutes

KINDS = {
    ItemKind.METHOD: _l("Werkvorm"),
    ItemKind.SCRIPT: _l("Draaiboek"),
    ItemKind.MATERIAL: _l("Materiaal"),
    ItemKind.EXAMPLE: _l("Praktijkvoorbeeld"),
    ItemKind.BACKGROUND: _l("Achtergrond"),
    ItemKind.INSTRUMENT: _l("Meetinstrument"),
    ItemKind.TRIAL: _l("Proefversie"),
}
VERDICTS = {
    Verdict.KEEP: _l("Oordeel: houden"),
    Verdict.ADAPT: _l("Oordeel: aanpassen"),
    Verdict.STOP: _l("Oordeel: stoppen"),
}
AUDIENCES = {
    Audience.RESIDENTS: _l("Bewoners"),
    Audience.KEY_PERSONS: _l("Sleutelpersonen"),
    Audience.PROFESSIONALS: _l("Professionals"),
    Audience.MUNICIPALITY: _l("Gemeente"),
}
SETTINGS = {
    Setting.ROOM: _l("In een zaal"),
    Setting.OUTSIDE: _l("Buiten"),
    Setting.HOME: _l("Thuis"),
    Setting.ONLINE: _l("Online"),
}
LEVELS = {Level.STARTER: _l("Ook als je het nooit deed"), Level.EXPERIENCED: _l("Voor wie dit vaker doet")}
EVIDENCES = {
    Evidence.PRACTICE: _l("Uit de praktijk"),
    Evidence.REASONED: _l("Met redenen beschreven"),
    Evidence.STUDIED: _l("Onderzocht"),
}
RESULTS = {
    Result.WORKED: _l("Gelukt"),
    Result.PARTLY: _l("Voor een deel gelukt"),
    Result.FAILED: _l("Niet gelukt"),
}
IN_MINUTES = 120  # up to here people think in minutes, and in hours beyond it


def time_words(first: int, last: int) -> str:
    """50 tot 60 minuten, 3 uur, 2 uur tot 2 uur en 30 minuten."""
    if first == last:
        return minutes(last)
    if last <= IN_MINUTES:
        return _("%(first)s tot %(last)s minuten", first=first, last=last)
    return _("%(first)s tot %(last)s", first=minutes(first), last=minutes(last))


def group_words(first: int, last: int) -> str:
    """4 tot 12 mensen, 2 of 3 mensen, 1 persoon."""
    if first == last:
        return _("1 persoon") if last == 1 else _("%(number)s mensen", number=last)
    if last == first + 1:
        return _("%(first)s of %(last)s mensen", first=first, last=last)
    return _("%(first)s tot %(last)s mensen", first=first, last=last)


def listed(words: Mapping[Any, Any], keys: Collection[str]) -> str:
    """Bewoners, sleutelpersonen: one sentence, so one capital."""
    joined = ", ".join(str(said) for key, said in words.items() if key in keys)
    return joined[:1] + joined[1:].lower()


def spoken(text: str) -> str:
    """Return what somebody says with the quotation marks of a printer."""
    return curly(text)
