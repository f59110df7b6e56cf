"""Forms of advisers: unasked advice, spoken advice, and what a neighbourhood tells six weeks later."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.advice.commands.offering import LONGEST_SEEN, Seen
from lms.advice.enums import Channel, Direction, SignalSource, Used, UsedHow, WhyNot
from lms.advice.forms.files import TOO_LONG, VoiceForm
from lms.advice.models.advice import LONGEST_REASON
from lms.advice.models.answers import LONGEST_ANSWER, LONGEST_CHANGE
from lms.advice.queries.giving import NOW, Advised
from lms.advice.queries.words import CHANNELS_CHOSEN, SOURCES, USED, USED_HOW, WHY_NOT
from lms.kernel.clock import today
from lms.ui.forms import CarefulForm, OnceForm

ASKED = {Direction.ASKED: _l("Ja, ze vroegen het"), Direction.UNASKED: _l("Nee, ik begon erover")}


class WhenItFits(Optional):
    """A choice that is there after one answer and not after another; the command says when it is needed."""

    def __init__(self) -> None:
        """Leave out the mark that says it may be skipped."""
        super().__init__()
        self.field_flags: dict[str, bool] = {}


class AboutForm(OnceForm, CarefulForm):
    """What advice is about, guessed from where somebody came from, or else from where the neighbourhood is."""

    step = SelectField(_l("Bij welke stap?"), [Optional()])
    theme = SelectField(_l("Welk onderwerp?"), [Optional()])

    def offer(self, here: Advised) -> None:
        """Offer the steps of the card and the themes."""
        steps = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in here.standing.card.steps]
        self.step.choices = [SelectChoice("", _l("Geen stap")), *steps]
        named = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in here.themes]
        self.theme.choices = [SelectChoice("", _l("Geen onderwerp")), *named]

    @staticmethod
    def guess(here: Advised, step: str, theme: str) -> dict[str, str]:
        """Return the step and the theme to begin with: those somebody came from, or else what is going on there."""
        about = here.theme(theme) or here.asks_about
        return {"step": here.step_key(step) or here.step_key(NOW) or "", "theme": about.key if about else ""}


class TipForm(AboutForm):
    """What an adviser saw, and why advice helps now."""

    observed = TextAreaField(
        _l("Wat zag of hoorde je?"),
        [InputRequired(_l("Schrijf op wat je zag.")), Length(max=LONGEST_SEEN, message=TOO_LONG)],
        description=_l("Alleen adviseurs lezen dit."),
        render_kw={"rows": 3},
    )
    why_now = TextAreaField(
        _l("Waarom helpt advies nu?"),
        [InputRequired(_l("Schrijf op waarom dit nu helpt.")), Length(max=LONGEST_SEEN, message=TOO_LONG)],
        description=_l("De wijk leest dit bij je tip."),
        render_kw={"rows": 2},
    )
    benefit = StringField(_l("Wat kan het opleveren?"), [Optional(), Length(max=300, message=TOO_LONG)])
    source = SelectField(
        _l("Waar komt het vandaan?"), choices=[SelectChoice(key.value, label) for key, label in SOURCES.items()]
    )

    @classmethod
    def about(cls, here: Advised, source: SignalSource, *, step: str = "", theme: str = "") -> Self:
        """Return the form with a guess at what it is about."""
        form = cls(source=source.value, **cls.guess(here, step, theme))
        form.offer(here)
        return form

    @property
    def seen(self) -> Seen:
        """What was filled in."""
        source = SignalSource(self.source.data)
        return Seen(source, self.observed.data, self.why_now.data, self.benefit.data or "")


class SpokenForm(AboutForm, VoiceForm):
    """Spoken advice, in one line, or in a voice note.

    Where nobody came from a neighbourhood the form asks for which it is; step and theme then follow that choice.
    """

    place = SelectField(_l("Voor welke wijk?"))
    said = TextAreaField(
        _l("Wat adviseerde je?"),
        [Length(max=LONGEST_ANSWER, message=TOO_LONG)],  # a recording will do; the command asks for one of both
        description=_l("Eén zin is genoeg. De wijk ziet het meteen."),
        render_kw={"rows": 3},
    )
    asked = RadioField(
        _l("Vroeg de wijk erom?"),
        choices=[SelectChoice(key.value, label) for key, label in ASKED.items()],
        default=Direction.ASKED.value,
    )
    channel = RadioField(
        _l("Hoe spraken jullie elkaar?"),
        choices=[SelectChoice(key.value, label) for key, label in CHANNELS_CHOSEN.items()],
        default=Channel.PHONE.value,
    )
    day = DateField(_l("Wanneer?"), [InputRequired(_l("Vul een datum in."))])

    @classmethod
    def about(cls, here: Advised, *, step: str = "", theme: str = "") -> Self:
        """Return the form for one neighbourhood, today, with a guess at what it is about."""
        form = cls(day=today(), **cls.guess(here, step, theme))
        form.offer(here)
        del form.place
        return form

    @classmethod
    def anywhere(cls, here: Advised) -> Self:
        """Return the form for one of several neighbourhoods, to begin with the one somebody last worked for."""
        form = cls(place=here.neighbourhood.slug, day=today(), step=NOW, theme=NOW)
        form.offer(here)
        form.place.choices = [SelectChoice(each.slug, each.name) for each in here.places]
        form.step.choices = [SelectChoice(NOW, _l("Waar de wijk nu is")), *form.step.choices]
        form.theme.choices = [SelectChoice(NOW, _l("Waar ze nu een vraag over hebben")), *form.theme.choices]
        return form

    def told(self, here: Advised) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {
            "asked": self.asked.data == Direction.ASKED.value,
            "channel": Channel(self.channel.data),
            "day": self.day.data,
            "step_key": here.step_key(self.step.data),
            "theme": here.theme(self.theme.data),
            "form_key": self.key,
        }


class SaidForm(SpokenForm):
    """What was said to answer a question: which neighbourhood, step and theme it is about is known."""

    @classmethod
    def fresh(cls) -> Self:
        """Return the form for an answer of today."""
        form = cls(day=today())
        for known in ("place", "asked", "step", "theme"):
            del form[known]
        return form

    @property
    def answer(self) -> dict[str, Any]:
        """What was filled in, for the command."""
        return {"day": self.day.data, "channel": Channel(self.channel.data), "form_key": self.key}


class NotOfferedForm(CarefulForm):
    """Why unasked advice is not offered."""

    reason = TextAreaField(
        _l("Waarom niet?"),
        [InputRequired(_l("Schrijf in één zin waarom niet.")), Length(max=LONGEST_REASON, message=TOO_LONG)],
        description=_l("Alleen adviseurs lezen dit. Zo leren we ervan."),
        render_kw={"rows": 2},
    )


class CameOfItForm(OnceForm, CarefulForm):
    """Whether advice was used, how or why not, and what changed; it stands on one page with a message to write."""

    form_key = HiddenField(id="opvolging-form_key")

    used = RadioField(
        _l("Gebruikten jullie dit advies?"),
        [InputRequired(_l("Kies ja, deels of nee."))],
        choices=[SelectChoice(key.value, label) for key, label in USED.items()],
    )
    how = RadioField(
        _l("Waarvoor?"),
        [WhenItFits()],
        choices=[SelectChoice(key.value, label) for key, label in USED_HOW.items()],
        description=_l("Als jullie het gebruikten."),
    )
    why_not = RadioField(
        _l("Waarom niet, of niet helemaal?"),
        [WhenItFits()],
        choices=[SelectChoice(key.value, label) for key, label in WHY_NOT.items()],
        description=_l("Als jullie het niet of deels gebruikten."),
    )
    changed = TextAreaField(
        _l("Wat veranderde er?"),
        [Optional(), Length(max=LONGEST_CHANGE, message=TOO_LONG)],
        description=_l("Twee zinnen is genoeg. Het komt bij de momenten van de wijk."),
        render_kw={"rows": 3},
    )

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {
            "how": UsedHow(self.how.data) if self.how.data else None,
            "why_not": WhyNot(self.why_not.data) if self.why_not.data else None,
            "changed": self.changed.data or "",
            "form_key": self.key,
        }

    @property
    def said(self) -> Used:
        """Whether it was used."""
        return Used(self.used.data)
