"""How long the toolkit keeps what people told."""

from flask_babel import lazy_gettext as _l

from lms.kernel.slots import Kept
from lms.toolkit.commands import retention

KEPT = (
    Kept(
        "experience",
        what=_l("Hoe een werkvorm ging: wat binnen bleef, en je naam bij de rest"),
        since=_l("de dag dat de wijk is afgerond; zonder wijk: de dag dat je het vertelde"),
        days=365,
        forget=retention.forget_experience,
    ),
    Kept(
        "removed_experience",
        what=_l("De lege plek van een ervaring die iemand weghaalde"),
        since=_l("de dag van het weghalen"),
        days=90,
        forget=retention.forget_taken_back,
    ),
    Kept(
        "toolkit_suggestions",
        what=_l("Wat je voorstelde bij een werkvorm, met ons antwoord; of je naam bij wat nog op antwoord wacht"),
        since=_l("de dag van ons antwoord; zonder antwoord: de dag van je voorstel"),
        days=365,
        forget=retention.forget_suggestions,
    ),
)
