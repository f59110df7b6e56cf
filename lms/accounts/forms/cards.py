"""What people fill in around a printed sign-in card, and about being reached."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TelField
from wtforms.validators import AnyOf, DataRequired, Length, Optional, Regexp, ValidationError

from lms.accounts.commands.sign_in_cards import PICTURES
from lms.accounts.enums import Picture
from lms.ui.forms import BaseForm, ConsentField


class CardCodeForm(BaseForm):
    """The code under the QR of a printed card, typed."""

    code = StringField(
        _l("De code op je kaart"),
        [
            DataRequired(),
            Length(max=80),
            Regexp(r"[A-Za-z0-9 -]+$", message=_l("De code heeft alleen letters en cijfers. Kijk hem na.")),
        ],
        missing=_l("Typ de letters en cijfers die onder het vierkant staan, zoals op je kaart."),
        description=_l("Grote of kleine letters maakt niet uit."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    def token(self) -> str:
        """Return the code as it stands in the QR."""
        return "".join(sign for sign in (self.code.data or "").lower() if sign.isalnum())


class PicturesForm(BaseForm):
    """The pictures of a card, one tap at a time; what was tapped before travels along."""

    chosen = HiddenField(validators=[Length(max=200)])
    picture = StringField(validators=[Optional(), AnyOf([each.value for each in Picture])])

    def chosen_so_far(self) -> tuple[Picture, ...]:
        """Return the pictures in the order in which they were tapped, at most as many as a card has."""
        names = [*(self.chosen.data or "").split(","), self.picture.data]
        known = set(Picture)
        return tuple(Picture(name) for name in names if name in known)[:PICTURES]


class ReachableForm(BaseForm):
    """What people of the own neighbourhoods may see; only with a tick, for the fields that are filled in."""

    phone = TelField(
        _l("Telefoonnummer"),
        [
            Optional(),
            Length(max=30),
            Regexp(r"^\+?[0-9 ()-]{8,}$", message=_l("Dit is geen telefoonnummer. Bijvoorbeeld: 06 1234 5678")),
        ],
    )
    works_on = StringField(
        _l("Wanneer je werkt"),
        [Optional(), Length(max=80)],
        description=_l("Bijvoorbeeld: ma, di en donderdagochtend."),
    )
    agree = ConsentField(_l("Mensen van mijn eigen wijken mogen zien wat ik hier invul: het team en de adviseur"))

    def validate_agree(self, field: BooleanField) -> None:
        """Ask for the tick only when there is something to show."""
        if (self.phone.data or self.works_on.data) and not field.data:
            raise ValidationError(_l("Zet een vinkje als anderen dit mogen zien. Of maak de velden leeg."))
