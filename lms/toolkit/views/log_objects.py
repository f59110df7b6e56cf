"""What lines of the log about the toolkit are about, in words."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.toolkit.queries.log_names import TITLES

KINDS: Mapping[str, Any] = {
    "toolkit": _l("Een werkvorm"),
    "report": _l("Een ervaring"),
    "suggestion": _l("Een voorstel"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return what these codes are about, as far as they are of the toolkit; one statement."""
    parts = {code: code.split("/") for code in codes}
    ours = {code: part for code, part in parts.items() if len(part) > 1 and part[0] in KINDS}
    titles = TITLES.of({(part[0], part[1]) for part in ours.values()})
    return {code: _said(part, titles.get((part[0], part[1]), "")) for code, part in ours.items()}


def _said(part: list[str], title: str) -> str:
    kind, _which, *version = part
    said = title if kind == "toolkit" and title else str(KINDS[kind])
    if kind != "toolkit" and title:
        said = f"{said}, {title}"
    return _("%(title)s, versie %(number)s", title=said, number=version[0].removeprefix("v")) if version else said


OBJECTS = LogObjects(words=log_words)
