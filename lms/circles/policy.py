"""Who may know of a circle, plan its sessions and bring something in: each rule, and beside it the same rule as SQL.

Rights come from grants with scope ``circle``: of members, of guests and researchers who look on, and of facilitators.
The adviser of a neighbourhood sees the programme of a circle where somebody comes for it; so does the coordinator, who
also plans. What is said inside is for the people of the circle alone (L-4).
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.accounts.slots import Place
from lms.circles.enums import InsightState, ItemState, MemberRole, Visibility
from lms.circles.models import (
    AgendaItem,
    Circle,
    CircleAgreement,
    CircleMember,
    CircleSession,
    Insight,
    PeerCall,
    PeerOffer,
)
from lms.meetings.models import Meeting
from lms.meetings.policy import is_unheard_of, unheard_of
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, PROFESSIONALS, is_coordinator, places

CIRCLE = "circle"
#: The right that goes with being somebody in a circle.
RIGHTS = {
    MemberRole.PARTICIPANT: Role.CIRCLE_MEMBER,
    MemberRole.FACILITATOR: Role.CIRCLE_FACILITATOR,
    MemberRole.GUEST: Role.CIRCLE_GUEST,
    MemberRole.RESEARCHER: Role.CIRCLE_GUEST,
}
#: Who works in the programme: they read insights that are for the programme.
PROGRAMME = (
    Role.COORDINATOR,
    Role.RESEARCHER,
    Role.EDITOR,
    Role.ADVISER,
    Role.NEIGHBOURHOOD_DIRECTOR,
    Role.DEPUTY_DIRECTOR,
    Role.SOCIAL_WORKER,
    Role.GGD_MANAGER,
    Role.CIRCLE_FACILITATOR,
    Role.CIRCLE_MEMBER,
)


def roles_in(actor: Actor, circle: Circle) -> frozenset[Role]:
    """Return the rights somebody holds in a circle now."""
    return frozenset(grant.role for grant in actor.grants if (grant.scope_kind, grant.scope_id) == (CIRCLE, circle.id))


def is_in(actor: Actor, circle: Circle) -> bool:
    """Say who is in a circle, as whatever."""
    return bool(roles_in(actor, circle))


def speaks_in(actor: Actor, circle: Circle) -> bool:
    """Participants and facilitators bring things in and read what was said; guests and researchers do not (L-4)."""
    return not roles_in(actor, circle).isdisjoint({Role.CIRCLE_MEMBER, Role.CIRCLE_FACILITATOR})


def facilitates(actor: Actor, circle: Circle) -> bool:
    """Say who facilitates this circle."""
    return Role.CIRCLE_FACILITATOR in roles_in(actor, circle)


def reads_along(actor: Actor, *_things: object) -> bool:
    """Say who advises a neighbourhood, and so reads the programme of a circle where somebody comes for it."""
    return bool(places(actor, NEIGHBOURHOOD, Role.ADVISER))


def can_know(actor: Actor, circle: Circle, neighbourhoods: Collection[int] = ()) -> bool:
    """Who is in it, the coordinator, and the adviser of a neighbourhood that a participant comes for (given here)."""
    advised = places(actor, NEIGHBOURHOOD, Role.ADVISER)
    return is_coordinator(actor) or is_in(actor, circle) or not advised.isdisjoint(neighbourhoods)


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_know` as SQL."""
    if is_coordinator(actor):
        return true()
    rules: list[ColumnElement[bool]] = [Circle.id.in_(own)] if (own := places(actor, CIRCLE)) else []
    if advised := places(actor, NEIGHBOURHOOD, Role.ADVISER):
        there = and_(
            CircleMember.circle_id == Circle.id,
            CircleMember.until.is_(None),
            CircleMember.role == MemberRole.PARTICIPANT,
            CircleMember.neighbourhood_id.in_(advised),
        )
        rules.append(exists().where(there))
    return or_(*rules) if rules else false()


def facilitates_somewhere(actor: Actor, *_things: object) -> bool:
    """Say who facilitates a circle."""
    return bool(places(actor, CIRCLE, Role.CIRCLE_FACILITATOR))


