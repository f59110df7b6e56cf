"""Forms around bundles, numbers and norms."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, StopValidation

from lms.advice.enums import AdviceSize, Certainty
from lms.advice.forms.files import TOO_LONG
from lms.advice.models.advice import LONGEST_REASON, LONGEST_TITLE
from lms.advice.models.answers import LONGEST_ANSWER, LONGEST_WHY
from lms.advice.models.norms import MOST_DAYS
from lms.advice.queries.people import Named
from lms.advice.queries.traces import Names
from lms.advice.queries.words import CERTAINTIES, SIZES
from lms.kernel.clock import today
from lms.ui.forms import FREE_TEXT, BaseForm, CarefulForm, OnceForm


class ForOthersForm(CarefulForm):
    """A form with words for others: it warns of names of neighbourhoods and people too."""

    names = Names()

    def among(self, names: Names) -> Self:
        """Return the form, knowing which names to look for."""
        self.names = names
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Say what is wrong, what may point to a person, and which names stand in it."""
        fine = super().validate(extra_validators)
        found = {field: self.names.found_in(field.data) for field in self if type(field) in FREE_TEXT}
        self.doubts = self.doubts or any(found.values())
        if self.sure.data or not any(found.values()):
            return fine
        for field, names in found.items():
            if names:
                said = _("Hier staat: %(names)s. Haal namen weg, of vink aan dat het goed is.", names=", ".join(names))
                field.errors = [*field.errors, said]
        return False


class SeenForm(ForOthersForm):
    """Words that others may change at the same time."""

    seen = HiddenField(default="0")

    @property
    def serial(self) -> int:
        """Which state of the words this began with."""
        return int(self.seen.data) if str(self.seen.data or "").isdecimal() else 0


class WordsForm(SeenForm):
    """One question in words without a neighbourhood."""

    title = StringField(
        _l("Korte naam"),
        [InputRequired(_l("Geef de bundel een korte naam.")), Length(max=LONGEST_TITLE, message=TOO_LONG)],
    )
    question = TextAreaField(
        _l("De vraag, zonder namen van wijken"),
        [InputRequired(_l("Schrijf de vraag op.")), Length(max=LONGEST_ANSWER, message=TOO_LONG)],
        description=_l("Adviseurs van andere programma's lezen deze woorden."),
        render_kw={"rows": 4},
    )


class BundleForm(OnceForm, WordsForm):
    """The words with which a bundle begins."""


class AddresseeForm(BaseForm):
    """An adviser of another programme."""

    organisation = StringField(
        _l("Organisatie"), [InputRequired(_l("Vul de organisatie in.")), Length(max=160, message=TOO_LONG)]
    )
    role = StringField(
        _l("In welke rol?"),
        [InputRequired(_l("Vul in welke rol deze persoon heeft.")), Length(max=120, message=TOO_LONG)],
        description=_l("Bijvoorbeeld: adviseur gezonde leefomgeving. Geen naam nodig."),
    )
    address = EmailField(
        _l("E-mailadres"),
        [InputRequired(_l("Vul een e-mailadres in. Bijvoorbeeld: naam@ggd.nl")), Email(), Length(max=254)],
    )


class ReplyForm(CarefulForm):
    """What an adviser of another programme answers."""

    reply = TextAreaField(_l("Jouw antwoord"), [Length(max=LONGEST_ANSWER, message=TOO_LONG)], render_kw={"rows": 8})


class ForAllForm(SeenForm):
    """The answer that goes to every asker."""

    answer = TextAreaField(
        _l("Het antwoord voor iedereen"),
        [InputRequired(_l("Schrijf het antwoord op.")), Length(max=LONGEST_ANSWER, message=TOO_LONG)],
        render_kw={"rows": 8},
    )
    certainty = RadioField(
        _l("Hoe zeker is het?"),
        [InputRequired(_l("Kies hoe zeker het is."))],
        choices=[SelectChoice(key.value, label) for key, label in CERTAINTIES.items()],
    )
    why = StringField(_l("Waar weten we dat van?"), [Optional(), Length(max=LONGEST_WHY, message=TOO_LONG)])

    @property
    def sure_how(self) -> Certainty:
        """How sure it is."""
        return Certainty(self.certainty.data)


class ReaderForm(BaseForm):
    """Who reads along."""

    person = SelectField(_l("Wie leest mee?"), [InputRequired(_l("Kies wie er meeleest."))])

    @classmethod
    def among(cls, people: Sequence[Named]) -> Self:
        """Return the form with who can be asked."""
        form = cls(prefix="lezer")
        named = [SelectChoice(each.uid, each.name) for each in people]
        form.person.choices = [SelectChoice("", _l("Kies een adviseur")), *named]
        return form


def prefix_of(key: str) -> str:
    """Return what sets the form of one proposal apart from the others on its page."""
    return "v" + key.replace("/", "-")


class AsideForm(CarefulForm):
    """Why questions that look alike are not one."""

    reason = StringField(
        _l("Waarom niet?"),
        [InputRequired(_l("Schrijf in één zin waarom niet.")), Length(max=LONGEST_REASON, message=TOO_LONG)],
    )


def whole(_form: BaseForm, field: IntegerField) -> None:
    """Say once that something is no number, not also that it is too small."""
    if field.process_errors:
        raise StopValidation


class NormForm(BaseForm):
    """Within how many working days an answer comes, from a day on."""

    size = RadioField(
        _l("Voor welke vragen?"),
        [InputRequired(_l("Kies een soort vraag."))],
        choices=[SelectChoice(key.value, label) for key, label in SIZES.items()],
    )
    first = IntegerField(
        _l("Oppakken binnen hoeveel werkdagen?"),
        [InputRequired(_l("Vul een getal in.")), whole, NumberRange(1, MOST_DAYS)],
    )
    answer = IntegerField(
        _l("Antwoord binnen hoeveel werkdagen?"),
        [InputRequired(_l("Vul een getal in.")), whole, NumberRange(1, MOST_DAYS)],
    )
    valid_from = DateField(
        _l("Vanaf welke dag?"),
        [InputRequired(_l("Vul een datum in."))],
        default=today,
        description=_l("Vragen van eerder houden hun eigen dag."),
    )

    @property
    def chosen(self) -> AdviceSize:
        """For which questions."""
        return AdviceSize(self.size.data)
