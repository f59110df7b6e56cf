"""What readers get of the toolkit on other pages: its name in the menu, and what belongs to a step of the card."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.accounts.models import Actor
from lms.kernel.slots import Panel
from lms.programme.policy import speaks_only
from lms.programme.queries.cards import StepOnCard
from lms.programme.queries.steps import StepHere
from lms.programme.queries.where import Where
from lms.toolkit.queries.fitting import FEW, Fitting, fitting, offers_for_step
from lms.toolkit.queries.steps import PHASE_COLOURS
from lms.ui.shell import NavItem

ON_STEP = 6


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer the toolkit to everybody but who has the menu of three words."""
    return () if speaks_only(actor) else (NavItem(label=_("Toolkit"), href="/toolkit", key="toolkit"),)


def neighbourhood_panel(_actor: Actor, where: Where) -> Panel | None:
    """Offer what fits the step that a neighbourhood is at, to everybody who may know where it is."""
    found = fitting(where.standing)
    return Panel("toolkit/_fitting.html", {"fitting": found}) if found else None


def step_panel(_actor: Actor, found: StepOnCard) -> Panel | None:
    """Show the items that belong to a step of the action card."""
    return _items_of(found, ON_STEP)


def step_here_panel(_actor: Actor, here: StepHere) -> Panel | None:
    """Show a few items for a step on its page in a neighbourhood, and the way to all of them."""
    return _items_of(here, FEW)


def _items_of(found: StepOnCard | StepHere, most: int) -> Panel | None:
    offers = offers_for_step(found.step.key, most=most)
    colour = found.card.phases.index(found.phase) % PHASE_COLOURS + 1
    return Panel("toolkit/_step_items.html", {"fitting": Fitting(found.step, colour, offers)}) if offers else None
