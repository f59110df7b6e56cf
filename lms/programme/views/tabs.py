"""The pages of one neighbourhood, as far as somebody may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.accounts.models import Actor
from lms.programme import policy
from lms.programme.models import Neighbourhood


@dataclass(frozen=True)
class Tab:
    """One page of a neighbourhood; ``current`` is the one that is shown."""

    label: str
    href: str
    current: bool


def tabs_of(actor: Actor, neighbourhood: Neighbourhood, here: str) -> list[Tab]:
    """Return the pages that this actor may open, ``here`` (the last word of the address) among them."""
    root = f"/wijken/{neighbourhood.slug}"
    return [
        Tab(label, f"{root}/{page}" if page else root, page == here) for page, label in _pages(actor, neighbourhood)
    ]


def _pages(actor: Actor, neighbourhood: Neighbourhood) -> Iterator[tuple[str, str]]:
    yield "", _("Overzicht")
    yield "stappen", _("Stappen")
    if policy.can_tell(actor, neighbourhood) or policy.is_coordinator(actor):
        yield "momenten", _("Momenten")
    if policy.can_see_team(actor, neighbourhood):
        yield "team", _("Team")
    if policy.can_read_choices(actor, neighbourhood):
        yield "droom", _("Droom en besluiten")
    yield "hulp", _("Hulp in de buurt")
    yield "geholpen", _("Op weg geholpen")
    if policy.can_see_plan(actor, neighbourhood):
        yield "plan", _("Plan")
    if policy.can_open_one_page(actor, neighbourhood):
        yield "wethouder", _("Voor de wethouder")
