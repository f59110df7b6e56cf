"""Reading front matter: ``key: value`` lines between two lines of three dashes, each with its place."""

import re
from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from lms.content.fences import Line
from lms.content.problems import Origin
from lms.content.read.desk import Desk

EDGE = "---"
KEY = re.compile(r"([a-z_]+):(.*)")


def read_front_matter(
    lines: Sequence[Line], file: str, desk: Desk, *, must: Sequence[str], may: Collection[str] = ()
) -> tuple[dict[str, Line], list[Line]]:
    """Return what is filled in by key, and the lines below it; what is missing, unknown or there twice is noted."""
    edges = [index for index, line in enumerate(lines) if line.text.rstrip() == EDGE][:2]
    if len(edges) < 2 or edges[0] != 0:
        message = _("Begin het bestand met een regel ---, dan uid, title en de rest, en dan weer een regel ---.")
        desk.problem(Origin(file), "front-matter", message)
        return {}, list(lines)
    keys: dict[str, Line] = {}
    for line in lines[1 : edges[1]]:
        _take_key(line, keys, (*must, *may), desk)
    for key in must:
        if key not in keys or not keys[key].text:
            message = _("Boven aan dit bestand ontbreekt '%(key)s'. Zet tussen de strepen: %(key)s: …", key=key)
            desk.problem(Origin(file), f"missing-{key}", message)
    return {key: line for key, line in keys.items() if line.text}, list(lines[edges[1] + 1 :])


def listed(line: Line | None) -> tuple[str, ...]:
    """Return the words in ``[a, b]``, or those of a line without brackets."""
    words = line.text.strip("[] ").split(",") if line else ()
    return tuple(word.strip().strip("\"'") for word in words if word.strip())


def _take_key(line: Line, keys: dict[str, Line], known: Collection[str], desk: Desk) -> None:
    found = KEY.match(line.text)
    if not found:
        if line.text.strip():
            message = _("Deze regel is niet te lezen. Schrijf: sleutel: waarde")
            desk.problem(line.origin, "front-matter", message)
    elif found[1] not in known:
        desk.unknown(line.origin, "key-unknown", what=_("De regel"), given=found[1], known=known)
    elif found[1] in keys:
        desk.problem(line.origin, "key-twice", _("'%(key)s' staat er twee keer. Haal er één weg.", key=found[1]))
    else:
        keys[found[1]] = Line(_unquoted(found[2].strip()), line.origin)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
