"""One step on a path of advice: the history is written first, and the state follows it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.advice.enums import Happened, Reply, State
from lms.advice.models import Advice, AdviceAssignment, AdviceEvent, AdviceReader
from lms.advice.models.advice import LONGEST_DETAIL
from lms.advice.models.clock import clock
from lms.advice.models.path import may_follow
from lms.advice.queries.history import pauses_in
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal

GIVES_THE_ANSWER = (State.SENT, State.OFFERED)
#: From there on no colleague has to answer instead, or to read along, any more.
ASKS_NOBODY = (*GIVES_THE_ANSWER, State.WITHDRAWN, State.REFERRED, State.NOT_OFFERED, State.CLOSED)
COLUMNS = [each.key for each in Advice.__mapper__.column_attrs]
#: Who acts in the log when nobody does: a question finds its adviser by itself.
BY_ITSELF = "system"


def lock(advice: Advice) -> Advice:
    """Read advice as it is now, and keep others from changing it until this is over."""
    db.session.flush()
    db.session.refresh(advice, COLUMNS, with_for_update=True)
    return advice


def move(
    advice: Advice,
    *path: State,
    by: Person | None,
    origin: str,
    detail: str = "",
    person: Person | None = None,
    **kept: Any,
) -> None:
    """Take one or more steps; one that the path does not allow is refused, as when somebody else was first.

    ``person`` is whom the step is about, ``detail`` a reason in words; ``kept`` is written with the last step.
    """
    lock(advice)
    for after in path:
        before = advice.state
        if not may_follow(advice.direction, before, after):
            raise Refusal(_("Dat kan nu niet meer: er is intussen iets veranderd. Kijk hoe het er nu voor staat."))
        _write(advice, Happened.MOVED, after, by, person, detail, **(kept if after is path[-1] else {}))
        if before is State.CLARIFYING or after in GIVES_THE_ANSWER:
            _keep_time(advice, after)
        audit.record("advice.move", code_of(advice), after.value, actor_uid=by.uid if by else BY_ITSELF, origin=origin)
        if after in ASKS_NOBODY:
            _ask_nobody(advice, by=by, origin=origin)


def note(
    advice: Advice,
    happened: Happened,
    *,
    by: Person | None,
    origin: str,
    detail: str = "",
    person: Person | None = None,
) -> None:
    """Write down what happened beside the path."""
    lock(advice)
    _write(advice, happened, advice.state, by, person, detail)
    audit.record(f"advice.{happened}", code_of(advice), actor_uid=by.uid if by else BY_ITSELF, origin=origin)


def code_of(advice: Advice) -> str:
    """Return what the log, the notices and the outbox call a piece of advice."""
    return f"advice/{advice.number}"


def keep_days(advice: Advice, history: Sequence[AdviceEvent]) -> None:
    """Keep by when it is taken up and answered, as the clock says."""
    pauses = pauses_in(history)
    first, last = (
        clock(advice.received_on, days, pauses, today(), advice.answered_on).due_on
        for days in (advice.first_days, advice.answer_days)
    )
    advice.first_on, advice.due_on = first, last


def stop_reading(advice: Advice, person: Person) -> None:
    """Take somebody's name off confidential advice who has nothing to do with it any more."""
    if person.id in {advice.owner_id, advice.second_reader_id, advice.requester_id}:
        return
    row = db.session.get(AdviceReader, (advice.id, person.id))
    if row is not None:
        db.session.delete(row)
        db.session.flush()


def _ask_nobody(advice: Advice, *, by: Person | None, origin: str) -> None:
    """Take back what colleagues were asked about a question that is over, so that it leaves their desks."""
    waits = (AdviceAssignment.advice_id == advice.id, AdviceAssignment.reply == Reply.ASKED)
    found = select(AdviceAssignment).where(*waits).options(joinedload(AdviceAssignment.adviser))
    for request in db.session.scalars(found.with_for_update(of=AdviceAssignment)).all():
        request.reply, request.answered_at = Reply.TAKEN_BACK, now()
        note(advice, Happened.FORWARD_TAKEN_BACK, by=by, origin=origin, person=request.adviser)
        stop_reading(advice, request.adviser)


def _write(
    advice: Advice,
    happened: Happened,
    after: State,
    by: Person | None,
    person: Person | None,
    detail: str,
    **kept: Any,
) -> None:
    line = AdviceEvent(advice_id=advice.id, seq=advice.moves + 1, previous=advice.moves or None)
    line.direction, line.happened, line.before, line.after = advice.direction, happened, advice.state, after
    line.by_id, line.person_id = by.id if by else None, person.id if person else None
    line.detail = " ".join(detail.split())[:LONGEST_DETAIL]
    db.session.add(line)
    db.session.flush()
    for name, value in {"state": after, "moves": line.seq, "last_at": now(), **kept}.items():
        setattr(advice, name, value)
    db.session.flush()


def _keep_time(advice: Advice, after: State) -> None:
    """Keep by when the answer comes, after the clock stood still, and on which day it came first."""
    if after in GIVES_THE_ANSWER and advice.answered_on is None:
        advice.answered_on = today()
    lines = db.session.scalars(select(AdviceEvent).where(AdviceEvent.advice_id == advice.id).order_by(AdviceEvent.seq))
    keep_days(advice, lines.all())
    db.session.flush()
