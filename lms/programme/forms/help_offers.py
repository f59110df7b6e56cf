"""The form for one offer of help nearby."""

import re
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, StringField, TelField, TextAreaField, URLField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from lms.kernel.web_addresses import is_web_address, with_scheme
from lms.programme.commands.help_offers import HelpFacts
from lms.programme.models import HelpOffer
from lms.ui.forms import OnceForm

PHONE = re.compile(r"\+?[\d ()./-]{3,30}")
NAMES = ("name", "about", "where", "phone", "website", "languages", "cost")


def is_phone(_form: Form, field: Field) -> None:
    """Refuse what nobody can call."""
    if not PHONE.fullmatch(field.data) or sum(sign.isdigit() for sign in field.data) < 3:
        raise ValidationError(_("Dit is geen telefoonnummer. Bijvoorbeeld: 010 123 45 67"))


def is_site(_form: Form, field: Field) -> None:
    """Refuse what is no address of a site."""
    if not is_web_address(field.data):
        raise ValidationError(_("Dit is geen webadres. Bijvoorbeeld: https://www.thuisarts.nl"))


class HelpForm(OnceForm):
    """Who helps, where, and how to reach them; only the name is asked for sure."""

    name = StringField(
        _l("Wie helpt er?"),
        [DataRequired(_l("Vul in wie er helpt. Bijvoorbeeld: Stopcoach in buurthuis De Wending")), Length(max=160)],
        description=_l("Een organisatie, een groep of een spreekuur."),
    )
    where = StringField(_l("Waar?"), [Optional(), Length(max=200)], description=_l("Plek en tijd."))
    phone = TelField(_l("Telefoon"), [Optional(), Length(max=30), is_phone])
    website = URLField(_l("Website"), [Optional(), Length(max=300), is_site], filters=[with_scheme])
    languages = StringField(_l("In welke talen?"), [Optional(), Length(max=200)])
    cost = StringField(
        _l("Wat kost het?"), [Optional(), Length(max=160)], description=_l("Bijvoorbeeld: gratis voor bewoners.")
    )
    about = TextAreaField(_l("Wat kun je verwachten?"), [Optional(), Length(max=600)])

    @classmethod
    def of(cls, offer: HelpOffer | None = None) -> Self:
        """Return the form, filled with the offer that is mended."""
        return cls(**{name: getattr(offer, name) for name in NAMES}) if offer else cls()

    def facts(self) -> HelpFacts:
        """Return what was filled in."""
        told: dict[str, Any] = {name: self[name].data or "" for name in NAMES}
        return HelpFacts(**told)
