"""Making advice confidential, naming who reads it, and lifting that; each with a reason, in history and log."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.advice.commands.leaving import leave_shared
from lms.advice.commands.moving import code_of, lock, move, note
from lms.advice.commands.words import cleaned
from lms.advice.enums import Happened, Reply, State, Visibility
from lms.advice.models import Advice, AdviceAssignment, AdviceReader
from lms.advice.models.advice import LONGEST_REASON
from lms.kernel import outbox
from lms.kernel.db import db
from lms.kernel.refusal import Refusal


def mark_confidential(advice: Advice, people: Iterable[Person], why: str, *, by: Person, origin: str) -> None:
    """Let only these people read it, with who marks it, who asked, who answers and whom they asked to read along.

    Done again it names others. It leaves its bundle, and what is not public yet is not made of it.
    """
    why = cleaned(why, LONGEST_REASON, _("Schrijf in één zin waarom dit vertrouwelijk is."), "why")
    lock(advice)
    named = {each.id for each in people} | {by.id} | set(_busy_with(advice))
    named |= {each for each in (advice.requester_id, advice.owner_id) if each is not None}
    before = set(db.session.scalars(select(AdviceReader.person_id).where(AdviceReader.advice_id == advice.id)))
    if advice.visibility is Visibility.NAMED and before == named and advice.sensitivity == why:
        return
    advice.visibility, advice.sensitivity = Visibility.NAMED, why
    db.session.execute(delete(AdviceReader).where(AdviceReader.advice_id == advice.id))
    db.session.add_all(AdviceReader(advice_id=advice.id, person_id=each) for each in sorted(named))
    db.session.flush()
    note(advice, Happened.MARKED_CONFIDENTIAL, by=by, origin=origin, detail=why)
    leave_shared(advice)
    outbox.take_back(code_of(advice))  # a mail with its words that did not leave yet; the notice stays
    if advice.state is State.BUNDLED:
        move(advice, State.IN_PROGRESS, by=by, origin=origin)


def lift_confidential(advice: Advice, why: str, *, by: Person, origin: str) -> None:
    """Let everybody read it again who may; only who is named lifts it. A second time is the same."""
    why = cleaned(why, LONGEST_REASON, _("Schrijf in één zin waarom het weer open mag."), "why")
    lock(advice)
    if advice.visibility is not Visibility.NAMED:
        return
    mine = select(AdviceReader).where(AdviceReader.advice_id == advice.id, AdviceReader.person_id == by.id)
    if db.session.scalar(mine) is None:
        raise Refusal(_("Alleen wie dit mag lezen, kan het openstellen."), "why")
    advice.visibility, advice.sensitivity = Visibility.NEIGHBOURHOOD, ""
    db.session.execute(delete(AdviceReader).where(AdviceReader.advice_id == advice.id))
    note(advice, Happened.LIFTED_CONFIDENTIAL, by=by, origin=origin, detail=why)


def _busy_with(advice: Advice) -> Iterable[int]:
    """Return who was asked to answer or to read along, and did not answer yet."""
    waits = (AdviceAssignment.advice_id == advice.id, AdviceAssignment.reply == Reply.ASKED)
    return db.session.scalars(select(AdviceAssignment.adviser_id).where(*waits)).all()
