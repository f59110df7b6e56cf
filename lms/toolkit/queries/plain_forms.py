"""The plain form of a text, as a draft keeps it: what was typed, also when it is not whole, and the text it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import gettext as _

from lms.content.prose import HostileMarkdown
from lms.toolkit.models import ItemText, PictureText, Prose, WorkingStep
from lms.toolkit.models.texts import PROSE

Form = dict[str, Any]
LISTS = ("steps", "themes", "audience", "setting")
LINES = ("kind", "title", "summary", "minutes_from", "minutes_to", "group_from", "group_to")
WORDS = ("level", "evidence", "source", "licence", "invitation", *PROSE)
STEP = tuple(each.name for each in fields(WorkingStep))
PICTURE = tuple(each.name for each in fields(PictureText))
MOST_STEPS, MOST_PICTURES = 30, 10
MOST_MINUTES = 9999


@dataclass(frozen=True)
class Read:
    """The text that a form makes, and what could not be read, as (field, sentence)."""

    text: ItemText
    problems: tuple[tuple[str, str], ...]


def plain_form(given: Mapping[str, Any]) -> Form:
    """Return a form with exactly the fields there are: lines and lists of lines, whatever was missing or odd.

    It holds every row, however many there are; who saves more than :data:`MOST_STEPS` or :data:`MOST_PICTURES` is told.
    """
    form: Form = {name: _line(given.get(name)) for name in (*LINES, *WORDS)}
    form |= {name: [_line(each) for each in _list(given.get(name))] for name in LISTS}
    form["working_steps"] = [_row(each, STEP) for each in _list(given.get("working_steps"))]
    form["pictures"] = [_row(each, PICTURE) for each in _list(given.get("pictures"))]
    return form


def form_of(text: ItemText) -> Form:
    """Return the form that makes this text."""
    minutes, group = map(_shown, text.minutes), map(_shown, text.group)
    given: Form = {name: getattr(text, name) for name in ("kind", "title", "summary", *WORDS, *LISTS)}
    given |= dict(zip(("minutes_from", "minutes_to"), minutes, strict=True))
    given |= dict(zip(("group_from", "group_to"), group, strict=True))
    given["working_steps"] = [{name: getattr(step, name) for name in STEP} for step in text.working_steps]
    given["pictures"] = [{name: getattr(picture, name) for name in PICTURE} for picture in text.pictures]
    return plain_form(given)


def read_form(form: Mapping[str, Any]) -> Read:
    """Return the text a form makes; what cannot be read is left out of it and said."""
    problems: list[tuple[str, str]] = []
    values: dict[str, Any] = {name: form[name] for name in ("kind", "title", "summary", *WORDS) if name not in PROSE}
    values |= {name: tuple(form[name]) for name in LISTS}
    values |= {name: _prose(form[name], name, problems) for name in PROSE}
    values["minutes"] = _range(form, "minutes", problems)
    values["group"] = _range(form, "group", problems)
    values["working_steps"] = tuple(_step(at, step, problems) for at, step in enumerate(form["working_steps"]))
    values["pictures"] = tuple(_picture(at, each, problems) for at, each in enumerate(form["pictures"]))
    return Read(ItemText(**values), tuple(problems))


def _step(at: int, step: Mapping[str, str], problems: list[tuple[str, str]]) -> WorkingStep:
    place = f"working_steps-{at}"
    if not step["title"]:
        problems.append((f"{place}-title", _("Schrijf wat je in deze stap doet.")))
    minutes = _number(step["minutes"], f"{place}-minutes", problems)
    rest = {name: step[name] for name in STEP if name not in ("minutes", "doing")}
    return WorkingStep(**rest, minutes=minutes or None, doing=_prose(step["doing"], f"{place}-doing", problems))


def _picture(at: int, picture: Mapping[str, str], problems: list[tuple[str, str]]) -> PictureText:
    if not picture["alt"]:
        message = _("Schrijf wat er op het plaatje staat, voor wie het niet ziet.")
        problems.append((f"pictures-{at}-alt", message))
    return PictureText(**{name: picture[name] for name in PICTURE})


def _range(form: Mapping[str, str], name: str, problems: list[tuple[str, str]]) -> tuple[int, int]:
    """Return both numbers; one that is left empty is the other."""
    first = _number(form[f"{name}_from"], f"{name}_from", problems)
    last = _number(form[f"{name}_to"], f"{name}_to", problems)
    return first or last, last or first


def _number(typed: str, place: str, problems: list[tuple[str, str]]) -> int:
    if not typed:
        return 0
    if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_MINUTES)):
        return int(typed)
    problems.append((place, _("Vul een heel getal in. Bijvoorbeeld: 12")))
    return 0


def _prose(markdown: str, place: str, problems: list[tuple[str, str]]) -> Prose:
    try:
        return Prose.of(markdown)
    except HostileMarkdown as refused:
        problems.append((place, str(refused)))
        return Prose()


def _row(given: Any, names: Sequence[str]) -> dict[str, str]:
    return {name: _line(given.get(name)) if isinstance(given, Mapping) else "" for name in names}


def _list(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else []


def _line(given: Any) -> str:
    words = given.markdown if isinstance(given, Prose) else given
    return "" if words is None else str(words).replace("\r\n", "\n").replace("\r", "\n").strip()


def _shown(number: int) -> str:
    return str(number) if number else ""
