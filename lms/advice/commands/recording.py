"""Laying down spoken advice: a telephone call or a visit becomes advice in one act."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.advice.commands.answering import ToDo, save_draft, send
from lms.advice.commands.asking import first_with_number, new_advice, own
from lms.advice.commands.files import Kept, attach
from lms.advice.commands.moving import code_of, move
from lms.advice.commands.words import cleaned
from lms.advice.enums import Certainty, Channel, Deed, Direction, SignalSource, State
from lms.advice.models import Advice, AdviceAnswer, AdviceSignal
from lms.advice.models.advice import LONGEST_QUESTION
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.models.talk import LONGEST_TRANSCRIPT
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import row_of_form, unchanged
from lms.programme.models import KeptUpload, Neighbourhood, Theme

#: Spoken advice is laid down while people remember it.
LONG_AGO = timedelta(days=90)


def lay_down(
    neighbourhood: Neighbourhood,
    said: str,
    *,
    asked: bool,
    day: date,
    channel: Channel,
    question: str = "",
    todo: Sequence[ToDo] = (),
    step_key: str | None = None,
    theme: Theme | None = None,
    recording: Kept | None = None,
    form_key: str,
    by: Person,
    origin: str,
) -> Advice:
    """Keep what was said or recorded that day as advice that was given; without a ``todo`` it ends in talking on."""
    transcript = said.strip()[:LONGEST_TRANSCRIPT]
    said = _words(said, recording)
    _check_day(day)
    if before := row_of_form(Advice.by_id, form_key, by):
        return _same(before, said)
    words = question.strip()[:LONGEST_QUESTION] or said
    direction = Direction.ASKED if asked else Direction.UNASKED
    advice = new_advice(direction, neighbourhood, words, by=by, form_key=form_key, day=day)
    advice.channel, advice.step_key, advice.theme_id = channel, step_key, theme.id if theme else None
    if asked:
        advice.question, advice.requester_id = words, neighbourhood.director_id
    kept = first_with_number(advice, by)
    if kept is not advice:
        return _same(kept, said)
    _begin(advice, said, by=by, origin=origin)
    todo = todo or (ToDo(Deed.PRACTISE, "", _("Er samen over doorpraten")),)
    draft = save_draft(advice, said, certainty=Certainty.LIKELY, todo=todo, by=by, origin=origin)
    _speak(draft, advice, recording, transcript, by=by)
    send(advice, neighbourhood, seen=draft.serial, by=by, origin=origin)
    advice.answered_on = day
    db.session.flush()
    return advice


def _same(before: Advice, said: str) -> Advice:
    """Return what a form became before, when it says the same again."""
    first = select(AdviceAnswer).where(AdviceAnswer.advice_id == before.id).order_by(AdviceAnswer.version).limit(1)
    unchanged(db.session.scalars(first).one(), text=said)
    return before


def _words(said: str, recording: Kept | None) -> str:
    """Return the words, which a recording makes optional: what it says is written down afterwards."""
    if recording is not None and not said.strip():
        return _("Ingesproken advies. De tekst volgt nog.")
    return cleaned(said, LONGEST_ANSWER, _("Schrijf in één zin wat je adviseerde, of spreek het in."), "said")


def _check_day(day: date) -> None:
    if not today() - LONG_AGO <= day <= today():
        raise Refusal(_("Kies een dag die geweest is, niet langer dan drie maanden geleden."), "day")


def _speak(draft: AdviceAnswer, advice: Advice, recording: Kept | None, transcript: str, *, by: Person) -> None:
    """Let the recording belong to the advice, and no longer wait; one that was replaced meanwhile is refused."""
    if recording is None:
        return
    mine = (KeptUpload.person_id == by.id, KeptUpload.form_key == advice.form_key, KeptUpload.name == recording.file)
    if db.session.scalar(delete(KeptUpload).where(*mine).returning(KeptUpload.name)) is None:
        raise Refusal(_("Je opname is er niet meer. Spreek het opnieuw in."), "recording")
    attach(advice, [recording], by=by, answer=draft, transcript=transcript)


def _begin(advice: Advice, said: str, *, by: Person, origin: str) -> None:
    audit.record("advice.lay_down", code_of(advice), actor_uid=by.uid, origin=origin)
    if advice.direction is Direction.UNASKED:
        why = {"source": SignalSource.VISIT, "observed": said, "why_now": _("We spraken elkaar.")}
        db.session.add(AdviceSignal(advice_id=advice.id, **why))
        db.session.flush()
    begun = State.ASSIGNED if advice.direction is Direction.ASKED else State.WEIGHING
    move(advice, begun, by=by, origin=origin, person=by)
    own(advice, by)
