"""Doing something with a group on one phone: who is there, that it was done, and mending a mistake."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form
from lms.training.commands.counting import count_together, take_out
from lms.training.enums import TakenBackBy
from lms.training.models import GroupSession, TookPart
from lms.training.models.together import LONGEST_WHY
from lms.training.queries.telling import Together
from lms.training.queries.together import Sitting, Topic, group_in

DONE = "training_together"
TOLD = _l("Er staat iets bij Mijn leren dat je samen met je groep deed")
MENDED = "Wie de groep leidde, verbeterde een vergissing."
FRESH = {"populate_existing": True}


def begin_together(
    topic: Topic, neighbourhood: int, ticked: Collection[str], *, by: Person, form_key: str = ""
) -> GroupSession:
    """Begin a session with these people (uids) of one team; a form that is sent twice begins one."""
    people = _chosen(topic, neighbourhood, ticked, by)
    form_key = form_key or new_uid(24)
    if found := row_of_form(GroupSession.leader_id, form_key, by):
        return found
    _forget_unfinished(by)
    text, item = topic.text, topic.item
    session = GroupSession(
        form_key=form_key,
        leader_id=by.id,
        neighbourhood_id=neighbourhood,
        part_id=text.part_id if text else None,
        version=text.number if text else None,
        twin=topic.twin.value,
        item_id=item.id if item else None,
    )
    kept = first_of_form(GroupSession.leader_id, session, by)
    if kept is session:
        db.session.add_all(TookPart(session_id=kept.id, person_id=each.id, piece=topic.piece) for each in people)
        db.session.flush()
    return kept


def finish_together(sitting: Sitting, *, by: Person, origin: str) -> bool:
    """Let it count for everybody who is ticked and still in the team; pressed again it changes nothing."""
    session = _locked(sitting.session)
    if session.done_at is not None:
        return False
    here = {each.id for each in group_in(session.neighbourhood_id, sitting.topic.roles, by)}
    rows = _rows(session)
    for gone in [row for row in rows if row.person_id not in here]:
        db.session.delete(gone)
    there = [row for row in rows if row.person_id in here]
    if not there:
        raise Refusal(_("Kruis aan wie er is. Daarna kun je op 'Samen gedaan' drukken."))
    session.done_at = now()
    db.session.flush()
    for row in there:
        count_together(session, row)
    _tell(session, there)
    audit.record("together.done", _code(session), actor_uid=by.uid, origin=origin)
    return True


def change_who_is_there(sitting: Sitting, ticked: Collection[str], *, by: Person, origin: str) -> None:
    """Tick other people, before it is done or on the same day; who says they were not there stays out."""
    session = _locked(sitting.session)
    if not sitting.is_of_today:
        raise Refusal(
            _("Dit was op een andere dag. Wie er niet bij was, kan dat zelf zeggen bij Mijn leren."), "people"
        )
    wanted = {each.id for each in _chosen(sitting.topic, session.neighbourhood_id, ticked, by)}
    rows = {row.person_id: row for row in _rows(session)}
    if session.done_at is None:
        _tick(session, sitting.topic, wanted, rows)
        return
    for number in sorted(wanted | rows.keys()):
        row = rows.get(number)
        if row is None or (row.taken_back_by is TakenBackBy.LEADER and number in wanted):
            _let_in(session, row or _new(session, sitting.topic, number))
        elif number not in wanted and row.taken_back_at is None:
            take_out(session, row, TakenBackBy.LEADER, MENDED, by=by, origin=origin)
    audit.record("together.mend", _code(session), actor_uid=by.uid, origin=origin)


def was_not_there(mine: Together, reason: str, *, by: Person, origin: str) -> None:
    """Take the record back, by whose it is; with the reason, which they read at "Waarom?"."""
    session, row = _own(mine, by)
    if row.taken_back_at is not None:
        return
    if not reason.strip():
        raise Refusal(_("Kies wat er klopt."), "reason")
    take_out(session, row, TakenBackBy.LEARNER, reason.strip()[:LONGEST_WHY], by=by, origin=origin)
    audit.record("together.take_back", _code(session), actor_uid=by.uid, origin=origin)


def was_there(mine: Together, *, by: Person) -> None:
    """Let it count again for who took it back themselves."""
    session, row = _own(mine, by)
    if row.taken_back_by is TakenBackBy.LEARNER:
        _let_in(session, row)


def _forget_unfinished(by: Person) -> None:
    """Take away what somebody began on another day and never finished: it names people and says nothing."""
    yesterday = now() - timedelta(days=1)
    old = select(GroupSession.id).where(
        GroupSession.leader_id == by.id, GroupSession.done_at.is_(None), GroupSession.began_at < yesterday
    )
    numbers = db.session.scalars(old).all()
    for table, column in ((TookPart, TookPart.session_id), (GroupSession, GroupSession.id)):
        db.session.execute(delete(table).where(column.in_(numbers)))


def _chosen(topic: Topic, neighbourhood: int, ticked: Collection[str], by: Person) -> Sequence[Person]:
    """Return the people who were ticked; somebody of another place is refused, and so is nobody at all."""
    offered = {person.uid: person for person in group_in(neighbourhood, topic.roles, by)}
    if not set(ticked) <= offered.keys():
        raise Refusal(_("Kies alleen mensen uit je eigen team."), "people")
    if not ticked:
        raise Refusal(_("Kruis aan wie erbij is."), "people")
    return [offered[uid] for uid in sorted(set(ticked))]


def _tick(session: GroupSession, topic: Topic, wanted: Collection[int], rows: dict[int, TookPart]) -> None:
    for number in rows.keys() - wanted:
        db.session.delete(rows[number])
    db.session.add_all(_new(session, topic, number) for number in sorted(wanted - rows.keys()))
    db.session.flush()


def _let_in(session: GroupSession, row: TookPart) -> None:
    row.taken_back_at, row.taken_back_by, row.reason = None, None, ""
    db.session.add(row)
    db.session.flush()
    count_together(session, row)
    _tell(session, [row])


def _new(session: GroupSession, topic: Topic, person_id: int) -> TookPart:
    return TookPart(session_id=session.id, person_id=person_id, piece=topic.piece, sentence="", reason="")


def _tell(session: GroupSession, rows: Sequence[TookPart]) -> None:
    numbers = [row.person_id for row in rows]
    people = db.session.scalars(select(Person).where(Person.id.in_(numbers)).order_by(Person.id)).all()
    notify_all(people, cause=DONE, object=_code(session), text=TOLD, url="/mijn-leren#samen")


def _own(mine: Together, person: Person) -> tuple[GroupSession, TookPart]:
    session = _locked(db.session.get_one(GroupSession, mine.row.session_id))
    row = db.session.get_one(TookPart, (session.id, person.id), populate_existing=True)
    return session, row


def _rows(session: GroupSession) -> Sequence[TookPart]:
    """Return who was ticked in the order in which everybody locks people."""
    found = select(TookPart).where(TookPart.session_id == session.id).order_by(TookPart.person_id)
    return db.session.scalars(found, execution_options=FRESH).all()


def _locked(session: GroupSession) -> GroupSession:
    wanted = select(GroupSession).where(GroupSession.id == session.id).with_for_update()
    return db.session.execute(wanted, execution_options=FRESH).scalar_one()


def _code(session: GroupSession) -> str:
    return f"group/{session.uid}"
