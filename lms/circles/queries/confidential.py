"""What is for named people only: one question for pages, and the same as SQL for lists, exports and search."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import QueryableAttribute, aliased

from lms.accounts.models import Actor, Person
from lms.circles.enums import Hushed
from lms.circles.models import AgendaItem, CheckIn, CircleSession, Confidential, Insight, Named, SessionNote
from lms.kernel.db import db

OPEN = Confidential.lifted_at.is_(None)
Column = QueryableAttribute[int] | QueryableAttribute[int | None]
#: Who reads; in a statement that is built once the name under which their number is given.
Reader = Actor | BindParameter[int]
READER = bindparam("reader", type_=Integer)


def confidential_of(kind: Hushed, number: int) -> Confidential | None:
    """Return the marking that holds for something."""
    return db.session.scalar(_marking(), {"kind": kind, "number": number})


@cache
def _marking() -> Select[Confidential]:
    about = (Confidential.kind == bindparam("kind"), Confidential.object_id == bindparam("number"))
    return select(Confidential).where(*about, OPEN)


def is_confidential(kind: Hushed, number: int) -> bool:
    """Say whether something is for named people only: then it is in no export, no search, no print and no mail."""
    return confidential_of(kind, number) is not None


def named_in(actor: Actor, kind: Hushed, number: int) -> bool:
    """Say who is named in what is confidential; of anything else nobody."""
    return db.session.scalar(select(exists().where(*_open(kind, number), _names(actor)))) or False


def may_read(actor: Actor, kind: Hushed, number: int) -> bool:
    """Say whether confidentiality leaves this to an actor; other rights are asked besides."""
    return not is_confidential(kind, number) or named_in(actor, kind, number)


def readable(actor: Reader, kind: Hushed, number: Column) -> ColumnElement[bool]:
    """Return :func:`may_read` as SQL on the column with the numbers."""
    return or_(~hushed(kind, number), exists().where(*_open(kind, number), _names(actor)))


def hushed(kind: Hushed, number: Column) -> ColumnElement[bool]:
    """Return :func:`is_confidential` as SQL on the column with the numbers."""
    return exists().where(*_open(kind, number))


def hushed_items(actor: Reader | None = None) -> Any:
    """Return the numbers of agenda items that stand for a confidential case, as a subquery; also carried over.

    With an actor only of those where the actor is not named.
    """
    return _with_copies(AgendaItem.id.in_(_cases(_marked(Hushed.CASE, actor))))


def masked_items(actor: Reader) -> Any:
    """Return the numbers of agenda items whose words an actor may not read, as a subquery.

    What stood on the agenda of a confidential session keeps its words to itself on a later agenda too.
    """
    case = AgendaItem.id.in_(_cases(_marked(Hushed.CASE, actor)))
    return _with_copies(or_(case, AgendaItem.session_id.in_(_marked(Hushed.SESSION, actor))))


def items_of_case(number: int) -> Any:
    """Return the numbers of agenda items that stand for one case, as a subquery; also carried over and repeated."""
    return items_of_cases(CheckIn.id == number)


def items_of_cases(which: ColumnElement[bool]) -> Any:
    """Return the same for every case that a rule on check-ins finds."""
    return _with_copies(AgendaItem.id.in_(select(CheckIn.item_id).where(CheckIn.item_id.is_not(None), which)))


def said_in_the_open(session: Column, item: Column | None = None, *, to: Reader | None = None) -> ColumnElement[bool]:
    """Return as SQL that something was said in no confidential session and about no confidential case.

    ``to`` an actor that is enough who is named. Where a column has no number, that is no secret.
    """
    rules = [or_(session.is_(None), session.not_in(_marked(Hushed.SESSION, to)))]
    if item is not None:
        rules.append(or_(item.is_(None), item.not_in(hushed_items(to))))
    return and_(*rules)


def holds_secrets(session_id: int) -> bool:
    """Say whether a session, or a case on its agenda, is for named people only: then not everybody sees the same."""
    case = exists().where(AgendaItem.session_id == session_id, AgendaItem.id.in_(hushed_items()))
    return bool(db.session.scalar(select(or_(exists().where(*_open(Hushed.SESSION, session_id)), case))))


def is_hushed(insight: Insight) -> bool:
    """Say whether an insight was caught in a session, or about a case, that is confidential now."""
    open_ = said_in_the_open(Insight.session_id, Insight.agenda_item_id)
    return bool(db.session.scalar(select(exists().where(Insight.id == insight.id, ~open_))))


def note_closed_to(actor: Actor, session_id: int, item_id: int | None) -> bool:
    """Say whether a note, there or not yet, is about something, or is itself, for named people without this actor."""
    about = SessionNote.item_id.is_(None) if item_id is None else SessionNote.item_id == item_id
    note = exists().where(SessionNote.session_id == session_id, about, ~readable(actor, Hushed.NOTE, SessionNote.id))
    case = exists().where(AgendaItem.id == (item_id or 0), AgendaItem.id.in_(hushed_items(actor)))
    return bool(db.session.scalar(select(or_(note, case))))


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


def kept_from(session: CircleSession, people: Collection[int]) -> frozenset[int]:
    """Return which of these people, by number, do not read what is said in a session; at most two statements."""
    marked = confidential_of(Hushed.SESSION, session.id)
    if marked is None:
        return frozenset()
    named = set(db.session.scalars(select(Named.person_id).where(Named.confidential_id == marked.id)))
    return frozenset(people) - named


def _marked(kind: Hushed, actor: Reader | None) -> Any:
    """Return the numbers of what is confidential; with an actor only of what names others."""
    found = select(Confidential.object_id).where(Confidential.kind == kind, OPEN)
    return found if actor is None else found.where(~_names(actor))


def _cases(numbers: Any) -> Any:
    return select(CheckIn.item_id).where(CheckIn.item_id.is_not(None), CheckIn.id.in_(numbers))


def _with_copies(first: ColumnElement[bool]) -> Any:
    """Return the numbers of items, and of the items that lead back to one of them."""
    items = select(AgendaItem.id).where(first).cte(recursive=True)
    copy = aliased(AgendaItem)
    return select(items.union(select(copy.id).where(copy.origin_id == items.c.id)).c.id)


def _open(kind: Hushed, number: int | Column) -> tuple[ColumnElement[bool], ...]:
    return (Confidential.kind == kind, Confidential.object_id == number, OPEN)


def _names(actor: Reader) -> ColumnElement[bool]:
    number = actor if isinstance(actor, BindParameter) else actor.id or 0
    theirs = select(Named.confidential_id).where(Named.person_id == number)
    return Confidential.id.in_(theirs)
