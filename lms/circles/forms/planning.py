"""Forms for series, sessions and what is on their agenda."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.accounts.models import Person
from lms.circles.commands.series import Day
from lms.circles.enums import ItemKind
from lms.circles.forms.circles import TOO_LONG, script_choices
from lms.circles.models import AgendaItem, Circle
from lms.circles.models.agenda import LONGEST_TITLE, LONGEST_WHY, MOST_MINUTES
from lms.circles.models.sessions import LONGEST_ARC, LONGEST_SUBJECT, MOST_SESSIONS
from lms.circles.models.sessions import LONGEST_TITLE as LONGEST_SERIES
from lms.circles.queries.words import KINDS
from lms.kernel.clock import on_the_wall
from lms.kernel.given_days import is_near
from lms.programme.models import Theme
from lms.toolkit.enums import Verdict
from lms.toolkit.models import Item
from lms.ui.forms import CarefulForm, OnceForm, PartForm

ROWS = 6
#: What people put on an agenda by hand; themes and trial versions have a button of their own.
BY_HAND = tuple(each for each in ItemKind if each not in {ItemKind.THEME, ItemKind.TRIAL})
VERDICTS = {
    Verdict.KEEP: _l("Houden: het werkt"),
    Verdict.ADAPT: _l("Aanpassen: het werkt met een verandering"),
    Verdict.STOP: _l("Stoppen: het werkt niet"),
}
BEGINS, ENDS = time(13), time(16)


class DayForm(PartForm):
    """One session of a series: a day, two times, what it is about and where; an empty row is no session."""

    day = DateField(_l("Dag"), [Optional()])
    begins = TimeField(_l("Van"), [Optional()], default=BEGINS)
    ends = TimeField(_l("Tot"), [Optional()], default=ENDS)
    subject = StringField(_l("Onderwerp"), [Optional(), Length(max=LONGEST_SUBJECT, message=TOO_LONG)])
    place = StringField(_l("Waar?"), [Optional(), Length(max=200, message=TOO_LONG)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Call no day or time something to skip: without them there is no session."""
        super().__init__(*args, **kwargs)
        for each in (self.day, self.begins, self.ends):
            each.flags.optional = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that a row says when it is: on a day that is near, with an end behind its beginning."""
        good = super().validate(extra_validators)
        if not self.is_given:
            return good
        wrong = self._wrong()
        for field, message in wrong:
            field.errors = [*field.errors, message]
        return good and not wrong

    @property
    def is_given(self) -> bool:
        """Whether there is a session in this row."""
        return bool(self.day.data or self.day.errors or self.subject.data or self.place.data)

    def _wrong(self) -> list[tuple[Any, str]]:
        found: list[tuple[Any, str]] = []
        if not self.day.data and not self.day.errors:
            found.append((self.day, _("Vul een dag in. Bijvoorbeeld: 02-12-2026")))
        elif self.day.data and not is_near(self.day.data):
            found.append((self.day, _("Deze dag ligt te ver weg.")))
        if not (self.begins.data and self.ends.data):
            found.append((self.begins, _("Vul in van hoe laat tot hoe laat. Bijvoorbeeld: 13:00 en 16:00")))
        elif self.ends.data == self.begins.data:
            found.append((self.ends, _("Het einde is gelijk aan het begin. Kijk de tijden na.")))
        return found


class SeriesForm(OnceForm):
    """A series: what it is called, the days of its sessions, and the agenda they begin with."""

    title = StringField(
        _l("Hoe heet deze reeks?"),
        [
            InputRequired(_l("Vul een naam in. Bijvoorbeeld: Voorjaar 2027.")),
            Length(max=LONGEST_SERIES, message=TOO_LONG),
        ],
    )
    days = FieldList(FormField(DayForm), label=_l("Bijeenkomsten"), min_entries=ROWS, max_entries=MOST_SESSIONS)
    script = RadioField(_l("Hoe begint de agenda?"))
    spotlight = SelectField(
        _l("Welk thema staat in het licht?"), description=_l("Alleen bij 'Eén thema in het licht'.")
    )
    planned_count = IntegerField(
        _l("Hoeveel bijeenkomsten worden het in totaal?"),
        [Optional(), NumberRange(1, MOST_SESSIONS)],
        description=_l("Ook die nog geen dag hebben."),
    )
    arc = TextAreaField(
        _l("Waar werken jullie naartoe?"),
        [Optional(), Length(max=LONGEST_ARC, message=TOO_LONG)],
        description=_l("Eén regel per bijeenkomst. Zo ziet iedereen de hele lijn."),
        render_kw={"rows": 6},
    )

    @classmethod
    def of(cls, circle: Circle, themes: Sequence[Theme]) -> Self:
        """Return the form for a circle, with the script it begins with."""
        form = cls(script=circle.script)
        form.script.choices = script_choices()
        form.spotlight.choices = [SelectChoice(str(each.number), each.title) for each in themes]
        return form

    def told(self) -> dict[str, Any]:
        """Return what somebody planned."""
        return {
            "title": self.title.data,
            "days": self.given_days(),
            "arc": self.arc.data or "",
            "script": self.script.data,
            "spotlight": int(self.spotlight.data or 1),
            "planned": self.planned_count.data or 0,
        }

    def given_days(self) -> list[Day]:
        """Return the rows that hold a session; one without a subject gets the line of the arc, or its number."""
        lines = [line.strip() for line in (self.arc.data or "").splitlines() if line.strip()]
        rows = sorted((each.form for each in self.days if each.form.is_given), key=lambda each: each.day.data)
        names = [lines[at] if at < len(lines) else _("bijeenkomst %(num)s", num=at + 1) for at in range(len(rows))]
        return [
            Day(
                (row.subject.data or name)[:LONGEST_SUBJECT],
                *moments_of(row.day.data, row.begins.data, row.ends.data),
                place=row.place.data or "",
            )
            for row, name in zip(rows, names, strict=True)
        ]


class BlockForm(CarefulForm):
    """One block of an agenda; a theme of no minutes asks why."""

    kind = SelectField(_l("Wat is het?"), choices=[SelectChoice(each.value, KINDS[each]) for each in BY_HAND])
    title = StringField(
        _l("Hoe heet het?"),
        [
            InputRequired(_l("Vul in wat jullie gaan doen. Bijvoorbeeld: De vraag van Nora.")),
            Length(max=LONGEST_TITLE, message=TOO_LONG),
        ],
    )
    minutes = IntegerField(
        _l("Hoeveel minuten?"),
        [InputRequired(_l("Vul een aantal minuten in. Bijvoorbeeld: 15")), NumberRange(0, MOST_MINUTES)],
    )
    theme = SelectField(_l("Bij welk thema hoort het?"), [Optional()])
    presenter = SelectField(_l("Wie doet het?"), [Optional()])
    method = SelectField(
        _l("Met welke werkvorm?"),
        [Optional()],
        description=_l("Je houdt de versie van vandaag, ook als er later een nieuwe komt."),
    )
    about = TextAreaField(_l("Wat moet iedereen weten?"), [Optional(), Length(max=1000, message=TOO_LONG)])
    why = StringField(
        _l("Waarom slaan jullie dit over?"),
        [Optional(), Length(max=LONGEST_WHY, message=TOO_LONG)],
        description=_l("Alleen nodig bij 0 minuten."),
    )

    @classmethod
    def of(
        cls, item: AgendaItem | None, themes: Sequence[Theme], people: Sequence[Person], methods: Sequence[Item]
    ) -> Self:
        """Return the form for a new block, or with what is there."""
        given: dict[str, Any] = {"minutes": 15}
        if item is not None:
            given = {name: getattr(item, name) for name in ("title", "minutes", "about", "why")}
            given["presenter"] = item.presenter.uid if item.presenter else ""
            given["method"] = item.method.item.slug if item.method else ""
        form = cls(**given)
        form.theme.choices = [
            SelectChoice("", _l("Geen thema")),
            *(SelectChoice(str(t.number), t.title) for t in themes),
        ]
        form.presenter.choices = [SelectChoice("", _l("Nog niemand")), *(SelectChoice(p.uid, p.name) for p in people)]
        form.method.choices = [SelectChoice("", _l("Geen werkvorm")), *(SelectChoice(m.slug, m.title) for m in methods)]
        if item is not None:
            del form.kind, form.theme
        if item is None or item.kind is not ItemKind.THEME:
            del form.why
        return form


class ProposalForm(CarefulForm):
    """Something a member wants to talk about."""

    title = StringField(
        _l("Wat wil je bespreken?"),
        [
            InputRequired(_l("Schrijf op wat je wilt bespreken. Bijvoorbeeld: hoe vind ik een huisarts die meedoet?")),
            Length(max=LONGEST_TITLE, message=TOO_LONG),
        ],
    )
    theme = SelectField(_l("Bij welk thema hoort het?"), [Optional()])
    about = TextAreaField(_l("Wil je er iets bij vertellen?"), [Optional(), Length(max=1000, message=TOO_LONG)])

    @classmethod
    def of(cls, themes: Sequence[Theme]) -> Self:
        """Return the form with the fixed themes."""
        form = cls()
        form.theme.choices = [
            SelectChoice("", _l("Geen thema")),
            *(SelectChoice(str(t.number), t.title) for t in themes),
        ]
        return form


class TrialForm(CarefulForm):
    """What a circle found of a trial version."""

    verdict = RadioField(
        _l("Wat vindt de leerkring?"),
        [InputRequired(_l("Kies wat de leerkring vindt."))],
        choices=[SelectChoice(each.value, said) for each, said in VERDICTS.items()],
    )
    why = TextAreaField(
        _l("Waarom?"),
        [
            InputRequired(_l("Schrijf in een paar zinnen waarom. De maker heeft daar het meest aan.")),
            Length(max=1000, message=TOO_LONG),
        ],
        description=_l("Iedereen die de toolkit leest, leest dit. Noem geen namen."),
    )
    stand = HiddenField()


def moments_of(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Return the two moments on a Dutch wall clock; an end before the beginning is that of the next day."""
    return on_the_wall(day, begins), on_the_wall(day + timedelta(days=ends < begins), ends)
