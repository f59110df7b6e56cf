"""Asking an address as somebody, and looking at what came back."""

import re
import traceback
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from lms.kernel.db import db
from tests.browser import forget_last_request
from tests.conftest import one_connection
from tests.journeys import gatherings, visits_advice, visits_circles
from tests.journeys.scenery import Scenery

#: Which of the scenery's values an address needs, where its parameter does not say so itself.
VALUES = {
    "sign_in.show_link": {"token": "sign_in"},
    "sign_in.use_link": {"token": "sign_in"},
    "passwords.choose": {"token": "reset"},
    "passwords.save": {"token": "reset"},
    "address.show_link": {"token": "address"},
    "address.use_link": {"token": "address"},
    "invitations.show": {"token": "invitation"},
    "invitations.accept": {"token": "invitation"},
    "training.attempt": {"attempt": "attempt1"},
    "training.hand_in": {"attempt": "attempt2"},
}
#: What the word before a parameter says about which of the scenery's values it needs.
AFTER = {
    "actiekaart/<programme>/<number>": {"number": "new_card"},
    "kaarten/<number>": {"number": "old_card"},
    "groepen/<int:number>": {"number": "group"},
    "kaart/<token>": {"token": "card"},
    "organisaties/<organisation>/mensen/<person>": {"person": "worker"},
    "mijlpalen/<key>": {"key": "milestone"},
    "risicos/<key>": {"key": "risk"},
    "maatregelen/<uid>": {"uid": "measure"},
    "reacties/<uid>": {"uid": "feedback"},
    "momenten/<uid>": {"uid": "moment"},
    "bewijs/<uid>": {"uid": "evidence"},
    "hulp/<uid>": {"uid": "help"},
    "meedoen/<uid>": {"uid": "joining"},
    "team/gevraagd/<uid>": {"uid": "joining"},
    "toolkit/<slug>": {"slug": "tool"},
    "ervaringen/<uid>": {"uid": "report_inside"},
    "voorstellen/<uid>": {"uid": "suggestion"},
    "<any(a4, a5):card>": {"card": "sheet"},
    "v<int:number>": {"number": "version"},
    "items/<item>/versies/<int:number>": {"number": "version"},
    "wethouder/<uid>": {"uid": "page"},
    "bewijzen/<number>": {"number": "certificate"},
    "accreditaties/<uid>": {"uid": "accreditation"},
    "samen/<session>": {"session": "together"},
    "onderdelen/<item>": {"item": "stop"},
    "oefening/<item>": {"item": "stop"},
    "oefening/<item>/samen": {"item": "meeting"},
    "gesprek/<lesson>": {"lesson": "talked"},
    "gedeeld/<person>/<work>": {"person": "sharer"},
    "notities/<part>": {"part": "uid"},
    "beheer/modules/<module>": {"module": "written", "part": "uid", "text": "spoken_text", "page": "clashing"},
    "versies/<int:serial>": {"serial": "version"},
    **gatherings.AFTER,
    **visits_circles.AFTER,
    **visits_advice.AFTER,
}
CHANGES = ("INSERT", "UPDATE", "DELETE")
#: That somebody was here is noted every quarter of an hour, whatever is asked: a slow proof is no change.
HERE = re.compile(r"UPDATE (sign_in_session|person) SET last_seen_at=\? WHERE")


@dataclass(frozen=True)
class Answer:
    """What came back (``text`` with the headers before it), and what it tried to change."""

    status: int
    location: str
    text: str
    changes: tuple[str, ...]
    body: str = ""

    @property
    def outcome(self) -> str:
        """The status; or that somebody has to sign in."""
        return "sign-in" if re.fullmatch(r"/inloggen(\?.*)?", self.location) else str(self.status)


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Give every method of every address, in a fixed order."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule


def address(town: Scenery, rule: Rule, **given: str) -> str:
    """Return the address with the owner's things in it, or with ``given``."""
    names = dict(VALUES.get(rule.endpoint, {}))
    for words, which in AFTER.items():
        names |= which if f"/{words}" in rule.rule else {}
    asked = rule.arguments - {*given, *(rule.defaults or ())}
    values = {name: town.values[names.get(name, name)] for name in asked}
    with town.app.test_request_context():
        return rule.build({**values, **given}, append_unknown=False)[1]


def ask(town: Scenery, persona: str, method: str, path: str, **given) -> Answer:
    """Ask as a persona, and take back what it changed."""
    with town.app.app_context(), one_connection(town.app), _changes() as changes:
        forget_last_request()
        try:
            answer = town.client(persona).open(path, method=method, **given)
            answer.get_data()
            answer.close()
            headers = " ".join(f"{name}: {value}" for name, value in answer.headers if name != "Set-Cookie")
            body = answer.text if answer.mimetype.startswith(("text", "application/json", "image/svg")) else ""
            return Answer(answer.status_code, answer.headers.get("Location", ""), headers + body, tuple(changes), body)
        except Exception:  # outside tests: the page that says it is our mistake
            return Answer(500, "", traceback.format_exc(), tuple(changes))
        finally:
            db.session.remove()


@contextmanager
def _changes() -> Generator[list[str], None, None]:
    seen: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith(CHANGES) and not HERE.match(statement):
            seen.append(statement)

    engine = db.engine.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", listen)
