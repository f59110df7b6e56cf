"""The form for what was agreed with a neighbourhood: yes or no, never an amount."""

import re
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.programme.models import Agreement
from lms.ui.forms import CarefulForm

AMOUNT = re.compile(
    r"€|\beuro'?s?\b|\bEUR\b|\bk€|(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.]\d)(?!\d)|\b\d+,-|\b\d+ ?mille\b", re.IGNORECASE
)


def mentions_money(text: str) -> bool:
    """Say whether a text seems to hold an amount of money."""
    return bool(AMOUNT.search(text))


class AgreementForm(CarefulForm):
    """What was agreed, on content and on money, and until when."""

    content_agreed = BooleanField(_l("Er is een afspraak over de inhoud"))
    content = TextAreaField(
        _l("Wat is er afgesproken?"),
        [Optional(), Length(max=4000)],
        description=_l("In een paar zinnen. Schrijf geen bedragen op."),
        default="",
    )
    money_agreed = BooleanField(_l("Er is een afspraak over het geld"), description=_l("Alleen ja of nee."))
    ends_on = DateField(_l("Tot wanneer gelden de afspraken?"), [InputRequired(_l("Vul een datum in."))])

    @classmethod
    def of(cls, agreement: Agreement | None) -> Self:
        """Return the form with what was agreed before, to go on from."""
        if agreement is None:
            return cls()
        names = ("content", "content_agreed", "money_agreed", "ends_on")
        return cls(**{name: getattr(agreement, name) for name in names})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; then stop once at what looks like an amount."""
        good = super().validate(extra_validators)
        found = mentions_money(self.content.data or "")
        self.doubts = self.doubts or found
        if found and not self.sure.data:
            words = _("Staat hier een bedrag? Haal het weg, of kruis hieronder aan dat je hebt gekeken.")
            self.content.errors = [*self.content.errors, words]
            return False
        return good

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        told = {name: self[name].data for name in ("content_agreed", "money_agreed", "ends_on")}
        return {**told, "content": self.content.data or ""}
