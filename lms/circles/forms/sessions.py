"""Forms for one session: another subject or day, and one more in a series."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.circles.commands.series import Day
from lms.circles.forms.circles import TOO_LONG
from lms.circles.forms.planning import DayForm, moments_of
from lms.circles.models import CircleSession
from lms.circles.models.agenda import MOST_MINUTES
from lms.circles.models.sessions import LONGEST_SUBJECT
from lms.kernel.clock import now
from lms.meetings.forms.planning import ChangeForm
from lms.toolkit.models import Item
from lms.ui.formats import weekday
from lms.ui.forms import BaseForm, OnceForm


class SessionForm(ChangeForm):
    """What a session is about, when and where it is; what belongs to other meetings alone is not asked."""

    title = StringField(
        _l("Waar gaat het over?"),
        [Length(max=LONGEST_SUBJECT, message=TOO_LONG)],
        missing=_l("Vul in waar het over gaat. Bijvoorbeeld: Samen op weg naar hulp"),
    )

    @classmethod
    def about(cls, session: CircleSession) -> Self:
        """Return the form with what is planned."""
        form = cls.of(session.meeting, (), ())
        if not form.is_submitted():
            form.title.data = session.subject
        return form


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
