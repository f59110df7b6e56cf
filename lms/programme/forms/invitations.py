"""Forms that bring people into a team."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, FileField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from lms.accounts.enums import Role
from lms.accounts.models import LONGEST_ADDRESS
from lms.programme.forms.teams import role_choices
from lms.programme.queries.invitation_lists import decoded
from lms.ui.forms import BaseForm

LONGEST_LIST = 60_000
NAME = (DataRequired(_l("Vul een naam in. Bijvoorbeeld: Dennis Kool")), Length(max=120))


class MemberForm(BaseForm):
    """Inviting one person by mail."""

    name = StringField(_l("Naam"), NAME, render_kw={"autocomplete": "off"})
    email = EmailField(
        _l("E-mailadres"),
        [
            DataRequired(_l("Vul een e-mailadres in. Heeft iemand dat niet? Maak dan een kaart.")),
            Length(max=LONGEST_ADDRESS),
            Email(),
        ],
        render_kw={"autocomplete": "off"},
    )
    role = RadioField(_l("Rol in deze wijk"), [InputRequired(_l("Kies een rol."))])

    @classmethod
    def offering(cls, roles: Iterable[Role], **given: Any) -> Self:
        """Return the form with these roles to choose from."""
        form = cls(**given)
        form.role.choices = role_choices(roles)
        return form


class CardForm(BaseForm):
    """Letting in somebody without an e-mail address."""

    name = StringField(
        _l("Naam"),
        NAME,
        description=_l("Zoals deze persoon zelf wil. Een voornaam is genoeg. De naam staat op de kaart."),
        render_kw={"autocomplete": "off"},
    )
    role = RadioField(_l("Rol in deze wijk"), [InputRequired(_l("Kies een rol."))])

    @classmethod
    def offering(cls, roles: Iterable[Role], **given: Any) -> Self:
        """Return the form with these roles to choose from."""
        form = cls(**given)
        form.role.choices = role_choices(roles)
        return form


class ListForm(BaseForm):
    """A list of people: pasted, or as a file."""

    text = TextAreaField(_l("Plak hier de lijst"), [Length(max=LONGEST_LIST)])
    file = FileField(
        _l("Of kies een bestand"), [Optional()], description=_l("Een CSV-bestand uit Excel of LibreOffice.")
    )

    def told(self) -> str:
        """Return the list as text; a file goes before what stands in the box."""
        given = self.file.data
        content = given.read(LONGEST_LIST * 2) if hasattr(given, "read") else b""
        return decoded(content) if content else self.text.data or ""


class SureListForm(BaseForm):
    """The list that was shown, to be carried out."""

    text = HiddenField(validators=[Length(max=LONGEST_LIST * 2)])
    sure = HiddenField(validators=[Optional()])
