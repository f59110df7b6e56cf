"""Forms for remarks."""

from datetime import UTC, datetime
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from lms.accounts.models import Actor
from lms.home.enums import RemarkKind
from lms.home.models import LONGEST, Remark
from lms.ui.forms import CarefulForm

KINDS = (
    SelectChoice(RemarkKind.WISH.value, _l("Ik heb een wens of een idee")),
    SelectChoice(RemarkKind.ERROR.value, _l("Er werkt iets niet")),
    SelectChoice(RemarkKind.QUESTION.value, _l("Ik heb een vraag")),
)


class RemarkForm(CarefulForm):
    """Tell what could be better; the address is only asked of visitors."""

    kind = RadioField(
        _l("Wat wil je ons vertellen?"),
        [InputRequired()],
        missing=_l("Kies wat je wilt vertellen. Bijvoorbeeld: Ik heb een vraag."),
        choices=KINDS,
    )
    text = TextAreaField(
        _l("Je bericht"),
        [DataRequired(), Length(max=LONGEST, message=_l("Je bericht is te lang. Houd het onder %(max)d tekens."))],
        missing=_l("Schrijf je bericht op. Bijvoorbeeld: de knop Verder doet niets."),
    )
    address = EmailField(
        _l("E-mailadres"),
        [Optional(), Email(_l("Vul een heel e-mailadres in. Bijvoorbeeld: naam@ggd.nl"))],
        description=_l("Vul het in als je het antwoord per mail wilt."),
    )
    page = HiddenField()

    @classmethod
    def asking(cls, actor: Actor, page: str) -> Self:
        """Return the form for this actor; who signed in is not asked for an address."""
        form = cls(page=page[:300])
        if actor.is_authenticated:
            del form.address
        return form

    def remark(self) -> dict[str, Any]:
        """Return what was filled in, for the command."""
        address = self.address.data if "address" in self else None
        return {
            "kind": RemarkKind(self.kind.data),
            "text": self.text.data,
            "page": self.page.data or "",
            "address": address,
        }


class AnswerForm(CarefulForm):
    """Answer a remark."""

    text = TextAreaField(
        _l("Je antwoord"),
        [DataRequired(), Length(max=LONGEST)],
        missing=_l("Schrijf het antwoord op. Bijvoorbeeld: dank je wel, we maken de knop groter."),
        description=_l("Begin meteen. De vraag, de groet en de naam Kringwijs zetten wij erbij."),
    )
    seen = HiddenField()

    @classmethod
    def answering(cls, remark: Remark) -> Self:
        """Return the form with the answer there is, and the moment that one was written."""
        return cls(text=remark.answer or "", seen=_said(remark.answered_at))

    def seen_at(self) -> datetime | None:
        """Return when the answer was written that this form showed; nothing when there was none."""
        try:
            return datetime.fromisoformat(self.seen.data or "").astimezone(UTC)
        except ValueError:
            return None

    def show_newer(self, remark: Remark) -> None:
        """Let the next try write over the answer that is shown now."""
        self.seen.data = _said(remark.answered_at)


def _said(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
