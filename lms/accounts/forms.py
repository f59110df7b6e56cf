"""What people fill in to sign in, to come in, and to let others in."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import Email, InputRequired, Length, Optional

from lms.accounts.models import LONGEST_ADDRESS
from lms.ui.forms import BaseForm

ADDRESS = (InputRequired(), Length(max=LONGEST_ADDRESS), Email())
NEW_PASSWORD = {"autocomplete": "new-password"}
PASSWORD_HELP = _l("Minstens 10 tekens. Een zinnetje is goed: dat onthoud je en een ander raadt het niet.")


class SignInForm(BaseForm):
    """Address and password in one form; with ``link`` the password is not looked at."""

    email = EmailField(_l("E-mailadres"), ADDRESS, render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Wachtwoord"), [Length(max=1000)], render_kw={"autocomplete": "current-password"})


class DemoSignInForm(SignInForm):
    """The form of a demonstration, filled with one tap; never used for what somebody typed."""

    password = PasswordField(_l("Wachtwoord"), widget=widgets.PasswordInput(hide_value=False))


class AddressForm(BaseForm):
    """Only an address: for a link by mail."""

    email = EmailField(_l("E-mailadres"), ADDRESS, render_kw={"autocomplete": "username"})


class NewPasswordForm(BaseForm):
    """A new password, typed once; it can be made visible."""

    password = PasswordField(
        _l("Nieuw wachtwoord"), [InputRequired(), Length(max=1000)], description=PASSWORD_HELP, render_kw=NEW_PASSWORD
    )


class InvitationForm(BaseForm):
    """Coming in for the first time."""

    name = StringField(_l("Zo heet je hier"), [InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    password = PasswordField(
        _l("Kies een wachtwoord"), [Optional(), Length(max=1000)], description=PASSWORD_HELP, render_kw=NEW_PASSWORD
    )


class AccessForm(BaseForm):
    """Asking for access."""

    name = StringField(_l("Je naam"), [InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    email = EmailField(
        _l("E-mailadres"), ADDRESS, description=_l("Hier krijg je antwoord."), render_kw={"autocomplete": "email"}
    )
    organisation = StringField(
        _l("Organisatie of wijk"), [InputRequired(), Length(max=120)], render_kw={"autocomplete": "organization"}
    )
    reason = TextAreaField(
        _l("Waarom wil je meedoen?"), [InputRequired(), Length(max=1000)], description=_l("Twee zinnen is genoeg.")
    )


class CodeForm(BaseForm):
    """A code from the app, or a recovery code."""

    code = StringField(
        _l("Code"), [InputRequired(), Length(max=40)], render_kw={"autocomplete": "one-time-code", "inputmode": "text"}
    )


class ConfirmForm(BaseForm):
    """Showing once more who you are."""

    password = PasswordField(
        _l("Je wachtwoord"), [InputRequired(), Length(max=1000)], render_kw={"autocomplete": "current-password"}
    )


class PasskeyNameForm(BaseForm):
    """What to call a passkey."""

    name = StringField(
        _l("Naam van dit apparaat"), [InputRequired(), Length(max=60)], description=_l("Bijvoorbeeld: mijn telefoon.")
    )


class RolesForm(BaseForm):
    """Which platform roles somebody has."""

    roles = SelectMultipleField(
        _l("Rollen op het hele platform"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )


class InviteForm(BaseForm):
    """Inviting somebody."""

    name = StringField(_l("Naam"), [InputRequired(), Length(max=120)], render_kw={"autocomplete": "off"})
    email = EmailField(_l("E-mailadres"), ADDRESS, render_kw={"autocomplete": "off"})
    role = SelectField(_l("Rol"), [InputRequired()])
    language = RadioField(
        _l("Taal van de uitnodiging"), choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )


class AnswerForm(BaseForm):
    """Answering a request for access: with a role, or with no."""

    role = SelectField(_l("Rol"), [Optional()])
    words = TextAreaField(
        _l("Bericht als het niet kan"), [Optional(), Length(max=500)], description=_l("Dit komt in de mail te staan.")
    )


class SureForm(BaseForm):
    """A button that asks once."""

    sure = BooleanField(_l("Ik weet het zeker"), [InputRequired()])
