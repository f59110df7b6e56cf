"""Form for being away."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from lms.accounts.models import Person
from lms.ui.forms import BaseForm


class AbsenceForm(BaseForm):
    """From when to when, and who stands in."""

    starts_on = DateField(_l("Eerste dag dat je weg bent"), [InputRequired(_l("Kies de eerste dag."))])
    ends_on = DateField(_l("Laatste dag dat je weg bent"), [InputRequired(_l("Kies de laatste dag."))])
    stand_in = RadioField(_l("Wie neemt waar?"), [InputRequired(_l("Kies wie waarneemt."))])

    def offer(self, people: Sequence[Person]) -> "AbsenceForm":
        """Let one of these people be chosen."""
        self.stand_in.choices = [SelectChoice(each.uid, each.name) for each in people]
        return self
