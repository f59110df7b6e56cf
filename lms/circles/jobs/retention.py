"""How long circles keep what is not what they learned."""

from flask_babel import lazy_gettext as _l

from lms.circles.commands import retention
from lms.kernel.slots import Kept

HELD = _l("de dag van de bijeenkomst")
KEPT = (
    Kept(
        "circle_brought",
        what=_l("Wat je voor een bijeenkomst van je leerkring meenam en klaarmaakte: tekst en foto's"),
        since=HELD,
        days=365,
        forget=retention.forget_brought,
        least=60,
    ),
    Kept(
        "circle_notes",
        what=_l("Notities van een bijeenkomst van een leerkring, met elke eerdere tekst"),
        since=HELD,
        days=730,
        forget=retention.forget_notes,
        least=60,
    ),
    Kept(
        "circle_experts",
        what=_l("De naam van een deskundige die met een link naar een programma keek"),
        since=HELD,
        days=90,
        forget=retention.forget_experts,
    ),
    Kept(
        "circle_answers",
        what=_l("Wat mensen zonder naam schreven over een bijeenkomst; het cijfer blijft"),
        since=_l("de laatste bijeenkomst van de reeks"),
        days=730,
        forget=retention.forget_answers,
        least=60,
    ),
    Kept(
        "circle_followups",
        what=_l("Of je na zes weken iets gebruikte van een bijeenkomst, en waarom"),
        since=_l("de dag van de vraag"),
        days=365,
        forget=retention.forget_followups,
        least=182,
    ),
)
