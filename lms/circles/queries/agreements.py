"""Agreements of a circle: what is open, what nobody does any more, what somebody does, and the look back on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.circles.enums import ItemKind
from lms.circles.models import (
    AgendaItem,
    AgreementReview,
    Circle,
    CircleAgreement,
    CircleDecision,
    CircleMember,
    CircleSession,
)
from lms.circles.models.work import CLOSED
from lms.circles.policy import spoken_in_by
from lms.circles.queries.confidential import READER, Reader, masked_items, said_in_the_open
from lms.kernel.clock import local
from lms.kernel.db import db

MOST_OPEN = 200
PAGE = 30


@dataclass(frozen=True)
class Promised:
    """An agreement with what was said of it at this session; ``owner_left``: somebody else must do it."""

    agreement: CircleAgreement
    owner_left: bool
    review: AgreementReview | None = None


@dataclass(frozen=True)
class LookBack:
    """What comes back at a session without being copied."""

    agreements: Sequence[Promised]
    decisions: Sequence[CircleDecision]
    carried: Sequence[AgendaItem]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look back on."""
        return not (self.agreements or self.decisions or self.carried)


def open_agreements(circle: Circle, actor: Actor) -> list[Promised]:
    """Return what is open in a circle and the actor reads, what is due first at the top; one statement."""
    return _promised(_agreements(circle, actor).where(CircleAgreement.state.not_in(CLOSED)).limit(MOST_OPEN))


def closed_agreements(circle: Circle, actor: Actor, *, after: int | None = None) -> list[Promised]:
    """Return a page of what was done or dropped, the newest first, one more when there is more."""
    found = _agreements(circle, actor).where(CircleAgreement.state.in_(CLOSED)).order_by(None)
    if after is not None:
        found = found.where(CircleAgreement.id < after)
    return _promised(found.order_by(CircleAgreement.id.desc()).limit(PAGE + 1))


def agreements_made_in(session: CircleSession, actor: Actor) -> list[Promised]:
    """Return what was agreed at one session and the actor reads, in order; one statement."""
    return _promised(_made_in(), {"session_id": session.id, "reader": actor.id or 0})


def agreement_by_uid(slug: str, uid: str, actor: Actor) -> CircleAgreement | None:
    """Return an agreement of a circle in which the actor speaks."""
    found = select(CircleAgreement).join(CircleAgreement.circle)
    found = found.options(
        contains_eager(CircleAgreement.circle),
        joinedload(CircleAgreement.owner),
        joinedload(CircleAgreement.born_in).joinedload(CircleSession.meeting),
    )
    here = (Circle.slug == slug, CircleAgreement.uid == uid, spoken_in_by(actor), _agreed_for(actor))
    return db.session.scalars(found.where(*here)).one_or_none()


def look_back_of(session: CircleSession, actor: Actor) -> LookBack:
    """Return what comes back at a session: open agreements, decisions that are due, and what was carried over to it.

    What this session already looked back on stays in sight. Three statements.
    """
    seen = (AgreementReview.session_id == session.id, AgreementReview.agreement_id == CircleAgreement.id)
    older = or_(CircleAgreement.born_in_id.is_(None), CircleAgreement.born_in_id != session.id)
    found = _agreements(session.circle, actor).add_columns(AgreementReview).outerjoin(AgreementReview, and_(*seen))
    made_before = CircleAgreement.created_at < session.meeting.ends_at
    still = or_(CircleAgreement.state.not_in(CLOSED), AgreementReview.session_id.is_not(None))
    agreements = _promised(found.where(older, made_before, still).limit(MOST_OPEN))
    return LookBack(agreements, _due(session, actor), _carried(session, actor))


def decisions_made_in(session: CircleSession, actor: Actor) -> Sequence[CircleDecision]:
    """Return what was decided at one session and the actor reads, in order."""
    asked = {"session_id": session.id, "reader": actor.id or 0}
    return db.session.scalars(_decided_in(), asked).all()


