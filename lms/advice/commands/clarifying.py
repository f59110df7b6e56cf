"""Did we understand the question? The clock stands still until who asked it says so with one tap."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Person
from lms.advice.commands.moving import lock, move
from lms.advice.commands.taking import take_up
from lms.advice.commands.telling import tell
from lms.advice.commands.words import cleaned, headline, stems
from lms.advice.enums import MessageKind, State
from lms.advice.models import Advice, AdviceMessage
from lms.advice.models.advice import LONGEST_CLEAR
from lms.advice.models.talk import LONGEST_MESSAGE
from lms.advice.queries.people import who_answers, who_speaks
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Neighbourhood

CLARIFIED, CONFIRMED, SAID_OTHERWISE = "advice.clarified", "advice.confirmed", "advice.said_otherwise"


def clarify(advice: Advice, neighbourhood: Neighbourhood, words: str, *, by: Person, origin: str) -> None:
    """Write down how the question was understood and ask whether that is right; the clock stands still."""
    words = cleaned(words, LONGEST_CLEAR, _("Schrijf op hoe je de vraag begrijpt."), "clear")
    lock(advice)
    if advice.state is State.CLARIFYING and advice.question_clear == words:
        return  # the same form, sent twice
    people = who_speaks(advice, neighbourhood)
    if not people:
        raise Refusal(_("Er is nu niemand in de wijk die dit kan bevestigen. De vraag gaat gewoon door."), "clear")
    take_up(advice, by=by, origin=origin)
    move(advice, State.CLARIFYING, by=by, origin=origin)
    advice.question_clear, advice.clear_confirmed_at, advice.clear_confirmed_by_id = words, None, None
    db.session.add(AdviceMessage(advice_id=advice.id, by_id=by.id, kind=MessageKind.CLARIFIED, text=words))
    db.session.flush()
    tell(
        people,
        advice,
        CLARIFIED,
        _l("%(name)s vraagt: begrijp ik je vraag goed?", name=by.name),
        anchor="klopt",
        said=words,
    )


def confirm(advice: Advice, neighbourhood: Neighbourhood, *, by: Person, origin: str) -> None:
    """Say with one tap that the question was understood; the clock goes on. A second time is the same."""
    lock(advice)
    if advice.state is not State.CLARIFYING and advice.clear_confirmed_at is not None:
        return
    _refuse_when_not_asked(advice)
    move(advice, State.IN_PROGRESS, by=by, origin=origin)
    advice.clear_confirmed_at, advice.clear_confirmed_by_id = now(), by.id
    advice.title = headline(advice.question_clear)
    advice.words = stems(f"{advice.question} {advice.question_clear}")
    db.session.flush()
    tell(
        who_answers(advice, neighbourhood),
        advice,
        CONFIRMED,
        _l("%(place)s zegt: ja, dat is mijn vraag.", place=neighbourhood.name),
    )


def say_otherwise(advice: Advice, neighbourhood: Neighbourhood, words: str, *, by: Person, origin: str) -> None:
    """Say what the question is instead; the clock goes on."""
    words = cleaned(words, LONGEST_MESSAGE, _("Schrijf op wat je wel bedoelt."), "otherwise")
    lock(advice)
    _refuse_when_not_asked(advice)
    move(advice, State.IN_PROGRESS, by=by, origin=origin)
    advice.question_clear = ""
    db.session.add(AdviceMessage(advice_id=advice.id, by_id=by.id, text=words))
    db.session.flush()
    tell(
        who_answers(advice, neighbourhood),
        advice,
        SAID_OTHERWISE,
        _l("%(place)s legt de vraag anders uit.", place=neighbourhood.name),
        said=words,
    )


def _refuse_when_not_asked(advice: Advice) -> None:
    """Refuse an answer to what is not asked (any more): the path itself leads back to work from an answer too."""
    if advice.state is not State.CLARIFYING:
        raise Refusal(_("We vragen dit niet meer. Kijk hoe het er nu voor staat."))
