"""Forms around a second pair of eyes for a module."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.accounts.models import Person
from lms.training.enums import Cause, Change
from lms.training.queries.drafts import Working
from lms.ui.forms import CarefulForm

LONGEST = 500
ANYBODY = ""
CAUSE_WORDS = {
    Cause.SIGNAL: _l("Een signaal uit een wijk"),
    Cause.RESEARCH: _l("Onderzoek"),
    Cause.CARD: _l("De actiekaart veranderde"),
    Cause.NEED: _l("Een leervraag"),
}


def reason_field() -> TextAreaField:
    """Return the field for what is different."""
    return TextAreaField(
        _l("Wat is er anders?"),
        [DataRequired(_l("Schrijf in één zin wat er anders is. Lezers zien die zin.")), Length(max=LONGEST)],
        description=_l("Eén zin. Lezers zien die bij de versie staan."),
    )


class AskForm(CarefulForm):
    """Ask somebody to look at it."""

    stand = HiddenField()
    reason = reason_field()
    reader = SelectField(_l("Wie vraag je?"))

    @classmethod
    def asking(cls, working: Working, readers: Sequence[Person], **given: Any) -> Self:
        """Return the form with who can be asked."""
        reason = working.draft.reason if working.draft and working.draft.reason else ""
        form = cls(stand=working.stand, reason=reason or ("" if working.module else _("Eerste uitgave.")), **given)
        anybody = SelectChoice(ANYBODY, _("Wie het eerst tijd heeft"))
        form.reader.choices = [anybody, *(SelectChoice(each.uid, each.name) for each in readers)]
        return form


class PublishForm(CarefulForm):
    """Put it on the site: what kind of change it is, what gave cause, and why."""

    stand = HiddenField()
    change = RadioField(
        _l("Wat voor verandering is het?"),
        [InputRequired(_l("Kies wat voor verandering het is."))],
        choices=[
            SelectChoice(Change.REAL.value, _l("Een echte wijziging: wie al klaar was, ziet wat er nieuw is")),
            SelectChoice(Change.TYPO.value, _l("Een typefout: niemand hoeft iets over te doen")),
        ],
    )
    cause = RadioField(
        _l("Wat was de aanleiding voor een echte wijziging?"),
        choices=[SelectChoice(cause.value, words) for cause, words in CAUSE_WORDS.items()],
        validate_choice=False,
    )
    reason = reason_field()

    @classmethod
    def of(cls, working: Working, **given: Any) -> Self:
        """Return the form for what is there now."""
        reason = working.draft.reason if working.draft else ""
        change = None if working.module else Change.REAL.value
        return cls(stand=working.stand, reason=reason, change=change, **given)


class BackForm(CarefulForm):
    """Give it back to who wrote it."""

    stand = HiddenField()
    answer = TextAreaField(
        _l("Wat kan er beter?"),
        [DataRequired(_l("Schrijf wat er beter kan. Dan kan de ander verder.")), Length(max=2000)],
    )

    @classmethod
    def of(cls, working: Working, **given: Any) -> Self:
        """Return the form for what is there now."""
        return cls(prefix="terug-", stand=working.stand, **given)
