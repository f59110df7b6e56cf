"""Choosing per piece between what two editors wrote; a piece is what :class:`lms.content.clashes.Clash` says of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask_babel import gettext as _
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from lms.ui.forms import BaseForm

TAKE = "take-"


class ClashForm(BaseForm):
    """What I typed, the stand it is held against, the text that page began with, and a choice for each piece."""

    stand = HiddenField()
    mine = HiddenField()
    was = HiddenField()
    kept_id = HiddenField()
    found: Sequence[Any] = ()

    @classmethod
    def between(cls, found: Sequence[Any], given: Mapping[str, str] | None = None) -> Self:
        """Return the form as it was sent, or else with what is ``given``; what only one changed is chosen already."""
        fields = {f"{TAKE}{each.found.key}": _choice(each) for each in found}
        form_class: Any = type("ClashForm", (cls,), fields)
        likely = {f"{TAKE}{each.found.key}": each.likely or None for each in found}
        form = form_class() if given is None else form_class(formdata=None, data={**likely, **given})
        form.found = found
        return form

    def rows(self) -> list[tuple[Any, Any]]:
        """Return each piece with its field."""
        return [(each, self[f"{TAKE}{each.found.key}"]) for each in self.found]

    def chosen(self) -> dict[str, str]:
        """Return whose words to keep, by piece."""
        return {each.found.key: field.data for each, field in self.rows()}


def carried(typed: str | None) -> dict[str, Any] | None:
    """Return what a page carried along; nothing when it is not what we wrote there."""
    try:
        found = json.loads(typed or "")
    except (ValueError, RecursionError):
        return None
    return found if found and isinstance(found, dict) else None


def _choice(clash: Any) -> RadioField:
    choices = [SelectChoice(value, label) for value, label in clash.choices]
    return RadioField(_("Welke tekst houd je?"), [InputRequired(_("Kies welke tekst je houdt."))], choices=choices)
