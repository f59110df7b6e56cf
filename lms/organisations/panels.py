"""What organisations add to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, PersonalData
from lms.organisations.commands import forget_person
from lms.organisations.policy import can_keep_organisations
from lms.organisations.queries import kept_of

PERSONAL = PersonalData(
    name="organisations",
    export=kept_of,
    erase=forget_person,
    tables=("affiliation", "organisation"),
    disappears=_l("Waar je werkt"),
)


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer the list of organisations to who keeps it."""
    if not can_keep_organisations(actor):
        return ()
    return (Desk(_("Organisaties"), "/beheer/organisaties", _("Wie er meedoen, en wie je daar belt.")),)
