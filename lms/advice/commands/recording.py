"""Laying down spoken advice: a telephone call or a visit becomes advice, or answers a question, in one act."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.advice.commands.answering import ToDo, draft_of, save_draft, send
from lms.advice.commands.asking import first_with_number, new_advice, own
from lms.advice.commands.files import Kept, attach
from lms.advice.commands.moving import code_of, lock, move
from lms.advice.commands.words import cleaned
from lms.advice.enums import AdviceSize, Certainty, Channel, Deed, Direction, SignalSource, State
from lms.advice.models import Advice, AdviceAnswer, AdviceSignal
from lms.advice.models.advice import LONGEST_QUESTION
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.models.talk import LONGEST_TRANSCRIPT
from lms.kernel import audit
from lms.kernel.clock import now, on_the_wall, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import row_of_form, unchanged
from lms.programme.commands.moments import note_sign
from lms.programme.models import KeptUpload, Neighbourhood, Theme

#: Spoken advice is laid down while people remember it.
LONG_AGO = timedelta(days=90)
#: Where a question waits for an answer that can be said; elsewhere it waits for others, or has one.
WAITS = (State.CLARIFYING, State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS)


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
    if before := row_of_form(Advice.by_id, form_key, by):
        return _same(before, said, recording)
    said = _words(said, spoken=recording is not None)
    _check_day(day)
    words = question.strip()[:LONGEST_QUESTION] or said
    direction = Direction.ASKED if asked else Direction.UNASKED
    advice = new_advice(direction, neighbourhood, words, by=by, form_key=form_key, day=day)
    advice.channel, advice.step_key, advice.theme_id = channel, step_key, theme.id if theme else None
    if asked:
        advice.question, advice.requester_id = words, neighbourhood.director_id
    kept = first_with_number(advice, by)
    if kept is not advice:
        return _same(kept, said, recording)
    _begin(advice, said, by=by, origin=origin)
    draft = save_draft(advice, said, certainty=Certainty.LIKELY, todo=todo or _talk_on(), by=by, origin=origin)
    draft.channel = channel
    _speak(draft, advice, recording, transcript, form_key=form_key, by=by)
    send(advice, neighbourhood, seen=draft.serial, by=by, origin=origin)
    _was_spoken(advice, neighbourhood, day)
    return advice


def answer_spoken(
    advice: Advice,
    neighbourhood: Neighbourhood,
    said: str,
    *,
    day: date,
    channel: Channel,
    recording: Kept | None = None,
    form_key: str,
    by: Person,
    origin: str,
) -> AdviceAnswer:
    """Keep what was said or recorded that day as the answer to an open question; its clock ends on that day.

    The history tells when it was written down, and ``answered_on`` when it was said. The same form twice is one answer.
    """
    transcript = said.strip()[:LONGEST_TRANSCRIPT]
    lock(advice)
    if before := row_of_form(AdviceAnswer.by_id, form_key, by):
        return _same_answer(before, said, recording)
    refuse_what_is_not_to_say(advice)
    said = _words(said, spoken=recording is not None)
    _check_day(day)
    if day < advice.received_on:
        raise Refusal(_("Dit was vóór de vraag. Kies de dag waarop je antwoord gaf."), "day")
    audit.record("advice.answer_spoken", code_of(advice), actor_uid=by.uid, origin=origin)
    if advice.state is State.CLARIFYING:
        advice.question_clear = ""  # nobody said that it was right, and the answer is there
    if advice.state in {State.CLARIFYING, State.ACCEPTED}:
        move(advice, State.IN_PROGRESS, by=by, origin=origin, person=by)
    how: dict[str, Any] = {"certainty": Certainty.LIKELY, "todo": _talk_on(), "form_key": form_key}
    draft = save_draft(advice, said, **how, by=by, origin=origin)
    draft.channel = channel
    _speak(draft, advice, recording, transcript, form_key=form_key, by=by)
    send(advice, neighbourhood, seen=draft.serial, by=by, origin=origin)
    _was_spoken(advice, neighbourhood, day)
    return draft


def refuse_what_is_not_to_say(advice: Advice) -> None:
    """Refuse a question that cannot be answered by what was said: it waits for others, or somebody writes already."""
    if advice.direction is not Direction.ASKED or advice.state not in WAITS:
        if draft_of(advice) is None:
            raise Refusal(_("Deze vraag wacht nu niet op een antwoord. Kijk hoe het er nu voor staat."))
        raise Refusal(_("Een collega leest al mee met een antwoord. Wacht daarop, of schrijf daaraan verder."))
    if advice.size is AdviceSize.STRATEGIC:
        raise Refusal(_("Bij een vraag over beleid en toekomst leest een collega mee. Schrijf het antwoord uit."))
    if draft_of(advice) is not None:
        raise Refusal(_("Er staat al een begin van een antwoord. Schrijf daarin wat je zei, en verstuur het."))


def _same(before: Advice, said: str, recording: Kept | None) -> Advice:
    """Return what a form became before, when it says the same again."""
    first = select(AdviceAnswer).where(AdviceAnswer.advice_id == before.id).order_by(AdviceAnswer.version).limit(1)
    _same_answer(db.session.scalars(first).one(), said, recording)
    return before


def _same_answer(before: AdviceAnswer, said: str, recording: Kept | None) -> AdviceAnswer:
    """Return what was said before; a form without words may have brought a recording the first time."""
    spoken = recording is not None or before.text == _only_spoken()
    return unchanged(before, text=_words(said, spoken=spoken))


def _was_spoken(advice: Advice, neighbourhood: Neighbourhood, day: date) -> None:
    advice.answered_on = day
    note_sign(neighbourhood, min(now(), on_the_wall(day, time(12))))  # they spoke each other
    db.session.flush()


def _talk_on() -> tuple[ToDo]:
    return (ToDo(Deed.PRACTISE, "", _("Er samen over doorpraten")),)


def _words(said: str, *, spoken: bool) -> str:
    """Return the words, which a recording makes optional: what it says is written down afterwards."""
    if spoken and not said.strip():
        return _only_spoken()
    return cleaned(said, LONGEST_ANSWER, _("Schrijf in één zin wat je adviseerde, of spreek het in."), "said")


def _only_spoken() -> str:
    return _("Ingesproken advies. De tekst volgt nog.")


def _check_day(day: date) -> None:
    if not today() - LONG_AGO <= day <= today():
        raise Refusal(_("Kies een dag die geweest is, niet langer dan drie maanden geleden."), "day")


def _speak(
    draft: AdviceAnswer, advice: Advice, recording: Kept | None, transcript: str, *, form_key: str, by: Person
) -> None:
    """Let the recording belong to the advice, and no longer wait; one that was replaced meanwhile is refused."""
    if recording is None:
        return
    mine = (KeptUpload.person_id == by.id, KeptUpload.form_key == form_key, KeptUpload.name == recording.file)
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
