"""Forms in which people write freely: they warn before saving what may point to somebody (P-3)."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from lms.kernel.personal_data import PersonalDataKind, find_personal_data, kinds_of
from lms.ui.forms import BaseForm

KINDS = {
    PersonalDataKind.PHONE: _l("een telefoonnummer"),
    PersonalDataKind.EMAIL: _l("een e-mailadres"),
    PersonalDataKind.BSN: _l("een burgerservicenummer"),
    PersonalDataKind.IBAN: _l("een rekeningnummer"),
    PersonalDataKind.ADDRESS: _l("een adres"),
}


class FreeTextForm(BaseForm):
    """A form whose long texts are looked at before they are saved; who looked too may save them as they are."""

    looked = BooleanField(_l("Ik heb gekeken, bewaar het zo"))
    #: Whether something was found, so that the page offers the tick.
    warns = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; then stop once at what looks like personal data."""
        good = super().validate(extra_validators)
        for field in self:
            found = kinds_of(find_personal_data(field.data or "")) if isinstance(field, TextAreaField) else []
            self.warns = self.warns or bool(found)
            if found and not self.looked.data:
                what = ", ".join(str(KINDS[kind]) for kind in found)
                message = _(
                    "Dit lijkt op %(what)s. Haal het weg, of kruis hieronder aan dat je hebt gekeken.", what=what
                )
                field.errors = [*field.errors, message]
                good = False
        return good
