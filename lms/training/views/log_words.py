"""What the actions of training are called on the log page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.training.models.registers import REGISTERS

ACTIONS: Mapping[str, Any] = {
    "accreditation.add": _l("Accreditatie van een module toegevoegd"),
    "accreditation.change": _l("Accreditatie van een module veranderd"),
    "accreditation.remove": _l("Accreditatie van een module weggehaald"),
    "certificate.restore": _l("Bewijs weer geldig gemaakt"),
    "certificate.withdraw": _l("Bewijs ingetrokken"),
    "path.change": _l("Leerpad veranderd"),
    "path.exempt": _l("Iemand vrijgesteld van iets op een leerpad"),
    "path.lift": _l("Vrijstelling op een leerpad opgeheven"),
    "path.make": _l("Leerpad begonnen"),
    "path.post_hide": _l("Bericht bij een les verborgen"),
    "path.post_leave": _l("Gemeld bericht bij een les laten staan"),
    "training.name_module": _l("Gekozen over welke module een training gaat"),
    "together.done": _l("Iets samen met een groep gedaan"),
    "together.hear": _l("Opgeschreven wie van een groep het terugvertelde"),
    "together.mend": _l("Veranderd wie er bij een groep was"),
    "together.take_back": _l("Teruggenomen: ik was er niet bij"),
    "training.need_answer": _l("Antwoord gegeven op een leervraag"),
    "training.insight_download": _l("Inzicht in een module gedownload"),
    "register.hand_over": _l("Lijst voor een register gedownload"),
    **{
        f"consent.give.register-{each.slug}": _l(
            "Toestemming gegeven: nummer doorgeven aan %(register)s", register=each.name
        )
        for each in REGISTERS.values()
    },
    **{
        f"consent.withdraw.register-{each.slug}": _l(
            "Toestemming teruggenomen: nummer doorgeven aan %(register)s", register=each.name
        )
        for each in REGISTERS.values()
    },
}
