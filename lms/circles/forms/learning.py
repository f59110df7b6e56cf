"""Forms of the learning agenda."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.circles.enums import QuestionState
from lms.circles.models import CircleMember
from lms.circles.models.learning import LONGEST_BARRIER, LONGEST_OUTCOME, LONGEST_QUESTION
from lms.programme.models import Theme
from lms.ui.forms import CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")
NOBODY, NO_THEME = SelectChoice("", _l("Nog niemand")), SelectChoice("", _l("Geen vast thema"))


class QuestionForm(OnceForm, CarefulForm):
    """A question for the learning agenda; only the question itself is asked."""

    question = TextAreaField(
        _l("Wat willen jullie leren?"),
        [
            InputRequired(_l("Schrijf één vraag op. Bijvoorbeeld: hoe krijgen we de huisarts mee?")),
            Length(max=LONGEST_QUESTION, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )
    second_order = TextAreaField(
        _l("Wat zou er om ons heen moeten veranderen?"),
        [Optional(), Length(max=LONGEST_QUESTION, message=TOO_LONG)],
        render_kw={"rows": 2},
    )
    barrier = TextAreaField(
        _l("Wat staat in de weg?"), [Optional(), Length(max=LONGEST_BARRIER, message=TOO_LONG)], render_kw={"rows": 2}
    )
    theme = SelectField(_l("Bij welk thema?"))
    owner = SelectField(_l("Wie houdt deze vraag vast?"))

    @classmethod
    def of(cls, themes: Sequence[Theme], members: Sequence[CircleMember]) -> Self:
        """Return the form with the themes and people of a circle."""
        form = cls()
        form.theme.choices = [NO_THEME, *(SelectChoice(str(each.number), each.title) for each in themes)]
        form.owner.choices = [NOBODY, *(SelectChoice(each.person.uid, each.person.name) for each in members)]
        return form

    def said(self, themes: Sequence[Theme], members: Sequence[CircleMember]) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {
            "question": self.question.data or "",
            "second_order": self.second_order.data or "",
            "barrier": self.barrier.data or "",
            "theme": next((each for each in themes if str(each.number) == self.theme.data), None),
            "owner": next((each.person for each in members if each.person.uid == self.owner.data), None),
        }


class RewordForm(OnceForm, CarefulForm):
    """The same question in other words."""

    question = TextAreaField(
        _l("Hoe stel je de vraag nu?"),
        [
            InputRequired(_l("Schrijf de vraag op zoals jullie hem nu stellen.")),
            Length(max=LONGEST_QUESTION, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )


class CloseForm(CarefulForm):
    """What came of a question."""

    state = RadioField(
        _l("Wat gebeurde ermee?"),
        [InputRequired(_l("Kies of de vraag beantwoord is, of dat jullie hem loslaten."))],
        choices=[
            SelectChoice(QuestionState.SOLVED.value, _l("Beantwoord")),
            SelectChoice(QuestionState.LET_GO.value, _l("Losgelaten")),
        ],
    )
    outcome = TextAreaField(
        _l("Wat weten jullie nu, of waarom laat je hem los?"),
        [
            InputRequired(_l("Schrijf in één zin wat jullie nu weten, of waarom je hem loslaat.")),
            Length(max=LONGEST_OUTCOME, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )
