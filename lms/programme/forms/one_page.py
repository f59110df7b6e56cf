"""The form for one A4 for the alderman."""

from collections.abc import Collection
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.validators import DataRequired, Length, Optional

from lms.programme.models import Neighbourhood
from lms.programme.queries.one_page import ToPick
from lms.ui.formats import day
from lms.ui.forms import CarefulForm

LONGEST_INTRO = 1000


def ticks(label: Any) -> SelectMultipleField:
    """Return a list of boxes to tick."""
    boxes = {"widget": widgets.ListWidget(prefix_label=False), "option_widget": widgets.CheckboxInput()}
    return SelectMultipleField(label, **boxes)


class OnePageForm(CarefulForm):
    """What goes on the page."""

    title = StringField(_l("Titel"), [DataRequired(), Length(max=160)])
    intro = TextAreaField(
        _l("In je eigen woorden"),
        [Optional(), Length(max=LONGEST_INTRO)],
        description=_l("Wat wil je dat de wethouder onthoudt? Drie zinnen is genoeg."),
    )
    moments = ticks(_l("Momenten"))
    decisions = ticks(_l("Besluiten"))
    dream = BooleanField(_l("Onze droom erbij"), default=True)
    counts = BooleanField(
        _l("Hoe vaak we iemand op weg hielpen"), default=True, description=_l("Zonder aantallen onder de vijf.")
    )

    @classmethod
    def picking(cls, neighbourhood: Neighbourhood, there: ToPick) -> Self:
        """Return the form with what can be picked."""
        form = cls(title=_("Rookvrij leven in %(name)s", name=neighbourhood.name))
        form.moments.choices = [
            SelectChoice(each.uid, each.text, render_kw={"note": day(each.at)}) for each in there.moments
        ]
        form.decisions.choices = [
            SelectChoice(each.uid, each.question, render_kw={"note": day(each.decided_on)}) for each in there.decisions
        ]
        for name, missing in (
            ("dream", not there.dream),
            ("counts", not any(isinstance(each, int) and each for each in there.counts.values())),
        ):
            if missing:
                del form[name]
        return form

    def picked(self, there: ToPick) -> dict[str, Any]:
        """Return what was ticked; dream and counts as they are now."""
        return {
            "moments": _ticked(self.moments.data),
            "decisions": _ticked(self.decisions.data),
            "dream": there.dream if "dream" in self and self.dream.data else "",
            "counts": self._counts(there),
        }

    def _counts(self, there: ToPick) -> list[list[str]]:
        if "counts" not in self or not self.counts.data:
            return []
        return [[first.isoformat(), str(shown)] for first, shown in sorted(there.counts.items())]


def _ticked(given: Collection[str] | None) -> list[str]:
    return list(given or ())
