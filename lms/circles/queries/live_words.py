"""What the lights of themes, agreements and steps of the card are called at a session."""

from flask_babel import lazy_gettext as _l

from lms.circles.enums import AgreementState, ItemState
from lms.circles.queries.words import ITEM_STATES
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
LIGHTS = ITEM_STATES | {ItemState.PROPOSED: ITEM_STATES[ItemState.PLANNED]}
STATUSES = {
    StepStatus.NOT_STARTED: _l("Nog niet begonnen"),
    StepStatus.IN_PROGRESS: _l("Bezig"),
    StepStatus.DONE_FOR_NOW: _l("Klaar voor nu"),
    StepStatus.REOPENED: _l("Opnieuw bezig"),
}
FITS = {Fit.YES: _l("Ja"), Fit.PARTLY: _l("Een beetje"), Fit.NO: _l("Nee")}
