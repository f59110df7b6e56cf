"""The forms to plan a meeting, to change it and to call it off: what, when and where; the rest is folded."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.models import Person
from lms.kernel.clock import local, now, on_the_wall, today
from lms.kernel.web_addresses import is_web_address, with_scheme
from lms.meetings.commands.plans import Plan
from lms.meetings.enums import Answer as Said
from lms.meetings.enums import MeetingKind, Mode
from lms.meetings.models import Meeting
from lms.meetings.models.meetings import (
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WHY,
    MOST_SEATS,
)
from lms.ui.formats import minutes as in_words
from lms.ui.forms import BaseForm, OnceForm

LENGTHS = (30, 45, 60, 90, 120, 150, 180, 240, 360, 480)
USUAL = 90
MODES = {Mode.ON_SITE: _l("Op een plek"), Mode.ONLINE: _l("Online"), Mode.HYBRID: _l("Op een plek of online")}
TEXTS = ("title", "text", "place", "route", "accessibility", "video_url", "dial_in")
#: What stands folded below what, when and where.
FOLDED = (
    "text",
    "mode",
    "route",
    "accessibility",
    "video_url",
    "dial_in",
    "people",
    "open_to_all",
    "capacity",
    "sign_up_until",
)


class PlanForm(OnceForm):
    """What, when and where."""

    title = StringField(
        _l("Wat?"), [Length(max=LONGEST_TITLE)], missing=_l("Vul in waar het over gaat. Bijvoorbeeld: Teamoverleg")
    )
    day = DateField(_l("Welke dag?"), [InputRequired(_l("Kies een dag."))])
    begins = TimeField(_l("Hoe laat begint het?"), [InputRequired(_l("Vul een tijd in. Bijvoorbeeld: 13:00"))])
    minutes = SelectField(_l("Hoe lang duurt het?"), coerce=int, default=USUAL)
    place = StringField(
        _l("Waar?"),
        [Optional(), Length(max=LONGEST_PLACE)],
        description=_l("Naam en adres. Bijvoorbeeld: buurthuis De Wending, Dorpsstraat 1"),
    )
    text = TextAreaField(
        _l("Waar gaat het over?"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_l("Dit staat in de mail. Zet hier geen link om online mee te doen."),
    )
    mode = RadioField(
        _l("Hoe kom je bij elkaar?"),
        choices=[SelectChoice(*each) for each in MODES.items()],
        default=Mode.ON_SITE.value,
    )
    route = TextAreaField(_l("Hoe kom je er?"), [Optional(), Length(max=LONGEST_TEXT)])
    accessibility = TextAreaField(
        _l("Hoe toegankelijk is het?"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_l("Bijvoorbeeld: er is een lift en een ringleiding."),
    )
    video_url = URLField(
        _l("Link om online mee te doen"),
        [Optional(), Length(max=LONGEST_LINK)],
        filters=[with_scheme],
        description=_l("Vanaf een uur voor het begin te zien, alleen op deze site."),
    )
    dial_in = StringField(_l("Inbellen met de telefoon"), [Optional(), Length(max=LONGEST_PLACE)])
    people = SelectMultipleField(
        _l("Wie verwacht je?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    open_to_all = BooleanField(_l("Iedereen met een account mag zich aanmelden"))
    capacity = IntegerField(_l("Hoeveel plekken zijn er?"), [Optional(), NumberRange(min=1, max=MOST_SEATS)])
    sign_up_until = DateField(_l("Tot en met welke dag kan aanmelden?"), [Optional()])

    @classmethod
    def new(cls, title: str, team: Sequence[Person]) -> Self:
        """Return a form for a new meeting, to which the whole team is expected."""
        return cls(title=title, people=[each.uid for each in team]).offer(team)

    def offer(self, people: Sequence[Person], minutes: int = USUAL) -> Self:
        """Say whom to tick, and how long it may last."""
        self.people.choices = [SelectChoice(each.uid, each.name) for each in people]
        self.minutes.choices = [SelectChoice(each, in_words(each)) for each in sorted({*LENGTHS, minutes})]
        return self

    @property
    def folded_wrong(self) -> bool:
        """Whether something in the fold must be mended, so that it opens."""
        return any(self[name].errors for name in FOLDED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; then that the time is there on a Dutch clock and not behind us."""
        good = super().validate(extra_validators)
        if not (self.title.data or "").strip():
            self.title.errors = [_("Vul in waar het over gaat. Bijvoorbeeld: Teamoverleg")]
            good = False
        if self.video_url.data and not is_web_address(self.video_url.data, ("https",)):
            self.video_url.errors = [_("Dit is geen veilig webadres. Het begint met https://")]
            good = False
        if self.sign_up_until.data and self._is_too_late(self.sign_up_until.data):
            self.sign_up_until.errors = [_("Deze dag is al geweest. Dan kan niemand zich aanmelden.")]
            good = False
        return good and self._time_is_sound()

    def plan(self, kind: MeetingKind) -> Plan:
        """Return what was filled in."""
        starts = on_the_wall(self.day.data, self.begins.data)
        until = self.sign_up_until.data
        last = on_the_wall(until + timedelta(days=1), datetime.min.time()) if until else None
        texts = {name: self[name].data or "" for name in TEXTS}
        return Plan(
            kind=kind,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=self.minutes.data),
            mode=Mode(self.mode.data),
            open_to_all=self.open_to_all.data,
            capacity=self.capacity.data,
            sign_up_until=last,
            **texts,
        )

    def _time_is_sound(self) -> bool:
        starts = on_the_wall(self.day.data, self.begins.data)
        if local(starts).time() != self.begins.data:
            self.begins.errors = [_("Deze tijd is er die nacht niet: de klok gaat een uur vooruit. Kies een andere.")]
            return False
        if starts <= now() and self._is_new_time(starts):
            self.day.errors = [_("Dit moment is al voorbij. Kies een dag die nog komt.")]
            return False
        return True

    def _is_new_time(self, _starts: datetime) -> bool:
        return True

    def _is_too_late(self, last_day: date) -> bool:
        return last_day < today()


