"""What training adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.accounts.models import Actor
from lms.accounts.slots import PersonalData
from lms.training.commands.own import forget_person
from lms.training.queries.own import training_of
from lms.ui.shell import NavItem

PERSONAL = PersonalData(name="training", export=training_of, erase=forget_person)


def menu(_actor: Actor) -> Sequence[NavItem]:
    """Offer the modules to everybody."""
    return (NavItem(label=_("Leren"), href="/modules", key="training"),)
