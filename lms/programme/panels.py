"""What the programme adds to the pages and duties of lower floors."""

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import PersonalData
from lms.programme.commands.own import forget_person
from lms.programme.queries.own import TABLES, kept_of

PERSONAL = PersonalData(
    name="programme",
    export=kept_of,
    erase=forget_person,
    tables=TABLES,
    disappears=_l("Je plek in de teams van wijken, wat je insprak, en je naam bij wat je vertelde"),
)
