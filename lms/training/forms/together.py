"""What people send when they do something with a group, and when they tell it back."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.models import Person
from lms.training.enums import ToldTo
from lms.training.models import TookPart
from lms.training.models.together import LONGEST_SENTENCE, LONGEST_TELLING, LONGEST_WHY
from lms.ui.forms import BaseForm, CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")
SAID = "zin_"
#: To whom somebody told it, in words; one tap is enough.
TOLD_TO = {
    ToldTo.HOME: _l("Ik vertelde het aan iemand thuis"),
    ToldTo.NEIGHBOURHOOD: _l("Ik vertelde het aan iemand in mijn buurt"),
    ToldTo.GROUP: _l("Ik vertelde het in mijn groep"),
    ToldTo.HERE: _l("Ik vertel het hier"),
}
#: Why somebody takes a record back; the words are kept and read back to them.
WHYS = (_l("Ik was er niet bij"), _l("Ik was er maar kort"), _l("Ik wil het liever zelf doen"))


class PeopleForm(OnceForm):
    """Who is there: the people ticked, and nobody else."""

    people = SelectMultipleField(
        _l("Wie is erbij?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def with_people(cls, offered: Sequence[Person], ticked: Collection[str] = (), shut: Collection[str] = ()) -> Self:
        """Return the form with whom there is to tick; of ``shut`` people said themselves that they were not there."""
        form = cls(people=list(ticked))
        note = {"disabled": True, "note": _l("Zegt zelf: ik was er niet bij")}
        form.people.choices = [
            SelectChoice(each.uid, each.name, render_kw=note if each.uid in shut else None) for each in offered
        ]
        return form


class HearingForm(CarefulForm):
    """Who told it back; :func:`hearing_form` adds a sentence for each."""

    told = SelectMultipleField(
        _l("Wie vertelde het terug?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    @property
    def heard(self) -> Mapping[str, str]:
        """Who told it back, by uid, with the sentence that was written down or nothing."""
        return {uid: self[SAID + uid].data or "" for uid in self.told.data or ()}

    @property
    def has_words(self) -> bool:
        """Whether there is a sentence to look at, or something wrong with one."""
        return any(field.data or field.errors for field in self if field.name.startswith(SAID))

    def sentence_of(self, uid: str) -> Any:
        """Return the field for what somebody said."""
        return self[SAID + uid]


def hearing_form(there: Sequence[TookPart]) -> HearingForm:
    """Return the form for these people, with what was kept before."""
    fields = {
        SAID + row.person.uid: StringField(
            _l("Wat zei %(name)s? In één zin", name=row.person.name),
            [Optional(), Length(max=LONGEST_SENTENCE, message=TOO_LONG)],
        )
        for row in there
    }
    made: type[HearingForm] = type("HearingOfGroup", (HearingForm,), fields)
    kept = {SAID + row.person.uid: row.sentence for row in there}
    form = made(told=[row.person.uid for row in there if row.told_at], **kept)
    form.told.choices = [SelectChoice(row.person.uid, row.person.name) for row in there]
    if "csrf_token" in form:
        form["csrf_token"].id = "csrf_token-verteld"  # the form for who is there stands on the same page
    return form


class NotThereForm(BaseForm):
    """Why somebody takes a record back."""

    reason = RadioField(
        _l("Wat klopt er?"),
        [InputRequired(_l("Kies wat er klopt.")), Length(max=LONGEST_WHY)],
        choices=[SelectChoice(words, words) for words in WHYS],
    )


class TellingForm(CarefulForm):
    """Telling a module back by oneself: one tap, or a few words."""

    told_to = RadioField(
        _l("Aan wie vertelde je het?"),
        [InputRequired(_l("Kies aan wie je het vertelde, of vertel het hier."))],
        choices=[SelectChoice(each.value, words) for each, words in TOLD_TO.items()],
    )
    words = TextAreaField(
        _l("Wat vertelde je?"),
        [Optional(), Length(max=LONGEST_TELLING, message=TOO_LONG)],
        description=_l("Eén zin is genoeg. Alleen jij leest dit, en niemand kijkt het na."),
        render_kw={"rows": 3},
    )
