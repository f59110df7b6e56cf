"""Form for the module a training is about."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice

from lms.training.models import Module
from lms.ui.forms import BaseForm


class ModuleForm(BaseForm):
    """One module, or none."""

    module = RadioField(_l("Over welke module gaat deze training?"))
    modules: Sequence[Module] = ()

    def offer(self, modules: Sequence[Module], about: Module | None) -> "ModuleForm":
        """Let one of these modules be chosen, or what it is about now, also when readers see that no more."""
        self.modules = [*modules, *([about] if about and about not in modules else [])]
        self.module.choices = [
            *(SelectChoice(each.uid, each.title) for each in self.modules),
            SelectChoice("", _("Geen module")),
        ]
        return self

    def chosen(self) -> Module | None:
        """Return the module that was chosen."""
        return next((each for each in self.modules if each.uid == self.module.data), None)
