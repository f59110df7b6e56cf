"""What lines of reports and check-ins are called."""

from flask_babel import lazy_gettext as _l

from lms.circles.enums import LineKind, Polarity
from lms.programme.enums import Fit, StepStatus

POLARITIES = {
    Polarity.WORKS.value: _l("Werkt"),
    Polarity.WORKS_NOT.value: _l("Werkt niet"),
    Polarity.WORKS_SOMETIMES.value: _l("Werkt soms"),
    Polarity.OPEN_QUESTION.value: _l("Open vraag"),
}
STATES = {
    StepStatus.NOT_STARTED.value: _l("Nog niet begonnen"),
    StepStatus.IN_PROGRESS.value: _l("Bezig"),
    StepStatus.DONE_FOR_NOW.value: _l("Klaar voor nu"),
    StepStatus.REOPENED.value: _l("Opnieuw bezig"),
}
#: What stands before what is added to a line: a condition.
MARKS = {LineKind.INSIGHT: _l("als")}
FITS = {Fit.YES.value: _l("Ja"), Fit.PARTLY.value: _l("Een beetje"), Fit.NO.value: _l("Nee")}
