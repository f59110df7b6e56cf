"""Forms around a second pair of eyes."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.accounts.models import Person
from lms.kernel.personal_data import find_personal_data
from lms.toolkit.enums import Change
from lms.toolkit.queries.drafts import Working
from lms.ui.forms import CarefulForm

LONGEST = 500
ANYBODY = ""


class AskForm(CarefulForm):
    """Ask somebody to look at it."""

    stand = HiddenField()
    reason = TextAreaField(
        _l("Wat is er anders?"),
        [DataRequired(_l("Schrijf in één zin wat er anders is. Lezers zien die zin.")), Length(max=LONGEST)],
        description=_l("Eén zin. Lezers zien die bij de versie staan."),
    )
    reader = SelectField(_l("Wie vraag je?"))

    @classmethod
    def asking(cls, working: Working, readers: Sequence[Person], **given: Any) -> Self:
        """Return the form with who can be asked."""
        reason = working.draft.reason if working.draft and working.draft.reason else ""
        form = cls(stand=working.stand, reason=reason or ("" if working.item.number else _("Eerste uitgave.")), **given)
        anybody = SelectChoice(ANYBODY, _("Wie het eerst tijd heeft"))
        form.reader.choices = [anybody, *(SelectChoice(each.uid, each.name) for each in readers)]
        return form


class PublishForm(CarefulForm):
    """Put it on the site, with the reason of the change."""

    stand = HiddenField()
    change = RadioField(
        _l("Wat voor verandering is het?"),
        [InputRequired(_l("Kies wat voor verandering het is."))],
        choices=[
            SelectChoice(Change.REAL.value, _l("Een echte wijziging")),
            SelectChoice(Change.TYPO.value, _l("Een typefout")),
        ],
    )
    reason = TextAreaField(
        _l("Wat is er anders?"),
        [DataRequired(_l("Schrijf in één zin wat er anders is. Lezers zien die zin.")), Length(max=LONGEST)],
        description=_l("Eén zin. Lezers zien die bij de versie staan."),
    )
    words = ""

    @classmethod
    def of(cls, working: Working, words: str, **given: Any) -> Self:
        """Return the form; ``words`` are those that everybody will read."""
        reason = working.draft.reason if working.draft else ""
        change = None if working.item.number else Change.REAL.value
        form = cls(stand=working.stand, reason=reason, change=change, **given)
        form.words, form.doubts = words, bool(find_personal_data(words))
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask first whether what may point to a person is meant to stand there."""
        fine = super().validate(extra_validators)
        if not find_personal_data(self.words):
            return fine
        self.doubts = True
        if not self.sure.data:
            warning = _(
                "In de tekst lijkt een nummer of adres van iemand te staan. Haal het weg, of vink aan dat het goed is."
            )
            self.sure.errors = [*self.sure.errors, warning]
        return fine and bool(self.sure.data)


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
