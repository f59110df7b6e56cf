"""Forms to load an action card and to say what became of each step."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectChoice, SelectMultipleField, TextAreaField, widgets

from lms.programme.models import ActionCard, Step, likely_pairs
from lms.ui.forms import BaseForm

FIELD = "from-"


class LoadForm(BaseForm):
    """A card as a file, or as text."""

    file = FileField(_l("Bestand card.toml"), description=_l("Hoe zo'n bestand eruitziet, staat in de documentatie."))
    text = TextAreaField(_l("Of plak de tekst van het bestand"), render_kw={"spellcheck": "false"})

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for something to read."""
        good = super().validate(extra_validators)
        if good and not self.told().strip():
            nothing = _("Kies een bestand of plak de tekst van het bestand.")
            self.file.errors = [_("Dit bestand is leeg. Kies een ander bestand.") if self.file.data else nothing]
            return False
        return good

    def told(self) -> str:
        """Return the text of the card; a file wins."""
        upload: Any = self.file.data
        if upload is not None and upload.filename:
            upload.seek(0)
            self.text.data = upload.read().decode("utf-8", errors="replace").removeprefix("\ufeff")
        return (self.text.data or "").replace("\r\n", "\n").replace("\x00", "")


class MapForm(BaseForm):
    """For each step of the card in use, the steps it became; prefilled by equal keys."""

    old: Sequence[Step] = ()

    @classmethod
    def between(cls, before: ActionCard | None, after: ActionCard) -> Self:
        """Return the form with a field for each old step."""
        old = before.steps if before else ()
        fields = {f"{FIELD}{step.key}": _targets(step, after) for step in old}
        form_class: Any = type("MapForm", (cls,), fields)
        likely = dict(likely_pairs(before, after)) if before else {}
        prefilled = {f"{FIELD}{old}": [new] for old, new in likely.items()}
        form = form_class(data=prefilled)
        form.old = old
        return form

    def rows(self) -> list[tuple[Any, Any]]:
        """Return each old step with its field."""
        return [(step, self[f"{FIELD}{step.key}"]) for step in self.old]

    def pairs(self) -> list[tuple[str, str]]:
        """Return what was ticked, as pairs of an old key and a new one."""
        return [(step.key, new) for step, field in self.rows() for new in field.data or ()]


def _targets(step: Any, after: ActionCard) -> SelectMultipleField:
    return SelectMultipleField(
        _("%(number)s. %(title)s wordt", number=step.number, title=step.title),
        choices=[SelectChoice(each.key, f"{each.number}. {each.title}") for each in after.steps],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
