"""What insights and agreements are called on screen."""

from flask_babel import lazy_gettext as _l

from lms.circles.enums import AgreementState, ItemState
from lms.programme.enums import Fit, StepStatus

AGREEMENT_STATES = {
    AgreementState.OPEN: _l("Nog niet begonnen"),
    AgreementState.DOING: _l("Mee bezig"),
    AgreementState.STUCK: _l("Zit vast"),
    AgreementState.DONE: _l("Klaar"),
    AgreementState.DROPPED: _l("Doen we niet meer"),
}
AGREEMENT_TONES = {AgreementState.STUCK: "warn", AgreementState.DOING: "now", AgreementState.DONE: "brand"}
#: What the light of a theme says while a session runs.
LIGHTS = {
    ItemState.PROPOSED: _l("Nog te doen"),
    ItemState.PLANNED: _l("Nog te doen"),
    ItemState.DISCUSSED: _l("Besproken"),
    ItemState.CARRIED_OVER: _l("Doorgeschoven"),
    ItemState.DROPPED: _l("Niet aan toe gekomen"),
}
STATUSES = {
    StepStatus.NOT_STARTED: _l("Nog niet begonnen"),
    StepStatus.IN_PROGRESS: _l("Bezig"),
    StepStatus.DONE_FOR_NOW: _l("Klaar voor nu"),
    StepStatus.REOPENED: _l("Opnieuw bezig"),
}
FITS = {Fit.YES: _l("Ja"), Fit.PARTLY: _l("Een beetje"), Fit.NO: _l("Nee")}
