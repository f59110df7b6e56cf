"""What training adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import PersonalData
from lms.kernel.slots import Panel
from lms.programme.queries.cards import StepOnCard
from lms.training.commands.own import forget_person
from lms.training.queries import modules_at
from lms.training.queries.own import OWN, training_of
from lms.ui.shell import NavItem

PERSONAL = PersonalData(
    name="training",
    export=training_of,
    erase=forget_person,
    tables=tuple(table.__tablename__ for table in OWN),
    disappears=_l("Je voortgang in de modules, je antwoorden en wat je voor jezelf opschreef"),
)


def step_panel(_actor: Actor, found: StepOnCard) -> Panel | None:
    """Show the modules that belong to a step of the action card."""
    modules = modules_at(found.version.programme.slug, found.step.key)
    return Panel("training/_step_modules.html", {"modules": modules}) if modules else None


def menu(_actor: Actor) -> Sequence[NavItem]:
    """Offer the modules to everybody."""
    return (NavItem(label=_("Leren"), href="/modules", key="training"),)
