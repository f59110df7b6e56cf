"""The form for the plan of a neighbourhood: a file or a link."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import URLField
from wtforms.validators import Length, Optional

from lms.kernel.web_addresses import is_web_address, with_scheme
from lms.ui.forms import BaseForm


class PlanForm(BaseForm):
    """One of the two: a file, or where the plan stands."""

    file = FileField(_l("Bestand"), description=_l("Een pdf, Word (docx) of OpenDocument (odt), tot 10 MB."))
    link = URLField(
        _l("Of een link"),
        [Optional(), Length(max=500)],
        filters=[with_scheme],
        description=_l("Bijvoorbeeld: https://www.ggd.nl/wijkplan. Zet zelf op die plek wie het plan mag lezen."),
        default="",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        good = super().validate(extra_validators)
        if good and bool(self.file.data) == bool(self.link.data):
            both = _("Kies een bestand of een link, niet allebei.")
            self.file.errors = [both if self.link.data else _("Kies een bestand of vul een link in.")]
            return False
        if good and self.link.data and not is_web_address(self.link.data, ("https",)):
            self.link.errors = [_("Dit is geen veilig webadres. Het begint met https://")]
            return False
        return good
