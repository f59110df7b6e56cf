"""Forms for one session: another subject or day, and one more in a series."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, StringField
from wtforms.validators import Length

from lms.circles.commands.series import Day
from lms.circles.forms.circles import TOO_LONG
from lms.circles.forms.planning import DayForm, moments_of
from lms.circles.models import CircleSession
from lms.circles.models.sessions import LONGEST_SUBJECT
from lms.kernel.clock import now
from lms.meetings.forms.planning import ChangeForm
from lms.ui.forms import OnceForm


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
