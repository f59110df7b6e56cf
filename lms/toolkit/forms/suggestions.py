"""Saying what should change about an item, and answering."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from lms.toolkit.commands.suggestions import LONGEST
from lms.ui.forms import CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")


class SuggestionForm(OnceForm, CarefulForm):
    """One field."""

    text = TextAreaField(
        _l("Wat kan er beter?"),
        [
            InputRequired(_l("Schrijf op wat er beter kan. Bijvoorbeeld: stap 3 duurt bij ons twee keer zo lang.")),
            Length(max=LONGEST, message=TOO_LONG),
        ],
        description=_l("Een paar zinnen is genoeg. Je krijgt antwoord."),
        render_kw={"rows": 3},
    )


class SuggestionAnswerForm(CarefulForm):
    """Answer what somebody suggested."""

    text = TextAreaField(
        _l("Je antwoord"), [InputRequired(_l("Schrijf het antwoord op.")), Length(max=LONGEST, message=TOO_LONG)]
    )
