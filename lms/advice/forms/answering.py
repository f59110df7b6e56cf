"""The form with which an adviser answers."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.advice.commands.answering import ToDo, unsent, version_after
from lms.advice.enums import Certainty, Deed
from lms.advice.forms.files import TOO_LONG, FilesForm
from lms.advice.models import AdviceAnswer
from lms.advice.models.answers import LONGEST_ANSWER, LONGEST_DEED, LONGEST_WHY
from lms.advice.queries.deeds import SEPARATOR, Choice
from lms.advice.queries.people import Named
from lms.advice.queries.words import CERTAIN_BECAUSE, CERTAINTIES
from lms.ui.forms import CarefulForm, OnceForm

#: What the three buttons send.
KEEP, READ, SEND = "bewaar", "meelezen", "stuur"
LONGEST_NUMBER = 9


class AnswerForm(OnceForm, CarefulForm, FilesForm):
    """What to do, how sure that is, and what there is to do with it."""

    seen = HiddenField(default="0")
    version = HiddenField(default="0")
    text = TextAreaField(
        _l("Jouw advies"),
        [Optional(), Length(max=LONGEST_ANSWER, message=TOO_LONG)],
        description=_l("Begin met wat je aanraadt. Korte zinnen."),
        render_kw={"rows": 10},
    )
    certainty = RadioField(
        _l("Hoe zeker is het?"),
        [Optional()],
        choices=[SelectChoice(key.value, label, {"note": CERTAIN_BECAUSE[key]}) for key, label in CERTAINTIES.items()],
    )
    certainty_why = StringField(_l("Waar weet je dat van?"), [Optional(), Length(max=LONGEST_WHY, message=TOO_LONG)])
    todo = SelectMultipleField(
        _l("Wat kan de wijk ermee doen?"),
        description=_l("Kies er één of een paar. De wijk neemt het met één tik over."),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    practise = StringField(_l("Samen oefenen: wat?"), [Optional(), Length(max=LONGEST_DEED, message=TOO_LONG)])
    person = SelectField(_l("Wie leest mee?"), [Optional()])

    @classmethod
    def of(
        cls, newest: AdviceAnswer | None, choices: Mapping[Deed, Sequence[Choice]], readers: Sequence[Named]
    ) -> Self:
        """Return the form with the draft; what it has that is not on offer any more stays a choice."""
        draft = unsent(newest)
        deeds = draft.deeds if draft else []
        form = cls(
            seen=str(draft.serial if draft else 0),
            version=str(version_after(newest)),
            text=draft.text if draft else "",
            certainty=draft.certainty.value if draft and draft.certainty else None,
            certainty_why=draft.certainty_why if draft else "",
            todo=[f"{each.kind}{SEPARATOR}{each.key}" for each in deeds if each.kind is not Deed.PRACTISE],
            practise=next((each.label for each in deeds if each.kind is Deed.PRACTISE), ""),
        )
        kept = [Choice(each.kind, each.key, each.label) for each in deeds if each.kind is not Deed.PRACTISE]
        offered = {each.value: each for each in chain(*choices.values(), kept)}
        form.offered = offered
        form.brought = list(draft.files) if draft else []
        for needed in (form.text, form.certainty):
            needed.flags.optional = False  # a draft may lack them, an answer may not
        form.todo.choices = [SelectChoice(value, each.label) for value, each in offered.items()]
        form.person.choices = [SelectChoice("", _l("Niemand")), *(SelectChoice(p.uid, p.name) for p in readers)]
        return form

    @property
    def serial(self) -> int:
        """Which state of the draft this began with."""
        return _number(self.seen.data)

    @property
    def meant(self) -> int:
        """Which version this is meant to be; nought when it does not say."""
        return _number(self.version.data)

    def begin_after(self, newest: AdviceAnswer | None) -> None:
        """Let what is typed here be sent once more, by who read what somebody else wrote meanwhile."""
        draft = unsent(newest)
        self.seen.data = str(draft.serial if draft else 0)
        self.version.data = str(version_after(newest))

    @property
    def sure_how(self) -> Certainty | None:
        """How sure it is, when that was said."""
        return Certainty(self.certainty.data) if self.certainty.data else None

    @property
    def to_do(self) -> list[ToDo]:
        """What was chosen, and what they practise together."""
        chosen = [self.offered[value] for value in self.todo.data or () if value in self.offered]
        found = [ToDo(each.kind, each.key, each.label) for each in chosen]
        practise = (self.practise.data or "").strip()
        return [*found, ToDo(Deed.PRACTISE, "", practise)] if practise else found


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0
