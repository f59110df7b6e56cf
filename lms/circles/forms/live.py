"""Forms for what people catch, agree, decide and write during a session."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.circles.commands.capture import Caught
from lms.circles.enums import AgreementState, Polarity
from lms.circles.forms.circles import TOO_LONG
from lms.circles.models import CircleAgreement, CircleMember
from lms.circles.models.agenda import LONGEST_WHY
from lms.circles.models.insights import LONGEST_CONDITION, LONGEST_STATEMENT
from lms.circles.models.work import LONGEST_AGREEMENT, LONGEST_DECISION, LONGEST_NOTE, LONGEST_REMARK
from lms.circles.queries.insight_words import POLARITIES
from lms.circles.queries.live_words import AGREEMENT_STATES, FITS, STATUSES
from lms.programme.enums import Fit, StepStatus
from lms.programme.models import Neighbourhood, Standing, Theme
from lms.ui.forms import CarefulForm, OnceForm

NOBODY = "-"


class CaptureForm(OnceForm, CarefulForm):
    """Four taps: what it is, the words, the theme and the neighbourhood; the condition when it works sometimes."""

    polarity = RadioField(_l("Wat hoor je?"), [InputRequired(_l("Kies werkt, werkt niet, werkt soms of open vraag."))])
    statement = TextAreaField(
        _l("Schrijf het op zoals het gezegd wordt"),
        [
            InputRequired(_l("Schrijf op wat er gezegd wordt. Eén zin is genoeg.")),
            Length(max=LONGEST_STATEMENT, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )
    condition = StringField(
        _l("Alleen als"),
        [Length(max=LONGEST_CONDITION, message=TOO_LONG)],
        description=_l("Dit vragen we bij ‘werkt soms’."),
    )
    theme = SelectField(_l("Over welk onderwerp?"), [InputRequired(_l("Kies een onderwerp."))])
    neighbourhood = SelectField(_l("Uit welke wijk?"), description=_l("Mag ook zonder naam."))

    @classmethod
    def of(
        cls, themes: Sequence[Theme], members: Sequence[CircleMember], *, theme: Theme | None, own: Neighbourhood | None
    ) -> Self:
        """Return the form with the theme of now and the own neighbourhood filled in."""
        form = cls(prefix="les-", theme=str(theme.number) if theme else None, neighbourhood=own.slug if own else NOBODY)
        form.polarity.choices = [SelectChoice(key.value, str(label)) for key, label in POLARITIES.items()]
        form.theme.choices = [SelectChoice(str(each.number), f"{each.number}. {each.title}") for each in themes]
        places = {each.neighbourhood.slug: each.neighbourhood.name for each in members if each.neighbourhood}
        form.neighbourhood.choices = [
            *[SelectChoice(slug, name) for slug, name in sorted(places.items(), key=lambda each: each[1].lower())],
            SelectChoice(NOBODY, _("Zonder naam")),
        ]
        return form

    def caught(self, themes: Sequence[Theme], members: Sequence[CircleMember]) -> Caught:
        """Return what was filled in, for the command."""
        theme = next(each for each in themes if str(each.number) == self.theme.data)
        places = {each.neighbourhood.slug: each.neighbourhood for each in members if each.neighbourhood}
        return Caught(
            Polarity(self.polarity.data),
            theme,
            self.statement.data or "",
            self.condition.data or "",
            places.get(self.neighbourhood.data or ""),
        )


class AgreementForm(OnceForm, CarefulForm):
    """Who does what by when."""

    title = StringField(
        _l("Wat"),
        [
            InputRequired(_l("Schrijf op wat er gebeurt. Bijvoorbeeld: de stopcoach uitnodigen.")),
            Length(max=LONGEST_AGREEMENT, message=TOO_LONG),
        ],
    )
    owner = SelectField(_l("Wie"), [InputRequired(_l("Kies wie dit doet."))])
    due_on = DateField(_l("Klaar op"), [InputRequired(_l("Vul een datum in. Bijvoorbeeld: 02-12-2026"))])

    @classmethod
    def of(cls, members: Sequence[CircleMember], owner: str, due_on: date | None = None) -> Self:
        """Return the form with who writes as the owner."""
        form = cls(prefix="afspraak-", owner=owner, due_on=due_on)
        form.owner.choices = owner_choices(members)
        return form


class DecisionForm(OnceForm, CarefulForm):
    """What was decided, and when the circle looks back on it."""

    text = TextAreaField(
        _l("Wat besluiten jullie?"),
        [InputRequired(_l("Schrijf het besluit op.")), Length(max=LONGEST_DECISION, message=TOO_LONG)],
        render_kw={"rows": 2},
    )
    review_on = DateField(
        _l("Wanneer kijken jullie terug?"),
        [Optional()],
        description=_l("Vanaf die dag staat het bij de terugblik."),
    )


class OwnerForm(OnceForm):
    """Who does an agreement from now on."""

    owner = SelectField(_l("Wie doet dit?"), [InputRequired(_l("Kies wie dit doet."))])

    @classmethod
    def of(cls, members: Sequence[CircleMember], agreement: CircleAgreement) -> Self:
        """Return the form with who does it now."""
        form = cls(prefix="wie-", owner=agreement.owner.uid if agreement.owner else None)
        form.owner.choices = owner_choices(members)
        return form


class HowItGoesForm(CarefulForm):
    """How far an agreement is; who is stuck says why."""

    state = RadioField(_l("Hoe staat het?"), [InputRequired(_l("Kies hoe het staat."))])
    why = StringField(
        _l("Waardoor zit het vast?"),
        [Optional(), Length(max=LONGEST_WHY, message=TOO_LONG)],
        description=_l("Vul dit in als het vastzit. Dan kan de kring meedenken."),
    )
    remark = TextAreaField(
        _l("Wat is er gezegd?"), [Optional(), Length(max=LONGEST_REMARK, message=TOO_LONG)], render_kw={"rows": 2}
    )

    @classmethod
    def of(cls, agreement: CircleAgreement, remark: str = "") -> Self:
        """Return the form with how it stands."""
        form = cls(state=agreement.state.value, why=agreement.stuck_why, remark=remark)
        form.state.choices = [SelectChoice(key.value, str(label)) for key, label in AGREEMENT_STATES.items()]
        return form

    @property
    def told(self) -> AgreementState:
        """How it stands now."""
        return AgreementState(self.state.data)


class OutcomeForm(CarefulForm):
    """What came of a decision."""

    outcome = TextAreaField(
        _l("Wat kwam ervan?"),
        [
            InputRequired(_l("Schrijf in één zin wat er van het besluit kwam.")),
            Length(max=LONGEST_REMARK, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )


class NoteForm(CarefulForm):
    """A note; ``seen`` is the number of the text it began with."""

    seen = HiddenField()
    text = TextAreaField(_l("Notitie"), [Length(max=LONGEST_NOTE, message=TOO_LONG)], render_kw={"rows": 12})

    @property
    def seen_number(self) -> int:
        """The number of the text the writer began with, 0 when there was none."""
        told = self.seen.data or ""
        return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0


class RoundForm(CarefulForm):
    """Where a neighbourhood stands with one step, and whether that step fits the work."""

    step = SelectField(_l("Welke stap?"), [InputRequired(_l("Kies een stap."))])
    status = RadioField(_l("Hoe staat deze stap ervoor?"), [InputRequired(_l("Kies hoe de stap ervoor staat."))])
    fit = RadioField(_l("Past de stap bij jouw werk?"), [Optional()])
    reason = TextAreaField(
        _l("Waarom?"),
        [Optional(), Length(max=LONGEST_REMARK, message=TOO_LONG)],
        description=_l("Eén zin. Gaan jullie terug? Schrijf dan op wat er veranderde."),
        render_kw={"rows": 2},
    )

    @classmethod
    def of(cls, standing: Standing, key: str, status: StepStatus, fit: Fit | None, reason: str) -> Self:
        """Return the form with what was said last."""
        form = cls(step=key, status=status.value, fit=fit.value if fit else None, reason=reason)
        form.step.choices = [
            SelectChoice(each.step.key, f"{each.step.number}. {each.step.title}") for each in standing.steps
        ]
        form.status.choices = [SelectChoice(key.value, str(label)) for key, label in STATUSES.items()]
        form.fit.choices = [SelectChoice(key.value, str(label)) for key, label in FITS.items()]
        return form

    def told(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        fit = Fit(self.fit.data) if self.fit.data else None
        remark = self.reason.data or ""
        return {"key": self.step.data, "status": StepStatus(self.status.data), "fit": fit, "remark": remark}


def owner_choices(members: Sequence[CircleMember]) -> list[SelectChoice]:
    """Return who of the circle can do something, with the neighbourhood they come for."""
    return [
        SelectChoice(
            each.person.uid,
            f"{each.person.name}, {each.neighbourhood.name}" if each.neighbourhood else each.person.name,
        )
        for each in members
    ]
