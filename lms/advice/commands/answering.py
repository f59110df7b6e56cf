"""Writing an answer, letting another read it, and sending it: what was sent never changes, a next one comes beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.models import Person
from lms.advice.commands.files import Kept, attach
from lms.advice.commands.followups import plan_followup
from lms.advice.commands.moving import lock, move
from lms.advice.commands.taking import ask_adviser, refuse_who_does_not_advise, settle, take_up
from lms.advice.commands.telling import tell
from lms.advice.commands.words import cleaned, headline
from lms.advice.enums import AdviceSize, Certainty, Deed, Direction, Part, Reply, State
from lms.advice.errors import AnswerOvertaken
from lms.advice.models import Advice, AdviceAnswer, AdviceAssignment, AdviceDeed, AdviceNote
from lms.advice.models.advice import LONGEST_REASON
from lms.advice.models.answers import LONGEST_ANSWER, LONGEST_DEED, LONGEST_WHY
from lms.advice.models.path import GIVEN
from lms.advice.queries.people import open_request, who_speaks
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import KeptBefore, Refusal
from lms.programme.models import Neighbourhood

ANSWERED, READ, READ_WITH_REMARKS = "advice.answered", "advice.read", "advice.remarks"
MOST_DEEDS = 6
WRITES = {
    Direction.ASKED: (State.IN_PROGRESS, State.SENT, State.RESPONSE),
    Direction.UNASKED: (State.SIGNAL, State.WEIGHING, State.DRAFT),
}
#: How a draft comes where it can be sent from, by where it is.
_TO_SENDING = {
    State.SENT: (State.IN_PROGRESS,),
    State.RESPONSE: (State.IN_PROGRESS,),
    State.SIGNAL: (State.WEIGHING, State.DRAFT),
    State.WEIGHING: (State.DRAFT,),
}


@dataclass(frozen=True)
class ToDo:
    """Something to do that an answer ends in; ``key`` is empty for practising together."""

    kind: Deed
    key: str
    label: str


def newest_of(advice: Advice) -> AdviceAnswer | None:
    """Return the newest version of the answer as it is now, sent or not, with what there is to do; one statement."""
    theirs = select(AdviceAnswer).where(AdviceAnswer.advice_id == advice.id).order_by(AdviceAnswer.version.desc())
    found = theirs.options(joinedload(AdviceAnswer.deeds)).limit(1).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().one_or_none()


def unsent(newest: AdviceAnswer | None) -> AdviceAnswer | None:
    """Return the newest version while it is a draft."""
    return newest if newest is not None and newest.sent_at is None else None


def version_after(newest: AdviceAnswer | None) -> int:
    """Return which version somebody writes now: that of the draft, or the next."""
    if newest is None:
        return 1
    return newest.version if newest.sent_at is None else newest.version + 1


def draft_of(advice: Advice) -> AdviceAnswer | None:
    """Return the answer that somebody works on as it is now, with what there is to do."""
    mine = select(AdviceAnswer).where(AdviceAnswer.advice_id == advice.id, AdviceAnswer.sent_at.is_(None))
    return db.session.scalar(mine.options(selectinload(AdviceAnswer.deeds)).execution_options(populate_existing=True))


def save_draft(
    advice: Advice,
    text: str,
    *,
    certainty: Certainty | None,
    certainty_why: str = "",
    todo: Sequence[ToDo] = (),
    files: Sequence[Kept] = (),
    seen: int = 0,
    version: int = 0,
    form_key: str = "",
    by: Person,
    origin: str,
) -> AdviceAnswer:
    """Keep the answer so far; the same form again is refused as what was kept before.

    ``seen`` is the serial of the draft it began with, 0 for a new one; ``version`` what it is meant to be, 0 for any.
    """
    text = text.strip()
    if len(text) > LONGEST_ANSWER:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_ANSWER), "text")
    take_up(advice, by=by, origin=origin)
    newest = newest_of(advice)
    if newest is not None and form_key and newest.form_key == form_key:
        raise KeptBefore(newest)
    if advice.state not in WRITES[advice.direction]:
        raise Refusal(_("Aan dit advies kun je nu niet schrijven. Kijk hoe het er nu voor staat."), "text")
    draft = unsent(newest)
    if (draft.serial if draft else 0) != seen or version not in {0, version_after(newest)}:
        raise AnswerOvertaken(_("Iemand anders schreef intussen ook aan dit antwoord."), newest)
    if draft is None:
        draft = AdviceAnswer(advice_id=advice.id, version=version_after(newest), serial=0, deeds=[])
        db.session.add(draft)
    draft.serial, draft.form_key = draft.serial + 1, form_key or None
    draft.text, draft.certainty, draft.certainty_why = text, certainty, certainty_why.strip()[:LONGEST_WHY]
    draft.by_id, draft.approved_by_id, draft.approved_at = by.id, None, None  # who read along read other words
    draft.deeds[:] = _deeds(todo)
    db.session.flush()
    attach(advice, files, by=by, answer=draft)
    return draft


def ask_to_read(advice: Advice, to: Person, request: str = "", *, by: Person, origin: str) -> AdviceAssignment:
    """Let another adviser read the draft before it goes; that is where it waits."""
    lock(advice)
    draft = _whole(draft_of(advice))
    refuse_who_does_not_advise(to)
    if to.id == draft.by_id:
        raise Refusal(_("Kies iemand anders dan wie het schreef."), "person")
    ready = _TO_SENDING.get(advice.state, ())
    move(advice, *ready, State.SECOND_READER, by=by, origin=origin, person=to)
    advice.second_reader_id = to.id
    return ask_adviser(advice, to, Part.READER, request.strip()[:LONGEST_REASON], by=by, origin=origin)


def approve(advice: Advice, remark: str = "", *, by: Person, origin: str) -> None:
    """Say that the answer may go; a remark is a note among advisers."""
    lock(advice)
    read = draft_of(advice)
    if read is not None and read.approved_by_id == by.id:
        return  # the same press, twice
    request, draft = _to_read(advice, by)
    settle(request, Reply.ACCEPTED)
    draft.approved_by_id, draft.approved_at = by.id, now()
    _note(advice, remark, by)
    db.session.flush()
    _tell_writer(advice, draft, READ, _l("%(name)s las mee: het mag weg.", name=by.name))


def give_back(advice: Advice, remark: str, *, by: Person, origin: str) -> None:
    """Give the draft back with what should change, as a note among advisers."""
    remark = cleaned(remark, LONGEST_REASON, _("Schrijf op wat er anders moet."), "remark")
    request, draft = _to_read(advice, by)
    settle(request, Reply.REFUSED, remark)
    back = State.IN_PROGRESS if advice.direction is Direction.ASKED else State.DRAFT
    move(advice, back, by=by, origin=origin, person=by)
    _note(advice, remark, by)
    db.session.flush()
    _tell_writer(advice, draft, READ_WITH_REMARKS, _l("%(name)s las mee en schreef iets terug.", name=by.name))


def take_draft_back(advice: Advice, *, by: Person, origin: str) -> None:
    """Write on at a draft that lies with a second reader, or that one said may go."""
    lock(advice)
    if advice.state is not State.SECOND_READER:
        raise Refusal(_("Aan dit advies kun je nu niet schrijven."))
    request = open_request(advice, Part.READER)
    if request is not None:
        settle(request, Reply.TAKEN_BACK)
    back = State.IN_PROGRESS if advice.direction is Direction.ASKED else State.DRAFT
    move(advice, back, by=by, origin=origin, person=by)


def send(advice: Advice, neighbourhood: Neighbourhood, *, seen: int, by: Person, origin: str) -> AdviceAnswer:
    """Send the answer to the neighbourhood. A question about policy and future goes only after a second reader."""
    lock(advice)
    draft = draft_of(advice)
    if draft is None and advice.state in GIVEN:
        raise Refusal(_("Dit antwoord is al verstuurd."))
    draft = _whole(draft)
    if draft.serial != seen:
        raise AnswerOvertaken(_("Iemand anders schreef intussen ook aan dit antwoord."), draft)
    if advice.size is AdviceSize.STRATEGIC and draft.approved_at is None:
        raise Refusal(_("Een vraag over beleid en toekomst gaat pas weg als een collega meelas."), "person")
    if open_request(advice, Part.READER) is not None:
        raise Refusal(_("Een collega leest nog mee."), "person")
    given = State.SENT if advice.direction is Direction.ASKED else State.OFFERED
    ready = _TO_SENDING.get(advice.state, ())
    draft.sent_at = now()
    move(advice, *ready, given, by=by, origin=origin)
    if advice.direction is Direction.UNASKED:
        advice.title = headline(draft.text)
    plan_followup(advice)
    text = _l("%(name)s gaf antwoord op een vraag uit %(place)s.", name=by.name, place=neighbourhood.name)
    if advice.direction is Direction.UNASKED:
        text = _l("%(name)s heeft een tip voor %(place)s.", name=by.name, place=neighbourhood.name)
    tell(who_speaks(advice, neighbourhood), advice, ANSWERED, text, anchor=f"antwoord-{draft.version}", said=draft.text)
    return draft


def _whole(draft: AdviceAnswer | None) -> AdviceAnswer:
    """Return a draft that lacks nothing: text, how sure it is, and something to do."""
    if draft is None or not draft.text:
        raise Refusal(_("Schrijf eerst je advies."), "text")
    if draft.certainty is None:
        raise Refusal(_("Kies hoe zeker het is."), "certainty")
    if not draft.deeds:
        raise Refusal(_("Kies iets om te doen: een werkvorm, module, stap of les, of samen oefenen."), "todo")
    return draft


def _deeds(todo: Sequence[ToDo]) -> list[AdviceDeed]:
    if len(todo) > MOST_DEEDS:
        raise Refusal(_("Kies er hoogstens %(most)s. Minder werkt beter.", most=MOST_DEEDS), "todo")
    return [
        AdviceDeed(position=at, kind=each.kind, key=each.key, label=each.label.strip()[:LONGEST_DEED])
        for at, each in enumerate(dict.fromkeys(todo), 1)
    ]


def _to_read(advice: Advice, by: Person) -> tuple[AdviceAssignment, AdviceAnswer]:
    lock(advice)
    request, draft = open_request(advice, Part.READER), draft_of(advice)
    if request is None or draft is None or request.adviser_id != by.id:
        raise Refusal(_("Er is niets meer om mee te lezen."))
    return request, draft


def _note(advice: Advice, remark: str, by: Person) -> None:
    if remark.strip():
        db.session.add(AdviceNote(advice_id=advice.id, by_id=by.id, text=remark.strip()))


def _tell_writer(advice: Advice, draft: AdviceAnswer, cause: str, text: LazyString) -> None:
    writer = db.session.get(Person, draft.by_id) if draft.by_id else None
    if writer is not None:
        tell([writer], advice, cause, text)
