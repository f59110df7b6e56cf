"""Forms about the members of a team, their director and their adviser."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.programme.queries.team_words import ROLE_NAMES
from lms.ui.forms import BaseForm

LEAVES = "leaves"


def role_choices(roles: Iterable[Role]) -> list[SelectChoice]:
    """Return roles as the answers of a field."""
    return [SelectChoice(role.value, ROLE_NAMES[role]) for role in roles]


class RoleForm(BaseForm):
    """Another role for a member."""

    role = RadioField(_l("Rol in deze wijk"), [InputRequired(_l("Kies een rol."))])


class HandOverForm(BaseForm):
    """Naming the next director, and what becomes of who leads now."""

    person = RadioField(_l("Draag de wijk over aan"), [InputRequired(_l("Kies aan wie je de wijk overdraagt."))])
    before = RadioField(
        _l("Wat doet de wijkregisseur van nu?"),
        [InputRequired(_l("Kies of je blijft meedoen."))],
        choices=[
            SelectChoice(LEAVES, _l("Gaat uit het team")),
            SelectChoice(Role.DEPUTY_DIRECTOR.value, _l("Blijft als plaatsvervangend wijkregisseur")),
            SelectChoice(Role.SOCIAL_WORKER.value, _l("Blijft als sociaal werker")),
        ],
    )

    def before_becomes(self) -> Role | None:
        """Return the role of who led until now; nothing for who leaves."""
        told = self.before.data if "before" in self else LEAVES
        return None if told == LEAVES else Role(told)


class AdviserForm(BaseForm):
    """Naming the fixed adviser."""

    person = SelectField(_l("Wie wordt de vaste adviseur?"), [InputRequired(_l("Kies een adviseur."))])

    def offer(self, people: Sequence[Person]) -> "AdviserForm":
        """Let one of these people be chosen."""
        self.person.choices = [
            SelectChoice("", _l("Kies een adviseur")),
            *(SelectChoice(each.uid, each.name) for each in people),
        ]
        return self
