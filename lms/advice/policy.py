"""Who may read advice, ask for it and give it: each rule, and beside it the same rule as SQL.

Rights come from grants in the neighbourhood of the advice: the professionals of its team, and its adviser or who stands
in. Another adviser reads one piece of advice because they own it, read along, or were asked to. Coordinators run the
programme and read no advice: they see numbers. What is confidential is for the people who are named in it.
"""

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, false, not_, or_, select

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.advice.enums import Direction, Reply, State, Visibility
from lms.advice.models import Advice, AdviceAssignment, AdviceReader
from lms.advice.models.path import FOR_ADVISERS, GIVEN, UNANSWERED
from lms.programme.models import Neighbourhood
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, PROFESSIONALS, advises, places, roles_in


def is_adviser(actor: Actor, *_things: object) -> bool:
    """Say who advises in this programme."""
    return actor.has_role(Role.ADVISER)


def sees_numbers(actor: Actor, *_things: object) -> bool:
    """Coordinators and researchers see counts, never a text."""
    return actor.has_role(Role.COORDINATOR, Role.RESEARCHER)


def sets_norms(actor: Actor, *_things: object) -> bool:
    """Coordinators say within how many days an answer comes."""
    return actor.has_role(Role.COORDINATOR)


def keeps_examples(actor: Actor, *_things: object) -> bool:
    """Advisers and coordinators keep good examples and recent developments."""
    return actor.has_role(Role.ADVISER, Role.COORDINATOR)


def reads_advice(actor: Actor, *_things: object) -> bool:
    """Say who has a page with advice: professionals of a team, advisers, and who sees the numbers."""
    return reads_some(actor) or sees_numbers(actor)


def reads_some(actor: Actor, *_things: object) -> bool:
    """Professionals of a team and advisers have advice to read."""
    return bool(places(actor, NEIGHBOURHOOD, *PROFESSIONALS)) or is_adviser(actor)


def asks_somewhere(actor: Actor, *_things: object) -> bool:
    """Say who leads a neighbourhood by a grant, and so asks for it."""
    return bool(places(actor, NEIGHBOURHOOD, *LEADERS))


