"""Telling people of a meeting: the invitation, a change, that it is off, and a reminder the day before.

Each person is told by the pace they chose; a mail carries the appointment, for calendars to act on.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import or_, select

from lms.accounts.commands.notice_mail import Body
from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.kernel.calendar_file import Method
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.guests import remind_guests, tell_guests_changed, tell_guests_off
from lms.meetings.commands.letters import STAYED, Letter, Moved
from lms.meetings.enums import Answer, MeetingState, Part
from lms.meetings.models import Attender, Meeting, MeetingMove
from lms.ui.formats import moment

INVITED, CHANGED, CANCELLED, RELEASED, REMINDED = (
    "meeting.invitation",
    "meeting.change",
    "meeting.cancellation",
    "meeting.release",
    "meeting.reminder",
)
SEATED, SEAT_FREED, SIGNED_OFF = "meeting.seated", "meeting.seat_freed", "meeting.signed_off"
CAUSES = (INVITED, CHANGED, CANCELLED, RELEASED, REMINDED)
SEAT_CAUSES = (SEATED, SEAT_FREED, SIGNED_OFF)
#: How long before a meeting people are reminded of it; who is told of it later than this needs no reminder.
DAY_BEFORE = timedelta(hours=24)
BATCH = 20


def tell_invited(meeting: Meeting, attenders: Sequence[Attender]) -> None:
    """Invite people; each version of the invitation once, and none to what is behind us."""
    if meeting.ends_at <= now():
        return
    by = _organiser(meeting)

    def opening() -> list[str]:
        return [_("%(name)s nodigt je uit.", name=by.name)] if by else [_("Je bent uitgenodigd.")]

    words = _words(meeting, lambda title, when: _("Uitnodiging: %(title)s, %(when)s", title=title, when=when))
    _tell(meeting, attenders, INVITED, words, opening)


def tell_cancelled(meeting: Meeting, attenders: Sequence[Attender]) -> None:
    """Tell who was told of a meeting, or waits for a seat, that it is off."""
    why = meeting.cancelled_why

    def opening() -> list[str]:
        return [_("Deze afspraak gaat niet door."), *([_("Waarom: %(why)s", why=why)] if why else [])]

    over = meeting.ends_at <= now()
    there = [each for each in attenders if not over and (each.told is not None or each.part is Part.WAITING)]
    words = _words(meeting, lambda title, when: _("Gaat niet door: %(title)s, %(when)s", title=title, when=when))
    _tell(meeting, there, CANCELLED, words, opening, method=Method.CANCEL)
    if not over:
        tell_guests_off(meeting)


def tell_released(meeting: Meeting, attender: Attender) -> None:
    """Tell somebody that they are no longer expected, unless it is behind us."""
    if meeting.ends_at <= now():
        return
    words = _words(
        meeting, lambda title, when: _("Je hoeft niet te komen: %(title)s, %(when)s", title=title, when=when)
    )
    _tell(meeting, [attender], RELEASED, words, lambda: [_("Je hoeft niet meer te komen.")], method=Method.CANCEL)


def tell_seated(meeting: Meeting, attender: Attender, *, freed: bool = False) -> None:
    """Confirm a seat to who signed up, or tell who waited that one came free: once for each time they signed up."""

    def opening() -> list[str]:
        return [_("Er is een plek vrijgekomen. Die is voor jou.") if freed else _("Je bent aangemeld.")]

    def words(title: str, when: str) -> str:
        told = {"title": title, "when": when}
        return (
            _("Er is een plek voor je: %(title)s, %(when)s", **told)
            if freed
            else _("Aangemeld: %(title)s, %(when)s", **told)
        )

    cause, version = SEAT_FREED if freed else SEATED, str(attender.number)
    _tell(meeting, [attender], cause, _words(meeting, words), opening, version=version)


def tell_signed_off(meeting: Meeting, attender: Attender) -> None:
    """Confirm to who gave up a seat that it is gone, so that it leaves their calendar."""
    words = _words(meeting, lambda title, when: _("Afgemeld: %(title)s, %(when)s", title=title, when=when))
    version, opening = str(attender.number), lambda: [_("Je bent afgemeld.")]
    _tell(meeting, [attender], SIGNED_OFF, words, opening, method=Method.CANCEL, version=version)


def tell_changes() -> bool:
    """Tell a batch of changes that nobody mended further for ten minutes; return whether there may be more.

    What changed of a meeting that is over by now is told to nobody.
    """
    moment_ = now()
    due = select(Meeting).where(Meeting.tell_after <= moment_).order_by(Meeting.id).limit(BATCH)
    found = db.session.scalars(due.with_for_update(skip_locked=True)).all()
    for meeting in found:
        if meeting.state is MeetingState.PLANNED and meeting.ends_at > moment_:
            _tell_changed(meeting)
        meeting.tell_after = None
    db.session.flush()
    return len(found) == BATCH


def remind() -> bool:
    """Remind a batch of people of meetings that begin within a day; return whether there may be more.

    A reminder goes with the time it is of: after a move there is another. Who said that they cannot gets none, nor does
    anybody while a change waits to be told, which is told then as well as a reminder could.
    """
    moment_ = now()
    soon = (Meeting.starts_at > moment_, Meeting.starts_at <= moment_ + DAY_BEFORE, Meeting.tell_after.is_(None))
    unreminded = select(Attender.meeting_id).where(*_to_remind()).correlate(Meeting)
    due = select(Meeting).where(Meeting.state == MeetingState.PLANNED, *soon, Meeting.id.in_(unreminded))
    found = db.session.scalars(due.order_by(Meeting.id).limit(BATCH).with_for_update(skip_locked=True)).all()
    for meeting in found:
        rows = select(Attender).where(Attender.meeting_id == meeting.id, *_to_remind(meeting))
        words = _words(meeting, lambda title, when: _("Niet vergeten: %(title)s, %(when)s", title=title, when=when))
        version = f"{meeting.starts_at:%Y%m%dT%H%M}"
        _tell(meeting, db.session.scalars(rows).all(), REMINDED, words, list, version=version)
        remind_guests(meeting, meeting.starts_at - DAY_BEFORE)
    return len(found) == BATCH


def _to_remind(meeting: Meeting | None = None) -> tuple:
    """Return who comes and was not reminded of this beginning, as SQL on ``Attender``."""
    begins = meeting.starts_at if meeting else Meeting.starts_at
    comes = (Attender.part.in_([Part.EXPECTED, Part.SEAT]), Attender.answer == Answer.NONE)
    own = () if meeting else (Attender.meeting_id == Meeting.id,)
    return (*own, *comes, Attender.reminded_for.is_distinct_from(begins))


def _tell_changed(meeting: Meeting) -> None:
    """Tell each person who does not know of this version yet, with what they knew before when it moved."""
    unaware = or_(Attender.told.is_(None), Attender.told < meeting.sequence)
    behind = select(Attender).where(Attender.meeting_id == meeting.id, Attender.part != Part.LEFT, unaware)
    rows = db.session.scalars(behind.order_by(Attender.person_id)).all()
    moves = select(MeetingMove).where(MeetingMove.meeting_id == meeting.id).order_by(MeetingMove.id)
    known = db.session.scalars(moves).all()
    by_told: dict[int, list[Attender]] = {}
    for row in rows:
        by_told.setdefault(row.told or 0, []).append(row)
    words = _words(meeting, lambda title, when: _("Veranderd: %(title)s, %(when)s", title=title, when=when))
    for told, some in sorted(by_told.items()):
        missed = [move for move in known if move.sequence > told]
        _tell(meeting, some, CHANGED, words, lambda: [_("Deze afspraak is veranderd.")], moved=_all_at_once(missed))
    tell_guests_changed(meeting)


def _all_at_once(moves: Sequence[MeetingMove]) -> Moved:
    """Return several moves as one: what was before the first, and the last reason that was given."""
    if not moves:
        return STAYED
    first, last = moves[0], moves[-1]
    before = {name: getattr(first, name) for name in ("old_starts_at", "old_ends_at", "old_place")}
    after = {name: getattr(last, name) for name in ("new_starts_at", "new_ends_at", "new_place")}
    whole = MeetingMove(**before, **after, why=next((each.why for each in reversed(moves) if each.why), ""))
    back = list(before.values()) == list(after.values())
    return Moved(None if back else whole, any(each.is_another_day for each in moves))


def _words(meeting: Meeting, say: Callable[[str, str], str]) -> LazyString:
    title, starts = meeting.title, meeting.starts_at
    return LazyString(lambda: say(title, moment(starts)))


def _tell(
    meeting: Meeting,
    attenders: Sequence[Attender],
    cause: str,
    words: LazyString,
    opening: Callable[[], list[str]],
    *,
    method: Method = Method.REQUEST,
    moved: Moved = STAYED,
    version: str = "",
) -> None:
    """Tell these people, and keep what they know by now."""
    if not attenders:
        return
    rows = {each.person_id: each for each in attenders}
    people = db.session.scalars(select(Person).where(Person.id.in_(rows)).order_by(Person.id)).all()
    by = _organiser(meeting)

    def write(person: Person) -> Body:
        return Letter(meeting, by, method, opening(), moved).to(person, rows[person.id])

    thing, version = f"meeting/{meeting.uid}", version or str(meeting.sequence)
    url = f"/afspraken/{meeting.uid}"
    notify_all(people, cause=cause, object=thing, version=version, text=words, url=url, write=write)
    near = meeting.starts_at <= now() + DAY_BEFORE
    for each in attenders:
        each.told = meeting.sequence
        each.reminded_for = meeting.starts_at if near else each.reminded_for
    db.session.flush()


def _organiser(meeting: Meeting) -> Person | None:
    """Return who organised a meeting, unless they were erased."""
    person = db.session.get(Person, meeting.organiser_id) if meeting.organiser_id else None
    return person if person and person.erased_at is None else None
