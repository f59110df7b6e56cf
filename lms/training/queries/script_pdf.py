"""The script of a module as accessible PDF: many pages of A4, with everything the page shows."""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.kernel.pdf import PdfProblem, render
from lms.toolkit.queries.pieces import blocks_of, curly
from lms.training.queries.script import LANGUAGE, Script, ScriptLesson, ScriptPart
from lms.training.queries.script_cards import Card, Line
from lms.ui import print_font

TEMPLATE = Path(__file__).parents[1] / "templates" / "training" / "script.typ"
FORMATS = {".svg": "svg", ".png": "png", ".jpg": "jpg", ".webp": "webp"}
STRONG = frozenset({"question", "reflect", "turn"})
#: What the letter of the site can set; a sign it lacks (a smiley) is left out rather than that nobody gets a script.
UNSETTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff]"
)


def pdf_of(script: Script, pictures: Mapping[str, bytes]) -> bytes:
    """Return a script as PDF; runs while no transaction is open."""
    with force_locale(LANGUAGE):
        data = _data(script, pictures)
    try:
        return _set(data)
    except PdfProblem:
        return _set(_settable(data))


@cache
def look() -> str:
    """Return a digest of everything a script is set with."""
    digest = sha256(TEMPLATE.read_bytes())
    for path in sorted(print_font.FOLDER.glob("*.ttf")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _set(data: Mapping[str, Any]) -> bytes:
    name = f"{data['title']}: {data['words']['script']}"
    return render(TEMPLATE, data, title=name, language=LANGUAGE, font=print_font.FAMILY, font_folder=print_font.FOLDER)


def _data(script: Script, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    module, version = script.reading.module, script.reading.version
    return {
        "title": curly(module.title),
        "about": _("Kort draaiboek, met plaatjes") if script.short else _("Draaiboek voor wie de module leidt"),
        "summary": curly(module.summary),
        "mark": "" if module.is_live else _("Concept. Deelnemers zien deze module nog niet."),
        "facts": [
            (_("Voor wie"), script.for_whom.capitalize()),
            (_("Leertijd"), script.time),
            (_("Lessen"), str(len(script.lessons))),
            (_("Versie"), version.number),
        ],
        "goals": [] if script.short else [curly(goal) for goal in module.goals],
        "prepare": list(script.prepare),
        "lessons": [_lesson(script, lesson, pictures) for lesson in script.lessons],
        "after": list(script.after),
        "footer": script.footer,
        "address": script.address,
        "words": _words(),
    }


def _words() -> dict[str, Any]:
    return {
        "logo": _("Kringwijs, een kring die aan één kant open is"),
        "script": _("draaiboek"),
        "goals": _("Dit kan de groep straks"),
        "prepare": _("Zo bereid je je voor"),
        "clock": _("De lessen op de klok"),
        "after": _("Tot slot"),
    }


def _lesson(script: Script, lesson: ScriptLesson, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    kit = _("Leg klaar: %(things)s.", things="; ".join(lesson.prepare)) if lesson.prepare else ""
    return {
        "title": f"{lesson.number}. {curly(lesson.title)}",
        "begins": lesson.begins,
        "time": lesson.time,
        "summary": curly(lesson.summary),
        "clock": _("Klok %(begins)s tot %(ends)s.", begins=lesson.begins, ends=lesson.ends),
        "kit": kit,
        "parts": [_part(script, part, pictures) for part in lesson.parts],
    }


def _part(script: Script, part: ScriptPart, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    small = part.time
    if part.for_whom and part.for_whom != script.for_whom:
        small = f"{small} · {_('voor %(audiences)s', audiences=part.for_whom)}"
    return {
        "title": f"{part.number} {curly(part.title)}",
        "begins": part.begins,
        "small": small,
        "cards": [_card(card, pictures) for card in part.cards if not card.picture or card.picture.file in pictures],
    }


def _card(card: Card, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "label": curly(card.label),
        "strong": card.kind in STRONG,
        "blocks": blocks_of(card.html),
        "how": curly(card.how),
        "lines": [_line(line) for line in card.lines],
        "small": curly(card.small),
        "picture": _picture(card, pictures),
    }


def _line(line: Line) -> dict[str, Any]:
    notes = [(label, blocks_of(words)) for label, words in line.notes]
    return {"lead": line.lead, "blocks": blocks_of(line.html), "notes": notes}


def _picture(card: Card, pictures: Mapping[str, bytes]) -> dict[str, Any] | None:
    if card.picture is None:
        return None
    content, form = pictures[card.picture.file], FORMATS[PurePosixPath(card.picture.file).suffix]
    return {"content": content.decode() if form == "svg" else list(content), "format": form, "alt": card.picture.alt}


def _settable(value: Any) -> Any:
    """Return data without signs that cannot be set."""
    if isinstance(value, str):
        return UNSETTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: value[key] if key == "content" else _settable(value[key]) for key in value}
    return [_settable(each) for each in value] if isinstance(value, list | tuple) else value
