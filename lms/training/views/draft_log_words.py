"""What the actions of who writes modules are called on the log page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

ACTIONS: Mapping[str, Any] = {
    "training.draft": _l("Aan een module geschreven"),
    "training.draft_ask": _l("Gevraagd om mee te kijken naar een module"),
    "training.draft_back": _l("Tekst van een module teruggegeven"),
    "training.draft_begin": _l("Module begonnen"),
    "training.draft_drop": _l("Concept van een module weggegooid"),
    "training.draft_publish": _l("Module nagekeken en gepubliceerd"),
    "training.voice": _l("Tekst van een module ingesproken"),
    "training.voice_off": _l("Opname van een tekst weggehaald"),
    "training.draft_restore": _l("Oude versie van een module teruggezet als concept"),
    "training.module_owner": _l("Gekozen wie voor een module zorgt"),
}
