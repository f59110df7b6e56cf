"""Planning a meeting, changing it, and calling it off; who is expected, and who no longer is.

A draft tells nobody anything. What people are told raises the sequence that calendars go by (RFC 5546 section 2.1.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import local, now
from lms.kernel.db import db
from lms.kernel.refusal import ChangedMeanwhile, Refusal
from lms.meetings.commands.letters import as_it_stands
from lms.meetings.commands.locking import FRESH, locked
from lms.meetings.commands.sign_up import fill_seats
from lms.meetings.commands.telling import tell_cancelled, tell_invited, tell_released
from lms.meetings.enums import THERE, Answer, MeetingKind, MeetingState, Mode, Part
from lms.meetings.errors import NotPlanned
from lms.meetings.models import Attender, Meeting, MeetingMove
from lms.meetings.models.meetings import LONGEST_WHY, QUIET
from lms.meetings.queries.team import team_to_expect
from lms.meetings.signals import meeting_cancelled, meeting_changed
from lms.meetings.slots import host_of
from lms.programme.commands.form_keys import first_of_form, row_of_form
from lms.programme.models import Neighbourhood

#: What people who know of a meeting are told when it changes; the rest is nobody's news, or never told by mail.
NEWS = ("title", "text", "starts_at", "ends_at", "mode", "place", "route", "accessibility")
MOVED = ("starts_at", "ends_at", "place")
BY_ITSELF = "cli"


@dataclass(frozen=True)
class Plan:
    """What somebody plans: what, when and where; the times are aware."""

    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    text: str = ""
    mode: Mode = Mode.ON_SITE
    place: str = ""
    route: str = ""
    accessibility: str = ""
    video_url: str = ""
    dial_in: str = ""
    open_to_all: bool = False
    capacity: int | None = None
    sign_up_until: datetime | None = None


@dataclass(frozen=True)
class Expected:
    """Somebody who is expected, and the neighbourhood they come for."""

    person: Person
    neighbourhood_id: int | None = None


def plan_meeting(
    plan: Plan,
    actor: Person,
    *,
    form_key: str,
    neighbourhood: Neighbourhood | None = None,
    people: Sequence[Expected] | None = None,
    draft: bool = False,
    origin: str = BY_ITSELF,
) -> Meeting:
    """Plan a meeting and invite at once who is expected, unless it is a draft; the same form again is the same meeting.

    ``people`` left out means the team for a team meeting, and nobody for another.
    """
    if (found := row_of_form(Meeting.organiser_id, form_key, actor)) is not None:
        return found
    _check(plan)
    place_id = neighbourhood.id if neighbourhood else None
    state = MeetingState.DRAFT if draft else MeetingState.PLANNED
    meeting = Meeting(
        form_key=form_key, organiser_id=actor.id, neighbourhood_id=place_id, state=state, last_in_line=0, **vars(plan)
    )
    kept: Meeting = first_of_form(Meeting.organiser_id, meeting, actor)
    if kept is not meeting:
        return kept
    if people is None:
        team = team_to_expect(place_id) if place_id and plan.kind is MeetingKind.TEAM else ()
        people = [Expected(person, place_id) for person in team]
    expect(meeting, people)
    audit.record("meeting.plan", code_of(meeting), actor_uid=actor.uid, origin=origin)
    return meeting


def publish_meeting(meeting: Meeting, actor: Person, *, origin: str = BY_ITSELF) -> None:
    """Invite who is expected in a draft; for a meeting that is no draft this changes nothing."""
    locked(meeting)
    if meeting.state is not MeetingState.DRAFT:
        return
    if meeting.ends_at <= now():
        raise NotPlanned(_("Deze dag is al voorbij. Kies eerst een andere dag."))
    meeting.state = MeetingState.PLANNED
    meeting.serial += 1
    db.session.flush()
    tell_invited(meeting, _attenders(meeting))
    audit.record("meeting.publish", code_of(meeting), actor_uid=actor.uid, origin=origin)


def change_meeting(
    meeting: Meeting, plan: Plan, actor: Person, *, serial: int, why: str = "", origin: str = BY_ITSELF
) -> None:
    """Give a meeting other words, another time or another place; people are told ten minutes after the last change.

    ``serial`` is what the page showed: who saw an older one is refused, so that nobody overwrites another unseen.
    """
    locked(meeting)
    if meeting.serial != serial:
        stands = _("Iemand anders veranderde deze afspraak net. Dit staat er nu:")
        again = _("Wil je dit vervangen door wat jij invulde? Bewaar dan nog een keer.")
        raise ChangedMeanwhile("\n".join([stands, as_it_stands(meeting), again]), meeting.serial)
    if meeting.state not in {MeetingState.DRAFT, MeetingState.PLANNED}:
        raise NotPlanned(_("Deze afspraak gaat niet door. Plan een nieuwe."))
    _check(plan, meeting.seats_taken)
    _check_change(meeting, plan)
    old = {name: getattr(meeting, name) for name in vars(plan)}
    changed = {name for name, value in vars(plan).items() if old[name] != value}
    if not changed:
        return
    for name in changed:
        setattr(meeting, name, getattr(plan, name))
    meeting.serial += 1
    if meeting.state is MeetingState.PLANNED and changed.intersection(NEWS):
        _note_news(meeting, old, actor, why, moved=not changed.isdisjoint(MOVED))
    db.session.flush()
    if "capacity" in changed:
        fill_seats(meeting)
    audit.record("meeting.change", code_of(meeting), actor_uid=actor.uid, origin=origin)


def cancel_meeting(meeting: Meeting, actor: Person, why: str = "", *, origin: str = BY_ITSELF) -> None:
    """Call a meeting off and tell who knows of it; done again it changes nothing.

    Of what is behind us it is written down that it was not held, and nobody is told; what was held stays held.
    """
    locked(meeting)
    if meeting.state not in {MeetingState.DRAFT, MeetingState.PLANNED}:
        return
    _refuse_held(meeting)
    known_before = meeting.state is MeetingState.PLANNED
    over = known_before and meeting.ends_at <= now()
    meeting.state = MeetingState.NOT_HELD if over else MeetingState.CANCELLED
    meeting.cancelled_at, meeting.tell_after = None if over else now(), None
    meeting.cancelled_why = why.strip()[:LONGEST_WHY]
    meeting.sequence += known_before  # of a draft no calendar knows
    meeting.serial += 1
    db.session.flush()
    audit.record("meeting.cancel", code_of(meeting), actor_uid=actor.uid, origin=origin)
    if known_before:
        tell_cancelled(meeting, _attenders(meeting))
        announce(meeting_cancelled, meeting=meeting, by=actor)
    else:
        _forget_draft(meeting)


def expect(meeting: Meeting, people: Sequence[Expected]) -> None:
    """Expect people, and invite them at once when the meeting is no draft; who is in it already stays as they are."""
    locked(meeting)
    there = {row.person_id: row for row in _rows(meeting)}
    fresh = []
    for each in sorted(people, key=lambda one: one.person.id):
        row = there.get(each.person.id)
        if row is not None and row.part is not Part.LEFT:
            continue
        meeting.last_in_line += 1
        if row is None:
            row = Attender(meeting_id=meeting.id, person_id=each.person.id, number=meeting.last_in_line)
            row.person, row.meeting = each.person, meeting
            db.session.add(row)
        elif row.told is not None:
            meeting.sequence += 1  # a calendar keeps what was called off until it hears a higher number
        row.number, row.part, row.neighbourhood_id = meeting.last_in_line, Part.EXPECTED, each.neighbourhood_id
        there[each.person.id] = row
        fresh.append(row)
    db.session.flush()
    if meeting.state is MeetingState.PLANNED:
        tell_invited(meeting, fresh)


def release(meeting: Meeting, person: Person) -> None:
    """Expect somebody no more, and tell them when they were invited."""
    locked(meeting)
    row = next((each for each in _rows(meeting) if each.person_id == person.id), None)
    if row is None or row.part is not Part.EXPECTED:
        return
    row.part, row.answer, row.replacement = Part.LEFT, Answer.NONE, ""
    meeting.sequence += meeting.state is MeetingState.PLANNED
    db.session.flush()
    if meeting.state is MeetingState.PLANNED and row.told is not None:
        tell_released(meeting, row)


def release_from_team(neighbourhood: Neighbourhood, person: Person) -> None:
    """Expect somebody who left a team no more at what is still to come there; what was stays."""
    here = (Meeting.neighbourhood_id == neighbourhood.id, Meeting.starts_at > now())
    open_yet = Meeting.state.in_((MeetingState.DRAFT, MeetingState.PLANNED))
    mine = select(Attender.meeting_id).where(Attender.person_id == person.id, Attender.part == Part.EXPECTED)
    coming = select(Meeting).where(*here, open_yet, Meeting.id.in_(mine)).order_by(Meeting.id)
    for meeting in db.session.scalars(coming).all():
        release(meeting, person)


def code_of(meeting: Meeting) -> str:
    """Return what the log and the outbox call a meeting."""
    return f"meeting/{meeting.uid}"


def _check(plan: Plan, seats_taken: int = 0) -> None:
    """Refuse what cannot be planned, in the words of who plans."""
    if not plan.title.strip():
        raise Refusal(_("Vul in waar het over gaat. Bijvoorbeeld: Teamoverleg"), "title")
    if plan.ends_at <= plan.starts_at:
        raise Refusal(_("Het einde ligt voor het begin. Kijk de tijden na."), "ends")
    if plan.capacity is not None and plan.capacity < seats_taken:
        raise Refusal(_("Er zijn al %(num)s plekken vergeven. Kies er niet minder.", num=seats_taken), "capacity")
    if plan.capacity is not None and not plan.open_to_all:
        raise Refusal(_("Een aantal plekken kan alleen als iedereen zich mag aanmelden."), "capacity")


def _check_change(meeting: Meeting, plan: Plan) -> None:
    """Refuse to take away what people signed up for, and to move what people were at to another day."""
    if meeting.open_to_all and not plan.open_to_all and meeting.last_in_line and _signed_up(meeting):
        words = _("Er hebben zich al mensen aangemeld. Wil je niemand meer? Kies dan een laatste dag om aan te melden.")
        raise Refusal(words, "open_to_all")
    if local(plan.starts_at).date() != local(meeting.starts_at).date() and _was_there(meeting):
        raise NotPlanned(_("Er is al opgeschreven wie er was. Plan voor een andere dag een nieuwe afspraak."))


def _refuse_held(meeting: Meeting) -> None:
    """Refuse to call off what runs or was held: with the feature that hosts it, or because people were there."""
    host = host_of(meeting)
    if host is not None and host.began(meeting):
        raise NotPlanned(_("Deze bijeenkomst is al begonnen. Je kunt die niet meer afzeggen."))
    if _was_there(meeting):
        raise NotPlanned(_("Er is al opgeschreven wie er is. Klopt dat niet? Verander dat dan eerst bij Wie is er?"))


def _was_there(meeting: Meeting) -> bool:
    return any(row.attendance in THERE for row in _rows(meeting))


def _forget_draft(meeting: Meeting) -> None:
    """Expect nobody at a draft that was called off: nobody knew of it, and nobody needs to hear that it is off."""
    never = (Attender.meeting_id == meeting.id, Attender.part == Part.EXPECTED, Attender.told.is_(None))
    db.session.execute(update(Attender).where(*never).values(part=Part.LEFT))


def _signed_up(meeting: Meeting) -> bool:
    return any(row.part in {Part.SEAT, Part.WAITING} for row in _rows(meeting))


def _note_news(meeting: Meeting, old: dict, actor: Person, why: str, *, moved: bool) -> None:
    meeting.sequence += 1
    meeting.tell_after = now() + QUIET
    if moved:
        before = {f"old_{name}": old[name] for name in MOVED}
        after = {f"new_{name}": getattr(meeting, name) for name in MOVED}
        said = why.strip()[:LONGEST_WHY]
        moves = MeetingMove(meeting_id=meeting.id, sequence=meeting.sequence, why=said, by_id=actor.id)
        for name, value in {**before, **after}.items():
            setattr(moves, name, value)
        db.session.add(moves)
        if moves.is_another_day:
            _ask_again(meeting)
    announce(meeting_changed, meeting=meeting, by=actor)


def _ask_again(meeting: Meeting) -> None:
    """Expect who could not come: what they said was about another day."""
    said = update(Attender).where(Attender.meeting_id == meeting.id, Attender.answer != Answer.NONE)
    db.session.execute(said.values(answer=Answer.NONE, replacement=""))


def _attenders(meeting: Meeting) -> Sequence[Attender]:
    return [row for row in _rows(meeting) if row.part is not Part.LEFT]


def _rows(meeting: Meeting) -> Sequence[Attender]:
    """Return everybody who is or was in a meeting, in the order in which everybody locks people."""
    found = select(Attender).where(Attender.meeting_id == meeting.id).order_by(Attender.person_id)
    return db.session.scalars(found, execution_options=FRESH).all()
