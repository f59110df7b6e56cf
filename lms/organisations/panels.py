"""What organisations add to the duties of lower floors."""

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import PersonalData
from lms.organisations.commands import forget_person
from lms.organisations.queries import kept_of

PERSONAL = PersonalData(
    name="organisations",
    export=kept_of,
    erase=forget_person,
    tables=("affiliation", "organisation"),
    disappears=_l("Waar je werkt"),
)
