"""Forms about a step: what changed, how the adviser sees it, what shows it, and whether it fits."""

from typing import Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.programme.commands.evidence import LONGEST_TEXT
from lms.programme.commands.feedback import LONGEST as LONGEST_REMARK
from lms.programme.commands.steps import LONGEST_REASON
from lms.programme.enums import Fit, StepStatus
from lms.ui.forms import CarefulForm, ConsentField, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")
STATES = (
    SelectChoice(StepStatus.NOT_STARTED.value, _l("Nog niet begonnen")),
    SelectChoice(StepStatus.IN_PROGRESS.value, _l("Bezig")),
    SelectChoice(StepStatus.DONE_FOR_NOW.value, _l("Klaar voor nu")),
    SelectChoice(StepStatus.REOPENED.value, _l("Opnieuw bezig")),
)
FITS = (
    SelectChoice(Fit.YES.value, _l("Ja")),
    SelectChoice(Fit.PARTLY.value, _l("Een beetje")),
    SelectChoice(Fit.NO.value, _l("Nee")),
)


class MoveForm(CarefulForm):
    """One tap says where the neighbourhood stands; the reason is asked only when it goes back."""

    status = HiddenField()
    together = BooleanField(_l("Samen met onze adviseur bekeken"))
    reason = TextAreaField(
        _l("Wat veranderde er?"),
        [Length(max=LONGEST_REASON, message=TOO_LONG)],
        description=_l("Eén zin is genoeg. Bijvoorbeeld: er kwamen twee nieuwe mensen in het team."),
    )

    @classmethod
    def going_to(cls, status: str) -> Self:
        """Return the form that asks what changed on the way to this state."""
        return cls(status=status)

    def wanted(self) -> StepStatus | None:
        """Return the state somebody tapped; nothing when it is none of ours."""
        return next((each for each in StepStatus if each.value == self.status.data), None)


class OtherwiseForm(CarefulForm):
    """How the adviser sees a step."""

    status = RadioField(_l("Hoe zie jij deze stap?"), [InputRequired(_l("Kies hoe jij de stap ziet."))], choices=STATES)
    reason = TextAreaField(
        _l("Waarom zie je dat zo? (mag je overslaan)"), [Length(max=LONGEST_REASON, message=TOO_LONG)]
    )


class EvidenceForm(OnceForm, CarefulForm):
    """What shows how a step went: words, a figure, a photo or a file."""

    text = TextAreaField(
        _l("Wat wil je bewaren?"),
        [Length(max=LONGEST_TEXT, message=TOO_LONG)],
        description=_l("Een paar zinnen. Of begin met een getal: 12 mensen kwamen koffie drinken."),
    )
    file = FileField(
        _l("Foto of bestand (mag je overslaan)"),
        description=_l("Een foto, pdf of Word-bestand. De plek waar een foto is gemaakt, halen we eruit."),
    )
    consent = ConsentField(_l("Op de foto staan geen herkenbare mensen, of zij vinden het goed"))


class FeedbackForm(OnceForm, CarefulForm):
    """Whether a step fits somebody's work."""

    fit = RadioField(
        _l("Past deze stap bij jouw werk?"), [InputRequired(_l("Kies ja, een beetje of nee."))], choices=FITS
    )
    remark = TextAreaField(
        _l("Wat moet er anders?"),
        [Length(max=LONGEST_REMARK, message=TOO_LONG)],
        description=_l("Bij ja mag je dit overslaan. Jullie adviseur en wie de kaart maakt, lezen het."),
    )

    def chosen(self) -> Fit:
        """Return the answer."""
        return Fit(self.fit.data)


class FeedbackAnswerForm(CarefulForm):
    """Answer what somebody said of a step."""

    text = TextAreaField(
        _l("Je antwoord"), [InputRequired(_l("Schrijf het antwoord op.")), Length(max=LONGEST_REMARK, message=TOO_LONG)]
    )
