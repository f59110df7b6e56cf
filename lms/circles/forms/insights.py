"""Forms about what was learned: its words, who reads it, and what came of it elsewhere."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.circles.commands.insights import Words
from lms.circles.enums import Attribution, UsedIn, UseResult, Visibility
from lms.circles.models import Insight
from lms.circles.models.insights import LONGEST_ADAPTATION, LONGEST_CONDITION, LONGEST_CONTEXT, LONGEST_STATEMENT
from lms.circles.queries.insight_words import ATTRIBUTIONS, READERS, RESULTS, USED_IN
from lms.circles.queries.insights import WIDTH, Told
from lms.kernel.clock import today
from lms.programme.models import CardStep, Neighbourhood
from lms.toolkit.models import Item
from lms.ui.forms import BaseForm, CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")


class WordsForm(CarefulForm):
    """What an insight says."""

    statement = TextAreaField(
        _l("Wat leerden jullie?"),
        [
            InputRequired(_l("Schrijf op wat je leerde. Eén zin is genoeg.")),
            Length(max=LONGEST_STATEMENT, message=TOO_LONG),
        ],
    )
    condition = TextAreaField(
        _l("Onder welke voorwaarde?"),
        [Optional(), Length(max=LONGEST_CONDITION, message=TOO_LONG)],
        description=_l("Bijvoorbeeld: alleen als er iemand bij is die de mensen al kennen."),
        render_kw={"rows": 2},
    )
    context = TextAreaField(
        _l("Voor wie, waar en wanneer?"), [Optional(), Length(max=LONGEST_CONTEXT, message=TOO_LONG)]
    )

    @classmethod
    def of(cls, told: Told) -> Self:
        """Return the form with what is read there now."""
        return cls(statement=told.statement, condition=told.condition, context=told.context)

    @property
    def words(self) -> Words:
        """What was filled in."""
        return Words(self.statement.data or "", self.context.data or "", self.condition.data or "")


class PlaceForm(BaseForm):
    """At which step of the card an insight belongs, and with what of the toolkit."""

    step = SelectField(_l("Bij welke stap van de actiekaart?"), [Optional()])
    item = SelectField(_l("Met welke werkvorm of welk materiaal?"), [Optional()])

    @classmethod
    def of(cls, insight: Insight, steps: Sequence[CardStep], items: Sequence[Item]) -> Self:
        """Return the form with what is there; what is not to be chosen any more stays a choice."""
        form = cls(step=insight.step_key or "", item=insight.item.slug if insight.item else "")
        named = {each.key: f"{each.number}. {each.title}" for each in steps}
        if insight.step_key and insight.step_key not in named:
            named[insight.step_key] = str(_l("Een stap van een oudere actiekaart"))
        kept = {each.slug: each.title for each in (*items, *([insight.item] if insight.item else []))}
        form.step.choices = [SelectChoice("", _l("Geen stap")), *(SelectChoice(*each) for each in named.items())]
        form.item.choices = [SelectChoice("", _l("Geen")), *(SelectChoice(*each) for each in kept.items())]
        return form


class ReadersForm(BaseForm):
    """Who may read it, and how the contributor is named."""

    visibility = RadioField(_l("Wie mag dit lezen?"), [InputRequired(_l("Kies wie dit mag lezen."))])
    attribution = RadioField(_l("Hoe noemen we jou erbij?"), [InputRequired(_l("Kies hoe we je noemen."))])

    @classmethod
    def of(cls, insight: Insight) -> Self:
        """Return the form with what holds now: nothing wider is chosen for somebody beforehand."""
        form = cls(visibility=insight.visibility.value, attribution=insight.attribution.value)
        form.visibility.choices = [SelectChoice(each.value, READERS[each]) for each in Visibility]
        named = [each for each in Attribution if each is not Attribution.NEIGHBOURHOOD or insight.neighbourhood]
        form.attribution.choices = [SelectChoice(each.value, ATTRIBUTIONS[each]) for each in named]
        return form


class AskForm(BaseForm):
    """Whom a facilitator or coordinator would like to let read it."""

    visibility = RadioField(_l("Wie zou dit moeten lezen?"), [InputRequired(_l("Kies wie dit mag lezen."))])

    @classmethod
    def of(cls, insight: Insight) -> Self:
        """Return the form with those who do not read it yet."""
        form = cls()
        wider = [each for each in Visibility if WIDTH[each] > WIDTH[insight.visibility]]
        form.visibility.choices = [SelectChoice(each.value, READERS[each]) for each in wider]
        return form


class JoinForm(BaseForm):
    """With which insight another is joined."""

    into = RadioField(
        _l("Welke les zegt hetzelfde?"), [InputRequired(_l("Kies een les. Staat hij er niet bij? Ga dan terug."))]
    )

    @classmethod
    def of(cls, others: Sequence[Told]) -> Self:
        """Return the form with the others of the circle on this theme."""
        form = cls()
        form.into.choices = [SelectChoice(each.insight.uid, each.statement) for each in others]
        return form


class UseForm(OnceForm, CarefulForm):
    """Wij probeerden dit."""

    result = RadioField(
        _l("Hoe ging het?"),
        [InputRequired(_l("Kies hoe het ging. Niet gelukt is ook goed om te weten."))],
        choices=[SelectChoice(each.value, RESULTS[each]) for each in UseResult],
    )
    adaptation = TextAreaField(
        _l("Wat deden jullie anders, of wat was ervoor nodig?"),
        [Optional(), Length(max=LONGEST_ADAPTATION, message=TOO_LONG)],
        render_kw={"rows": 3},
    )
    used_on = DateField(_l("Wanneer?"), [InputRequired(_l("Kies de dag waarop jullie dit probeerden."))])
    used_in = SelectField(
        _l("Waar?"), choices=[SelectChoice(each.value, USED_IN[each]) for each in UsedIn], default=UsedIn.OWN_WORK.value
    )
    neighbourhood = SelectField(_l("In welke wijk?"), [InputRequired(_l("Kies een wijk."))])

    @classmethod
    def of(cls, places: Sequence[Neighbourhood]) -> Self:
        """Return the form for who tells it of these neighbourhoods."""
        form = cls(neighbourhood=places[0].slug if len(places) == 1 else "", used_on=today())
        form.neighbourhood.choices = [SelectChoice(each.slug, each.name) for each in places]
        return form

    def said(self, places: Sequence[Neighbourhood]) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        return {
            "neighbourhood": next(each for each in places if each.slug == self.neighbourhood.data),
            "result": UseResult(self.result.data),
            "adaptation": self.adaptation.data or "",
            "used_in": UsedIn(self.used_in.data),
            "used_on": self.used_on.data,
            "form_key": self.key,
        }
