"""Who reads confidential advice, and why."""

from collections.abc import Collection, Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.models import Person
from lms.advice.forms.asking import TOO_LONG
from lms.advice.models.advice import LONGEST_REASON
from lms.ui.forms import CarefulForm


class ReadersForm(CarefulForm):
    """The people who may read it, with the reason."""

    people = SelectMultipleField(
        _l("Wie mag dit ook lezen?"), [Optional()], option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    why = TextAreaField(
        _l("Waarom is dit vertrouwelijk?"),
        [
            InputRequired(_l("Schrijf in één zin waarom dit vertrouwelijk is.")),
            Length(max=LONGEST_REASON, message=TOO_LONG),
        ],
        description=_l("Alleen wie het advies mag lezen, ziet deze reden. Schrijf hier geen namen van bewoners."),
        render_kw={"rows": 2},
    )

    @classmethod
    def among(cls, people: Sequence[Person], named: Collection[Person] = (), why: str = "") -> Self:
        """Return the form with who can be named, those who are ticked."""
        form = cls(people=[each.uid for each in named], why=why)
        form.people.choices = [SelectChoice(each.uid, each.name) for each in people]
        return form

    def chosen(self, people: Sequence[Person]) -> list[Person]:
        """Return who was ticked."""
        return [each for each in people if each.uid in (self.people.data or ())]


class LiftForm(CarefulForm):
    """Why it may be read by the team again."""

    why = TextAreaField(
        _l("Waarom mag het weer open?"),
        [
            InputRequired(_l("Schrijf in één zin waarom het weer open mag.")),
            Length(max=LONGEST_REASON, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )
