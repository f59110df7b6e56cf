"""The form that tells people that something changes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.enums import Role
from lms.ui.forms import CarefulForm

#: Who can be told, in the words for many of them.
TOLD = {
    Role.NEIGHBOURHOOD_DIRECTOR: _l("Wijkregisseurs"),
    Role.DEPUTY_DIRECTOR: _l("Plaatsvervangers van wijkregisseurs"),
    Role.SOCIAL_WORKER: _l("Sociaal werkers in een team"),
    Role.KEY_PERSON: _l("Sleutelpersonen"),
    Role.EXPERT_BY_EXPERIENCE: _l("Ervaringsdeskundigen"),
    Role.RESIDENT: _l("Bewoners in een team"),
    Role.ADVISER: _l("Adviseurs"),
    Role.GGD_MANAGER: _l("GGD-managers"),
    Role.CIRCLE_FACILITATOR: _l("Begeleiders van leerkringen"),
    Role.RESEARCHER: _l("Onderzoekers"),
    Role.EDITOR: _l("Redacteuren"),
}


class FrameForm(CarefulForm):
    """What changes, and who should know."""

    title = StringField(
        _l("Wat verandert er?"), [DataRequired(_l("Schrijf in één zin wat er verandert.")), Length(max=160)]
    )
    text = TextAreaField(
        _l("Wat betekent dat?"),
        [DataRequired(_l("Schrijf op wat dit betekent voor wie het leest.")), Length(max=2000)],
        description=_l("Wat is er anders, vanaf wanneer, en wat moet iemand doen?"),
    )
    roles = SelectMultipleField(
        _l("Wie moet dit weten?"),
        [InputRequired(_l("Kies wie dit moet weten."))],
        choices=[SelectChoice(role.value, name) for role, name in TOLD.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        roles = [Role(value) for value in self.roles.data or ()]
        return {"title": self.title.data, "text": self.text.data, "roles": roles}
