"""What differs between two forms of a module: for its history, and for two editors at once.

Lessons and parts are compared by their uid, wherever they stand; their order is a piece of its own. A text falls apart
in its blocks when both have as many, so two editors who each mend another block both keep what they wrote.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from flask_babel import gettext as _

from lms.content.clashes import BOTH, MINE, THEIRS, Clash, Difference, whose
from lms.content.write.segments import joined, segments
from lms.content.write.words import in_words
from lms.training.queries.draft_forms import LISTS, RECORDINGS, WORDS, Form, parts_in, plain_form

OUTLINE = "outline"
LESSON, PART, QUIZ = "les", "deel", "toets"
OURS = ("uid", "slug", "number")
OF_MODULE = tuple(name for name in (*WORDS, *LISTS, RECORDINGS) if name not in OURS)
OF_LESSON = ("title", "summary")
OF_PART = ("title", "minutes", "audiences", "text")
OF_QUIZ = ("title", "draw", "pass", "minutes", "text")
TEXT = ".text"
Pieces = dict[str, Any]


def pieces_of(form: Form) -> Pieces:
    """Return a form as pieces, by key."""
    found: Pieces = {name: form[name] for name in OF_MODULE}
    found[OUTLINE] = [[lesson["uid"], [part["uid"] for part in lesson["parts"]]] for lesson in form["lessons"]]
    for lesson in form["lessons"]:
        found |= {f"{LESSON}-{lesson['uid']}.{name}": lesson[name] for name in OF_LESSON}
    for _lesson, part in parts_in(form):
        found |= {f"{PART}-{part['uid']}.{name}": part[name] for name in OF_PART}
    return found | {f"{QUIZ}.{name}": form["quiz"][name] for name in OF_QUIZ}


def differences(before: Form, after: Form) -> list[Difference]:
    """Return what differs, in the order of the page."""
    old, new = pieces_of(before), pieces_of(after)
    keys = [*new, *(key for key in old if key not in new)]
    titles = _titles(before) | _titles(after)
    return [
        Difference(key, None, readable(old.get(key), titles), readable(new.get(key), titles))
        for key in keys
        if old.get(key) != new.get(key) and (old.get(key) or new.get(key))
    ]


def clashes(theirs: Form, mine: Form, was: Form) -> list[Clash]:
    """Return the pieces to choose between; what one of the two took away is told with the order."""
    titles = _titles(theirs) | _titles(mine)
    old, other, own = pieces_of(was), pieces_of(theirs), pieces_of(mine)
    found = []
    for key, at, left, right in _differing(other, own):
        began = _began(old.get(key), at, other[key])
        before, after = readable(left, titles), readable(right, titles)
        shown = None if began is None else readable(began, titles)
        likely = "" if began is None else whose(began, right, left)
        found.append(Clash(Difference(key, at, before, after), likely, key == OUTLINE, shown))
    return found


def merged(theirs: Form, mine: Form, chosen: Mapping[str, str]) -> Form:
    """Return their form with the pieces of mine that were chosen."""
    other, own = pieces_of(theirs), pieces_of(mine)
    taken = dict(other)
    for key, at, _left, right in _differing(other, own):
        choice = chosen.get(Difference(key, at, "", "").key, THEIRS)
        if choice == BOTH:
            taken[key] = _both(other[key], own[key])
        elif choice == MINE and at is not None:
            taken[key] = _with_segment(taken[key], at, right)
        elif choice == MINE:
            taken[key] = own[key]
    return _form_of(own | taken, theirs, mine)


def names_of(found: list[Difference], *forms: Form) -> dict[str, str]:
    """Return what each piece is called on the page, by its key."""
    titles: dict[str, str] = {}
    for form in forms:
        titles |= _titles(form)
    return {each.key: _name(each, titles) for each in found}


def readable(value: Any, titles: Mapping[str, str]) -> str:
    """Return a piece in plain words, a paragraph a line."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        lines = []
        for lesson, parts in value:
            lines += [titles.get(lesson, lesson), *(f"– {titles.get(part, part)}" for part in parts)]
        return "\n".join(lines)
    return ", ".join(value) if isinstance(value, list) else in_words(str(value or ""))


