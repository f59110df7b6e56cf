"""Forms of date polls: what is asked and of whom, more dates, more time, and what somebody answers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    EmailField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.models import LONGEST_ADDRESS
from lms.kernel.clock import today
from lms.kernel.given_days import given_moment, is_near
from lms.meetings.commands.polls.asking import MOST_DATES, MOST_GUESTS, Guest, Question
from lms.meetings.enums import MeetingKind, Vote
from lms.meetings.models import DateOption, DatePoll
from lms.meetings.models.attending import LONGEST_NAME
from lms.meetings.models.meetings import LONGEST_PLACE, LONGEST_TITLE
from lms.meetings.queries.poll_groups import Where
from lms.ui.formats import period, weekday
from lms.ui.forms import BaseForm, OnceForm, PartForm

ROWS, MORE_ROWS, GUEST_ROWS = 3, 2, 2
DAYS_TO_ANSWER = timedelta(days=7)
END_OF_DAY = time(23, 59)
DATE_FIELD = "datum_"
KINDS = [
    SelectChoice(MeetingKind.TEAM.value, _l("Overleg van het team")),
    SelectChoice(MeetingKind.TRAINING.value, _l("Training in de wijk")),
]
VOTES = [
    SelectChoice(Vote.YES.value, _l("Ja")),
    SelectChoice(Vote.IF_NEED_BE.value, _l("Als het moet")),
    SelectChoice(Vote.NO.value, _l("Nee")),
]


class InEmptyRow(Optional):
    """A field that may stay empty, which need not be said at every row."""

    def __init__(self) -> None:
        """Leave out the mark."""
        super().__init__()
        self.field_flags: dict[str, bool] = {}


class DateRow(PartForm):
    """One date: a day, and when it begins."""

    day = DateField(_l("Dag"), [InEmptyRow()])
    at = TimeField(_l("Begint om"), [InEmptyRow()])


class GuestRow(PartForm):
    """Somebody without an account."""

    name = StringField(_l("Naam"), [Length(max=LONGEST_NAME)], render_kw={"autocomplete": "off"})
    email = EmailField(
        _l("E-mailadres"), [InEmptyRow(), Email(), Length(max=LONGEST_ADDRESS)], render_kw={"autocomplete": "off"}
    )


class DatesForm(BaseForm):
    """More dates for a poll."""

    dates = FieldList(FormField(DateRow), _l("Datums"), min_entries=MORE_ROWS, max_entries=MOST_DATES)

    @property
    def starts(self) -> list[datetime]:
        """The dates that were filled in, once the form was validated."""
        return _moments(self.dates)[0]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that each date is one that a clock shows."""
        good = super().validate(extra_validators)
        return not _wrong(self.dates, _moments(self.dates)[1]) and good


class UntilForm(BaseForm):
    """Until when people may answer."""

    deadline = DateField(_l("Antwoorden kan tot en met"), [InputRequired(_l("Kies de laatste dag."))])

    @property
    def moment(self) -> datetime:
        """The end of the last day."""
        return given_moment(self.deadline.data or today(), END_OF_DAY)


