"""Forms for one session: another subject or day, and one more in a series."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.circles.commands.series import Day
from lms.circles.forms.circles import TOO_LONG
from lms.circles.forms.planning import DayForm, moments_of
from lms.circles.models import CircleSession
from lms.circles.models.agenda import MOST_MINUTES
from lms.circles.models.sessions import LONGEST_SUBJECT
from lms.kernel.clock import local, now
from lms.kernel.web_addresses import is_web_address, with_scheme
from lms.meetings.commands.plans import Plan
from lms.meetings.enums import Answer as Said
from lms.meetings.enums import MeetingKind, Mode
from lms.meetings.models import Meeting
from lms.meetings.models.attending import LONGEST_NAME
from lms.meetings.models.meetings import LONGEST_LINK, LONGEST_PLACE, LONGEST_TEXT, LONGEST_WHY
from lms.toolkit.models import Item
from lms.ui.formats import weekday
from lms.ui.forms import BaseForm, OnceForm

MODES = {Mode.ON_SITE: _l("Op een plek"), Mode.ONLINE: _l("Online"), Mode.HYBRID: _l("Op een plek of online")}
#: What is kept of a meeting as it is written here, under the same names.
TEXTS = ("place", "route", "accessibility", "video_url", "dial_in")


class AnswerForm(BaseForm):
    """That somebody does not come to a session, or comes after all."""

    said = HiddenField()
    replacement = StringField(
        _l("Wie stuur je?"),
        [Optional(), Length(max=LONGEST_NAME, message=TOO_LONG)],
        description=_l("Alleen als je het weet."),
    )

    @property
    def answer(self) -> Said | None:
        """What was said, when it is something that can be said."""
        return Said(self.said.data) if self.said.data in set(Said) else None


class SessionForm(BaseForm):
    """What a session is about, when and where it is; ``serial`` is what the page showed."""

    subject = StringField(
        _l("Waar gaat het over?"),
        [
            InputRequired(_l("Vul in waar het over gaat. Bijvoorbeeld: Samen op weg naar hulp")),
            Length(max=LONGEST_SUBJECT, message=TOO_LONG),
        ],
    )
    day = DateField(_l("Dag"), [InputRequired(_l("Kies een dag."))])
    begins = TimeField(_l("Van"), [InputRequired(_l("Vul een tijd in. Bijvoorbeeld: 13:00"))])
    ends = TimeField(_l("Tot"), [InputRequired(_l("Vul een tijd in. Bijvoorbeeld: 13:00"))])
    place = StringField(_l("Waar?"), [Optional(), Length(max=LONGEST_PLACE, message=TOO_LONG)])
    route = TextAreaField(_l("Hoe kom je er?"), [Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)])
    accessibility = TextAreaField(
        _l("Hoe toegankelijk is het?"),
        [Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)],
        description=_l("Bijvoorbeeld: er is een lift en een ringleiding."),
    )
    mode = RadioField(_l("Hoe kom je bij elkaar?"), choices=[SelectChoice(*each) for each in MODES.items()])
    video_url = URLField(
        _l("Link om online mee te doen"),
        [Optional(), Length(max=LONGEST_LINK, message=TOO_LONG)],
        filters=[with_scheme],
        description=_l("Vanaf een uur voor het begin te zien, alleen op deze site."),
    )
    dial_in = StringField(_l("Inbellen met de telefoon"), [Optional(), Length(max=LONGEST_PLACE, message=TOO_LONG)])
    serial = HiddenField()
    why = StringField(
        _l("Waarom verandert het?"),
        [Optional(), Length(max=LONGEST_WHY, message=TOO_LONG)],
        description=_l("Dit staat in de mail als de tijd of de plek verandert."),
    )
    was: Meeting

    @classmethod
    def about(cls, session: CircleSession) -> Self:
        """Return the form with what is planned."""
        meeting = session.meeting
        starts, ends = local(meeting.starts_at), local(meeting.ends_at)
        kept = {name: getattr(meeting, name) for name in (*TEXTS, "serial")}
        when = {"day": starts.date(), "begins": starts.time(), "ends": ends.time(), "mode": meeting.mode.value}
        form = cls(subject=session.subject, **when, **kept)
        form.was = meeting
        return form

    @property
    def seen(self) -> int:
        """Which version the page showed; what is no number is none."""
        given = str(self.serial.data or "")
        return int(given) if given.isdecimal() and len(given) < 10 else 0

    @property
    def folded_wrong(self) -> bool:
        """Whether something in the fold must be mended, so that it opens."""
        return any(self[name].errors for name in ("route", "accessibility", "mode", "video_url", "dial_in"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that a new time is still to come and on a Dutch clock, and that the way in is safe."""
        if not super().validate(extra_validators):
            return False
        if self.ends.data == self.begins.data:
            self.ends.errors = [_("Het einde is gelijk aan het begin. Kijk de tijden na.")]
            return False
        if self.video_url.data and not is_web_address(self.video_url.data, ("https",)):
            self.video_url.errors = [_("Dit is geen veilig webadres. Het begint met https://")]
            return False
        starts, _ends = moments_of(self.day.data, self.begins.data, self.ends.data)
        if local(starts).time() != self.begins.data:
            self.begins.errors = [_("Deze tijd is er die nacht niet: de klok gaat een uur vooruit. Kies een andere.")]
            return False
        if starts <= now() and starts != self.was.starts_at:
            self.day.errors = [_("Dit moment is al voorbij. Kies een dag die nog komt.")]
            return False
        return True

    def plan(self) -> Plan:
        """Return what was filled in; its title is the subject."""
        starts, ends = moments_of(self.day.data, self.begins.data, self.ends.data)
        texts: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        mode = Mode(self.mode.data)
        return Plan(MeetingKind.CIRCLE, self.subject.data or "", starts, ends, mode=mode, **texts)


