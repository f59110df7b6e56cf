"""What the programme adds to the pages and duties of lower floors."""

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import NoticeKind, PersonalData
from lms.programme.commands.own import forget_person
from lms.programme.commands.risks import REVIEW
from lms.programme.policy import is_coordinator
from lms.programme.queries.chips import steps_to_choose
from lms.programme.queries.own import TABLES, kept_of
from lms.programme.slots import ChipKind

#: What a moment can be about for now; later features bring their own kinds.
CHIPS = (
    ChipKind("stap", _l("Een stap van de actiekaart"), steps_to_choose),
    ChipKind("afspraak", _l("Een afspraak")),
    ChipKind("les", _l("Een les die we leerden")),
)

KINDS = (
    NoticeKind(
        key="risk_review", label=_l("Een risico om weer naar te kijken"), causes=(REVIEW,), concerns=is_coordinator
    ),
)
PERSONAL = PersonalData(
    name="programme",
    export=kept_of,
    erase=forget_person,
    tables=TABLES,
    disappears=_l("Je plek in de teams van wijken, wat je insprak, en je naam bij wat je vertelde"),
)
