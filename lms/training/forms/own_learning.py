"""What learners write outside the parts of a module."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.models import Person
from lms.training.enums import Worth
from lms.training.models.evaluations import LONGEST_NEED
from lms.training.models.records import LONGEST_SENTENCE
from lms.training.models.sharing import LONGEST_COMMENT
from lms.ui.forms import BaseForm, CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")

#: The five answers about a module, in words.
WORTHS = {
    Worth.CHANGED: _l("Veel: ik doe nu al iets anders"),
    Worth.PLANNED: _l("Veel: ik ga er iets mee doen"),
    Worth.SOME: _l("Een beetje: ik weet meer"),
    Worth.KNOWN: _l("Weinig: ik wist dit al"),
    Worth.UNFIT: _l("Weinig: het past niet bij mijn werk"),
}


class SentenceForm(OnceForm, CarefulForm):
    """A sentence to say."""

    text = TextAreaField(
        _l("Je zin"),
        [
            InputRequired(_l("Schrijf je zin op. Bijvoorbeeld: Hoe is dit moment van de dag voor jou?")),
            Length(max=LONGEST_SENTENCE, message=TOO_LONG),
        ],
        description=_l("Zoals jij het zou zeggen."),
        render_kw={"rows": 2},
    )


class ReadersForm(BaseForm):
    """Who reads along: the people ticked, and nobody else."""

    readers = SelectMultipleField(
        _l("Wie mag dit lezen?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Niemand aangekruist? Dan lees alleen jij het."),
    )

    @classmethod
    def with_people(cls, offered: Sequence[Person], chosen: Sequence[Person]) -> Self:
        """Return the form with whom there is to choose, and who was chosen."""
        form = cls(readers=[person.uid for person in chosen])
        form.readers.choices = [SelectChoice(person.uid, person.name) for person in offered]
        return form


class CommentForm(OnceForm, CarefulForm):
    """Say something about an assignment."""

    text = TextAreaField(
        _l("Wat wil je zeggen?"),
        [
            InputRequired(_l("Schrijf op wat je wilt zeggen. Bijvoorbeeld: Mooi dat je eerst luisterde.")),
            Length(max=LONGEST_COMMENT, message=TOO_LONG),
        ],
        description=_l("Je geeft geen cijfer. Een vraag of een compliment helpt het meest."),
        render_kw={"rows": 3},
    )


class NeedForm(OnceForm, CarefulForm):
    """What somebody wants to learn."""

    text = TextAreaField(
        _l("Wat wil je leren?"),
        [
            InputRequired(_l("Schrijf op wat je wilt leren. Bijvoorbeeld: hoe praat ik met jongeren over vapen?")),
            Length(max=LONGEST_NEED, message=TOO_LONG),
        ],
        description=_l("Eén zin is genoeg. Je krijgt antwoord, en het helpt ons kiezen wat we maken."),
        render_kw={"rows": 3},
    )


class NeedAnswerForm(CarefulForm):
    """Answer what somebody wants to learn."""

    text = TextAreaField(
        _l("Je antwoord"), [InputRequired(_l("Schrijf het antwoord op.")), Length(max=LONGEST_NEED, message=TOO_LONG)]
    )


class EvaluationForm(BaseForm):
    """One question after a module."""

    answer = RadioField(
        _l("Wat heb je hieraan in je werk?"),
        [InputRequired(_l("Kies het antwoord dat het beste past."))],
        choices=[SelectChoice(each.value, words) for each, words in WORTHS.items()],
    )
