"""What the actions of date polls are called on the log page, and what their lines are about."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.meetings.queries.own_polls import TITLES

ACTIONS: Mapping[str, Any] = {
    "poll.ask": _l("Een datum gevraagd"),
    "poll.ask_again": _l("Iemand opnieuw om een datum gevraagd"),
    "poll.choose": _l("Een datum gekozen"),
    "poll.close": _l("Datumprikker vanzelf gesloten"),
    "poll.date_add": _l("Datum toegevoegd aan een datumprikker"),
    "poll.date_remove": _l("Datum weggehaald uit een datumprikker"),
    "poll.give_up": _l("Gestopt met een datumprikker"),
    "poll.longer": _l("Langer de tijd gegeven voor een datumprikker"),
    "poll.remind": _l("Herinnering gestuurd voor een datumprikker"),
    "poll.revoke": _l("Iemand niet meer om een datum gevraagd"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return what these codes are about, as far as they are polls: a neighbourhood, never a title; one statement."""
    polls = {code: code.split("/")[1] for code in codes if code.startswith("poll/")}
    names = TITLES.of({("poll", uid) for uid in polls.values()})
    return {code: _said(names.get(("poll", uid), "")) for code, uid in polls.items()}


def _said(name: str) -> str:
    return _("Een datumprikker, %(place)s", place=name) if name else _("Een datumprikker")


OBJECTS = LogObjects(words=log_words)
