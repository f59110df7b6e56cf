"""Reading ``card.toml``, and keeping a card as a version that never changes."""

import json
import re
from collections.abc import Collection
from hashlib import sha256

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.content.problems import ERROR
from lms.content.read.desk import Desk
from lms.kernel.db import db
from lms.programme.models import ActionCard, CardStep, CardVersion, Phase, Programme, SmallStep, Step
from lms.programme.sync.indexing import index_card
from lms.programme.sync.spots import Spot, read_spots, told_twice

CARD = "card.toml"
NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,2}")
MOST_PHASES, MOST_STEPS, MOST_SMALL_STEPS = 8, 12, 12  # steps of one phase
LONGEST_FILE = 200_000
DAY = 480
LACKS = {
    "questions": _l("Deze stap heeft nog geen vragen. Schrijf er vier tot zes."),
    "signs": _l("Deze stap heeft nog geen 'signs' (klaar als). Schrijf er drie tot vijf."),
    "decision": _l("Deze stap heeft nog geen beslismoment. Schrijf één vraag."),
    "small_steps": _l("Deze stap heeft nog geen kleine stappen. De startpagina heeft dan niets aan te raden."),
}


def read_card(text: str, file: str, desk: Desk, themes: Collection[int] = ()) -> ActionCard | None:
    """Return the card in a text, or nothing when it holds an error; everything to mend is noted.

    ``themes`` are the numbers of the programme's themes; without them any number will do.
    """
    before = len(desk.problems)
    root = read_spots(text, file, desk)
    if root is None:
        return None
    root.only("title", "source", "own_default", "version", "phases")
    card = ActionCard(
        title=root.text("title", longest=160),
        number=_number(root),
        source=root.text("source", longest=300),
        own_default=root.yes_or_no("own_default", default=False),
        phases=_phases(root, frozenset(themes)),
    )
    noted = desk.problems[before:]
    return None if any(problem.level == ERROR for problem in noted) else card


def digest_of(card: ActionCard) -> str:
    """Return a fingerprint of everything a card says."""
    told = json.dumps(card.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()


def store_card(programme: Programme, card: ActionCard, text: str) -> CardVersion:
    """Keep a card as a new version; the first one of a programme is in use at once."""
    first = db.session.scalar(select(CardVersion.id).where(CardVersion.programme_id == programme.id).limit(1)) is None
    version = CardVersion(
        programme_id=programme.id,
        number=card.number,
        title=card.title,
        source=card.source,
        own_default=card.own_default,
        body=card.to_json(),
        text=text,
        digest=digest_of(card),
        current=first,
    )
    db.session.add(version)
    db.session.flush()
    steps = (CardStep(card_version_id=version.id, key=s.key, number=s.number, title=s.title) for s in card.steps)
    db.session.add_all(steps)
    db.session.flush()
    if first:
        index_card(programme, card)
    return version


def _number(root: Spot) -> str:
    number = root.text("version", longest=20)
    if number and not NUMBER.fullmatch(number):
        root.wrong("version", _('Schrijf de versie als cijfers met punten: version = "1.0"'))
    return number


def _phases(root: Spot, themes: frozenset[int]) -> tuple[Phase, ...]:
    rows = root.rows("phases")
    if not 1 <= len(rows) <= MOST_PHASES:
        root.wrong("phases", _("Een kaart heeft één tot %(most)s fasen: [[phases]]", most=MOST_PHASES))
    told_twice(rows, "key")
    told_twice([step for phase in rows for step in phase.rows("steps")], "key")
    found: list[Phase] = []
    for row in rows:
        found.append(_phase(row, sum(len(phase.steps) for phase in found), themes))
    return tuple(found)


def _phase(row: Spot, before: int, themes: frozenset[int]) -> Phase:
    row.only("key", "title", "summary", "opens", "steps")
    steps = row.rows("steps")
    if not 1 <= len(steps) <= MOST_STEPS:
        row.wrong("steps", _("Een fase heeft één tot %(most)s stappen: [[phases.steps]]", most=MOST_STEPS))
    return Phase(
        key=row.key(),
        title=row.text("title", longest=60),
        summary=row.text("summary", longest=60),
        opens=row.yes_or_no("opens"),
        steps=tuple(_step(step, before + place, themes) for place, step in enumerate(steps, 1)),
    )


def _step(row: Spot, number: int, themes: frozenset[int]) -> Step:
    row.only("key", "title", "goal", "themes", "questions", "signs", "decision", "pitfalls", "small_steps")
    small = row.rows("small_steps")
    if len(small) > MOST_SMALL_STEPS:
        row.wrong("small_steps", _("Een stap heeft hoogstens %(most)s kleine stappen.", most=MOST_SMALL_STEPS))
    told_twice(small, "key")
    for key, lacking in LACKS.items():
        if not row.values.get(key):
            row.warn(key, str(lacking))
    return Step(
        key=row.key(),
        number=number,
        title=row.text("title", longest=80),
        goal=row.text("goal", longest=400),
        themes=_themes(row, themes),
        questions=row.texts("questions"),
        signs=row.texts("signs"),
        decision=row.text("decision", longest=300, must=False),
        pitfalls=row.texts("pitfalls"),
        small_steps=tuple(_small_step(each) for each in small),
    )


def _themes(row: Spot, known: frozenset[int]) -> tuple[int, ...]:
    value = row.values.get("themes", [])
    if not isinstance(value, list) or not all(type(each) is int and each > 0 for each in value):
        row.wrong("themes", _("Schrijf 'themes' als nummers van thema's: [1, 3]"))
        return ()
    for each in value:
        if known and each not in known:
            row.wrong("themes", _("Thema %(number)s bestaat niet in dit programma.", number=each))
    return tuple(value)


def _small_step(row: Spot) -> SmallStep:
    row.only("key", "title", "text", "why", "minutes", "method")
    return SmallStep(
        key=row.key(),
        title=row.text("title", longest=120),
        text=row.text("text", longest=500),
        minutes=row.number("minutes", most=DAY),
        why=row.text("why", longest=300, must=False),
        method=row.text("method", longest=120, must=False),
    )