class PollForm(OnceForm):
    """What is asked, which dates, until when, and whom."""

    kind = RadioField(_l("Waarvoor zoek je een datum?"), [InputRequired(_l("Kies waarvoor."))], choices=KINDS)
    title = StringField(
        _l("Hoe heet het?"),
        [
            InputRequired(_l("Vul in hoe het heet. Bijvoorbeeld: Overleg over het buurtfeest")),
            Length(max=LONGEST_TITLE),
        ],
    )
    minutes = IntegerField(
        _l("Hoeveel minuten duurt het?"), [InputRequired(), NumberRange(15, 600)], render_kw={"inputmode": "numeric"}
    )
    place = StringField(_l("Waar?"), [Optional(), Length(max=LONGEST_PLACE)])
    dates = FieldList(FormField(DateRow), _l("Datums"), min_entries=ROWS, max_entries=MOST_DATES)
    deadline = UntilForm.deadline
    people = SelectMultipleField(
        _l("Wie vraag je?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    guests = FieldList(FormField(GuestRow), _l("Gasten"), min_entries=GUEST_ROWS, max_entries=MOST_GUESTS)

    @classmethod
    def about(cls, where: Where) -> Self:
        """Return the form for the people of one place, filled in as far as we can."""
        form = cls(
            kind=MeetingKind.TEAM.value,
            title=_("Overleg %(place)s", place=where.label)[:LONGEST_TITLE],
            minutes=60,
            deadline=today() + DAYS_TO_ANSWER,
            people=[each.person.uid for each in where.people if each.ticked],
        )
        if where.host is not None:
            del form.kind
        form.people.choices = [
            SelectChoice(each.person.uid, each.person.name, render_kw={"note": _note(each)}) for each in where.people
        ]
        return form

    def add_row(self, name: str) -> None:
        """Give one row more, for a date or a guest."""
        rows = self[name]
        if len(rows.entries) < rows.max_entries:
            rows.append_entry()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, that each date is one that a clock shows, and that a guest has a name and an address."""
        good = super().validate(extra_validators)
        wrong_dates = _wrong(self.dates, _moments(self.dates)[1])
        return not _wrong(self.guests, _half(self.guests)) and not wrong_dates and good

    def question(self, where: Where) -> Question:
        """Return what is asked, once the form was validated."""
        ticked = set(self.people.data or ())
        return Question(
            kind=MeetingKind.CIRCLE if where.host is not None else MeetingKind(self.kind.data),
            title=self.title.data or "",
            minutes=self.minutes.data or 0,
            starts=_moments(self.dates)[0],
            deadline=given_moment(self.deadline.data or today(), END_OF_DAY),
            place=self.place.data or "",
            people=[each.person for each in where.people if each.person.uid in ticked],
            guests=[Guest(row.form["name"].data, row.form.email.data) for row in self.guests if row.form.email.data],
        )


def answer_form(poll: DatePoll, options: Sequence[DateOption], said: Mapping[str, Vote]) -> Any:
    """Return a form with one question for each date, answered as before."""
    choose = _l("Kies ja, als het moet, of nee.")
    fields = {
        DATE_FIELD + each.uid: RadioField(_called(poll, each), [InputRequired(choose)], choices=VOTES)
        for each in options
    }
    form_class: Any = type("AnswerForm", (BaseForm,), fields)
    return form_class(data={DATE_FIELD + uid: vote.value for uid, vote in said.items()})


def said_in(form: Any, options: Sequence[DateOption]) -> dict[str, Vote]:
    """Return what somebody answered, by the uid of the date."""
    return {each.uid: Vote(form[DATE_FIELD + each.uid].data) for each in options}


def _called(poll: DatePoll, option: DateOption) -> str:
    return f"{weekday(option.starts_at)}, {period(option.starts_at, poll.ends_at(option.starts_at))}".capitalize()


def _note(each: Any) -> str:
    return each.note if each.person.email else _("%(role)s, krijgt geen mail", role=each.note or _("Lid"))


def _moments(rows: Any) -> tuple[list[datetime], dict[Any, str]]:
    """Return the dates that were filled in, and by field what is wrong; without a time it is that of the row above."""
    found, wrong, before = [], {}, None
    for row in rows:
        day, at = row.form.day, row.form.at
        before = at.data or before
        if day.errors or at.errors or day.data is None:
            continue
        if before is None:
            wrong[at] = _("Vul in hoe laat het begint. Bijvoorbeeld: 13:00")
        elif not is_near(day.data):
            wrong[day] = _("Kijk het jaar na.")
        else:
            try:
                found.append(given_moment(day.data, before))
            except ValueError:
                wrong[at] = _("Deze tijd bestaat niet: dan gaat de klok een uur vooruit. Kies een andere tijd.")
    return found, wrong


def _half(rows: Any) -> dict[Any, str]:
    """Return by field what is missing of guests."""
    wrong = {}
    for row in rows:
        name, email = row.form["name"], row.form.email
        if email.data and not name.data:
            wrong[name] = _("Vul een naam in. Bijvoorbeeld: Dennis Kool")
        if name.data and not email.data and not email.errors:
            wrong[email] = _("Vul het e-mailadres in. Bijvoorbeeld: naam@ggd.nl")
    return wrong


def _wrong(rows: Any, wrong: Mapping[Any, str]) -> bool:
    """Say at each field what is wrong; return whether anything is."""
    for field, words in wrong.items():
        field.errors = [*field.errors, words]
    if wrong:
        rows.errors = [*rows.errors, *_errors_of(rows)]
    return bool(wrong)


def _errors_of(rows: Iterable[Any]) -> list[Any]:
    return [row.errors for row in rows if row.errors]