def can_ask(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Directors and deputies ask; so does who stands in for one."""
    return not roles_in(actor, neighbourhood).isdisjoint(LEADERS)


def can_give(actor: Actor, neighbourhood: Neighbourhood) -> bool:
    """Its adviser, or who stands in, gives unasked advice and keeps spoken advice."""
    return advises(actor, neighbourhood)


def hidden_from_team(advice: Advice) -> bool:
    """Say whether unasked advice was not offered (yet): then it is for advisers alone."""
    return advice.state in FOR_ADVISERS or (
        advice.direction is Direction.UNASKED and advice.state is State.SECOND_READER
    )


def shown_to_team() -> ColumnElement[bool]:
    """Return the opposite of :func:`hidden_from_team` as SQL."""
    reading = and_(Advice.direction == Direction.UNASKED, Advice.state == State.SECOND_READER)
    return not_(or_(Advice.state.in_(FOR_ADVISERS), reading))


def is_of_advisers(actor: Actor, advice: Advice, asked: Collection[int] = ()) -> bool:
    """Say who is on the advisers' side of advice they may read; ``asked`` are people with a request that is open."""
    if not is_adviser(actor):
        return False
    mine = actor.id in {advice.owner_id, advice.second_reader_id, *asked}
    return mine or advice.neighbourhood_id in places(actor, NEIGHBOURHOOD, Role.ADVISER)


def is_of_team(actor: Actor, advice: Advice) -> bool:
    """Say who is on the neighbourhood's side: the professionals of its team."""
    return advice.neighbourhood_id in places(actor, NEIGHBOURHOOD, *PROFESSIONALS)


def can_read(actor: Actor, advice: Advice, named: Collection[int] = (), asked: Collection[int] = ()) -> bool:
    """Say who reads advice; ``named`` are the people named in it, ``asked`` those with a request that is open."""
    if advice.visibility is Visibility.NAMED and actor.id not in named:
        return False
    theirs = is_of_team(actor, advice) and not hidden_from_team(advice)
    return theirs or is_of_advisers(actor, advice, asked)


def read_by(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`can_read` as SQL."""
    return _readable(sides_of(actor), **who_reads(actor))


def of_advisers(actor: Actor) -> ColumnElement[bool]:
    """Return :func:`is_of_advisers` as SQL."""
    return _on_their_side(sides_of(actor), **who_reads(actor))


class Sides(NamedTuple):
    """On which sides somebody is; with these a statement is built once, and who it is comes with :func:`who_reads`."""

    team: bool
    adviser: bool
    advised: bool


def sides_of(actor: Actor) -> Sides:
    """Return whether somebody belongs to a team, advises, and has neighbourhoods as an adviser."""
    team, advised = places(actor, NEIGHBOURHOOD, *PROFESSIONALS), places(actor, NEIGHBOURHOOD, Role.ADVISER)
    return Sides(bool(team), is_adviser(actor), bool(advised))


def who_reads(actor: Actor) -> dict[str, Any]:
    """Return what a statement of :func:`readable` and :func:`on_their_side` asks of somebody."""
    team, advised = places(actor, NEIGHBOURHOOD, *PROFESSIONALS), places(actor, NEIGHBOURHOOD, Role.ADVISER)
    return {"reader": actor.id or 0, "team": sorted(team), "advised": sorted(advised)}


@cache
def readable(sides: Sides) -> ColumnElement[bool]:
    """Return :func:`read_by` for a statement that is built once."""
    return _readable(sides, **_asked())


@cache
def on_their_side(sides: Sides) -> ColumnElement[bool]:
    """Return :func:`of_advisers` for a statement that is built once."""
    return _on_their_side(sides, **_asked())


@cache
def _asked() -> dict[str, Any]:
    lists = {name: bindparam(name, type_=Integer, expanding=True) for name in ("team", "advised")}
    return {"reader": bindparam("reader", type_=Integer), **lists}


def _readable(sides: Sides, reader: Any, team: Any, advised: Any) -> ColumnElement[bool]:
    rules = []
    if sides.team:
        rules.append(and_(Advice.neighbourhood_id.in_(team), shown_to_team()))
    if sides.adviser:
        rules.append(_on_their_side(sides, reader, team, advised))
    if not rules:
        return false()
    named = exists().where(AdviceReader.advice_id == Advice.id, AdviceReader.person_id == reader)
    return and_(or_(*rules), or_(Advice.visibility == Visibility.NEIGHBOURHOOD, named))


def _on_their_side(sides: Sides, reader: Any, team: Any, advised: Any) -> ColumnElement[bool]:
    if not sides.adviser:
        return false()
    # not EXISTS: each part of this OR has an index of its own, and a database uses them only when all have one
    requests = select(AdviceAssignment.advice_id).where(
        AdviceAssignment.adviser_id == reader, AdviceAssignment.reply == Reply.ASKED
    )
    rules = [Advice.owner_id == reader, Advice.second_reader_id == reader, Advice.id.in_(requests)]
    return or_(*rules, *([Advice.neighbourhood_id.in_(advised)] if sides.advised else ()))


def leads_there(actor: Actor, advice: Advice) -> bool:
    """Say who speaks for the neighbourhood of this advice: confirms, responds, takes over, tells what came of it."""
    return advice.neighbourhood_id in places(actor, NEIGHBOURHOOD, *LEADERS)


def answers(actor: Actor, advice: Advice) -> bool:
    """Say who answers: the owner, and the adviser of the neighbourhood or who stands in."""
    if not is_adviser(actor):
        return False
    return actor.id == advice.owner_id or advice.neighbourhood_id in places(actor, NEIGHBOURHOOD, Role.ADVISER)


def can_withdraw(actor: Actor, advice: Advice) -> bool:
    """Who leads takes a question back until it is answered."""
    return leads_there(actor, advice) and advice.direction is Direction.ASKED and advice.state in UNANSWERED


def can_say_if_clear(actor: Actor, advice: Advice) -> bool:
    """Who leads says whether the adviser understood the question."""
    return leads_there(actor, advice) and advice.state is State.CLARIFYING


def can_write(actor: Actor, advice: Advice) -> bool:
    """Who leads and who answers write to each other; until the end, and never below what was not offered."""
    open_still = advice.state not in {State.WITHDRAWN, State.NOT_OFFERED} and not hidden_from_team(advice)
    return open_still and (leads_there(actor, advice) or answers(actor, advice))


def can_respond(actor: Actor, advice: Advice) -> bool:
    """Who leads says what they do with advice that was given."""
    return leads_there(actor, advice) and advice.state in GIVEN


def reads_notes(actor: Actor, advice: Advice) -> bool:
    """Advisers who may read the advice read and write notes; nobody who belongs to its team does."""
    return is_of_advisers(actor, advice) and not is_of_team(actor, advice)


def can_name_readers(actor: Actor, advice: Advice) -> bool:
    """Who leads and who answers make advice confidential, and lift that."""
    return leads_there(actor, advice) or answers(actor, advice)
