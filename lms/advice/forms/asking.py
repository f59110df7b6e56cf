"""The form with which a neighbourhood asks: one question, and what is known already filled in."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.advice.forms.files import TOO_LONG, FilesForm
from lms.advice.models.advice import LONGEST_QUESTION
from lms.programme.models import Standing, Theme
from lms.ui.forms import CarefulForm, OnceForm


class QuestionForm(OnceForm, CarefulForm, FilesForm):
    """A question, in which step and theme are a guess that can be changed."""

    question = TextAreaField(
        _l("Wat is je vraag?"),
        [InputRequired(_l("Schrijf je vraag op. Eén zin is genoeg.")), Length(max=LONGEST_QUESTION, message=TOO_LONG)],
        description=_l("Eén zin is genoeg. Schrijf erbij wat jullie al probeerden, als je wilt."),
        render_kw={"rows": 5},
    )
    step = SelectField(_l("Bij welke stap van de actiekaart?"), [Optional()])
    theme = SelectField(_l("Welk onderwerp?"), [Optional()])
    decide_by = DateField(
        _l("Wanneer moet je het weten?"), [Optional()], description=_l("Alleen als jullie op een dag iets besluiten.")
    )
    confidential = BooleanField(
        _l("Alleen mijn adviseur mag dit lezen"),
        description=_l("Je team leest het dan niet, en er staat niets van in een mail."),
    )

    @classmethod
    def about(cls, standing: Standing, themes: Sequence[Theme], step: str = "") -> Self:
        """Return the form with the step where the neighbourhood is; ``step`` is one it was asked from."""
        here = standing.here.step.key if standing.here else ""
        keys = {each.key for each in standing.card.steps}
        form = cls(step=step if step in keys else here)
        steps = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in standing.card.steps]
        form.step.choices = [SelectChoice("", _l("Geen stap")), *steps]
        named = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in themes]
        form.theme.choices = [SelectChoice("", _l("Weet ik niet")), *named]
        return form
