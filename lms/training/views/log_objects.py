"""What lines of the log about learning are about, in words."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.accounts.slots import LogObjects
from lms.training.models.registers import register_name
from lms.training.queries.log_names import TITLES

KINDS: Mapping[str, Any] = {
    "accreditation": _l("Een accreditatie"),
    "certificate": _l("Een bewijs"),
    "group": _l("Iets dat een groep samen deed"),
    "module": _l("Een module"),
    "need": _l("Een leervraag"),
    "path": _l("Een leerpad"),
    "post": _l("Een bericht bij een les"),
    "register": _l("Een register"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return what these codes are about, as far as they are of training; one statement when a title is told."""
    parts = {code: code.split("/") for code in codes}
    ours = {code: part for code, part in parts.items() if len(part) > 1 and part[0] in KINDS}
    titles = TITLES.of({(part[0], part[1]) for part in ours.values()})
    return {code: _said(part, titles.get((part[0], part[1]), "")) for code, part in ours.items()}


def _said(part: list[str], title: str) -> str:
    kind, which, *more = part
    if kind == "certificate":
        return _("Bewijs %(number)s", number=which)
    if kind == "register":
        return _handed_over(which, more)
    if kind == "accreditation" and title:
        return _("Accreditatie van %(module)s", module=title)
    said = title or str(KINDS[kind])
    return _("%(title)s, versie %(number)s", title=said, number=more[0].removeprefix("v")) if more else said


def _handed_over(register: str, more: list[str]) -> str:
    if not more or not more[0].isdecimal():
        return register_name(register)
    count = ngettext("%(num)d bewijs", "%(num)d bewijzen", int(more[0]))
    return _("%(register)s: %(count)s", register=register_name(register), count=count)


OBJECTS = LogObjects(words=log_words)
