"""A colleague is asked for a call; here a telephone number is what we ask for."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.accounts.models import Person
from lms.circles.models.peers import LONGEST_QUESTION, LONGEST_REACH
from lms.programme.models import Neighbourhood
from lms.ui.forms import BaseForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")


class CallForm(BaseForm):
    """What somebody wants to talk about, and how they want to be called."""

    question = TextAreaField(
        _l("Waar wil je het over hebben?"),
        [Optional(), Length(max=LONGEST_QUESTION, message=TOO_LONG)],
        description=_l("Bijvoorbeeld: hoe kregen jullie de huisarts mee?"),
        render_kw={"rows": 3},
    )
    reach = StringField(
        _l("Hoe bereikt je collega jou?"),
        [
            InputRequired(_l("Vul in hoe je collega je bereikt. Bijvoorbeeld: je telefoonnummer.")),
            Length(max=LONGEST_REACH, message=TOO_LONG),
        ],
        description=_l("Alleen deze collega ziet dit."),
    )
    neighbourhood = SelectField(_l("Voor welke wijk?"), [InputRequired(_l("Kies een wijk."))])

    @classmethod
    def of(cls, places: Sequence[Neighbourhood], person: Person) -> Self:
        """Return the form for somebody of these neighbourhoods, with their own number when they gave it."""
        form = cls(neighbourhood=places[0].slug if places else "", reach=person.phone or "")
        form.neighbourhood.choices = [SelectChoice(each.slug, each.name) for each in places]
        return form
