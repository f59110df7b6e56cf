"""Who was asked to join a team and did not answer yet."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor, Person
from lms.kernel.db import db
from lms.programme.models import Asked, Neighbourhood
from lms.programme.policy import known_to

#: A question without an answer closes itself after this time.
OPEN_FOR = timedelta(days=60)
OPEN = Asked.answered_at.is_(None)


def own_question(slug: str, uid: str, actor: Actor) -> Asked | None:
    """Return a question to this person, open or closed; nobody else learns that it is there."""
    statement = _about_a_place().options(contains_eager(Asked.neighbourhood).joinedload(Neighbourhood.municipality))
    return db.session.scalar(
        statement.where(Neighbourhood.slug == slug, Asked.uid == uid, Asked.person_id == (actor.id or 0))
    )


def question_at(slug: str, uid: str, actor: Actor) -> Asked | None:
    """Return a question of a neighbourhood that somebody may know of."""
    statement = _about_a_place().options(contains_eager(Asked.neighbourhood))
    return db.session.scalar(statement.where(Neighbourhood.slug == slug, Asked.uid == uid, known_to(actor)))


def open_questions_to(person: Person) -> Sequence[Asked]:
    """Return what somebody was asked and did not answer yet, the oldest first."""
    statement = _about_a_place().options(contains_eager(Asked.neighbourhood))
    return db.session.scalars(statement.where(Asked.person_id == person.id, OPEN).order_by(Asked.id)).all()


def open_questions_in(neighbourhood: Neighbourhood) -> Sequence[Asked]:
    """Return who was asked to join a team and did not answer yet, the oldest first; by the name the asker gave."""
    here = select(Asked).where(Asked.neighbourhood_id == neighbourhood.id, OPEN)
    return db.session.scalars(here.order_by(Asked.at, Asked.id)).all()


def open_question(neighbourhood: Neighbourhood, person: Person) -> Asked | None:
    """Return the open question whether somebody joins this team."""
    same = (Asked.neighbourhood_id == neighbourhood.id, Asked.person_id == person.id)
    return db.session.scalar(select(Asked).where(*same, OPEN))


def asked_already(people: Collection[int]) -> frozenset[tuple[int, int]]:
    """Return in which neighbourhoods which of these people have an open question, as pairs of their numbers."""
    rows = select(Asked.neighbourhood_id, Asked.person_id).where(Asked.person_id.in_(people), OPEN)
    return frozenset((row[0], row[1]) for row in db.session.execute(rows))


def _about_a_place() -> Select[Asked]:
    return select(Asked).join(Asked.neighbourhood).options(joinedload(Asked.by), joinedload(Asked.person))
