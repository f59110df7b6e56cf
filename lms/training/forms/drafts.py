"""The pages on which editors write a module: about it, its outline, a text that is pasted."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import DataRequired, Length

from lms.training.commands.drafts import LONGEST_TITLE
from lms.training.enums import ModuleStatus
from lms.training.queries.draft_forms import Form, audiences_known
from lms.ui.forms import BaseForm, PartForm

AUDIENCE_WORDS = {
    "professional": _l("Professionals"),
    "key_person": _l("Sleutelpersonen"),
    "expert_by_experience": _l("Ervaringsdeskundigen"),
    "director": _l("Wijkregisseurs"),
}
LONGEST_TEXT = 200_000
PASTE = _l(
    "Gewone tekst of Markdown. Bij elk kopje begint een les of deel. Onder het kopje ‘Toets’ staan de vragen, "
    "met elk antwoord achter een streepje. Zet een sterretje achter wat goed is."
)
ABOUT = ("title", "summary", "goals", "audiences", "steps", "status")
Choice = tuple[str, str]


def ticks(label: Any, **more: Any) -> SelectMultipleField:
    """Return a list of boxes to tick."""
    boxes = {"widget": widgets.ListWidget(prefix_label=False), "option_widget": widgets.CheckboxInput()}
    return SelectMultipleField(label, **boxes, **more)


def audience_choices() -> list[SelectChoice]:
    """Return for whom a text can be."""
    return [SelectChoice(key, words) for key, words in AUDIENCE_WORDS.items()]


class StandForm(BaseForm):
    """What every page of the editor carries: the stand it was made of, and the text it showed."""

    stand = StringField(_l("Waar deze pagina mee begon"))
    was = StringField(_l("Wat er toen stond"))


class AboutForm(StandForm):
    """About a module: what it is called, what it brings, for whom."""

    title = StringField(
        _l("Titel"),
        [DataRequired(_l("Geef de module een titel, bijvoorbeeld: Het goede gesprek.")), Length(max=LONGEST_TITLE)],
    )
    summary = TextAreaField(
        _l("Samenvatting"), [Length(max=300)], description=_l("Eén of twee zinnen, voor de lijst met modules.")
    )
    goals = TextAreaField(
        _l("Wat kun je daarna?"),
        [Length(max=2000)],
        description=_l("Elk doel op een eigen regel. Begin met: Je kunt …"),
    )
    audiences = ticks(_l("Voor wie is de module?"))
    steps = ticks(_l("Bij welke stap van de actiekaart hoort de module?"))
    status = SelectField(_l("Wie ziet de module na het publiceren?"))

    @classmethod
    def choosing(cls, form: Form, steps: Sequence[Choice]) -> Self:
        """Return the form with what is there; what was chosen before can stay, also when it is unknown now."""
        data = {name: form[name] for name in ABOUT}
        made = cls(data={**data, "audiences": audiences_known(form["audiences"])})
        made.audiences.choices = audience_choices()
        known = {key for key, _words in steps}
        strange = [(each, each) for each in form["steps"] if each not in known]
        made.steps.choices = [SelectChoice(key, words) for key, words in (*steps, *strange)]
        made.status.choices = [
            SelectChoice(ModuleStatus.PUBLISHED.value, _l("Iedereen")),
            SelectChoice(ModuleStatus.DRAFT.value, _l("Alleen redacteuren en coördinatoren")),
        ]
        return made

    def told(self) -> Form:
        """Return what was typed."""
        told = {name: self[name].data for name in ABOUT}
        return {**told, "audiences": audiences_known(self.audiences.data or [])}


class NewModuleForm(AboutForm):
    """A new module: what is asked of every module, and its lessons, by name or as a text that is pasted."""

    lessons = TextAreaField(
        _l("Welke lessen komen erin?"),
        [Length(max=5000)],
        description=_l("Elke les op een eigen regel. Je kunt ze straks nog veranderen."),
    )
    text = TextAreaField(
        _l("Heb je al een tekst? Plak hem hier"),
        [Length(max=LONGEST_TEXT)],
        description=PASTE,
    )


class PasteForm(BaseForm):
    """A text that becomes lessons and parts."""

    text = TextAreaField(
        _l("Je tekst"),
        [DataRequired(_l("Plak hier je tekst.")), Length(max=LONGEST_TEXT)],
        description=PASTE,
    )


class LessonRow(PartForm):
    """The words of one lesson in the outline."""

    uid = HiddenField()
    title = StringField(_l("Naam van de les"), default="")
    summary = StringField(_l("Waar gaat de les over? (mag je overslaan)"), default="")


class OutlineForm(StandForm):
    """The outline: the words of each lesson; its buttons move, copy and take away."""

    lessons = FieldList(FormField(LessonRow))

    def told(self) -> dict[str, Form]:
        """Return the words of each lesson, by its uid."""
        rows = (row.form for row in self.lessons)
        return {row.uid.data or "": {"title": row.title.data, "summary": row.summary.data} for row in rows}
