"""Forms for risks."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from lms.organisations.models import Organisation
from lms.programme.forms.milestones import NOBODY, owner_choices
from lms.programme.models import Risk
from lms.ui.forms import BaseForm, CarefulForm


class CareForm(BaseForm):
    """Who owns a risk, and when somebody looks at it again."""

    owner = SelectField(_l("Eigenaar"), [Optional()], choices=[NOBODY])
    review_on = DateField(
        _l("Wanneer kijken we weer?"), [Optional()], description=_l("Op die dag krijg je een bericht.")
    )

    @classmethod
    def caring(cls, risk: Risk, owners: Sequence[Organisation]) -> Self:
        """Return the form with what is there."""
        form = cls(prefix="care-", owner=risk.owner.slug if risk.owner else "", review_on=risk.review_on)
        form.owner.choices = owner_choices(owners, risk.owner)
        return form


class MeasureForm(CarefulForm):
    """Something that is done about a risk."""

    text = TextAreaField(
        _l("Wat doen we er nog meer aan?"),
        [DataRequired(_l("Schrijf op wat we doen. Bijvoorbeeld: elke maand bellen met de partners.")), Length(max=500)],
    )


class ReviewForm(CarefulForm):
    """Somebody looked at a risk: what they saw, and when the next look is."""

    note = TextAreaField(
        _l("Wat zag je?"),
        [DataRequired(_l("Schrijf in een zin wat je zag. Bijvoorbeeld: het gaat beter.")), Length(max=1000)],
    )
    next_on = DateField(_l("Wanneer kijken we weer?"), [Optional()], description=_l("Op die dag krijg je een bericht."))
