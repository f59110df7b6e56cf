"""Wie is hier al geweest: colleagues past a step who agreed to be asked for a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, String, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor, Grant, Person
from lms.circles.models import PeerCall, PeerOffer
from lms.kernel.clock import now
from lms.kernel.db import Moment, db
from lms.programme.enums import StepStatus, View
from lms.programme.models import Neighbourhood, StepProgress
from lms.programme.policy import NEIGHBOURHOOD, PROFESSIONALS

MOST = 20


@dataclass(frozen=True)
class Peers:
    """Who may be asked for a call about a step, and the own offer of who looks."""

    rows: Sequence[PeerOffer]
    own: PeerOffer | None = None


def peers_at(neighbourhood: Neighbourhood, key: str, actor: Actor) -> Peers:
    """Return the colleagues of other neighbourhoods who are past a step, and whether the actor offers it here.

    Past a step is who did it for now on the own card, by the own view. Who is in the team no more is left out. One
    statement.
    """
    asked = {"reader": actor.id or 0, "here": neighbourhood.id, "programme_id": neighbourhood.programme_id}
    rows = db.session.scalars(_at_step(), {**asked, "key": key, "moment": now()}).all()
    own = next((each for each in rows if each.neighbourhood_id == neighbourhood.id), None)
    return Peers([each for each in rows if each is not own][:MOST], own)


def offer_by_uid(uid: str, actor: Actor) -> PeerOffer | None:
    """Return an open offer of somebody else."""
    return db.session.scalars(
        _open(now()).where(PeerOffer.uid == uid, PeerOffer.person_id != (actor.id or 0))
    ).one_or_none()


def own_offer(person: Person, neighbourhood: Neighbourhood) -> PeerOffer | None:
    """Return somebody's open offer for a neighbourhood."""
    mine = (PeerOffer.person_id == person.id, PeerOffer.neighbourhood_id == neighbourhood.id)
    return db.session.scalars(select(PeerOffer).where(*mine, PeerOffer.until.is_(None))).one_or_none()


def call_by_uid(uid: str, actor: Actor) -> PeerCall | None:
    """Return a question for a call, for who asked it and who was asked."""
    found = select(PeerCall).join(PeerCall.offer).where(PeerCall.uid == uid)
    found = found.where(or_(PeerCall.by_id == (actor.id or 0), PeerOffer.person_id == (actor.id or 0)))
    whole = found.options(
        contains_eager(PeerCall.offer).joinedload(PeerOffer.person),
        joinedload(PeerCall.by),
        joinedload(PeerCall.neighbourhood),
    )
    return db.session.scalars(whole).one_or_none()


def open_call(offer: PeerOffer, person: Person) -> PeerCall | None:
    """Return what somebody asked this colleague and was not answered yet."""
    mine = (PeerCall.offer_id == offer.id, PeerCall.by_id == person.id, PeerCall.answer.is_(None))
    return db.session.scalars(select(PeerCall).where(*mine)).one_or_none()


@cache
def _at_step() -> Select[PeerOffer]:
    person, here = bindparam("reader", type_=Integer), bindparam("here", type_=Integer)
    mine = and_(PeerOffer.person_id == person, PeerOffer.neighbourhood_id == here)
    others = and_(
        PeerOffer.neighbourhood_id != here,
        PeerOffer.person_id != person,
        Neighbourhood.programme_id == bindparam("programme_id"),
        PeerOffer.neighbourhood_id.in_(_past(bindparam("key", type_=String))),
    )
    found = _open(bindparam("moment", type_=Moment)).where(or_(mine, others))
    return found.order_by(Neighbourhood.name, PeerOffer.id).limit(MOST + 1)


def _past(key: BindParameter[str]) -> Select[int]:
    own = StepProgress.view.in_((View.SELF, View.TOGETHER))
    here = (StepProgress.neighbourhood_id == Neighbourhood.id, StepProgress.step_key == key, own)
    last = select(func.max(StepProgress.id)).where(*here, StepProgress.card_version_id == Neighbourhood.card_version_id)
    done = StepProgress.status == StepStatus.DONE_FOR_NOW
    latest = StepProgress.id == last.correlate(Neighbourhood).scalar_subquery()
    return (
        select(Neighbourhood.id)
        .join(StepProgress, StepProgress.neighbourhood_id == Neighbourhood.id)
        .where(latest, done)
    )


def _open(moment: datetime | BindParameter[datetime]) -> Select[PeerOffer]:
    found = select(PeerOffer).join(PeerOffer.person).join(PeerOffer.neighbourhood)
    still: tuple[ColumnElement[bool], ...] = (
        Grant.person_id == PeerOffer.person_id,
        Grant.scope_kind == NEIGHBOURHOOD,
        Grant.scope_id == PeerOffer.neighbourhood_id,
        Grant.role.in_(PROFESSIONALS),
        Grant.held_at(moment),
    )
    here = (PeerOffer.until.is_(None), Person.active, exists().where(*still))
    return found.where(*here).options(contains_eager(PeerOffer.person), contains_eager(PeerOffer.neighbourhood))
