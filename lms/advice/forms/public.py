"""Words for everybody: a public answer, and good examples."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import URL, InputRequired, Length, Optional

from lms.advice.enums import GoodKind
from lms.advice.forms.asking import TOO_LONG
from lms.advice.forms.bundles import SeenForm
from lms.advice.models.advice import LONGEST_TITLE
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.queries.words import GOOD_KINDS
from lms.programme.models import CardStep, Theme
from lms.ui.forms import BaseForm, OnceForm

LONGEST_EXAMPLE = 1000


class PublicForm(OnceForm, SeenForm):
    """A question and its answer, written anew for everybody."""

    question = StringField(
        _l("De vraag, in algemene woorden"),
        [InputRequired(_l("Schrijf de vraag op.")), Length(max=LONGEST_TITLE, message=TOO_LONG)],
        description=_l("Bijvoorbeeld: Mag een gemeente een plein rookvrij maken?"),
    )
    answer = TextAreaField(
        _l("Het antwoord, in algemene woorden"),
        [InputRequired(_l("Schrijf het antwoord op.")), Length(max=LONGEST_ANSWER, message=TOO_LONG)],
        description=_l("Iedereen kan dit lezen. Laat namen van wijken en mensen weg."),
        render_kw={"rows": 10},
    )
    unrecognisable = BooleanField(
        _l("Ik keek het na: geen wijk en geen bewoner is te herkennen"),
        description=_l("Zonder dit vinkje kan het niet openbaar worden."),
    )


class GoodForm(BaseForm):
    """A good example or a development, with where it comes from."""

    kind = RadioField(
        _l("Wat is het?"),
        [InputRequired(_l("Kies wat het is."))],
        choices=[SelectChoice(key.value, label) for key, label in GOOD_KINDS.items()],
        default=GoodKind.PRACTICE.value,
    )
    title = StringField(
        _l("Titel"), [InputRequired(_l("Vul een titel in.")), Length(max=LONGEST_TITLE, message=TOO_LONG)]
    )
    text = TextAreaField(
        _l("Wat heeft een wijk eraan?"),
        [Optional(), Length(max=LONGEST_EXAMPLE, message=TOO_LONG)],
        description=_l("Twee zinnen is genoeg."),
        render_kw={"rows": 3},
    )
    publisher = StringField(
        _l("Van wie komt het?"),
        [InputRequired(_l("Vul in van wie het komt. Bijvoorbeeld: RIVM")), Length(max=160, message=TOO_LONG)],
    )
    address = URLField(
        _l("Webadres"),
        [InputRequired(_l("Vul het webadres in. Bijvoorbeeld: https://www.rivm.nl/roken")), URL(), Length(max=500)],
    )
    dated_on = DateField(_l("Van welke dag is het?"), [InputRequired(_l("Vul de datum in die bij de bron staat."))])
    check_by = DateField(
        _l("Wanneer kijken we of het nog klopt?"),
        [InputRequired(_l("Vul een datum in."))],
        description=_l("Na die dag staat erbij dat het oud kan zijn."),
    )
    step = SelectField(_l("Bij welke stap?"), [Optional()])
    theme = SelectField(_l("Welk onderwerp?"), [Optional()])

    def offer(self, steps: Sequence[CardStep], themes: Sequence[Theme]) -> Self:
        """Offer the steps of the card and the themes."""
        named = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in steps]
        self.step.choices = [SelectChoice("", _l("Geen stap")), *named]
        about = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in themes]
        self.theme.choices = [SelectChoice("", _l("Geen onderwerp")), *about]
        return self
