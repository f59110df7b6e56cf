"""What people fill in to sign in, to come in, and to let others in."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    widgets,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from lms.accounts.enums import Cadence, TextSize
from lms.accounts.models import LONGEST_ADDRESS
from lms.accounts.slots import NoticeKind
from lms.ui.forms import BaseForm, CarefulForm
from lms.ui.shell import LANGUAGES

ADDRESS = (DataRequired(), Length(max=LONGEST_ADDRESS), Email())
NEW_PASSWORD = {"autocomplete": "new-password"}
ASK_ADDRESS = _l("Vul je e-mailadres in, zoals naam@gemeente.nl.")
ASK_NAME = _l("Vul je naam in, zoals Samira Bennani.")
ASK_PASSWORD = _l("Vul je wachtwoord in. Weet je het niet meer? Log uit en kies: Wachtwoord vergeten.")
ASK_SURE = _l("Zet een vinkje als je het zeker weet.")
PASSWORD_HELP = _l("Minstens 10 tekens. Neem een korte zin. Die onthoud je, en een ander raadt hem niet.")

ASK_PACE = _l("Kies hoe vaak je hierover mail wilt, zoals: In één mail per dag.")
CADENCES = (
    SelectChoice(Cadence.NOW.value, _l("Meteen een mail")),
    SelectChoice(Cadence.DAILY.value, _l("In één mail per dag")),
    SelectChoice(Cadence.WEEKLY.value, _l("In één mail per week")),
    SelectChoice(Cadence.OFF.value, _l("Geen mail")),
)


class SignInForm(BaseForm):
    """Address and password in one form; with ``link`` the password is not looked at."""

    email = EmailField(_l("E-mailadres"), ADDRESS, missing=ASK_ADDRESS, render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Wachtwoord"), [Length(max=1000)], render_kw={"autocomplete": "current-password"})
    link = SubmitField(_l("Mail mij een link"))

    def validate_password(self, field: PasswordField) -> None:
        """Ask for a password unless a link was asked for; an empty one is no failed try."""
        if not field.data and not self.link.data:
            raise ValidationError(_l("Vul je wachtwoord in. Of kies: Mail mij een link."))


class DemoSignInForm(SignInForm):
    """The form of a demonstration, filled with one tap; never used for what somebody typed."""

    password = PasswordField(_l("Wachtwoord"), widget=widgets.PasswordInput(hide_value=False))


class AddressForm(BaseForm):
    """Only an address: for a link by mail."""

    email = EmailField(_l("E-mailadres"), ADDRESS, missing=ASK_ADDRESS, render_kw={"autocomplete": "username"})


class NewPasswordForm(BaseForm):
    """A new password, typed once; it can be made visible."""

    password = PasswordField(
        _l("Nieuw wachtwoord"),
        [InputRequired(), Length(max=1000)],
        missing=_l("Kies een wachtwoord van minstens 10 tekens, zoals een korte zin."),
        description=PASSWORD_HELP,
        render_kw=NEW_PASSWORD,
    )


class InvitationForm(BaseForm):
    """Coming in for the first time."""

    name = StringField(
        _l("Je naam"), [DataRequired(), Length(max=120)], missing=ASK_NAME, render_kw={"autocomplete": "name"}
    )
    password = PasswordField(
        _l("Kies een wachtwoord"), [Optional(), Length(max=1000)], description=PASSWORD_HELP, render_kw=NEW_PASSWORD
    )


class AccessForm(CarefulForm):
    """Asking for access."""

    name = StringField(
        _l("Je naam"), [DataRequired(), Length(max=120)], missing=ASK_NAME, render_kw={"autocomplete": "name"}
    )
    email = EmailField(
        _l("E-mailadres"),
        ADDRESS,
        missing=ASK_ADDRESS,
        description=_l("Hier krijg je antwoord."),
        render_kw={"autocomplete": "email"},
    )
    organisation = StringField(
        _l("Organisatie of wijk"),
        [DataRequired(), Length(max=120)],
        missing=_l("Vul in waar je werkt of welke wijk je kent, zoals Welzijn Havenbuurt."),
        render_kw={"autocomplete": "organization"},
    )
    reason = TextAreaField(
        _l("Waarom wil je meedoen?"),
        [DataRequired(), Length(max=1000)],
        missing=_l("Schrijf in een of twee zinnen waarom, zoals: ik ben sociaal werker en wil meer weten over roken."),
        description=_l("Twee zinnen is genoeg."),
    )


class CodeForm(BaseForm):
    """A code from the app, or a recovery code."""

    code = StringField(
        _l("Code"),
        [DataRequired(), Length(max=40)],
        missing=_l("Vul de code van zes cijfers in, zoals 123456."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "text"},
    )


class ConfirmForm(BaseForm):
    """Showing once more who you are."""

    password = PasswordField(
        _l("Je wachtwoord"),
        [InputRequired(), Length(max=1000)],
        missing=ASK_PASSWORD,
        render_kw={"autocomplete": "current-password"},
    )


class PasskeyForm(BaseForm):
    """What the browser says about a passkey; the script fills it in."""

    credential = HiddenField(validators=[Length(max=20_000)])


class NewPasskeyForm(PasskeyForm):
    """A new passkey and what to call it."""

    name = StringField(
        _l("Naam van dit apparaat"),
        [DataRequired(), Length(max=60)],
        missing=_l("Geef dit apparaat een naam, zoals: mijn telefoon."),
        description=_l("Bijvoorbeeld: mijn telefoon."),
    )


class RolesForm(BaseForm):
    """Which platform roles somebody has."""

    roles = SelectMultipleField(
        _l("Rollen in heel Kringwijs"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )


class InviteForm(BaseForm):
    """Inviting somebody."""

    name = StringField(
        _l("Naam"),
        [DataRequired(), Length(max=120)],
        missing=_l("Vul de naam in van wie je uitnodigt, zoals Samira Bennani."),
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _l("E-mailadres"),
        ADDRESS,
        missing=_l("Vul het e-mailadres in van wie je uitnodigt, zoals naam@gemeente.nl."),
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_l("Rol"), [InputRequired()], missing=_l("Kies een rol, zoals Begeleider van een leerkring."))
    language = RadioField(
        _l("Taal van de uitnodiging"), choices=[SelectChoice(each.code, each.label) for each in LANGUAGES], default="nl"
    )


class AnswerForm(CarefulForm):
    """Answering a request for access: with a role or without one yet, or with no."""

    role = SelectField(_l("Rol"), [Optional()], description=_l("Je kunt later nog een rol geven."))
    words = TextAreaField(
        _l("Wat wil je zeggen als je nee zegt?"), [Optional(), Length(max=500)], description=_l("Dit staat in de mail.")
    )


class SureForm(BaseForm):
    """A button that asks once."""

    sure = BooleanField(_l("Ik weet het zeker"), [InputRequired()], missing=ASK_SURE)


class NameForm(BaseForm):
    """The name others see."""

    name = StringField(
        _l("Je naam"),
        [DataRequired(), Length(max=120)],
        missing=ASK_NAME,
        description=_l("Je voornaam is genoeg. Mensen met wie je samenwerkt zien deze naam."),
        render_kw={"autocomplete": "name"},
    )


class ReadingForm(BaseForm):
    """How pages look and sound."""

    language = RadioField(
        _l("Taal"),
        [InputRequired()],
        missing=_l("Kies een taal, zoals Nederlands."),
        choices=[SelectChoice(each.code, each.label) for each in LANGUAGES],
    )
    text_size = RadioField(
        _l("Grootte van de letters"),
        [InputRequired()],
        missing=_l("Kies hoe groot de letters zijn, zoals Normaal."),
        choices=[
            SelectChoice(TextSize.NORMAL.value, _l("Normaal")),
            SelectChoice(TextSize.LARGE.value, _l("Groot")),
            SelectChoice(TextSize.EXTRA_LARGE.value, _l("Extra groot")),
        ],
    )
    read_aloud = BooleanField(_l("Toon de knop Luister"), description=_l("Dan kun je lessen laten voorlezen."))


class MailForm(BaseForm):
    """How often each kind of notice comes by mail; :meth:`asking` gives it a field per kind."""

    @classmethod
    def asking(cls, kinds: Iterable[NoticeKind], cadences: Mapping[str, Cadence], **given: Any) -> "MailForm":
        """Return the form for these kinds, with what was chosen before."""
        fields = {
            kind.key: SelectField(kind.label, [InputRequired()], missing=ASK_PACE, choices=CADENCES) for kind in kinds
        }
        return type("MailForm", (cls,), fields)(data={key: cadences[key].value for key in fields}, **given)

    @property
    def paces(self) -> list[SelectField]:
        """The fields, one per kind."""
        return [field for field in self if isinstance(field, SelectField)]

    def chosen(self) -> dict[str, Cadence]:
        """Return the choice for each kind, for the command."""
        return {field.short_name: Cadence(field.data) for field in self.paces}


class EraseForm(BaseForm):
    """Erasing the own account; the password is asked of who has one."""

    password = PasswordField(_l("Je wachtwoord"), [InputRequired(), Length(max=1000)], missing=ASK_PASSWORD)
    sure = BooleanField(_l("Ik weet het zeker"), [InputRequired()], missing=ASK_SURE)
