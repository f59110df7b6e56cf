"""Forms for milestones."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.organisations.models import Organisation
from lms.programme.models import Milestone
from lms.ui.forms import CarefulForm

LONGEST = 1000
NOBODY = SelectChoice("", _l("Nog kiezen"))


def owner_choices(owners: Sequence[Organisation], present: Organisation | None) -> list[SelectChoice]:
    """Return "nog kiezen", and every organisation that may own something, the present owner always among them."""
    there = {each.id: each for each in (*owners, *((present,) if present else ()))}
    named = sorted(there.values(), key=lambda each: each.name.casefold())
    return [NOBODY, *(SelectChoice(each.slug, each.name) for each in named)]


class PlanForm(CarefulForm):
    """Who owns a milestone and when it should be done; the reason is asked only when a date that was there moves."""

    owner = SelectField(_l("Eigenaar"), [Optional()], choices=[NOBODY])
    planned_on = DateField(_l("Wanneer moet het klaar zijn?"), [Optional()])
    reason = TextAreaField(
        _l("Waarom verandert de datum?"),
        [Optional(), Length(max=LONGEST)],
        description=_l("Alleen nodig als je een andere datum kiest. Iedereen die de mijlpaal ziet, leest dit."),
    )

    @classmethod
    def planning(cls, milestone: Milestone, owners: Sequence[Organisation]) -> Self:
        """Return the form with what is there."""
        owner = milestone.owner.slug if milestone.owner else ""
        form = cls(prefix="plan-", owner=owner, planned_on=milestone.planned_on)
        form.owner.choices = owner_choices(owners, milestone.owner)
        if milestone.planned_on is None:
            del form.reason
        return form

    def why(self) -> str:
        """Return the reason, when it was asked."""
        return (self.reason.data or "") if "reason" in self else ""


class DoneForm(CarefulForm):
    """A milestone is done: what shows it, and on which day."""

    evidence = TextAreaField(
        _l("Waaraan zie je dat het klaar is?"),
        [DataRequired(_l("Zeg waaraan je ziet dat het klaar is. Een zin of een link is genoeg.")), Length(max=LONGEST)],
        description=_l("Een zin, of een link naar een verslag."),
    )
    done_on = DateField(_l("Op welke dag was het klaar?"), [InputRequired(_l("Vul de dag in. Bijvoorbeeld: vandaag."))])
