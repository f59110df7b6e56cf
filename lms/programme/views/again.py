"""After slow work who may what is looked at again, for rights may have ended meanwhile."""

from collections.abc import Callable

from flask import abort

from lms.accounts.models import Actor, Person
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.kernel.work import begin_writing
from lms.programme.models import Neighbourhood
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug

Rule = Callable[[Actor, Neighbourhood], bool]


def begin_writing_again(neighbourhood: Neighbourhood, actor: Person, rule: Rule) -> None:
    """Begin to write about a neighbourhood, when this person still may."""
    begin_writing()
    look_again(neighbourhood, actor, rule)


def look_again(neighbourhood: Neighbourhood, actor: Person, rule: Rule) -> None:
    """Read a neighbourhood and the rights of a person again, and answer as if this person came just now."""
    slug, number = neighbourhood.slug, actor.id
    for each in (*actor.all_grants, *actor.platform_roles, actor, neighbourhood):
        db.session.expire(each)
    person = person_by_id(number)
    if person is None or not person.active or neighbourhood_by_slug(slug, person) is None:
        abort(404)
    if not rule(person, neighbourhood):
        abort(403)
