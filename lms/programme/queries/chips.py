"""What a moment can be about: the kinds of slot ``programme.MOMENT_CHIPS`` with their choices."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.accounts.models import Actor
from lms.kernel.refusal import Refusal
from lms.kernel.slots import fillers
from lms.programme.models import Neighbourhood
from lms.programme.models.standing import Standing
from lms.programme.queries.cards import standings
from lms.programme.slots import MOMENT_CHIPS


@dataclass(frozen=True)
class Chip:
    """One thing a moment can be about; ``value`` is what a form sends."""

    kind: str
    key: str
    label: str

    @property
    def value(self) -> str:
        """``stap:wijk``, or only the kind where there is nothing to choose."""
        return f"{self.kind}:{self.key}" if self.key else self.kind


@dataclass(frozen=True)
class ChipGroup:
    """A kind with its chips; a kind without options is one chip of its own."""

    kind: str
    label: str
    chips: tuple[Chip, ...]
    choose: bool


def chip_groups(actor: Actor, neighbourhood: Neighbourhood, among: Collection[str] | None = None) -> list[ChipGroup]:
    """Return every kind that has something to choose here, or those with one of the values ``among``.

    Costs one statement for how the neighbourhood stands, when a kind has options, and what the options cost.
    """
    wanted = None if among is None else {value.partition(":")[0] for value in among}
    kinds = [kind for kind in fillers(MOMENT_CHIPS) if wanted is None or kind.kind in wanted]
    asks = any(kind.options for kind in kinds)
    stands = standings([neighbourhood])[neighbourhood.id] if asks else None
    groups = []
    for kind in kinds:
        if kind.options is None:
            groups.append(ChipGroup(kind.kind, str(kind.label), (Chip(kind.kind, "", str(kind.label)),), False))
        elif options := kind.options(actor, stands):
            chips = tuple(Chip(kind.kind, key, label) for key, label in options)
            groups.append(ChipGroup(kind.kind, str(kind.label), chips, True))
    return groups


def leads_on(values: Collection[str]) -> bool:
    """Return whether the page of a moment with these chips offers something to do next; costs no statement."""
    kinds = {value.partition(":")[0] for value in values}
    return any(kind.leads_on and kind.kind in kinds for kind in fillers(MOMENT_CHIPS))


def chosen_chips(groups: Sequence[ChipGroup], values: Collection[str]) -> list[Chip]:
    """Return the chips with these values, each once; one that nobody offered is refused."""
    offered = {chip.value: chip for group in groups for chip in group.chips}
    unknown = set(values) - set(offered)
    if unknown:
        raise Refusal(_("Een van de keuzes bestaat niet meer. Kies opnieuw waar het over gaat."), "chips")
    return [chip for value, chip in offered.items() if value in set(values)]


def steps_to_choose(_actor: Actor, stands: Standing) -> list[tuple[str, str]]:
    """Return the steps of the card of a neighbourhood: first where it is now, then all others in order."""
    here = stands.here.step if stands.here else None
    now_first = sorted(stands.card.steps, key=lambda step: step != here)
    return [(step.key, f"{step.number}. {step.title}") for step in now_first]
