"""Forms for what people bring to a session, and for who prepares it."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length, Optional

from lms.accounts.models import Person
from lms.circles.forms.circles import TOO_LONG
from lms.circles.models import CheckIn, Prework
from lms.circles.models.agenda import LONGEST_TITLE
from lms.circles.models.checkin import LONGEST_CASE, LONGEST_WORDS
from lms.circles.models.prework import LONGEST_ALT, LONGEST_BROUGHT, LONGEST_EXPERT, LONGEST_INSTRUCTION
from lms.circles.queries.checkins import Before
from lms.circles.queries.report_words import FITS, STATES
from lms.programme.enums import Fit, StepStatus
from lms.programme.models import Theme
from lms.ui.forms import BaseForm, CarefulForm, ConsentField, OnceForm

ABOUT_NONE = SelectChoice("", _l("Weet ik niet"))


def _choices(words: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(key, label) for key, label in words.items()]


def _themes(themes: Sequence[Theme]) -> list[SelectChoice]:
    return [ABOUT_NONE, *(SelectChoice(str(each.number), f"{each.number}. {each.title}") for each in themes)]


def theme_with(number: str | None, themes: Sequence[Theme]) -> Theme | None:
    """Return the theme somebody chose."""
    return next((each for each in themes if str(each.number) == number), None)


def _number(number: int | None, themes: Sequence[Theme]) -> str:
    return next((str(each.number) for each in themes if each.id == number), "")


def _talked(checkin: CheckIn | None, themes: Sequence[Theme]) -> dict[str, str]:
    if checkin is None:
        return {}
    return {
        "works": checkin.works,
        "works_not": checkin.works_not,
        "works_theme": _number(checkin.works_theme_id, themes),
        "works_not_theme": _number(checkin.works_not_theme_id, themes),
    }


class PlaceForm(BaseForm):
    """For which of their neighbourhoods somebody fills in."""

    place = SelectField(_l("Voor welke wijk kom je?"))

    @classmethod
    def of(cls, before: Before) -> Self:
        """Return the form with the neighbourhoods of this person."""
        form = cls(place=before.place.slug if before.place else "")
        form.place.choices = [SelectChoice(each.slug, each.name) for each in before.places]
        return form


class TalkForm(CarefulForm):
    """What works and what does not (L-2)."""

    works = TextAreaField(
        _l("Wat werkt?"),
        [Length(max=LONGEST_WORDS, message=TOO_LONG)],
        description=_l("Twee zinnen is genoeg."),
    )
    works_theme = SelectField(_l("Bij welk thema hoort wat werkt?"))
    works_not = TextAreaField(
        _l("Wat werkt niet?"),
        [Length(max=LONGEST_WORDS, message=TOO_LONG)],
        description=_l("Ook waar je mee vastzit. Daar leren we van."),
    )
    works_not_theme = SelectField(_l("Bij welk thema hoort wat niet werkt?"))

    @classmethod
    def of(cls, checkin: CheckIn | None, themes: Sequence[Theme]) -> Self:
        """Return the form with what somebody said before."""
        form = cls(prefix="verhaal", **_talked(checkin, themes))
        form.works_theme.choices = form.works_not_theme.choices = _themes(themes)
        return form


class CardForm(OnceForm, CarefulForm):
    """Whether the card is still right, and whether its steps fit the work (L-2)."""

    step = SelectField(_l("Welke stap veranderde?"))
    status = SelectField(
        _l("Hoe staat het daar nu?"), choices=[SelectChoice("", _l("Niets veranderd")), *_choices(STATES)]
    )
    reason = StringField(_l("Wat veranderde er?"), [Optional(), Length(max=LONGEST_WORDS, message=TOO_LONG)])
    fit = RadioField(_l("Passen de stappen bij je werk?"), [Optional()], choices=_choices(FITS))
    remark = TextAreaField(
        _l("Wat moet er anders?"),
        [Optional(), Length(max=LONGEST_WORDS, message=TOO_LONG)],
        description=_l("Bij ja mag je dit overslaan."),
    )

    @classmethod
    def of(cls, before: Before) -> Self:
        """Return the form with where the neighbourhood stands."""
        checkin, here = before.checkin, before.where.here if before.where else None
        fit = checkin.fit.value if checkin and checkin.fit else None
        said = {"fit": fit, "remark": checkin.fit_remark if checkin else "", "step": here.step.key if here else ""}
        form = cls(prefix="kaart", **said)
        steps = before.where.standing.card.steps if before.where else ()
        form.step.choices = [SelectChoice(each.key, f"{each.number}. {each.title}") for each in steps]
        return form

    def moved(self) -> tuple[str, StepStatus, str] | None:
        """Return the step somebody moved, or nothing."""
        if not self.status.data:
            return None
        return self.step.data, StepStatus(self.status.data), self.reason.data or ""

    def says(self) -> Fit | None:
        """Return whether the steps fit, when somebody said so."""
        return Fit(self.fit.data) if self.fit.data else None


class CaseForm(CarefulForm):
    """A case to bring; confidential for named people only."""

    title = StringField(
        _l("Waar gaat je casus over?"),
        [
            InputRequired(_l("Vul in waar je casus over gaat. Bijvoorbeeld: bewoners haken af.")),
            Length(max=LONGEST_TITLE, message=TOO_LONG),
        ],
    )
    text = TextAreaField(_l("Wat wil je bespreken?"), [Optional(), Length(max=LONGEST_CASE, message=TOO_LONG)])
    theme = SelectField(_l("Bij welk thema hoort je casus?"))
    confidential = BooleanField(_l("Vertrouwelijk: alleen voor wie ik hieronder kies"))
    named = SelectMultipleField(
        _l("Wie lezen je casus?"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Alleen als je casus vertrouwelijk is. Jij leest hem altijd."),
    )

    @classmethod
    def of(cls, before: Before, people: Sequence[Person], named: Sequence[Person] | None) -> Self:
        """Return the form with the case somebody brought; ``named`` who may read it when it is confidential."""
        checkin = before.checkin
        form = cls(
            prefix="casus",
            title=checkin.case_title if checkin else "",
            text=checkin.case_text if checkin else "",
            theme=_number(checkin.case_theme_id, before.themes) if checkin else "",
            confidential=named is not None,
            named=[each.uid for each in named or ()],
        )
        form.theme.choices = _themes(before.themes)
        form.named.choices = [SelectChoice(each.uid, each.name) for each in people]
        return form

    def chosen(self, people: Sequence[Person]) -> list[Person] | None:
        """Return who may read the case, nothing when everybody in the circle does."""
        return [each for each in people if each.uid in (self.named.data or ())] if self.confidential.data else None


class PreworkForm(CarefulForm):
    """What somebody prepared."""

    text = TextAreaField(_l("Wat vond je?"), [Length(max=LONGEST_BROUGHT, message=TOO_LONG)])


class PhotoForm(OnceForm, CarefulForm):
    """A photo that goes with it; only with consent (P-4)."""

    file = FileField(
        _l("Kies een foto"),
        description=_l("Alleen je leerkring ziet hem. De plek waar de foto is gemaakt, halen we eruit."),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    alt = StringField(
        _l("Wat zie je op de foto?"),
        [Optional(), Length(max=LONGEST_ALT, message=TOO_LONG)],
        description=_l("Voor mensen die de foto niet zien. Bijvoorbeeld: een volle tafel in het buurthuis."),
    )
    consent = ConsentField(_l("Er staan geen herkenbare mensen op, of zij vinden het goed"))


class AssignmentForm(BaseForm):
    """What a facilitator asks people to prepare."""

    instruction = TextAreaField(
        _l("Wat vraag je aan iedereen?"),
        [
            InputRequired(_l("Schrijf op wat je vraagt. Bijvoorbeeld: loop een rondje door je wijk.")),
            Length(max=LONGEST_INSTRUCTION, message=TOO_LONG),
        ],
    )
    due_on = DateField(_l("Klaar op"), [InputRequired(_l("Kies een dag."))])
    photos = BooleanField(_l("Vraag ook om foto's"))

    @classmethod
    def of(cls, asked: Prework | None) -> Self:
        """Return the form with what was asked before."""
        return cls(obj=asked, prefix="opdracht")


class ExpertForm(OnceForm):
    """An expert from outside who looks at the programme of this session."""

    name = StringField(
        _l("Naam van de expert"),
        [InputRequired(_l("Vul de naam van de expert in.")), Length(max=LONGEST_EXPERT, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )
    organisation = StringField(_l("Organisatie"), [Optional(), Length(max=LONGEST_EXPERT, message=TOO_LONG)])


class NamedForm(BaseForm):
    """Who may read what is confidential: a session or a note."""

    named = SelectMultipleField(
        _l("Kies wie dit leest"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Jij leest het altijd."),
    )

    @classmethod
    def of(cls, people: Sequence[Person], named: Sequence[Person]) -> Self:
        """Return the form with the people of the circle; the first time nobody is left out by accident."""
        form = cls(named=[each.uid for each in named or people])
        form.named.choices = [SelectChoice(each.uid, each.name) for each in people]
        return form

    def chosen(self, people: Sequence[Person]) -> list[Person]:
        """Return who may read it."""
        return [each for each in people if each.uid in (self.named.data or ())]