class ToSessionForm(BaseForm):
    """On the agenda of which session something of the toolkit comes, and for how long."""

    session = RadioField(_l("Voor welke bijeenkomst?"), [InputRequired(_l("Kies een bijeenkomst."))])
    minutes = IntegerField(
        _l("Hoeveel minuten?"),
        [InputRequired(_l("Vul een aantal minuten in. Bijvoorbeeld: 15")), NumberRange(1, MOST_MINUTES)],
    )

    @classmethod
    def of(cls, item: Item, sessions: Sequence[CircleSession]) -> Self:
        """Return the form; the first session is chosen, for as long as the item takes at most."""
        first = _key(sessions[0]) if sessions else None
        form = cls(session=first, minutes=min(item.minutes_to or 15, MOST_MINUTES))
        form.session.choices = [SelectChoice(_key(each), _named(each)) for each in sessions]
        return form

    def chosen(self, sessions: Sequence[CircleSession]) -> CircleSession | None:
        """Return the session that was chosen."""
        return next((each for each in sessions if _key(each) == self.session.data), None)


def _key(session: CircleSession) -> str:
    return f"{session.circle.slug}/{session.number}"


def _named(session: CircleSession) -> str:
    names = {"circle": session.circle.name, "number": session.number, "day": weekday(session.meeting.starts_at)}
    return _("%(circle)s, bijeenkomst %(number)s, %(day)s", **names)


class OneMoreForm(OnceForm):
    """One more session of a series."""

    row = FormField(DayForm)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a day that is still to come; an empty row is no session here."""
        good = super().validate(extra_validators)
        row = self.row.form
        if not row.day.data and not row.day.errors:
            row.day.errors = [_("Vul een dag in. Bijvoorbeeld: 02-12-2026")]
            return False
        if good and self.day("").starts_at <= now():
            row.day.errors = [_("Dit moment is al voorbij. Kies een dag die nog komt.")]
            return False
        return good

    def day(self, otherwise: str) -> Day:
        """Return what was filled in; without a subject it is called as is said here."""
        row = self.row.form
        subject = (row.subject.data or otherwise)[:LONGEST_SUBJECT]
        return Day(subject, *moments_of(row.day.data, row.begins.data, row.ends.data), place=row.place.data or "")
