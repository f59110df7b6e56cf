"""The fields of a conversation to practise: moments, what somebody can say then, and where that leads."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, SelectChoice, SelectField, TextAreaField

from lms.content.blocks import END
from lms.content.write.fields import Fields
from lms.content.write.scenarios import CHOICE_FIELDS
from lms.ui.forms import PartForm


class ChoiceForm(PartForm):
    """One thing to say, and what it brings about."""

    text = TextAreaField(_l("Wat je kunt zeggen"), default="")
    then = TextAreaField(_l("Wat doet of zegt de ander dan?"), default="")
    contact = TextAreaField(_l("Wat doet het met het contact?"), default="")
    to = SelectField(_l("Hoe gaat het verder?"), default=END, validate_choice=False)


class TurnForm(PartForm):
    """One moment of the conversation."""

    key = HiddenField(default="")
    text = TextAreaField(_l("Wat gebeurt er, of wat zegt de ander?"), default="")
    choices = FieldList(FormField(ChoiceForm))

    def told(self) -> Fields:
        """Return the moment as it was typed."""
        text = (self.text.data or "").replace("\r\n", "\n").replace("\r", "\n")
        choices = [{name: row.form[name].data or "" for name in CHOICE_FIELDS} for row in self.choices]
        return {"key": self.key.data or "", "text": text, "choices": choices}


def choose_ways(turns: Any) -> None:
    """Give everything that can be said the ways in which the conversation can go on."""
    keys = [row.form.key.data or "" for row in turns]
    for row in turns:
        ways = [SelectChoice(key, _l("Verder met moment %(key)s", key=key)) for key in keys if key != row.form.key.data]
        for each in row.form.choices:
            to = each.form.to
            strange = [] if to.data in (*keys, END) else [SelectChoice(to.data, to.data)]
            here = [SelectChoice(to.data, to.data)] if to.data == row.form.key.data != END else []
            to.choices = [*ways, SelectChoice(END, _l("Het gesprek is klaar")), *strange, *here]
