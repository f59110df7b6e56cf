"""Forms with which editors look after an item: its owner and date, taking it from the site, and what a circle found."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.accounts.models import Person
from lms.toolkit.commands.verdicts import LONGEST_CIRCLE
from lms.toolkit.enums import RelationKind, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.stands import care_stand, relations_stand, verdict_stand
from lms.ui.forms import BaseForm, CarefulForm

VERDICTS = {
    Verdict.KEEP: _l("Houden: het werkt"),
    Verdict.ADAPT: _l("Aanpassen: het werkt met een verandering"),
    Verdict.STOP: _l("Stoppen: het werkt niet"),
}


class StandForm(BaseForm):
    """A form that brings along what it was made of; a form without it was made of nothing."""

    stand = HiddenField()
    #: Whether somebody else was first, so that the page says what is there now.
    overtaken = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the stand of what was sent, never that of now."""
        super().__init__(*args, **kwargs)
        if self.is_submitted() and not self.stand.raw_data:
            self.stand.data = ""


class CareForm(StandForm):
    """Who looks after it, and when somebody looks again."""

    owner = SelectField(_l("Wie zorgt ervoor?"), [Optional()])
    review_on = DateField(
        _l("Wanneer kijken we weer of het klopt?"),
        [Optional()],
        description=_l("Op die dag krijgt wie ervoor zorgt een bericht."),
    )

    @classmethod
    def caring(cls, item: Item, owners: Sequence[Person]) -> Self:
        """Return the form with what is there."""
        there = {"owner": item.owner.uid if item.owner else "", "review_on": item.review_on}
        form = cls(prefix="zorg-", stand=care_stand(item), **there)
        nobody = SelectChoice("", _("De redactie"))
        form.owner.choices = [nobody, *(SelectChoice(each.uid, each.name) for each in owners)]
        return form


class BelongForm(StandForm):
    """What belongs with an item: addresses of other items, one a line."""

    follows = TextAreaField(_l("Wat doe je eerst?"), render_kw={"rows": 2}, default="")
    combines = TextAreaField(_l("Wat past er goed bij?"), render_kw={"rows": 2}, default="")
    alternative = TextAreaField(_l("Wat kan in plaats hiervan?"), render_kw={"rows": 2}, default="")

    @classmethod
    def of(cls, related: Mapping[RelationKind, Sequence[str]]) -> Self:
        """Return the form with what belongs with it now."""
        shown = {kind.value: "\n".join(f"/toolkit/{slug}" for slug in slugs) for kind, slugs in related.items()}
        return cls(prefix="erbij-", stand=relations_stand(related), **shown)

    def told(self) -> dict[RelationKind, list[str]]:
        """Return the slugs by how they belong."""
        return {
            kind: [
                slug for line in (self[kind.value].data or "").split() if (slug := line.rstrip("/,").rpartition("/")[2])
            ]
            for kind in RelationKind
        }


class WithdrawForm(CarefulForm):
    """Why it goes, and what is better."""

    why = TextAreaField(
        _l("Waarom gebruiken we dit niet meer?"),
        [DataRequired(_l("Schrijf in één zin waarom. Lezers zien die zin.")), Length(max=500)],
        description=_l("Lezers zien deze zin op de pagina, die blijft bestaan."),
    )
    replaced_by = StringField(
        _l("Wat komt ervoor in de plaats?"),
        [Optional(), Length(max=300)],
        description=_l("Plak het adres van die pagina, bijvoorbeeld: /toolkit/halen-en-brengen"),
    )

    def slug(self) -> str:
        """Return what replaces it, from its address or its name in the address."""
        return (self.replaced_by.data or "").strip().rstrip("/").rpartition("/")[2]


class VerdictForm(StandForm, CarefulForm):
    """What a circle found of a trial version."""

    verdict = RadioField(
        _l("Wat vond de kring?"),
        [InputRequired(_l("Kies wat de kring vond."))],
        choices=[SelectChoice(each.value, said) for each, said in VERDICTS.items()],
    )
    why = TextAreaField(_l("Waarom?"), [DataRequired(_l("Schrijf in een paar zinnen waarom.")), Length(max=1000)])
    circle = StringField(
        _l("Welke kring of bijeenkomst was het?"),
        [Optional(), Length(max=LONGEST_CIRCLE)],
        description=_l("Bijvoorbeeld: leerkring Oost in mei. Noem geen namen van mensen."),
    )

    @classmethod
    def of(cls, item: Item) -> Self:
        """Return the form with what was said before."""
        there = {"verdict": item.verdict.value if item.verdict else None, "why": item.verdict_why or ""}
        return cls(prefix="oordeel-", stand=verdict_stand(item), circle=item.verdict_circle or "", **there)

    def told(self) -> dict[str, Any]:
        """Return what the circle found."""
        told = {"why": self.why.data or "", "circle": self.circle.data or ""}
        return {"verdict": Verdict(self.verdict.data), **told}
