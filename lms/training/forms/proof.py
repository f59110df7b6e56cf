"""What coordinators keep about proof, and what people say to registers."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, DecimalField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from lms.training.models import Module
from lms.training.models.certificates import LONGEST_NUMBER, LONGEST_REASON
from lms.training.models.registers import REGISTERS
from lms.ui.forms import BaseForm, CarefulForm, ConsentField

MOST_POINTS = 999


class PointsField(DecimalField):
    """A number with at most two decimals, with a comma or a dot, as people type it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a comma as a dot."""
        super().process_formdata([each.strip().replace(",", ".") for each in valuelist])

    def _value(self) -> str:
        return str(super()._value()).replace(".", ",")


def _registers() -> list[SelectChoice]:
    return [SelectChoice(each.slug, each.name) for each in REGISTERS.values()]


class AccreditationForm(BaseForm):
    """A register says that it accredited a module."""

    module_id = SelectField(_l("Module"), coerce=int)
    register = SelectField(_l("Register"))
    key = StringField(
        _l("Nummer van de accreditatie"),
        [
            InputRequired(_l("Vul het nummer in dat het register gaf. Bijvoorbeeld: 412345")),
            Length(max=LONGEST_NUMBER),
        ],
        description=_l("Het ID-nummer dat het register gaf."),
    )
    points = PointsField(
        _l("Punten"),
        [
            InputRequired(_l("Vul de punten in die het register toekent. Bijvoorbeeld: 2,5")),
            NumberRange(
                Decimal("0.01"), MOST_POINTS, _l("Vul een getal in van 0,01 tot en met 999. Bijvoorbeeld: 2,5")
            ),
        ],
        render_kw={"inputmode": "decimal"},
    )
    valid_from = DateField(
        _l("Geldt vanaf"), [InputRequired(_l("Vul de dag in waarop de accreditatie begint. Bijvoorbeeld: 01-02-2027"))]
    )
    valid_until = DateField(_l("Geldt tot en met"), [Optional()])

    def __init__(self, *args: object, modules: Sequence[Module], **kwargs: object) -> None:
        """Offer these modules."""
        super().__init__(*args, **kwargs)
        self.module_id.choices = [SelectChoice(each.id, each.title) for each in modules]
        self.register.choices = _registers()

    def validate_points(self, field: PointsField) -> None:
        """Refuse what would be rounded: a register counts in hundredths."""
        if field.data and field.data.is_finite() and field.data != round(field.data, 2):
            raise ValidationError(_("Gebruik hoogstens twee cijfers achter de komma. Bijvoorbeeld: 2,25"))


class RegistrationForm(BaseForm):
    """Somebody gives their number in a register, and says that it may be handed over."""

    register = SelectField(_l("Register"))
    number = StringField(
        _l("Je registratienummer"),
        [
            InputRequired(_l("Vul je nummer in, zoals het in het register staat. Bijvoorbeeld: 12345678")),
            Length(max=LONGEST_NUMBER),
            Regexp(r"[0-9A-Za-z][0-9A-Za-z ./-]*\Z", message=_l("Gebruik alleen cijfers en letters.")),
        ],
    )
    agreed = ConsentField(
        _l("Jullie mogen mijn naam, dit nummer en mijn afgeronde modules doorgeven aan dit register."),
        [InputRequired(_l("Vink aan dat het mag. Zonder je toestemming bewaren we je nummer niet."))],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer every register."""
        super().__init__(*args, **kwargs)
        self.register.choices = _registers()


class HandoverForm(BaseForm):
    """For which register, and which period."""

    register = SelectField(_l("Register"))
    first = DateField(_l("Afgerond van"), [InputRequired(_l("Vul de eerste dag in. Bijvoorbeeld: 01-01-2027"))])
    last = DateField(_l("Tot en met"), [InputRequired(_l("Vul de laatste dag in. Bijvoorbeeld: 31-03-2027"))])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer every register."""
        super().__init__(*args, **kwargs)
        self.register.choices = _registers()

    def validate(self, extra_validators: object = None) -> bool:
        """Check that the period does not end before it begins."""
        fine = super().validate(extra_validators)
        if self.first.data and self.last.data and self.last.data < self.first.data:
            self.last.errors = [*self.last.errors, _l("De laatste dag ligt voor de eerste. Draai ze om.")]
            return False
        return fine


class WithdrawForm(CarefulForm):
    """Why a certificate holds no more."""

    reason = TextAreaField(
        _l("Waarom trek je dit bewijs in?"),
        [
            InputRequired(_l("Schrijf in één zin waarom. Bijvoorbeeld: iemand anders deed de toets.")),
            Length(max=LONGEST_REASON),
        ],
        description=_l("Wie het bewijs kreeg, leest deze zin. Wie de code scant, leest hem niet."),
        render_kw={"rows": 3},
    )
