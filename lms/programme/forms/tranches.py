"""Forms for the programme itself: what it is called, how many neighbourhoods it holds, and when things begin."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from lms.programme.models import Programme, ProgrammePhase, Tranche
from lms.ui.forms import BaseForm

MOST = 999


class ProgrammeForm(BaseForm):
    """What the programme is called, and how many neighbourhoods it holds."""

    title = StringField(_l("Naam"), [DataRequired(_l("Vul de naam van het programma in.")), Length(max=160)])
    summary = TextAreaField(_l("Waar gaat het over?"), [Optional(), Length(max=1000)], default="")
    capacity = IntegerField(
        _l("Plekken voor wijken"),
        [InputRequired(_l("Vul een getal in. Bijvoorbeeld: 45")), NumberRange(1, MOST)],
        description=_l("Van alle groepen samen."),
    )

    @classmethod
    def of(cls, programme: Programme) -> Self:
        """Return the form with what is known."""
        return cls(title=programme.title, summary=programme.summary, capacity=programme.capacity)

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {"title": self.title.data, "summary": self.summary.data or "", "capacity": self.capacity.data}


class GroupForm(BaseForm):
    """A group of neighbourhoods that start together."""

    title = StringField(
        _l("Naam"), [DataRequired(_l("Vul een naam in. Bijvoorbeeld: Groep wijken 2")), Length(max=120)]
    )
    capacity = IntegerField(
        _l("Plekken"),
        [Optional(), NumberRange(1, MOST)],
        description=_l("Laat leeg als er geen eigen aantal is. Dan telt alleen het totaal."),
    )
    starts_on = DateField(_l("Startdatum"), [Optional()])

    @classmethod
    def of(cls, tranche: Tranche) -> Self:
        """Return the form with what is known."""
        return cls(title=tranche.title, capacity=tranche.capacity, starts_on=tranche.starts_on)

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {name: self[name].data for name in ("title", "capacity", "starts_on")}


class PhaseForm(BaseForm):
    """When a phase of the programme begins and ends."""

    begins_on = DateField(_l("Eerste dag"), [Optional()])
    ends_on = DateField(_l("Laatste dag"), [Optional()])

    @classmethod
    def of(cls, phase: ProgrammePhase) -> Self:
        """Return the form with what is known."""
        return cls(begins_on=phase.begins_on, ends_on=phase.ends_on)

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {"begins_on": self.begins_on.data, "ends_on": self.ends_on.data}
