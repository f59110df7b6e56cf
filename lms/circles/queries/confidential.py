"""What is for named people only: one question for pages, and the same as SQL for lists, exports and search."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import QueryableAttribute

from lms.accounts.models import Actor, Person
from lms.circles.enums import Hushed
from lms.circles.models import CheckIn, Confidential, Named
from lms.kernel.db import db

OPEN = Confidential.lifted_at.is_(None)
Column = QueryableAttribute[int] | QueryableAttribute[int | None]


def confidential_of(kind: Hushed, number: int) -> Confidential | None:
    """Return the marking that holds for something."""
    return db.session.scalar(
        select(Confidential).where(Confidential.kind == kind, Confidential.object_id == number, OPEN)
    )


def is_confidential(kind: Hushed, number: int) -> bool:
    """Say whether something is for named people only: then it is in no export, no search, no print and no mail."""
    return confidential_of(kind, number) is not None


def named_in(actor: Actor, kind: Hushed, number: int) -> bool:
    """Say who is named in what is confidential; of anything else nobody."""
    return db.session.scalar(select(exists().where(*_open(kind, number), _names(actor)))) or False


def may_read(actor: Actor, kind: Hushed, number: int) -> bool:
    """Say whether confidentiality leaves this to an actor; other rights are asked besides."""
    return not is_confidential(kind, number) or named_in(actor, kind, number)


def readable(actor: Actor, kind: Hushed, number: Column) -> ColumnElement[bool]:
    """Return :func:`may_read` as SQL on the column with the numbers."""
    return or_(~hushed(kind, number), exists().where(*_open(kind, number), _names(actor)))


def hushed(kind: Hushed, number: Column) -> ColumnElement[bool]:
    """Return :func:`is_confidential` as SQL on the column with the numbers."""
    return exists().where(*_open(kind, number))


def hushed_items() -> Any:
    """Return the numbers of agenda items that stand for a confidential case, as a subquery."""
    case = select(CheckIn.item_id).where(CheckIn.item_id.is_not(None))
    return case.where(hushed(Hushed.CASE, CheckIn.id))


def people_named_in(kind: Hushed, number: int) -> Sequence[Person]:
    """Return who may read what is confidential, by name."""
    found = (
        select(Person)
        .join(Named, Named.person_id == Person.id)
        .join(Confidential, Confidential.id == Named.confidential_id)
    )
    return db.session.scalars(found.where(*_open(kind, number)).order_by(Person.name, Person.id)).all()


def hidden_from(actor: Actor, kind: Hushed, numbers: Collection[int]) -> frozenset[int]:
    """Return which of these things confidentiality keeps from an actor, in one statement."""
    found = select(Confidential.object_id).where(Confidential.kind == kind, OPEN, Confidential.object_id.in_(numbers))
    return frozenset(db.session.scalars(found.where(~_names(actor))))


def _open(kind: Hushed, number: int | Column) -> tuple[ColumnElement[bool], ...]:
    return (Confidential.kind == kind, Confidential.object_id == number, OPEN)


def _names(actor: Actor) -> ColumnElement[bool]:
    theirs = select(Named.confidential_id).where(Named.person_id == (actor.id or 0))
    return Confidential.id.in_(theirs)
