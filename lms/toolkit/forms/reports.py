"""Telling how it went in one tap and one sentence, and looking at what others told."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.programme.models import Moment, Neighbourhood
from lms.toolkit.commands.reports import LONGEST_WHY
from lms.toolkit.enums import Result
from lms.toolkit.models.experience import LONGEST_MORE, LONGEST_SENTENCE
from lms.toolkit.queries.reports import words_of_moment
from lms.toolkit.queries.words import RESULTS
from lms.ui.forms import CarefulForm, OnceForm

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")


def _more(label: Any, example: Any) -> TextAreaField:
    """Return a field that may be left out."""
    rules = [Optional(), Length(max=LONGEST_MORE, message=TOO_LONG)]
    return TextAreaField(label, rules, description=example, render_kw={"rows": 3})


class ReportForm(OnceForm, CarefulForm):
    """How it went and one sentence; all else may be left out."""

    moment = HiddenField()
    result = RadioField(
        _l("Hoe ging het?"),
        [InputRequired(_l("Kies hoe het ging. Niet gelukt is ook goed om te weten."))],
        choices=[SelectChoice(each.value, RESULTS[each]) for each in Result],
    )
    sentence = TextAreaField(
        _l("Wat moet een ander weten? Eén zin is genoeg"),
        [
            InputRequired(
                _l("Schrijf in één zin hoe het ging. Bijvoorbeeld: er kwamen er vier, en dat was precies goed.")
            ),
            Length(max=LONGEST_SENTENCE, message=TOO_LONG),
        ],
        description=_l("Van wat niet lukte, leren anderen net zo veel."),
        render_kw={"rows": 3},
    )
    happened = _more(_l("Wat gebeurde er?"), _l("Bijvoorbeeld: we begonnen buiten, en toen kwamen er meer mensen."))
    adapted = _more(_l("Wat deed je anders dan er staat?"), _l("Bijvoorbeeld: we lieten de kaartjes weg."))
    next_time = _more(_l("En nu?"), _l("Bijvoorbeeld: volgende keer met twee, zonder map."))
    neighbourhood = SelectField(_l("Voor welke wijk deed je dit?"), default="", validate_choice=False)
    consent = BooleanField(_l("Anderen mogen dit lezen, met de naam van de wijk en de maand"))

    @classmethod
    def of(cls, places: Sequence[Neighbourhood], **given: Any) -> Self:
        """Return the form for somebody of these neighbourhoods; who is of one need not choose it."""
        form = cls(**{"neighbourhood": str(places[0].id) if len(places) == 1 else "", **given})
        names = [SelectChoice(str(each.id), each.name) for each in places]
        form.neighbourhood.choices = [SelectChoice("", _l("Niet voor een wijk")), *names]
        return form

    def take_words_of(self, moment: Moment) -> None:
        """Fill what was left to the moment: its words, and where it was told; nothing was asked about who reads it."""
        sentence, rest = words_of_moment(moment)
        self.sentence.data, self.happened.data = sentence, self.happened.data or rest
        self.sentence.raw_data = [sentence] if sentence else []
        self.neighbourhood.data, self.consent.data = str(moment.neighbourhood_id), None

    @property
    def has_more(self) -> bool:
        """Whether what is folded holds words or a remark, so that it stands open."""
        return any(field.data or field.errors for field in (self.happened, self.adapted, self.next_time))

    def told(self) -> Mapping[str, Any]:
        """Return what was filled in, for the command."""
        chosen = self.neighbourhood.data or ""
        return {
            "result": Result(self.result.data),
            "sentence": self.sentence.data or "",
            "more": {name: self[name].data or "" for name in ("happened", "adapted", "next_time")},
            "neighbourhood_id": int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None,
            "consent": self.consent.data,
            "form_key": self.key,
        }


class InsideForm(CarefulForm):
    """Why a report stays inside, for its writer."""

    why = TextAreaField(
        _l("Waarom blijft dit binnen?"),
        [
            InputRequired(_l("Schrijf in één of twee zinnen waarom. De schrijver leest het.")),
            Length(max=LONGEST_WHY, message=TOO_LONG),
        ],
        description=_l("Bijvoorbeeld: je herkent wie het is. Schrijf het zonder de winkel, dan kan het wel."),
        render_kw={"rows": 3},
    )