class ChangeForm(PlanForm):
    """What is planned, to be changed; ``serial`` and ``ticked`` are what the page showed."""

    serial = HiddenField()
    ticked = HiddenField()
    why = StringField(
        _l("Waarom verandert het?"),
        [Optional(), Length(max=LONGEST_WHY)],
        description=_l("Dit staat in de mail als de tijd of de plek verandert."),
    )
    was: Meeting | None = None

    @classmethod
    def of(cls, meeting: Meeting, people: Sequence[Person], expected: Sequence[Person]) -> Self:
        """Return the form with what is planned; ``people`` can be expected, ``expected`` are by now."""
        starts, minutes = local(meeting.starts_at), int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
        until = local(meeting.sign_up_until - timedelta(minutes=1)).date() if meeting.sign_up_until else None
        told = {name: getattr(meeting, name) for name in (*TEXTS, "open_to_all", "capacity", "serial")}
        ticked = [each.uid for each in expected]
        form = cls(
            day=starts.date(),
            begins=starts.time(),
            minutes=minutes,
            mode=meeting.mode.value,
            sign_up_until=until,
            people=ticked,
            ticked=" ".join(ticked),
            **told,
        )
        form.was = meeting
        return form.offer(people, minutes)

    @property
    def seen(self) -> int:
        """Which version the page showed; what is no number is none."""
        given = str(self.serial.data or "")
        return int(given) if given.isdecimal() and len(given) < 10 else 0

    @property
    def added(self) -> set[str]:
        """Who got a tick on this page; what others did with the list meanwhile stays."""
        return set(self.people.data or ()) - self._ticked_before

    @property
    def taken_off(self) -> set[str]:
        """Who lost their tick on this page."""
        return self._ticked_before - set(self.people.data or ())

    @property
    def _ticked_before(self) -> set[str]:
        return set(str(self.ticked.data or "").split())

    def _is_new_time(self, starts: datetime) -> bool:
        """Let other things be mended of what has begun already."""
        return self.was is None or starts != self.was.starts_at

    def _is_too_late(self, _last_day: date) -> bool:
        """Let a last day that is over be chosen: that closes what people sign up for."""
        return False


class CancelForm(BaseForm):
    """Why it is called off."""

    why = StringField(
        _l("Waarom gaat het niet door?"),
        [Optional(), Length(max=LONGEST_WHY)],
        description=_l("Dit staat in de mail. Schrijf niets over hoe het met iemand gaat."),
    )


class AnswerForm(BaseForm):
    """That somebody does not come, or comes after all."""

    said = HiddenField()
    replacement = StringField(
        _l("Wie stuur je?"), [Optional(), Length(max=80)], description=_l("Alleen als je het weet.")
    )

    @property
    def answer(self) -> Said | None:
        """What was said, when it is something that can be said."""
        return Said(self.said.data) if self.said.data in set(Said) else None
