"""How long advice keeps what is not what it taught."""

from flask_babel import lazy_gettext as _l

from lms.advice.commands import retention
from lms.kernel.slots import Kept

FINISHED = _l("de dag dat de wijk is afgerond")
KEPT = (
    Kept(
        "advice_talk",
        what=_l("Berichten, notities van adviseurs en bestanden bij advies"),
        since=FINISHED,
        days=365,
        forget=retention.forget_talk,
    ),
    Kept(
        "advice_names",
        what=_l("Je naam bij vragen om advies, antwoorden en reacties"),
        since=FINISHED,
        days=365,
        forget=retention.forget_names,
    ),
    Kept(
        "advice_prompts",
        what=_l("Wat een adviseur besloot bij een reden om naar een wijk te kijken"),
        since=_l("de dag van het besluit"),
        days=365,
        forget=retention.forget_prompts,
        least=182,
    ),
    Kept(
        "advice_reply_addresses",
        what=_l("Het adres om op een mail over advies te antwoorden"),
        since=_l("de dag dat het adres gemaakt is"),
        days=365,
        forget=retention.forget_reply_addresses,
        least=30,
    ),
    Kept(
        "bundle_addressees",
        what=_l("Het mailadres van een adviseur van een ander programma; het antwoord blijft"),
        since=_l("de dag dat het antwoord naar iedereen ging"),
        days=365,
        forget=retention.forget_addressees,
    ),
)
