"""What a team sees of the learning of its people: a finished module, when the learner shares it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, select

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.organisations.models import Affiliation, Organisation
from lms.training.models import FinishedShare, Module, ModuleProgress


@dataclass(frozen=True)
class Learning:
    """The module somebody finished last, of those they let their team see, and how many those are."""

    title: str
    slug: str
    finished: int


@dataclass(frozen=True)
class Finished:
    """A module that somebody finished, and whether their team sees that."""

    module: Module
    at: datetime
    shared: bool


def learning_of(people: Collection[int]) -> Mapping[int, Learning]:
    """Return what each of these people lets their team see, by person id, in one statement; others are not in it.

    Only that a module is finished: never how far somebody is, an answer, a score or a thought.
    """
    rows = db.session.execute(_seen(), {"people": list(people)}).all()
    count: dict[int, int] = {}
    for row in rows:
        count[row.person_id] = count.get(row.person_id, 0) + 1
    return {row.person_id: Learning(row.title, row.slug, count[row.person_id]) for row in rows}


def finished_by(actor: Actor) -> tuple[str, Sequence[Finished]]:
    """Return what the organisation of the actor agreed about learning, and the finished modules, the newest first."""
    agreed = select(Organisation.learning_agreement).join(Affiliation, _works_at(Affiliation.person_id == actor.id))
    return db.session.scalar(agreed) or "", _finished(actor)


def finished_module(module: str, actor: Actor) -> Finished | None:
    """Return a module that the actor finished."""
    return next(iter(_finished(actor, Module.slug == module)), None)


def _finished(actor: Actor, *wanted: ColumnElement[bool]) -> list[Finished]:
    statement = _with_agreement(select(Module, ModuleProgress.completed_at, _shared().label("shared")))
    mine = statement.where(ModuleProgress.person_id == actor.id, *wanted).order_by(ModuleProgress.completed_at.desc())
    return [Finished(row.Module, row.completed_at, bool(row.shared)) for row in db.session.execute(mine)]


@cache
def _seen() -> Any:
    people: BindParameter[int] = bindparam("people", expanding=True)
    statement = _with_agreement(select(ModuleProgress.person_id, Module.title, Module.slug))
    return statement.where(ModuleProgress.person_id.in_(people), _shared()).order_by(ModuleProgress.completed_at)


def _shared() -> ColumnElement[bool]:
    """Return whether the team sees it: as the learner chose, else as the organisation agreed, else not."""
    return func.coalesce(FinishedShare.shared, func.coalesce(Organisation.learning_agreement, "") != "")


def _with_agreement(statement: Any) -> Any:
    chose = and_(
        FinishedShare.person_id == ModuleProgress.person_id, FinishedShare.module_id == ModuleProgress.module_id
    )
    works = and_(Affiliation.person_id == ModuleProgress.person_id, Affiliation.until.is_(None))
    return (
        statement.join(Module, Module.id == ModuleProgress.module_id)
        .outerjoin(FinishedShare, chose)
        .outerjoin(Affiliation, works)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(ModuleProgress.completed_at.is_not(None))
    )


def _works_at(person: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Affiliation.organisation_id == Organisation.id, Affiliation.until.is_(None), person)
