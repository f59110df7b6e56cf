"""Who is in a circle: membership and right together, and who is expected at its coming sessions."""

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import func, select, update

from lms.accounts.commands.notices import notify
from lms.accounts.commands.people import end_grant, grant_role
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Person
from lms.circles.enums import MemberRole
from lms.circles.models import Circle, CircleMember
from lms.circles.policy import CIRCLE, RIGHTS, roles_to_give
from lms.circles.queries.circles import open_membership
from lms.circles.queries.sessions import coming_sessions
from lms.kernel import audit
from lms.kernel.clock import local, now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.plans import Expected, expect, release
from lms.meetings.enums import MeetingState
from lms.meetings.models import Attender
from lms.meetings.queries.team import is_able
from lms.programme.commands.teams import refuse_card
from lms.programme.models import Neighbourhood
from lms.ui.formats import weekday

JOINED = "circle.joined"


def add_member(
    circle: Circle, person: Person, role: MemberRole, neighbourhood: Neighbourhood | None, *, by: Person, origin: str
) -> CircleMember:
    """Let somebody be in a circle; they are told, and expected at the sessions to come, at none of those before."""
    _locked(circle)
    if role not in roles_to_give(by, circle):
        raise MayNotGive(_("Deze rol mag jij hier niet geven."), "role")
    if open_membership(circle, person) is not None:
        raise Refusal(_("%(name)s zit al in deze leerkring.", name=person.name), "email")
    if role is MemberRole.PARTICIPANT and neighbourhood is None:
        raise Refusal(_("Kies voor welke wijk deze deelnemer komt."), "neighbourhood")
    if role is MemberRole.PARTICIPANT and circle.capacity is not None and _participants(circle) >= circle.capacity:
        raise Refusal(_("Deze leerkring zit vol: er is plek voor %(num)s.", num=circle.capacity), "role")
    refuse_card(person, RIGHTS[role])
    member = enrol(circle, person, role, neighbourhood, by=by, origin=origin)
    _expect_from_now(member)
    if by.id != person.id:
        _tell(member)
    return member


def enrol(
    circle: Circle, person: Person, role: MemberRole, neighbourhood: Neighbourhood | None, *, by: Person, origin: str
) -> CircleMember:
    """Write a membership with the right that goes with it."""
    grant = grant_role(person, RIGHTS[role], CIRCLE, circle.id)
    member = CircleMember(circle_id=circle.id, person_id=person.id, role=role, grant_id=grant.id, by_id=by.id)
    member.circle, member.person, member.grant, member.neighbourhood = circle, person, grant, neighbourhood
    member.since = now()
    db.session.add(member)
    db.session.flush()
    audit.record("circle.join", _code(member), actor_uid=by.uid, origin=origin)
    return member


def end_membership(member: CircleMember, *, by: Person, origin: str) -> None:
    """Let somebody leave: the right ends at once, and they are expected no more; what was before stays.

    Done again, or by two people at once, it changes nothing.
    """
    _locked(member.circle)
    here = open_membership(member.circle, member.person)
    if here is None:
        return
    here.until = now()
    end_grant(here.grant)
    for session in coming_sessions(here.circle):
        release(session.meeting, here.person)
    audit.record("circle.leave", _code(here), actor_uid=by.uid, origin=origin)


def come_for(member: CircleMember, neighbourhood: Neighbourhood, *, by: Person, origin: str) -> CircleMember:
    """Let a member come for another neighbourhood from now on; sessions that were keep the one of that day."""
    _locked(member.circle)
    here = _still(member)
    if here.neighbourhood_id == neighbourhood.id:
        return here
    kept = {name: getattr(here, name) for name in ("rules_number", "rules_at", "own_goal", "offer")}
    role, since = here.role, now()
    here.until = since
    db.session.flush()
    moved = CircleMember(
        circle_id=here.circle_id, person_id=here.person_id, role=role, grant_id=here.grant_id, by_id=by.id, **kept
    )
    moved.circle, moved.person, moved.grant, moved.neighbourhood = here.circle, here.person, here.grant, neighbourhood
    moved.since = since
    db.session.add(moved)
    db.session.flush()
    _come_to_sessions_for(moved)
    audit.record("circle.neighbourhood", _code(moved), actor_uid=by.uid, origin=origin)
    return moved


def expected_in(circle: Circle) -> list[Expected]:
    """Return who is expected at a session that is published now, each for the neighbourhood of today.

    Whose account was closed is not, though their place stays for when it opens again.
    """
    rows = db.session.execute(
        select(CircleMember, Person)
        .join(CircleMember.person)
        .where(CircleMember.circle_id == circle.id, CircleMember.until.is_(None), is_able())
        .order_by(CircleMember.person_id)
    )
    return [Expected(person, member.neighbourhood_id) for member, person in rows]


def code_of(circle: Circle) -> str:
    """Return what the log calls a circle."""
    return f"circle/{circle.uid}"


def _expect_from_now(member: CircleMember) -> None:
    """Expect who joins at every session that was published and is still to come."""
    for session in coming_sessions(member.circle):
        if session.meeting.state is MeetingState.PLANNED:
            expect(session.meeting, [Expected(member.person, member.neighbourhood_id)])


def _come_to_sessions_for(member: CircleMember) -> None:
    """Write the new neighbourhood at the sessions to come; who was told need not be told again."""
    coming = [session.meeting_id for session in coming_sessions(member.circle)]
    theirs = (Attender.person_id == member.person_id, Attender.meeting_id.in_(coming))
    db.session.execute(update(Attender).where(*theirs).values(neighbourhood_id=member.neighbourhood_id))


def _participants(circle: Circle) -> int:
    open_yet = (CircleMember.circle_id == circle.id, CircleMember.until.is_(None))
    counted = select(func.count()).where(*open_yet, CircleMember.role == MemberRole.PARTICIPANT)
    return db.session.scalar(counted) or 0


def _locked(circle: Circle) -> None:
    """Let one change of the members be made at a time, so that no circle gets fuller than it may."""
    db.session.flush()
    db.session.refresh(circle, ["capacity"], with_for_update=True)


def _still(member: CircleMember) -> CircleMember:
    here = open_membership(member.circle, member.person)
    if here is None:
        raise Refusal(_("%(name)s zit niet meer in deze leerkring.", name=member.person.name))
    return here


def _tell(member: CircleMember) -> None:
    """Tell somebody that they are in, and of the session to come, which is not the first when a series runs."""
    name = member.circle.name
    known = (each.meeting for each in coming_sessions(member.circle) if each.meeting.state is MeetingState.PLANNED)
    coming = next(known, None)
    begins = local(coming.starts_at) if coming else None

    def sentence() -> str:
        if begins is None:
            return _("Je zit nu in %(circle)s.", circle=name)
        day = weekday(begins.date())
        return _("Je zit nu in %(circle)s. De volgende bijeenkomst is %(day)s.", circle=name, day=day)

    notify(
        member.person,
        cause=JOINED,
        object=code_of(member.circle),
        version=str(member.id),
        text=LazyString(sentence),
        url=f"/leerkringen/{member.circle.slug}",
    )


def _code(member: CircleMember) -> str:
    return f"{code_of(member.circle)}/person/{member.person.uid}"
