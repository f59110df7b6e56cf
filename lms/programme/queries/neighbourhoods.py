"""Finding neighbourhoods; nobody reaches one they may not know of."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Programme, Tranche
from lms.programme.policy import can_know, known_to

PAGE = 50
#: Everything that the head of a page about a neighbourhood shows, in the same statement.
WITH_HEAD = (
    joinedload(Neighbourhood.tranche),
    joinedload(Neighbourhood.ggd),
    joinedload(Neighbourhood.municipality),
    joinedload(Neighbourhood.director),
    joinedload(Neighbourhood.adviser),
)


def neighbourhood_by_slug(slug: str, actor: Actor) -> Neighbourhood | None:
    """Return a neighbourhood that somebody may know of, with tranche, GGD, municipality, director and adviser."""
    found = db.session.scalar(_by_slug(), {"slug": slug})
    return found if found is not None and can_know(actor, found) else None


def neighbourhood_in_short(slug: str, actor: Actor) -> Neighbourhood | None:
    """Return the same with tranche and municipality alone, for a page that tells of none of its people."""
    found = db.session.scalar(_in_short(), {"slug": slug})
    return found if found is not None and can_know(actor, found) else None


def public_neighbourhood(slug: str, _actor: Actor) -> Neighbourhood | None:
    """Return a neighbourhood for a public page about it (help nearby): name and place, nothing of its people."""
    statement = select(Neighbourhood).where(Neighbourhood.slug == slug)
    return db.session.scalar(statement.options(joinedload(Neighbourhood.municipality)))


def neighbourhoods(actor: Actor, *conditions: ColumnElement[bool], after: str = "") -> Sequence[Neighbourhood]:
    """Return a page of the neighbourhoods somebody may know of, by slug, after the one with slug ``after``.

    One more than a page holds is returned when there is a next page.
    """
    statement = _known(actor).where(Neighbourhood.slug > after, *conditions)
    return db.session.scalars(statement.order_by(Neighbourhood.slug).limit(PAGE + 1)).all()


def named(words: str) -> ColumnElement[bool]:
    """Return the condition for a name that begins with these words, or has a word that does."""
    begin = words.casefold().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    name = func.lower(Neighbourhood.name)
    return or_(name.like(f"{begin}%", escape="\\"), name.like(f"% {begin}%", escape="\\"))


def groups_known_to(actor: Actor) -> Sequence[Tranche]:
    """Return the groups in which somebody may know of a neighbourhood, by number."""
    here = select(Neighbourhood.id).where(Neighbourhood.tranche_id == Tranche.id, known_to(actor))
    return db.session.scalars(select(Tranche).where(here.exists()).order_by(Tranche.programme_id, Tranche.number)).all()


def neighbourhoods_in(ids: frozenset[int]) -> Sequence[Neighbourhood]:
    """Return neighbourhoods by their ids, by name; for who holds a grant in each of them."""
    return db.session.scalars(_by_ids(), {"ids": ids}).all()


def select_neighbourhoods_in(ids: frozenset[int]) -> Select[Neighbourhood]:
    """Return the same as a statement, for what a higher feature asks along."""
    return _by_ids().params(ids=ids)


def first_programme() -> Programme | None:
    """Return the oldest programme, which is the one of this installation until there are more."""
    return db.session.scalars(select(Programme).order_by(Programme.id).limit(1)).first()


def has_neighbourhoods(programme: Programme) -> bool:
    """Return whether any neighbourhood takes part."""
    return bool(db.session.scalar(select(exists().where(Neighbourhood.programme_id == programme.id))))


@cache
def _by_slug() -> Select[Neighbourhood]:
    return select(Neighbourhood).where(Neighbourhood.slug == bindparam("slug")).options(*WITH_HEAD)


@cache
def _in_short() -> Select[Neighbourhood]:
    place = (joinedload(Neighbourhood.tranche), joinedload(Neighbourhood.municipality))
    return select(Neighbourhood).where(Neighbourhood.slug == bindparam("slug")).options(*place)


@cache
def _by_ids() -> Select[Neighbourhood]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return select(Neighbourhood).where(Neighbourhood.id.in_(ids)).options(*WITH_HEAD).order_by(Neighbourhood.name)


def _known(actor: Actor) -> Select[Neighbourhood]:
    return select(Neighbourhood).where(known_to(actor)).options(*WITH_HEAD)
