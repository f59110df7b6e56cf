"""What the actions of the toolkit are called on the log page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

ACTIONS: Mapping[str, Any] = {
    "toolkit.agree": _l("Werkvorm nagekeken en gepubliceerd"),
    "toolkit.ask": _l("Gevraagd om mee te kijken naar een werkvorm"),
    "toolkit.begin": _l("Werkvorm begonnen"),
    "toolkit.care": _l("Gekozen wie voor een werkvorm zorgt, en de dag om na te kijken"),
    "toolkit.draft": _l("Aan een werkvorm geschreven"),
    "toolkit.drop": _l("Concept van een werkvorm weggegooid"),
    "toolkit.hand_in": _l("Pakket van een werkvorm overgenomen als concept"),
    "toolkit.publish": _l("Werkvorm gepubliceerd"),
    "toolkit.report_inside": _l("Ervaring blijft binnen"),
    "toolkit.report_remove": _l("Ervaring weggehaald"),
    "toolkit.report_show": _l("Ervaring op de site gezet"),
    "toolkit.relate": _l("Gezegd wat bij een werkvorm hoort"),
    "toolkit.restore": _l("Oude versie van een werkvorm teruggezet als concept"),
    "toolkit.reviewed": _l("Werkvorm nagekeken: klopt nog"),
    "toolkit.send_back": _l("Tekst van een werkvorm teruggegeven"),
    "toolkit.suggestion_answer": _l("Antwoord gegeven op een voorstel"),
    "toolkit.take_back": _l("Werkvorm weer op de site gezet"),
    "toolkit.verdict.adapt": _l("Oordeel over een proefversie opgeschreven: aanpassen"),
    "toolkit.verdict.keep": _l("Oordeel over een proefversie opgeschreven: houden"),
    "toolkit.verdict.stop": _l("Oordeel over een proefversie opgeschreven: stoppen"),
    "toolkit.withdraw": _l("Werkvorm ingetrokken"),
}