def decision_by_uid(slug: str, uid: str, actor: Actor) -> CircleDecision | None:
    """Return a decision of a circle in which the actor speaks."""
    found = select(CircleDecision).join(Circle, Circle.id == CircleDecision.circle_id)
    return db.session.scalars(
        found.where(Circle.slug == slug, CircleDecision.uid == uid, spoken_in_by(actor), _decided_before(actor))
    ).one_or_none()


def _due(session: CircleSession, actor: Actor) -> Sequence[CircleDecision]:
    on = local(session.meeting.starts_at).date()
    due = and_(CircleDecision.review_on <= on, CircleDecision.looked_back_in_id.is_(None))
    found = select(CircleDecision).options(joinedload(CircleDecision.session))
    found = found.where(
        CircleDecision.circle_id == session.circle_id,
        CircleDecision.session_id != session.id,
        _decided_before(actor),
        or_(due, CircleDecision.looked_back_in_id == session.id),
    )
    return db.session.scalars(found.order_by(CircleDecision.review_on, CircleDecision.id).limit(MOST_OPEN)).all()


def _carried(session: CircleSession, actor: Actor) -> Sequence[AgendaItem]:
    """Return what came from an earlier session: themes, cases and what else was carried over."""
    here = (AgendaItem.session_id == session.id, AgendaItem.origin_id.is_not(None), AgendaItem.kind != ItemKind.TRIAL)
    found = select(AgendaItem).where(*here, AgendaItem.id.not_in(masked_items(actor)))
    found = found.options(joinedload(AgendaItem.theme), joinedload(AgendaItem.presenter))
    return db.session.scalars(found.order_by(AgendaItem.position, AgendaItem.id)).all()


def _left() -> ColumnElement[bool]:
    """Say of an agreement whether its owner is not in the circle any more; nobody is as good as gone."""
    here = and_(
        CircleMember.circle_id == CircleAgreement.circle_id,
        CircleMember.person_id == CircleAgreement.owner_id,
        CircleMember.until.is_(None),
    )
    return and_(CircleAgreement.state.not_in(CLOSED), ~exists().where(here))


def _agreed_for(actor: Reader) -> ColumnElement[bool]:
    """Say of an agreement whether confidentiality leaves it to somebody; who does it and who wrote it know of it."""
    number = actor if isinstance(actor, BindParameter) else actor.id
    own = or_(CircleAgreement.owner_id == number, CircleAgreement.by_id == number)
    return or_(said_in_the_open(CircleAgreement.born_in_id, CircleAgreement.item_id, to=actor), own)


def _decided_before(actor: Reader) -> ColumnElement[bool]:
    return said_in_the_open(CircleDecision.session_id, CircleDecision.item_id, to=actor)


@cache
def _made_in() -> Select[*tuple[Any, ...]]:
    made = (CircleAgreement.born_in_id == bindparam("session_id"), _agreed_for(READER))
    return _with_people().where(*made).order_by(CircleAgreement.id)


@cache
def _decided_in() -> Select[CircleDecision]:
    made = (CircleDecision.session_id == bindparam("session_id"), _decided_before(READER))
    return select(CircleDecision).where(*made).order_by(CircleDecision.id)


def _agreements(circle: Circle, actor: Actor) -> Select[*tuple[Any, ...]]:
    here = (CircleAgreement.circle_id == circle.id, _agreed_for(actor))
    return _with_people().where(*here).order_by(CircleAgreement.due_on, CircleAgreement.id)


def _with_people() -> Select[*tuple[Any, ...]]:
    return select(CircleAgreement, _left().label("left")).options(
        joinedload(CircleAgreement.owner),
        joinedload(CircleAgreement.neighbourhood),
        joinedload(CircleAgreement.theme),
        joinedload(CircleAgreement.born_in),
        joinedload(CircleAgreement.circle),
    )


def _promised(found: Select[*tuple[Any, ...]], asked: dict[str, int] | None = None) -> list[Promised]:
    rows = db.session.execute(found, asked or {})
    return [Promised(row[0], bool(row[1]), row[2] if len(row) > 2 else None) for row in rows]