def _differing(other: Pieces, own: Pieces) -> Iterator[tuple[str, int | None, Any, Any]]:
    for key in [key for key in own if key in other]:
        if own[key] == other[key]:
            continue
        parts = _segments(key, other[key]), _segments(key, own[key])
        if key.endswith(TEXT) and len(parts[0]) == len(parts[1]) > 1:
            for at, (left, right) in enumerate(zip(*parts, strict=True)):
                if left != right:
                    yield key, at, left, right
        else:
            yield key, None, other[key], own[key]


def _segments(key: str, value: Any) -> list[str]:
    return [segment.raw for segment in segments(value)] if key.endswith(TEXT) else []


def _began(was: Any, at: int | None, other: Any) -> Any:
    """Return what a piece was before both; nothing when nobody knows which block of it this was."""
    if at is None or was is None:
        return was
    blocks = _segments(TEXT, was)
    return blocks[at] if len(blocks) == len(_segments(TEXT, other)) else None


def _with_segment(text: str, at: int, raw: str) -> str:
    blocks = _segments(TEXT, text)
    return joined([*blocks[:at], raw, *blocks[at + 1 :]])


def _both(other: list[Any], own: list[Any]) -> list[Any]:
    """Return their order with what only mine has behind it, in the same lesson when that is there."""
    made = deepcopy(other)
    there = {part for _lesson, parts in made for part in parts}
    for lesson, parts in own:
        home = next((row for row in made if row[0] == lesson), None)
        if home is None:
            home = [lesson, []]
            made.append(home)
        home[1] += [part for part in parts if part not in there]
    return made


def _form_of(pieces: Pieces, theirs: Form, mine: Form) -> Form:
    rows = {row["uid"]: row for form in (mine, theirs) for row in form["lessons"]}
    rows |= {part["uid"]: part for form in (mine, theirs) for _lesson, part in parts_in(form)}
    form: Form = {**theirs, **{name: pieces[name] for name in OF_MODULE}, "lessons": []}
    for uid, parts in pieces[OUTLINE]:
        own = {name: pieces[f"{LESSON}-{uid}.{name}"] for name in OF_LESSON}
        lesson = {**rows[uid], **own, "parts": []}
        for each in parts:
            lesson["parts"].append({**rows[each], **{name: pieces[f"{PART}-{each}.{name}"] for name in OF_PART}})
        form["lessons"].append(lesson)
    told = {name: pieces[f"{QUIZ}.{name}"] for name in OF_QUIZ}
    return plain_form({**form, "quiz": {**told, "uid": theirs["quiz"]["uid"] or mine["quiz"]["uid"]}})


def _titles(form: Form) -> dict[str, str]:
    lessons = {lesson["uid"]: lesson["title"] for lesson in form["lessons"]}
    return lessons | {part["uid"]: part["title"] for _lesson, part in parts_in(form)}


def _name(found: Difference, titles: Mapping[str, str]) -> str:
    place, _dot, name = found.name.rpartition(".")
    words = {
        "title": _("Titel"), "summary": _("Samenvatting"), "goals": _("Wat je daarna kunt"), "language": _("Taal"),
        "level": _("Niveau"), "status": _("Wie het ziet"), "minutes": _("Minuten"), "position": _("Plaats in de lijst"),
        "valid_months": _("Maanden dat een bewijs geldt"),
        "audiences": _("Voor wie"), "steps": _("Stappen van de actiekaart"),
        RECORDINGS: _("Ingesproken teksten"), OUTLINE: _("Lessen en delen"),
        "text": _("Tekst"), "draw": _("Aantal vragen"), "pass": _("Wanneer geslaagd"),
    }  # fmt: skip
    said = words.get(name, name)
    if found.at is not None:
        said = _("%(field)s, stuk %(number)s", field=said, number=found.at + 1)
    if not place:
        return said
    kind, _dash, uid = place.partition("-")
    if kind == QUIZ:
        return _("Toets: %(field)s", field=said)
    return _("%(title)s: %(field)s", title=titles.get(uid, uid), field=said)
