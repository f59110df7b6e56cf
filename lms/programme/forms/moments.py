"""The form to tell a moment."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, SelectChoice, SelectMultipleField, TextAreaField, widgets
from wtforms.validators import Length, Optional

from lms.programme.commands.moments import LONGEST_ALT, LONGEST_TEXT
from lms.programme.queries.chips import ChipGroup
from lms.programme.queries.moments import Waiting
from lms.ui.forms import CarefulForm, ConsentField, OnceForm


class MomentForm(OnceForm, CarefulForm):
    """Two sentences or a minute of voice, a photo when there is one, and what it is about."""

    speaks_first = False
    text = TextAreaField(
        _l("Wat gebeurde er?"),
        [Length(max=LONGEST_TEXT, message=_l("Je tekst is te lang. Er passen %(max)d tekens."))],
        description=_l("Twee zinnen is genoeg. Ook als het tegenzat."),
    )
    recording = FileField(_l("Spreek het in"), description=_l("Hoogstens één minuut."))
    seconds = HiddenField()
    photo = FileField(
        _l("Kies een foto"),
        description=_l("De plek waar de foto is gemaakt, halen we eruit."),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    photo_alt = TextAreaField(
        _l("Wat zie je op de foto?"),
        [Optional(), Length(max=LONGEST_ALT)],
        render_kw={"rows": 2},
        description=_l("Voor mensen die de foto niet zien. Bijvoorbeeld: een volle tafel in het buurthuis."),
    )
    consent = ConsentField(_l("Er staan geen herkenbare mensen op, of zij vinden het goed"))
    chips = SelectMultipleField(
        _l("Waar gaat het over?"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validate_choice=False,  # the command refuses what nobody offers
    )

    @classmethod
    def telling(cls, groups: list[ChipGroup], chosen: list[str], *, speaks_first: bool = False) -> Self:
        """Return the form with a key of its own; ``chosen`` are chips that the address asks for.

        For who speaks first, the words come after the voice and are named so, at the field and in what is wrong.
        """
        form = cls(chips=chosen)
        form.chips.choices = [SelectChoice(chip.value, chip.label) for group in groups for chip in group.chips]
        form.speaks_first = speaks_first
        if speaks_first:
            form.text.label.text = _("Of schrijf op wat je hoorde of zag")
            form.text.description = _("Twee zinnen is genoeg.")
        return form

    @property
    def seconds_told(self) -> int | None:
        """How long the recording is, when the browser measured it."""
        told = self.seconds.data or ""
        return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) <= 4 else None

    def needs_words(self, kept: Waiting) -> bool:
        """Say what is missing when there are no words and no voice, or a photo without consent."""
        complete = True
        if not self.text.data and kept.recording is None and not self.recording.errors:
            missing = (
                _("Spreek in wat je hoorde of zag, of schrijf het op. Twee zinnen is genoeg.")
                if self.speaks_first
                else _("Schrijf op wat er gebeurde, of spreek het in. Twee zinnen is genoeg.")
            )
            self.text.errors, complete = [*self.text.errors, missing], False
        if kept.photo is not None and not self.consent.data:
            missing = _("Staan er mensen op de foto? Vraag het hun eerst. Zet dan hier een vinkje.")
            self.consent.errors, complete = [*self.consent.errors, missing], False
        return complete

    def moment(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {
            "text": self.text.data or "",
            "photo_alt": self.photo_alt.data or "",
            "photo_consent": bool(self.consent.data),
            "chips": self.chips.data or (),
            "form_key": self.key,
        }


def sent(field: FileField) -> FileStorage | None:
    """Return the file of a field when one was chosen."""
    return field.data if isinstance(field.data, FileStorage) and field.data.filename else None
