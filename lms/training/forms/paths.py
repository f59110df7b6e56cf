"""Making learning paths, letting somebody off, and telling something about a lesson."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.queries.role_words import ROLE_NAMES
from lms.training.enums import StopKind
from lms.training.models.discussions import LONGEST_POST, LONGEST_WHY
from lms.training.models.learning_paths import (
    LONGEST_PRACTICE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_MONTHS,
    LearningPath,
    PathItem,
)
from lms.training.models.path_members import LONGEST_REASON
from lms.training.models.path_texts import ItemText
from lms.training.models.paths import DEADLINE
from lms.ui.forms import BaseForm, CarefulForm, OnceForm

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
TITLE = [
    InputRequired(_l("Geef het leerpad een naam. Bijvoorbeeld: Leerpad voor sociaal werkers")),
    Length(max=LONGEST_TITLE),
]


class StandForm(BaseForm):
    """A form that brings along which text of the path it was made of."""

    stand = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the stand of what was sent, never that of now."""
        super().__init__(*args, **kwargs)
        if self.is_submitted() and not self.stand.raw_data:
            self.stand.data = ""


class PathForm(StandForm):
    """The words of a path, whom it is for, and what is switched on."""

    title = StringField(_l("Naam"), TITLE)
    summary = TextAreaField(
        _l("Waar gaat het over?"),
        [InputRequired(_l("Schrijf in een of twee zinnen wat je hier leert.")), Length(max=LONGEST_SUMMARY)],
        render_kw={"rows": 3},
    )
    audiences = SelectMultipleField(
        _l("Voor wie?"),
        [InputRequired(_l("Kies minstens één rol."))],
        description=_l("Iedereen met deze rol krijgt dit leerpad."),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    position = IntegerField(
        _l("Plaats"),
        [InputRequired(_l("Vul een getal in. Bijvoorbeeld: 1")), NumberRange(min=1, max=999)],
        description=_l("Wie twee leerpaden heeft, ziet het laagste getal eerst."),
    )
    ordered = BooleanField(_l("Eén voor één: het volgende gaat open als het vorige af is"))
    deadline_days = IntegerField(
        _l("Klaar binnen hoeveel dagen?"),
        [Optional(), NumberRange(min=1, max=MOST_DAYS)],
        description=_l("Laat leeg voor geen einddatum. Alleen de deelnemer krijgt een herinnering."),
    )
    renewal_months = IntegerField(
        _l("Opfrissen na hoeveel maanden?"),
        [Optional(), NumberRange(min=1, max=MOST_MONTHS)],
        description=_l("Laat leeg om niets te herhalen. Wat mensen deden, blijft altijd staan."),
    )
    discussion = BooleanField(_l("Deelnemers praten met elkaar over elke les"))

    @classmethod
    def of(cls, path: LearningPath | None) -> Self:
        """Return the form with what is stored."""
        names = ("title", "summary", "position", "ordered", "deadline_days", "renewal_months", "discussion")
        there = {name: getattr(path, name) for name in names} if path else {"position": 1}
        roles = [role.value for role in path.roles] if path else []
        form = cls(audiences=roles, stand=path.digest if path else "", **there)
        form.audiences.choices = [SelectChoice(role.value, str(name)) for role, name in ROLE_NAMES.items()]
        return form

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the text of a path takes it."""
        return {
            "title": self.title.data,
            "summary": self.summary.data,
            "audiences": tuple(sorted(self.audiences.data or ())),
            "position": self.position.data,
            "ordered": bool(self.ordered.data),
            "deadline_days": self.deadline_days.data,
            "renewal_months": self.renewal_months.data,
            "discussion": bool(self.discussion.data),
        }


class NewPathForm(PathForm):
    """A path that begins; its address never changes."""

    slug = StringField(
        _l("Adres"),
        [
            Optional(),
            Regexp(
                rf"^{SLUG}$", message=_l("Gebruik kleine letters, cijfers en streepjes. Bijvoorbeeld: sociaal-werk")
            ),
            Length(max=120),
        ],
        description=_l("Zo eindigt het adres van de pagina. Laat je dit leeg, dan maken wij het van de naam."),
    )


class AddForm(StandForm):
    """Something to put at the end of a path: a module, a lesson, or something to practise."""

    what = SelectField(_l("Wat komt erbij?"), [InputRequired(_l("Kies wat erbij komt."))])
    title = StringField(
        _l("Naam van de oefening"),
        [Length(max=LONGEST_TITLE)],
        description=_l("Alleen voor een oefening. Bijvoorbeeld: Oefen met mijn adviseur"),
    )
    text = TextAreaField(_l("Wat doe je dan?"), [Length(max=LONGEST_PRACTICE)], render_kw={"rows": 2})

    @classmethod
    def of(cls, path: LearningPath, things: Sequence[tuple[str, str]]) -> Self:
        """Return the form with what can be chosen."""
        form = cls(prefix="erbij-", stand=path.digest)
        there = {f"{item.kind}:{about.uid}" for item in path.items if (about := item.module or item.lesson)}
        offered = [SelectChoice(key, words) for key, words in things if key not in there]
        form.what.choices = [SelectChoice(StopKind.PRACTICE.value, _("Een oefening")), *offered]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the words of something to practise."""
        good = super().validate(extra_validators)
        if self.what.data == StopKind.PRACTICE and not self.title.data:
            self.title.errors = [*self.title.errors, _("Geef de oefening een naam.")]
            good = False
        if self.what.data == StopKind.PRACTICE and not self.text.data:
            self.text.errors = [*self.text.errors, _("Schrijf op wat iemand dan doet.")]
            good = False
        return good


class ItemForm(StandForm):
    """The rules of one item, and its words when it is something to practise."""

    title = StringField(_l("Naam van de oefening"), [Length(max=LONGEST_TITLE)])
    text = TextAreaField(_l("Wat doe je dan?"), [Length(max=LONGEST_PRACTICE)], render_kw={"rows": 2})
    required = BooleanField(_l("Dit is voor iedereen, het telt mee"))
    after = SelectField(_l("Gaat pas open na"), [Optional()])
    opens_on = DateField(_l("Gaat pas open op"), [Optional()])
    in_renewal = BooleanField(_l("Dit hoort bij het opfrissen"))

    @classmethod
    def of(cls, path: LearningPath, item: PathItem) -> Self:
        """Return the form with what is stored; it can wait for what stands before it."""
        names = ("title", "text", "required", "after", "opens_on", "in_renewal")
        form = cls(stand=path.digest, **{name: getattr(item, name) for name in names})
        before = [each for each in path.items if each.position < item.position]
        form.after.choices = [
            SelectChoice("", _("Niets")),
            *(SelectChoice(each.uid, item_words(each)) for each in before),
        ]
        if item.kind is not StopKind.PRACTICE:
            del form.title, form.text
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the name of something to practise."""
        good = super().validate(extra_validators)
        for field in (self.title, self.text) if "title" in self else ():
            if not field.data:
                field.errors = [*field.errors, _("Vul dit in.")]
                good = False
        return good

    def told(self, item: PathItem, text: ItemText) -> dict[str, Any]:
        """Return what was filled in, as the text of an item takes it."""
        words = {"title": self.title.data, "text": self.text.data} if item.kind is StopKind.PRACTICE else {}
        return {
            **words,
            "required": bool(self.required.data),
            "after": self.after.data or None,
            "opens_on": self.opens_on.data,
            "in_renewal": bool(self.in_renewal.data),
        }


class ExemptForm(CarefulForm):
    """Who need not do what, and why."""

    address = EmailField(
        _l("E-mailadres van de deelnemer"),
        [InputRequired(_l("Vul het e-mailadres in waarmee de deelnemer inlogt.")), Length(max=254)],
    )
    about = SelectField(_l("Waarvan vrijgesteld?"))
    reason = TextAreaField(
        _l("Waarom?"),
        [
            InputRequired(_l("Schrijf op waarom. Bijvoorbeeld: volgde deze scholing vorig jaar elders.")),
            Length(max=LONGEST_REASON),
        ],
        description=_l("De deelnemer leest dit. Schrijf niets over ziekte of privé."),
        render_kw={"rows": 2},
    )

    @classmethod
    def of(cls, path: LearningPath) -> Self:
        """Return the form with what somebody can be let off."""
        form = cls()
        items = [SelectChoice(item.uid, item_words(item)) for item in path.items]
        form.about.choices = [SelectChoice(DEADLINE, _("De einddatum")), *items]
        return form


class LiftForm(CarefulForm):
    """Why an exemption ends."""

    reason = TextAreaField(
        _l("Waarom niet meer?"),
        [InputRequired(_l("Schrijf op waarom de vrijstelling stopt.")), Length(max=LONGEST_REASON)],
        render_kw={"rows": 2},
    )


class PostForm(OnceForm, CarefulForm):
    """A message about a lesson."""

    text = TextAreaField(
        _l("Jouw bericht"),
        [InputRequired(_l("Schrijf eerst je bericht.")), Length(max=LONGEST_POST)],
        description=_l("Iedereen met dit leerpad leest mee. Noem geen namen van bewoners."),
        render_kw={"rows": 3},
    )


class HideForm(BaseForm):
    """Why a message goes out of sight."""

    why = StringField(
        _l("Waarom verberg je dit?"),
        [InputRequired(_l("Schrijf op waarom. De schrijver leest dit.")), Length(max=LONGEST_WHY)],
    )


def item_words(item: PathItem) -> str:
    """Return what an item is called for who edits."""
    made_of = item.module or item.lesson
    return made_of.title if made_of else item.title
