"""How long meetings keep what is not who was there."""

from flask_babel import lazy_gettext as _l

from lms.kernel.slots import Kept
from lms.meetings.commands import own

HELD = _l("de dag van de afspraak")
KEPT = (
    Kept(
        "meeting_answers",
        what=_l("Wie er in jouw plaats bij een afspraak kwam"),
        since=HELD,
        days=182,
        forget=own.forget_replacements,
        least=14,
    ),
    Kept(
        "walk_ins",
        what=_l("De naam van iemand zonder account die bij een afspraak was; dat er iemand was, blijft"),
        since=HELD,
        days=365,
        forget=own.forget_walk_ins,
        least=14,
    ),
    Kept(
        "calendar_feeds",
        what=_l("Het adres voor je eigen agenda dat je liet stoppen"),
        since=_l("de dag dat het stopte"),
        days=30,
        forget=own.forget_feeds,
    ),
)