def can_plan(actor: Actor, circle: Circle) -> bool:
    """Facilitators and the coordinator plan series and sessions, and look after members and house rules."""
    return facilitates(actor, circle) or is_coordinator(actor)


def planned_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_plan` as SQL."""
    if is_coordinator(actor):
        return true()
    mine = places(actor, CIRCLE, Role.CIRCLE_FACILITATOR)
    return Circle.id.in_(mine) if mine else false()


def can_plan_session(actor: Actor, session: CircleSession) -> bool:
    """Say the same of one session; who acts on a series is asked for each of its sessions."""
    return can_plan(actor, session.circle)


def can_change_item(actor: Actor, item: AgendaItem) -> bool:
    """Who plans changes the agenda; who proposed something changes that, as long as nobody put it on."""
    if can_plan(actor, item.circle):
        return True
    mine = actor.id is not None and item.by_id == actor.id and item.state is ItemState.PROPOSED
    return mine and speaks_in(actor, item.circle)


def can_know_session(actor: Actor, session: CircleSession) -> bool:
    """Say who may know of a session of a circle they know: a draft is for who plans, also when it was called off."""
    return not is_unheard_of(session.meeting) or can_plan(actor, session.circle)


def sessions_known_to(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_know_session` as SQL, on a statement that joins circle and meeting."""
    return or_(~unheard_of(), planned_by(actor))


def can_make_circle(actor: Actor, *_things: object) -> bool:
    """Coordinators, and who facilitates somewhere."""
    return actor.has_role(Role.COORDINATOR, Role.CIRCLE_FACILITATOR)


def can_name_facilitator(actor: Actor, circle: Circle) -> bool:
    """Only the coordinator makes somebody facilitator, or takes that away: nobody hands the right on."""
    return is_coordinator(actor)


def roles_to_give(actor: Actor, circle: Circle) -> tuple[MemberRole, ...]:
    """Return as what this actor lets people into a circle."""
    if can_name_facilitator(actor, circle):
        return tuple(MemberRole)
    return tuple(role for role in MemberRole if role is not MemberRole.FACILITATOR) if can_plan(actor, circle) else ()


def can_change_member(actor: Actor, member: CircleMember) -> bool:
    """Who plans looks after members; a facilitator's own place only the coordinator."""
    return member.role in roles_to_give(actor, member.circle)


def is_own_membership(actor: Actor, member: CircleMember) -> bool:
    """Only the person says yes to house rules, and writes their own goal."""
    return actor.id is not None and member.person_id == actor.id


def gives_in_circle(actor: Actor, place: Place) -> bool:
    """Who facilitates a circle lets participants and guests in there."""
    role, kind, number = place
    mine = places(actor, CIRCLE, Role.CIRCLE_FACILITATOR)
    return kind == CIRCLE and number in mine and role in {Role.CIRCLE_MEMBER, Role.CIRCLE_GUEST}


