"""The form for one A4 for the alderman."""

from collections.abc import Collection
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectChoice, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.programme.models import Neighbourhood
from lms.programme.queries.one_page import ToPick
from lms.ui.formats import day
from lms.ui.forms import CarefulForm

LONGEST_INTRO = 1000
MOST_PHOTOS = 3


def ticks(label: Any) -> SelectMultipleField:
    """Return a list of boxes to tick."""
    boxes = {"widget": widgets.ListWidget(prefix_label=False), "option_widget": widgets.CheckboxInput()}
    return SelectMultipleField(label, **boxes)


class OnePageForm(CarefulForm):
    """What goes on the page."""

    title = StringField(_l("Titel"), [InputRequired(), DataRequired(), Length(max=160)])
    intro = TextAreaField(
        _l("In je eigen woorden"),
        [Optional(), Length(max=LONGEST_INTRO)],
        description=_l("Wat wil je dat de wethouder onthoudt? Drie zinnen is genoeg."),
    )
    moments = ticks(_l("Momenten"))
    photos = ticks(_l("Foto's"))
    decisions = ticks(_l("Besluiten"))
    dream = BooleanField(_l("Onze droom erbij"), default=True)
    counts = BooleanField(
        _l("Hoe vaak we iemand op weg hielpen"), default=True, description=_l("Zonder aantallen onder de vijf.")
    )

    @classmethod
    def picking(cls, neighbourhood: Neighbourhood, there: ToPick) -> Self:
        """Return the form with what can be picked."""
        form = cls(title=_("Rookvrij leven in %(name)s", name=neighbourhood.name))
        form.offer(there)
        for name, missing in (
            ("dream", not there.dream),
            ("counts", not any(isinstance(each, int) and each for each in there.counts.values())),
        ):
            if missing:
                del form[name]
        return form

    def offer(self, there: ToPick) -> None:
        """Let what is there now be picked."""
        self.moments.choices = [
            SelectChoice(each.uid, each.text, render_kw={"note": day(each.at)}) for each in there.moments
        ]
        self.photos.choices = [
            SelectChoice(each.uid, _("Met de foto erbij"), render_kw={"note": each.photo_alt})
            for each in there.moments
            if each.photo_small and each.photo_consent
        ]
        self.decisions.choices = [
            SelectChoice(each.uid, each.question, render_kw={"note": day(each.decided_on)}) for each in there.decisions
        ]

    def photo_of(self, uid: str) -> Field | None:
        """Return the box to tick for the photo of a moment, when there is one."""
        return next((option for option in self.photos if option.choice.value == uid), None)

    def validate(self, extra_validators: Any = None) -> bool:
        """Say too when there is nothing to show, or a photo without the moment it belongs to."""
        fine = super().validate(extra_validators)
        photos = set(self.photos.data or ())
        wrong = ""
        if not any(field.data for field in self._shown()):
            wrong = _("Kies minstens één moment of besluit, of schrijf zelf iets.")
        elif photos - set(self.moments.data or ()):
            wrong = _("Je koos een foto zonder het moment erbij. Kies dat moment ook.")
        elif len(photos) > MOST_PHOTOS:
            wrong = _("Er passen hoogstens %(most)s foto's op de bladzijde.", most=MOST_PHOTOS)
        if wrong:
            self.moments.errors = [*self.moments.errors, wrong]
        return fine and not wrong

    def picked(self, there: ToPick) -> dict[str, Any]:
        """Return what was ticked; dream and counts as they are now."""
        return {
            "moments": _ticked(self.moments.data),
            "photos": _ticked(self.photos.data),
            "decisions": _ticked(self.decisions.data),
            "dream": there.dream if "dream" in self and self.dream.data else "",
            "counts": self._counts(there),
        }

    def _shown(self) -> list[Field]:
        names = ("intro", "moments", "decisions", "dream", "counts")
        return [self[name] for name in names if name in self]

    def _counts(self, there: ToPick) -> list[list[str]]:
        if "counts" not in self or not self.counts.data:
            return []
        return [[first.isoformat(), str(shown)] for first, shown in sorted(there.counts.items())]


def _ticked(given: Collection[str] | None) -> list[str]:
    return list(given or ())
