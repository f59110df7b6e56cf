"""Of whom somebody wants to see how they get on."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from lms.accounts.enums import Role
from lms.accounts.queries.role_words import ROLE_NAMES
from lms.training.enums import Grouping
from lms.training.queries.insight import Group
from lms.ui.forms import BaseForm


class InsightForm(BaseForm):
    """One group at a time: who could ask for two at once could work out who is in both."""

    groep = SelectField(_l("Van wie"))

    def __init__(self, *args: object, groups: Sequence[Group], **kwargs: object) -> None:
        """Offer everybody, and the groups that are large enough."""
        super().__init__(*args, **kwargs)
        self.groep.choices = [
            SelectChoice("", _("Iedereen")),
            *(SelectChoice(each.key, group_words(each)) for each in groups),
        ]


def group_words(group: Group) -> str:
    """Return what a group is called."""
    if group.grouped is Grouping.ROLE:
        return _("Rol: %(role)s", role=ROLE_NAMES[Role(group.named)])
    if group.grouped is Grouping.QUARTER:
        year, number = group.named.split("-")
        return _("Begonnen in kwartaal %(number)s van %(year)s", number=number, year=year)
    return _("Wijk: %(name)s", name=group.word)
