"""Forms about what a neighbourhood chooses: its dream, its question, its decisions."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.kernel.clock import today
from lms.programme.commands.shared_texts import LONGEST
from lms.programme.models import Step
from lms.ui.forms import CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")
YES, NO = "yes", "no"
THERE = (SelectChoice(YES, _l("Ja")), SelectChoice(NO, _l("Nee")))


class SharedTextForm(CarefulForm):
    """Another wording of the dream or the question."""

    text = TextAreaField(
        _l("In jullie eigen woorden"),
        [DataRequired(_l("Schrijf één of twee zinnen op.")), Length(max=LONGEST, message=TOO_LONG)],
    )


class DecisionForm(OnceForm, CarefulForm):
    """What was decided, by whom, and whether residents were there."""

    question = TextAreaField(
        _l("Welke vraag lag er?"),
        [DataRequired(_l("Schrijf de vraag op. Bijvoorbeeld: waar beginnen we?")), Length(max=500, message=TOO_LONG)],
    )
    decided = TextAreaField(
        _l("Wat is er besloten?"),
        [DataRequired(_l("Schrijf op wat er is besloten.")), Length(max=1000, message=TOO_LONG)],
    )
    decided_by = StringField(
        _l("Wie besliste?"),
        [DataRequired(_l("Schrijf op wie besliste. Bijvoorbeeld: het wijkteam.")), Length(max=300, message=TOO_LONG)],
        description=_l("Noem een groep of een rol, geen namen van bewoners."),
    )
    residents_there = RadioField(_l("Waren er bewoners bij?"), [InputRequired(_l("Kies ja of nee."))], choices=THERE)
    reason = TextAreaField(_l("Waarom? (mag je overslaan)"), [Length(max=1000, message=TOO_LONG)])
    decided_on = DateField(_l("Wanneer?"), [InputRequired(_l("Vul een datum in."))])
    step_key = SelectField(_l("Bij welke stap? (mag je overslaan)"))

    @classmethod
    def about(cls, steps: Iterable[Step], key: str = "", question: str = "") -> Self:
        """Return the form for today; a step brings its own question along."""
        form = cls(decided_on=today(), step_key=key, question=question)
        none = SelectChoice("", _l("Bij geen stap"))
        form.step_key.choices = [none, *(SelectChoice(s.key, f"{s.number}. {s.title}") for s in steps)]
        return form

    def decision(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        names = ("question", "decided", "decided_by", "reason", "form_key")
        words = {name: self[name].data or "" for name in names}
        there = self.residents_there.data == YES
        return {**words, "residents_there": there, "decided_on": self.decided_on.data, "step_key": self.step_key.data}
