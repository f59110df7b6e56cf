"""Form for being away."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from lms.accounts.models import Person
from lms.programme.queries.absences import Duty
from lms.programme.queries.stand_ins import Candidate, duties_in_words
from lms.ui.forms import BaseForm


class AbsenceForm(BaseForm):
    """From when to when, and who stands in."""

    starts_on = DateField(_l("Eerste dag dat je weg bent"), [InputRequired(_l("Kies de eerste dag."))])
    ends_on = DateField(_l("Laatste dag dat je weg bent"), [InputRequired(_l("Kies de laatste dag."))])
    stand_in = RadioField(_l("Wie neemt waar?"), [InputRequired(_l("Kies wie waarneemt."))])

    def offer(self, people: Sequence[Candidate], duties: Sequence[Duty]) -> "AbsenceForm":
        """Let one of these people be chosen; say as what each is known, and which duty they cannot do."""
        self.stand_in.choices = [
            SelectChoice(
                each.person.uid, f"{each.person.name}, {each.roles}", render_kw={"note": _cannot(each, duties)}
            )
            for each in people
        ]
        return self

    def told(self, people: Sequence[Candidate]) -> tuple[Person | None, date | None, date | None]:
        """Return who stands in, the first day and the last, each only when its answer is sound."""
        chosen = (each.person for each in people if each.person.uid == self.stand_in.data)
        starts_on, ends_on = (None if day.errors else day.data for day in (self.starts_on, self.ends_on))
        return next(chosen, None), starts_on, ends_on


def _cannot(candidate: Candidate, duties: Sequence[Duty]) -> str:
    missed = [duty for duty in duties if duty not in candidate.duties]
    return _("Kan niet waarnemen als %(duties)s.", duties=duties_in_words(missed)) if missed else ""
