"""Whom somebody may ask for a date: the team of a neighbourhood, or a group of another feature."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.kernel.slots import fillers
from lms.meetings.models import DatePoll
from lms.meetings.policy import GROUP_MARK, PLANNERS, group_of, may_plan
from lms.meetings.queries.team import ABLE
from lms.meetings.slots import DATE_POLL_GROUPS, Askable
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug, neighbourhoods_in
from lms.programme.queries.team_words import ROLE_NAMES
from lms.programme.queries.teams import team_of


@dataclass(frozen=True)
class Where:
    """Where a date is asked for: a neighbourhood, or what another feature hosts, by its key."""

    key: str
    label: str
    href: str
    people: Sequence[Askable] = ()
    neighbourhood: Neighbourhood | None = None
    host: str | None = None


def where_at(key: str, actor: Actor) -> Where | None:
    """Return where somebody wants to ask for a date, with its people; nothing when they may not know of it."""
    if GROUP_MARK in key:
        group = group_of(key)
        told = group.told(key) if group else None
        if group is None or told is None or not group.may_ask(actor, key):
            return None
        return Where(key, told.label, told.href, group.people(key, actor), host=key)
    here = neighbourhood_by_slug(key, actor)
    return None if here is None else Where(key, here.name, f"/wijken/{key}", _team(here, actor), here)


def may_ask_in(actor: Actor, where: Where) -> bool:
    """Who plans meetings in a neighbourhood asks for a date there; a group was found only for who may ask it."""
    return where.neighbourhood is None or may_plan(actor, where.neighbourhood)


def where_of(poll: DatePoll) -> Where:
    """Return in words where a poll is for."""
    if poll.neighbourhood is not None:
        slug = poll.neighbourhood.slug
        return Where(slug, poll.neighbourhood.name, f"/wijken/{slug}", neighbourhood=poll.neighbourhood)
    host = poll.host or ""
    group = group_of(host)
    told = group.told(host) if group else None
    return Where(host, told.label, told.href, host=host) if told else Where(host, "", "/", host=host)


def neighbourhoods_to_ask(actor: Actor) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods where somebody may ask for a date."""
    ids = places(actor, NEIGHBOURHOOD, *PLANNERS)
    return neighbourhoods_in(ids) if ids else ()


def groups_to_ask(actor: Actor) -> Sequence[tuple[str, str]]:
    """Return the groups of other features that somebody may ask for a date, as key and name."""
    return [each for group in fillers(DATE_POLL_GROUPS) if group.asks(actor) for each in group.offered(actor)]


def _team(here: Neighbourhood, actor: Actor) -> Sequence[Askable]:
    """Return the team in the order of roles, and its adviser, who is not ticked beforehand; without who asks."""
    found = [(each.member.person, str(ROLE_NAMES[each.member.role]), True) for each in team_of(here)]
    if here.adviser_at_work and here.adviser_id not in {person.id for person, _role, _ticked in found}:
        found.append((here.adviser_at_work, str(ROLE_NAMES[Role.ADVISER]), False))
    able = [each for each in found if each[0].id != actor.id and each[0].standing in ABLE]
    return [Askable(*each) for each in able]
