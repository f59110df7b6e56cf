"""Small forms on the page of one piece of advice: each does one thing."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.advice.enums import AdviceSize, ResponseKind
from lms.advice.forms.files import TOO_LONG, FilesForm
from lms.advice.models.advice import LONGEST_CLEAR, LONGEST_REASON
from lms.advice.models.answers import LONGEST_REMARK
from lms.advice.models.talk import LONGEST_MESSAGE
from lms.advice.queries.people import Named
from lms.advice.queries.words import RESPONSES, SIZES
from lms.ui.forms import BaseForm, CarefulForm, OnceForm


class MessageForm(OnceForm, CarefulForm, FilesForm):
    """A message to the other side."""

    text = TextAreaField(
        _l("Jouw bericht"),
        [InputRequired(_l("Schrijf eerst iets op.")), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
        render_kw={"rows": 3},
    )


class NoteForm(OnceForm, CarefulForm):
    """A note among advisers."""

    text = TextAreaField(
        _l("Notitie, alleen voor adviseurs"),
        [InputRequired(_l("Schrijf eerst iets op.")), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
        render_kw={"rows": 3},
    )


class ClearForm(CarefulForm):
    """How an adviser understood the question."""

    clear = TextAreaField(
        _l("Zo begrijp ik de vraag"),
        [InputRequired(_l("Schrijf op hoe je de vraag begrijpt.")), Length(max=LONGEST_CLEAR, message=TOO_LONG)],
        description=_l("De wijk zegt met één tik of het klopt. Zo lang staat de klok stil."),
        render_kw={"rows": 3},
    )


class OtherwiseForm(CarefulForm):
    """What the question is instead."""

    otherwise = TextAreaField(
        _l("Wat bedoel je wel?"),
        [InputRequired(_l("Schrijf op wat je wel bedoelt.")), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
        render_kw={"rows": 3},
    )


class ResponseForm(CarefulForm):
    """What a neighbourhood does with advice."""

    kind = RadioField(
        _l("Wat doen jullie met dit advies?"),
        [InputRequired(_l("Kies een van de vier."))],
        choices=[SelectChoice(key.value, label) for key, label in RESPONSES.items()],
    )
    remark = TextAreaField(
        _l("Wil je er iets bij zeggen?"),
        [Optional(), Length(max=LONGEST_REMARK, message=TOO_LONG)],
        render_kw={"rows": 2},
    )

    @property
    def said(self) -> ResponseKind:
        """What was chosen."""
        return ResponseKind(self.kind.data)


class PassOnForm(CarefulForm):
    """Another adviser is asked to answer instead."""

    person = SelectField(_l("Aan wie?"), [InputRequired(_l("Kies een adviseur."))])
    why = TextAreaField(
        _l("Waarom?"),
        [InputRequired(_l("Schrijf in één zin waarom.")), Length(max=LONGEST_REASON, message=TOO_LONG)],
        description=_l("Alleen adviseurs lezen dit."),
        render_kw={"rows": 2},
    )

    @classmethod
    def among(cls, people: Sequence[Named]) -> Self:
        """Return the form with who can be asked."""
        form = cls()
        form.person.choices = [
            SelectChoice("", _l("Kies een adviseur")),
            *(SelectChoice(p.uid, p.name) for p in people),
        ]
        return form


class RefuseForm(CarefulForm):
    """Saying no, with a reason."""

    reason = TextAreaField(
        _l("Waarom niet?"),
        [InputRequired(_l("Schrijf in één zin waarom niet.")), Length(max=LONGEST_REASON, message=TOO_LONG)],
        render_kw={"rows": 2},
    )


class RemarkForm(CarefulForm):
    """What a second reader says; only advisers read it."""

    remark = TextAreaField(
        _l("Wil je er iets bij zeggen?"),
        [Optional(), Length(max=LONGEST_REASON, message=TOO_LONG)],
        description=_l("Alleen adviseurs lezen dit."),
        render_kw={"rows": 3},
    )


class SizeForm(BaseForm):
    """How much a question asks."""

    size = RadioField(
        _l("Hoe groot is de vraag?"),
        [InputRequired(_l("Kies hoe groot de vraag is."))],
        choices=[SelectChoice(key.value, label) for key, label in SIZES.items()],
    )

    @property
    def chosen(self) -> AdviceSize:
        """What was chosen."""
        return AdviceSize(self.size.data)


class ReferForm(CarefulForm):
    """Where a question belongs when that is not with us."""

    where = TextAreaField(
        _l("Bij wie kan de wijk hiervoor terecht?"),
        [
            InputRequired(_l("Schrijf op bij wie de wijk hiervoor terechtkan.")),
            Length(max=LONGEST_MESSAGE, message=TOO_LONG),
        ],
        description=_l("De vraag sluit hiermee. De wijk leest dit."),
        render_kw={"rows": 3},
    )


class WithdrawForm(CarefulForm):
    """Why a question is taken back."""

    reason = TextAreaField(
        _l("Waarom?"), [Optional(), Length(max=LONGEST_REASON, message=TOO_LONG)], render_kw={"rows": 2}
    )
