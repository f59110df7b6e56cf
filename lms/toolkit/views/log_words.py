"""What the actions of the toolkit are called on the log page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

ACTIONS: Mapping[str, Any] = {
    "toolkit.publish": _l("Werkvorm gepubliceerd"),
    "toolkit.report_inside": _l("Ervaring blijft binnen"),
    "toolkit.report_remove": _l("Ervaring weggehaald"),
    "toolkit.report_show": _l("Ervaring op de site gezet"),
    "toolkit.suggestion_answer": _l("Antwoord gegeven op een voorstel"),
}
