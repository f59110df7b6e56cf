"""Forms for organisations."""

import re
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    Form,
    RadioField,
    SelectChoice,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from lms.kernel.web_addresses import is_web_address, with_scheme
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Contact, Organisation
from lms.ui.forms import BaseForm

KIND_NAMES = {
    OrganisationKind.GGD: _l("GGD"),
    OrganisationKind.MUNICIPALITY: _l("Gemeente"),
    OrganisationKind.WELFARE: _l("Welzijn"),
    OrganisationKind.KNOWLEDGE_INSTITUTE: _l("Kennisinstituut"),
    OrganisationKind.ADDICTION_CARE: _l("Verslavingszorg"),
    OrganisationKind.DESIGN_BUREAU: _l("Ontwerpbureau"),
    OrganisationKind.HEALTH_FUND: _l("Gezondheidsfonds"),
    OrganisationKind.SPORT: _l("Sport"),
    OrganisationKind.OTHER: _l("Iets anders"),
}
#: The role that goes with working at an organisation of a kind, and what it means.
ROLES = {
    OrganisationKind.GGD: (
        _l("Is GGD-manager"),
        _l("Ziet hoe het gaat in de wijken van deze GGD, en de afspraken."),
    ),
    OrganisationKind.DESIGN_BUREAU: (
        _l("Maakt proefversies voor de toolkit"),
        _l("Schrijft er zelf aan. Een redacteur kijkt mee voordat iedereen ze ziet."),
    ),
}
KINDS = [SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()]
PHONE = re.compile(r"[+0-9][0-9 ()/-]{2,28}")


def check_site(_form: Form, field: Field) -> None:
    """Accept only an address of a site that people may follow."""
    if not is_web_address(field.data or ""):
        raise ValidationError(_l("Dit is geen webadres. Bijvoorbeeld: https://www.ggd.nl"))


def check_phone(_form: Form, field: Field) -> None:
    """Accept what can be dialled."""
    if not PHONE.fullmatch(field.data or ""):
        raise ValidationError(_l("Dit is geen telefoonnummer. Bijvoorbeeld: 030 123 45 67"))


class OrganisationForm(BaseForm):
    """What an organisation is called and what it is."""

    name = StringField(
        _l("Naam"), [DataRequired(_l("Vul de naam in. Bijvoorbeeld: GGD Rivierenland")), Length(max=160)]
    )
    kind = RadioField(_l("Soort organisatie"), [InputRequired(_l("Kies een soort."))], choices=KINDS)
    website = URLField(_l("Website"), [Optional(), Length(max=300), check_site], filters=[with_scheme], default="")

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {"name": self.name.data, "kind": OrganisationKind(self.kind.data), "website": self.website.data or ""}


class ChangeForm(OrganisationForm):
    """The same, and whether the organisation still takes part."""

    learning_agreement = TextAreaField(
        _l("Wat spraken jullie af over leren?"),
        [Optional(), Length(max=300)],
        default="",
        description=_l(
            "Alleen als medewerkers het weten. Staat hier een afspraak, dan ziet een team welke modules iemand af "
            "heeft. Wie dat niet wil, zet het zelf uit. Bijvoorbeeld: In het jaargesprek spraken we af dat het team "
            "ziet welke modules je af hebt."
        ),
        render_kw={"rows": 3},
    )
    closed = BooleanField(
        _l("Deze organisatie doet niet meer mee"),
        description=_l("Je kunt haar dan niet meer kiezen. Wat er al is, blijft staan."),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """Return the form with what is known."""
        given = {"name": organisation.name, "kind": organisation.kind.value, "website": organisation.website}
        given["learning_agreement"] = organisation.learning_agreement
        return cls(**given, closed=organisation.closed_at is not None)

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        agreed = self.learning_agreement.data or ""
        return {**super().told(), "learning_agreement": agreed, "closed": self.closed.data}


class ConfirmForm(BaseForm):
    """Confirm that an organisation is no tobacco industry."""

    sure = BooleanField(
        _l("Ik heb het nagekeken: niets van deze vier past bij deze organisatie"),
        [InputRequired(_l("Kruis aan dat je het hebt nagekeken."))],
    )


class ContactForm(BaseForm):
    """Whom to call or write to."""

    name = StringField(_l("Naam"), [DataRequired(_l("Vul een naam in.")), Length(max=120)])
    function = StringField(_l("Wat doet deze persoon?"), [Optional(), Length(max=120)], default="")
    email = EmailField(
        _l("E-mailadres"), [Optional(), Email(_l("Vul een heel e-mailadres in. Bijvoorbeeld: naam@ggd.nl"))], default=""
    )
    phone = TelField(_l("Telefoonnummer"), [Optional(), Length(max=30), check_phone], default="")

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """Return the form with what is known."""
        return cls(name=contact.name, function=contact.function, email=contact.email, phone=contact.phone)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one way to reach somebody."""
        good = super().validate(extra_validators)
        if good and not (self.email.data or self.phone.data):
            self.email.errors = [_l("Vul een e-mailadres of een telefoonnummer in.")]
            return False
        return good

    def told(self) -> dict[str, str]:
        """Return what was filled in, for the command."""
        return {name: self[name].data or "" for name in ("name", "function", "email", "phone")}


class WorkerForm(BaseForm):
    """Say that somebody with an account works here."""

    email = EmailField(
        _l("E-mailadres van iemand met een account"),
        [DataRequired(_l("Vul een e-mailadres in. Bijvoorbeeld: naam@ggd.nl")), Email()],
    )
    function = StringField(_l("Functie"), [Optional(), Length(max=120)], default="")
    manages = BooleanField()

    @classmethod
    def at(cls, organisation: Organisation, **given: Any) -> Self:
        """Return the form; only at some kinds of organisations a role goes with the work."""
        form = cls(prefix="werk-", **given)
        if organisation.kind in ROLES:
            label, form.manages.description = ROLES[organisation.kind]
            form.manages.label.text = label
        else:
            del form.manages
        return form

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        manages = bool(self.manages.data) if "manages" in self else False
        return {"email": self.email.data, "function": self.function.data or "", "manages": manages}
