"""The form of an item: what must be there is open, the rest is folded; steps and pictures are rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import DataRequired, InputRequired, Length

from lms.content.clashes import Difference
from lms.content.pictures import Brought, brought
from lms.toolkit.enums import ItemKind
from lms.toolkit.queries.drafts import Choice
from lms.toolkit.queries.plain_forms import LINES, LISTS, STEP, WORDS, Form, plain_form
from lms.toolkit.queries.words import AUDIENCES, EVIDENCES, KINDS, LEVELS, SETTINGS
from lms.ui.forms import BaseForm, PartForm

LICENCES = ("CC BY-SA 4.0", "CC BY 4.0", "CC0 1.0")
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


@dataclass(frozen=True)
class Choices:
    """What an editor can choose from besides what code knows; ``kinds`` are those this person may make."""

    kinds: Sequence[ItemKind]
    steps: Sequence[Choice]
    themes: Sequence[Choice]


def ticks(label: Any, **more: Any) -> SelectMultipleField:
    """Return a list of boxes to tick."""
    boxes = {"widget": widgets.ListWidget(prefix_label=False), "option_widget": widgets.CheckboxInput()}
    return SelectMultipleField(label, **boxes, **more)


def long_text(label: Any, about: Any = "", rows: int = 3) -> TextAreaField:
    """Return a field for running text."""
    return TextAreaField(label, description=about, render_kw={"rows": rows}, default="")


class NewItemForm(BaseForm):
    """What it will be, and what it is called."""

    kind = RadioField(_l("Wat wordt het?"), [InputRequired(_l("Kies wat het wordt."))])
    title = StringField(
        _l("Titel"), [DataRequired(_l("Geef het een titel, bijvoorbeeld: Halen en brengen.")), Length(max=120)]
    )

    @classmethod
    def choosing(cls, kinds: Sequence[ItemKind]) -> Self:
        """Return the form with the kinds that somebody may make."""
        form = cls(kind=kinds[0].value if len(kinds) == 1 else None)
        form.kind.choices = [SelectChoice(kind.value, KINDS[kind]) for kind in kinds]
        return form


class StepForm(PartForm):
    """One step of a method."""

    title = StringField(_l("Wat je doet, in een paar woorden"), default="")
    minutes = StringField(_l("Minuten"), render_kw=NUMBER, default="")
    doing = long_text(_l("Wat je doet"), rows=4)
    saying = long_text(_l("Wat je zegt"), rows=2)
    done_when = long_text(_l("Klaar als"), rows=2)
    note = long_text(_l("Voor de begeleider"), rows=2)
    online = long_text(_l("Als je het online doet"), rows=2)
    when = StringField(_l("Op welke dag"), description=_l("Bij werk van meer dagen, bijvoorbeeld: dag 2."), default="")


class PictureForm(PartForm):
    """One picture above the steps."""

    file = HiddenField(default="")
    alt = long_text(_l("Wat staat erop?"), _l("Voor wie het plaatje niet ziet. Eén of twee zinnen."), rows=2)
    caption = StringField(_l("Bijschrift (mag je overslaan)"), default="")


class ItemForm(BaseForm):
    """Everything readers get of an item; it may always be kept when it is not whole."""

    kind = SelectField(_l("Wat is het?"))
    title = StringField(
        _l("Titel"), [DataRequired(_l("Geef het een titel, bijvoorbeeld: Halen en brengen.")), Length(max=120)]
    )
    summary = TextAreaField(
        _l("Samenvatting"), [Length(max=200)], description=_l("Eén of twee zinnen: wat is het?"), default=""
    )
    goal = long_text(_l("Doel"), _l("Waarom doe je dit? Eén of twee zinnen."), rows=2)
    minutes_from = StringField(_l("Minuten, minstens"), render_kw=NUMBER, default="")
    minutes_to = StringField(_l("Minuten, hoogstens"), render_kw=NUMBER, default="")
    group_from = StringField(_l("Mensen, minstens"), render_kw=NUMBER, default="")
    group_to = StringField(_l("Mensen, hoogstens"), render_kw=NUMBER, default="")
    steps = ticks(_l("Bij welke stap van de actiekaart hoort het?"))
    working_steps = FieldList(FormField(StepForm), _l("Stappen"))
    pitfalls = long_text(
        _l("Valkuilen"), _l("Wat gaat vaak mis, en wat doe je dan? Begin elke valkuil met een streepje."), rows=5
    )
    source = StringField(_l("Bron"), description=_l("Waar komt het vandaan? Eigen werk mag ook."), default="")
    licence = SelectField(_l("Onder welke voorwaarden mogen anderen het gebruiken?"))
    pictures = FieldList(FormField(PictureForm), _l("Plaatjes"))
    picture = FileField(
        _l("Voeg een plaatje toe"), description=_l("Een foto (JPEG of PNG) of een tekening (SVG, hoogstens 20 kB).")
    )
    picture_alt = long_text(_l("Wat staat erop?"), _l("Voor wie het plaatje niet ziet."), rows=2)
    preparation = long_text(_l("Wat bereid je voor?"))
    materials = long_text(_l("Wat heb je nodig?"))
    invitation = long_text(_l("Hoe nodig je mensen uit?"), _l("De zin die je hardop zegt of in een appje zet."), rows=2)
    not_when = long_text(_l("Wanneer kies je iets anders?"))
    variations = long_text(_l("Varianten"))
    online = long_text(_l("Online"))
    plain_language = long_text(_l("Voor mensen die weinig lezen"))
    follow_up = long_text(_l("Wat doe je daarna?"))
    themes = ticks(_l("Thema's"))
    audience = ticks(_l("Voor wie?"))
    setting = ticks(_l("Waar?"))
    level = SelectField(_l("Hoeveel ervaring vraagt het?"))
    evidence = SelectField(_l("Waar rust het op?"))
    stand = StringField(_l("Waar deze pagina mee begon"))
    was = StringField(_l("Wat er toen stond"))

    @classmethod
    def choosing(cls, choices: Choices, form: Form) -> Self:
        """Return the form with what is there; what was chosen before can stay, also when it is unknown now."""
        made = cls(data=form)
        made.kind.choices = [SelectChoice(kind.value, KINDS[kind]) for kind in choices.kinds]
        made.steps.choices = _with(choices.steps, form["steps"])
        made.themes.choices = _with(choices.themes, form["themes"])
        made.audience.choices = _with(list(AUDIENCES.items()), form["audience"])
        made.setting.choices = _with(list(SETTINGS.items()), form["setting"])
        nothing = ("", _("Weet ik nog niet"))
        made.level.choices = _with([nothing, *LEVELS.items()], [form["level"]])
        made.evidence.choices = _with([nothing, *EVIDENCES.items()], [form["evidence"]])
        made.licence.choices = _with([("", _("Kies…")), *((each, each) for each in LICENCES)], [form["licence"]])
        return made

    def told(self) -> Form:
        """Return what was typed, as a draft keeps it."""
        return plain_form({name: self[name].data for name in (*LINES, *WORDS, *LISTS, "working_steps", "pictures")})

    def show(self, problems: Sequence[tuple[str, str]]) -> None:
        """Put what is still wrong at the fields."""
        for name, said in problems:
            field = self.field_at(name)
            field.errors = [*field.errors, said]

    def field_at(self, name: str) -> Field:
        """Return a field by its name, also one of a row: ``working_steps-2-title``."""
        rows, _dash, rest = name.partition("-")
        at, _dash, part = rest.partition("-")
        return self[rows].entries[int(at)].form[part] if part else self[rows]

    def brought(self) -> Brought | None:
        """Return the picture that was sent along, clean; raise a Refusal that says what to do. Slow."""
        upload: Any = self.picture.data
        if upload is None or not getattr(upload, "filename", ""):
            return None
        return brought(upload.filename, upload.stream, self.picture_alt.data or "")


def moved(form: Form, do: str) -> tuple[Form, str]:
    """Return the form after pressing a button of a row (``omhoog-2``), and the place on the page to go to."""
    what, _dash, number = do.rpartition("-")
    rows, place = (form["pictures"], "plaatje") if what.startswith("plaatje-") else (form["working_steps"], "stap")
    what = what.removeprefix("plaatje-")
    if do == "stap":
        rows.append(dict.fromkeys(STEP, ""))
        return form, f"stap-{len(rows)}"
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if not 0 <= at < len(rows):
        return form, ""
    if what == "weg":
        del rows[at]
        return form, f"{place}-{min(at + 1, len(rows))}" if rows else "stappen"
    to = at + {"omhoog": -1, "omlaag": 1}.get(what, 0)
    if 0 <= to < len(rows):
        rows.insert(to, rows.pop(at))
        return form, f"{place}-{to + 1}"
    return form, f"{place}-{at + 1}"


def labelled(form: Form, problems: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is wrong with a form as (what the field is called on the page, sentence)."""
    shown = ItemForm(formdata=None, data=form)
    rows = {"working_steps": _("Stap %(number)s"), "pictures": _("Plaatje %(number)s")}
    found = []
    for name, said in problems:
        row, _dash, rest = name.partition("-")
        label = str(shown.field_at(name).label.text).rstrip("?")
        place = f"{rows[row] % {'number': int(rest.partition('-')[0]) + 1}}, " if rest else ""
        found.append((f"{place}{label}", said))
    return found


def _with(known: Sequence[tuple[Any, Any]], chosen: Sequence[str]) -> list[SelectChoice]:
    """Return choices, and behind them what was chosen before and is not among them."""
    keys = {str(key) for key, _said in known}
    strange = [(each, each) for each in dict.fromkeys(chosen) if each not in keys]
    return [SelectChoice(str(key), said) for key, said in (*known, *strange)]


def piece_names(found: Sequence[Difference]) -> Mapping[str, str]:
    """Return what each piece that differs is called on the page, by its key."""
    labels = {field.short_name: str(field.label.text) for field in ItemForm(formdata=None)}
    step = _("Stap %(number)s")
    return {
        each.key: labels.get(each.name, each.name) if each.at is None else step % {"number": each.at + 1}
        for each in found
    }