def hosted_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_plan_session` as SQL on meetings, for the floor that keeps them."""
    theirs = select(CircleSession.meeting_id).join(CircleSession.circle).where(planned_by(actor))
    return Meeting.id.in_(theirs)


def can_speak(actor: Actor, session: CircleSession) -> bool:
    """Say who reads and writes what is said in a session: the people of the circle, no guests (L-4)."""
    return speaks_in(actor, session.circle)


def spoken_in_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`speaks_in` as SQL."""
    mine = circles_spoken_in(actor)
    return Circle.id.in_(mine) if mine else false()


def circles_spoken_in(actor: Actor) -> list[int]:
    """Return :func:`speaks_in` as numbers of circles, in order."""
    return sorted(places(actor, CIRCLE, Role.CIRCLE_MEMBER, Role.CIRCLE_FACILITATOR))


def can_run(actor: Actor, session: CircleSession) -> bool:
    """Facilitators run a session from minute to minute; who only plans was not in the room."""
    return facilitates(actor, session.circle)


def can_change_agreement(actor: Actor, agreement: CircleAgreement) -> bool:
    """Who does it, who wrote it down and who facilitates say how it goes, as long as they are in the circle."""
    mine = actor.id is not None and actor.id in {agreement.owner_id, agreement.by_id}
    return facilitates(actor, agreement.circle) or (mine and speaks_in(actor, agreement.circle))


def can_hand_over(actor: Actor, agreement: CircleAgreement, *, left: bool) -> bool:
    """Who may change it gives it to somebody else; when nobody does it any more, everybody in the circle may choose."""
    return can_change_agreement(actor, agreement) or (left and speaks_in(actor, agreement.circle))


def can_know_insight(actor: Actor, insight: Insight) -> bool:
    """Say who may know of an insight: by its visibility, and always who said it; one taken back is known and empty."""
    own = actor.id is not None and insight.contributor_id == actor.id
    if own or insight.visibility is Visibility.PUBLIC or speaks_in(actor, insight.circle):
        return True
    return insight.visibility is Visibility.PROGRAMME and actor.has_role(*PROGRAMME)


def insights_known_to(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_know_insight` as SQL."""
    return known_insights(**who_knows(actor))


def known_insights(open_to: Any, spoken_in: Any, reader: Any) -> ColumnElement[bool]:
    """Return that rule itself, also for a statement that is built once."""
    said = or_(Insight.visibility.in_(open_to), Insight.circle_id.in_(spoken_in))
    return or_(said, Insight.contributor_id == reader)


def who_knows(actor: Actor) -> dict[str, Any]:
    """Return what :func:`known_insights` asks of somebody."""
    open_to = {Visibility.PUBLIC} | ({Visibility.PROGRAMME} if actor.has_role(*PROGRAMME) else set())
    return {"open_to": sorted(open_to), "spoken_in": circles_spoken_in(actor), "reader": actor.id or 0}


def owns_insight(actor: Actor, insight: Insight) -> bool:
    """Only who said it decides who reads it, and takes it back."""
    return actor.id is not None and insight.contributor_id == actor.id and insight.state is not InsightState.WITHDRAWN


def can_take_back(actor: Actor, insight: Insight) -> bool:
    """Who said it; and who wrote down what nobody is known to have said, while only the circle reads it."""
    written = actor.id is not None and (insight.contributor_id, insight.by_id) == (None, actor.id)
    inside = insight.visibility is Visibility.CIRCLE and insight.state is not InsightState.WITHDRAWN
    return owns_insight(actor, insight) or (written and inside and speaks_in(actor, insight.circle))


def can_edit_insight(actor: Actor, insight: Insight) -> bool:
    """Who said it writes their own words; a facilitator mends spelling."""
    there = insight.state is not InsightState.WITHDRAWN
    return owns_insight(actor, insight) or (there and facilitates(actor, insight.circle))


def can_ask_to_share(actor: Actor, insight: Insight) -> bool:
    """Facilitators and the coordinator ask whether more people may read it, and let fewer read it; they never raise."""
    there = insight.state is not InsightState.WITHDRAWN and can_know_insight(actor, insight)
    return there and (facilitates(actor, insight.circle) or is_coordinator(actor))


def can_merge_insight(actor: Actor, insight: Insight) -> bool:
    """Say who joins what says the same: a facilitator."""
    return insight.state is not InsightState.WITHDRAWN and facilitates(actor, insight.circle)


def can_tell_use(actor: Actor, insight: Insight) -> bool:
    """Directors, deputies and advisers tell that they tried what they read."""
    there = insight.state is not InsightState.WITHDRAWN and can_know_insight(actor, insight)
    return there and bool(places(actor, NEIGHBOURHOOD, *LEADERS, Role.ADVISER))


def can_offer_calls(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Professionals of a team let colleagues of other neighbourhoods ask them."""
    return neighbourhood.id in places(actor, NEIGHBOURHOOD, *PROFESSIONALS)


def places_to_ask_from(actor: Actor) -> frozenset[int]:
    """Return for which neighbourhoods somebody asks a colleague for a call."""
    return places(actor, NEIGHBOURHOOD, *PROFESSIONALS, Role.ADVISER)


def can_ask_calls(actor: Actor, offer: PeerOffer) -> bool:
    """Say who asks a colleague: professionals and advisers of another neighbourhood."""
    return bool(places_to_ask_from(actor) - {offer.neighbourhood_id})


def is_of_call(actor: Actor, call: PeerCall) -> bool:
    """Who asked for a call and who was asked see it, and nobody else."""
    return actor.id is not None and actor.id in {call.by_id, call.offer.person_id}
