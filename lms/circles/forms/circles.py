"""Forms about a circle and the people in it."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.circles.enums import CircleState, MemberRole
from lms.circles.models import Circle, CircleMember
from lms.circles.models.circles import LONGEST_GOAL, LONGEST_NAME, LONGEST_RULES, MOST_MEMBERS
from lms.circles.queries.scripts import session_scripts
from lms.circles.queries.words import MEMBER_ROLES
from lms.programme.models import Neighbourhood
from lms.ui.forms import BaseForm, CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")
NOWHERE = SelectChoice("", _l("Geen wijk"))


def script_choices() -> list[SelectChoice]:
    """Return the scripts of a whole session, each with how long it takes."""
    return [
        SelectChoice(each.key, _l("%(title)s (%(num)s min)", title=each.title, num=each.minutes()))
        for each in session_scripts()
    ]


class CircleForm(OnceForm):
    """A circle: what it is called, how many fit, and how its sessions begin."""

    name = StringField(
        _l("Hoe heet de leerkring?"),
        [
            InputRequired(_l("Vul een naam in. Bijvoorbeeld: Leerkring Noord.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
    )
    script = SelectField(_l("Hoe begint de agenda van een bijeenkomst?"))
    capacity = IntegerField(
        _l("Hoeveel deelnemers passen erin?"),
        [Optional(), NumberRange(1, MOST_MEMBERS)],
        description=_l("Laat leeg als het niet uitmaakt."),
    )

    @classmethod
    def of(cls, circle: Circle | None = None) -> Self:
        """Return the form with what is there."""
        form = cls(obj=circle)
        form.script.choices = script_choices()
        return form


class CircleChangeForm(CircleForm):
    """The same, and whether it still meets."""

    state = RadioField(
        _l("Komt de leerkring nog bij elkaar?"),
        choices=[
            SelectChoice(CircleState.RUNNING.value, _l("Ja")),
            SelectChoice(CircleState.CLOSED.value, _l("Nee, de leerkring is klaar")),
        ],
    )


class RulesForm(CarefulForm):
    """The house rules of a circle; ``seen`` is the version that the page showed."""

    text = TextAreaField(
        _l("Wat spreken jullie af?"),
        [
            InputRequired(_l("Schrijf op wat jullie afspreken. Bijvoorbeeld: wat hier gezegd wordt, blijft hier.")),
            Length(max=LONGEST_RULES, message=TOO_LONG),
        ],
        description=_l("Elke afspraak op een eigen regel. Iedereen leest dit en zegt ja."),
        render_kw={"rows": 8},
    )
    seen = HiddenField()

    @property
    def number(self) -> int:
        """The version that the page showed."""
        given = str(self.seen.data or "")
        return int(given) if given.isdecimal() and len(given) < 9 else 0


class GoalForm(CarefulForm):
    """What somebody wants to reach in a circle, and what they have to offer."""

    own_goal = TextAreaField(
        _l("Wat wil je zelf bereiken?"),
        [Optional(), Length(max=LONGEST_GOAL, message=TOO_LONG)],
        description=_l("Alleen jij en je begeleiders lezen dit. Aan het einde kijken jullie er samen naar."),
    )
    offer = TextAreaField(
        _l("Waar kun je anderen mee helpen?"),
        [Optional(), Length(max=LONGEST_GOAL, message=TOO_LONG)],
        description=_l("Iedereen in je leerkring leest dit."),
    )

    @classmethod
    def of(cls, member: CircleMember) -> Self:
        """Return the form with what is there."""
        return cls(obj=member)


class MemberForm(BaseForm):
    """Somebody comes into a circle, by their e-mail address."""

    email = StringField(
        _l("E-mailadres"),
        [InputRequired(_l("Vul het e-mailadres in van iemand met een account. Bijvoorbeeld: naam@ggd.nl"))],
        description=_l("Van iemand die al een account heeft."),
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )
    role = RadioField(_l("Als wat?"), [InputRequired(_l("Kies als wat deze persoon meedoet."))])
    neighbourhood = SelectField(_l("Voor welke wijk?"), description=_l("Een deelnemer komt altijd voor een wijk."))

    @classmethod
    def offering(cls, roles: Sequence[MemberRole], places: Sequence[Neighbourhood]) -> Self:
        """Return the form with what this actor may give."""
        form = cls(role=MemberRole.PARTICIPANT.value)
        form.role.choices = [SelectChoice(each.value, MEMBER_ROLES[each]) for each in roles]
        form.neighbourhood.choices = place_choices(places)
        return form


class ComeForForm(BaseForm):
    """A member comes for another neighbourhood from now on."""

    neighbourhood = SelectField(
        _l("Voor welke wijk komt deze persoon nu?"),
        [InputRequired(_l("Kies een wijk."))],
        description=_l("Bijeenkomsten die al waren, houden de oude wijk."),
    )

    @classmethod
    def of(cls, member: CircleMember, places: Sequence[Neighbourhood]) -> Self:
        """Return the form with where they come for now."""
        form = cls(neighbourhood=member.neighbourhood.slug if member.neighbourhood else "")
        form.neighbourhood.choices = place_choices(places)
        return form


def place_choices(places: Sequence[Neighbourhood]) -> list[SelectChoice]:
    """Return "geen wijk" and every neighbourhood by name."""
    return [NOWHERE, *(SelectChoice(each.slug, each.name) for each in places)]
