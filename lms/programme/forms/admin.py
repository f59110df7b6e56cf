"""Forms with which a coordinator takes in neighbourhoods and brings them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.organisations.models import Organisation
from lms.programme.enums import NeighbourhoodKind, NeighbourhoodState
from lms.programme.models import Neighbourhood, Tranche
from lms.programme.queries.tranches import Filled
from lms.ui.forms import CarefulForm

KINDS = (
    SelectChoice(NeighbourhoodKind.DISTRICT.value, _l("Wijk")),
    SelectChoice(NeighbourhoodKind.VILLAGE.value, _l("Dorp")),
)


@dataclass(frozen=True)
class Choices:
    """What a coordinator can choose from."""

    groups: Sequence[Filled]
    ggds: Sequence[Organisation]
    municipalities: Sequence[Organisation]


class NeighbourhoodForm(CarefulForm):
    """What is known of a neighbourhood; the reason is only asked when there is no room."""

    name = StringField(_l("Naam"), [DataRequired(_l("Vul de naam in. Bijvoorbeeld: Oosterveld")), Length(max=120)])
    kind = RadioField(_l("Wijk of dorp"), [InputRequired(_l("Kies wijk of dorp."))], choices=list(KINDS))
    group = SelectField(_l("Groep wijken"), [InputRequired(_l("Kies een groep."))])
    ggd = SelectField(_l("GGD"), [InputRequired(_l("Kies een GGD."))])
    municipality = SelectField(_l("Gemeente"), [InputRequired(_l("Kies een gemeente."))])
    social_design = BooleanField(
        _l("Een ontwerpbureau werkt hier intensief mee"),
        description=_l("Bewoners, werkers en ontwerpers bedenken hier samen meer dan in andere wijken."),
    )
    reason = TextAreaField(
        _l("Waarom komt deze wijk er toch bij?"),
        [Length(max=1000)],
        description=_l("Je besluit komt bij het programma te staan, met je naam en de datum."),
        default="",
    )

    @classmethod
    def choosing(cls, choices: Choices, neighbourhood: Neighbourhood | None = None) -> Self:
        """Return the form with its choices, and with what is known when it is about a neighbourhood that is there."""
        form = cls(**(_known(neighbourhood) if neighbourhood else {"group": _first_with_room(choices.groups)}))
        nothing = SelectChoice("", _("Kies…"))
        form.group.choices = [
            SelectChoice(str(each.tranche.id), _group_words(each, choices)) for each in choices.groups
        ]
        form.ggd.choices = [nothing, *_named(choices.ggds)]
        form.municipality.choices = [nothing, *_named(choices.municipalities)]
        return form

    @property
    def asks_reason(self) -> bool:
        """Whether the page shows the field for a reason."""
        return bool(self.reason.errors or self.reason.data)

    def told(self, choices: Choices) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {
            "name": self.name.data,
            "kind": NeighbourhoodKind(self.kind.data),
            "tranche": next(each.tranche for each in choices.groups if str(each.tranche.id) == self.group.data),
            "ggd": next(each for each in choices.ggds if each.slug == self.ggd.data),
            "municipality": next(each for each in choices.municipalities if each.slug == self.municipality.data),
            "social_design": self.social_design.data,
            "reason": self.reason.data or "",
        }


class StateForm(CarefulForm):
    """Bring a neighbourhood to another state."""

    to = HiddenField()
    reason = TextAreaField(_l("Waarom?"), [Length(max=500)], default="")

    def state(self) -> NeighbourhoodState | None:
        """Return the state that was asked for, when there is such a state."""
        return next((each for each in NeighbourhoodState if each == self.to.data), None)


def _known(neighbourhood: Neighbourhood) -> dict[str, Any]:
    return {
        "name": neighbourhood.name,
        "kind": neighbourhood.kind.value,
        "group": str(neighbourhood.tranche_id),
        "ggd": neighbourhood.ggd.slug,
        "municipality": neighbourhood.municipality.slug,
        "social_design": neighbourhood.social_design,
    }


def _first_with_room(groups: Sequence[Filled]) -> str:
    """Return the first group with a place of its own left, else the first without a number of its own."""
    with_room = [each for each in groups if each.tranche.capacity is None or each.taken < each.tranche.capacity]
    return str(with_room[0].tranche.id) if with_room else ""


def _group_words(filled: Filled, choices: Choices) -> str:
    group: Tranche = filled.tranche
    several = len({each.tranche.programme_id for each in choices.groups}) > 1
    words = f"{group.programme.title}: {group.title}" if several else group.title
    if group.capacity is None:
        return _("%(group)s (%(n)s in deze groep)", group=words, n=filled.taken)
    return _("%(group)s (%(n)s van %(all)s)", group=words, n=filled.taken, all=group.capacity)


def _named(organisations: Sequence[Organisation]) -> list[SelectChoice]:
    return [SelectChoice(each.slug, each.name) for each in organisations]
