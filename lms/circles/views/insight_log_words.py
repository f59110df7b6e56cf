"""What lines of the log about insights are called, and what they are about: the circle, and no words."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.slots import LogObjects
from lms.circles.queries.log_names import INSIGHTS

ACTIONS: Mapping[str, Any] = {
    "circle.freeze": _l("Leeragenda van een leerkring vastgelegd"),
    "circle.unfold": _l("Iets geopend voor een leerkring"),
    "circle.yield": _l("Opbrengst van een reeks gedownload"),
    "insight.apart": _l("Geleerde les losgemaakt"),
    "insight.ask": _l("Gevraagd of meer mensen een geleerde les mogen lezen"),
    "insight.confirm": _l("Ja gezegd tegen de woorden van een geleerde les"),
    "insight.edit": _l("Geleerde les verbeterd"),
    "insight.lower": _l("Minder mensen lezen een geleerde les"),
    "insight.merge": _l("Geleerde lessen samengevoegd"),
    "insight.place": _l("Geleerde les bij een stap of werkvorm gezet"),
    "insight.raise": _l("Meer mensen lezen een geleerde les, of onder een andere naam"),
    "insight.withdraw": _l("Geleerde les teruggenomen"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return of which circle insights are; one statement."""
    parts = {code: code.split("/") for code in codes if code.startswith("insight/")}
    names = INSIGHTS.of({(part[0], part[1]) for part in parts.values()})
    told = {code: names.get((part[0], part[1])) for code, part in parts.items()}
    return {
        code: _("Een geleerde les van %(circle)s", circle=name) if name else _("Een geleerde les")
        for code, name in told.items()
    }


OBJECTS = LogObjects(words=log_words)
