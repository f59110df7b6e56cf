"""Forms for after a session: one's own words, something below a report, what people took home, and six weeks later."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.circles.enums import LineKind, Used, ValueLevel
from lms.circles.forms.circles import TOO_LONG
from lms.circles.models.feedback import LONGEST_TAKEN
from lms.circles.models.followup import LONGEST_WHY_USED
from lms.circles.models.reports import LONGEST_ADDENDUM
from lms.ui.forms import CarefulForm, OnceForm

USED = {
    Used.YES: _l("Ja"),
    Used.PARTLY: _l("Deels"),
    Used.NOT_YET: _l("Nog niet"),
    Used.NO: _l("Nee"),
}
LEVELS = {
    ValueLevel.IMMEDIATE: _l("De bijeenkomst zelf hielp me al"),
    ValueLevel.POTENTIAL: _l("Ik kan er later iets mee"),
    ValueLevel.APPLIED: _l("Ik deed er iets mee"),
    ValueLevel.REALISED: _l("Het gaf resultaat"),
    ValueLevel.REFRAMED: _l("Ik kijk nu anders naar wat telt"),
}
USEFUL = {
    5: _l("5: heel veel"),
    4: _l("4: veel"),
    3: _l("3: een beetje"),
    2: _l("2: weinig"),
    1: _l("1: niets"),
}


class WordsForm(CarefulForm):
    """One's own words in a report."""

    kind = HiddenField()
    source = HiddenField()
    text = TextAreaField(_l("Jouw woorden"), render_kw={"rows": 3})

    def line(self) -> tuple[LineKind, str] | None:
        """Return which line is meant, or nothing when it is none of ours."""
        kind = next((each for each in LineKind if each.value == self.kind.data), None)
        return (kind, self.source.data or "") if kind else None


class AddendumForm(OnceForm, CarefulForm):
    """Something below a report that is fixed."""

    text = TextAreaField(
        _l("Wat wil je eronder zetten?"),
        [
            InputRequired(_l("Schrijf op wat erbij moet.")),
            Length(max=LONGEST_ADDENDUM, message=TOO_LONG),
        ],
        description=_l("Je naam en de dag staan erbij."),
    )


class TakenForm(CarefulForm):
    """What somebody takes home; without a name."""

    useful = RadioField(
        _l("Hoeveel heb je aan deze bijeenkomst?"),
        [InputRequired(_l("Kies een cijfer van 1 tot en met 5."))],
        choices=[SelectChoice(str(key), label) for key, label in USEFUL.items()],
    )
    text = TextAreaField(
        _l("Wat neem je mee?"),
        [Optional(), Length(max=LONGEST_TAKEN, message=TOO_LONG)],
        description=_l("Eén zin is genoeg. Schrijf niets waaraan iemand je herkent."),
    )


class FollowUpForm(OnceForm, CarefulForm):
    """Whether somebody used it, and why."""

    used = RadioField(
        _l("Gebruikte je iets uit deze bijeenkomst?"),
        [InputRequired(_l("Kies ja, deels, nog niet of nee."))],
        choices=[SelectChoice(key.value, label) for key, label in USED.items()],
    )
    why = TextAreaField(
        _l("Hoe kwam dat?"),
        [
            InputRequired(_l("Schrijf in één zin waarom. Ook als het er niet van kwam.")),
            Length(max=LONGEST_WHY_USED, message=TOO_LONG),
        ],
        description=_l("Twee zinnen is genoeg. Nee is ook een antwoord waar we van leren."),
    )
    level = RadioField(
        _l("Hoe ver kwam het?"),
        [Optional()],
        choices=[SelectChoice(key.value, label) for key, label in LEVELS.items()],
    )
