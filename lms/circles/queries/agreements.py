"""Agreements of a circle: what is open, what nobody does any more, what somebody does, and the look back on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Actor
from lms.circles.enums import Hushed, ItemKind
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
from lms.circles.policy import agreements_changed_by, spoken_in_by
from lms.circles.queries.confidential import hushed, readable
from lms.kernel.clock import local
from lms.kernel.db import db

MOST_OPEN = 200
ON_CARD = 3
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


def open_agreements(circle: Circle) -> list[Promised]:
    """Return what is open in a circle, what is due first at the top; one statement."""
    return _promised(_agreements(circle).where(CircleAgreement.state.not_in(CLOSED)).limit(MOST_OPEN))


def closed_agreements(circle: Circle, *, after: int | None = None) -> list[Promised]:
    """Return a page of what was done or dropped, the newest first, one more when there is more."""
    found = _agreements(circle).where(CircleAgreement.state.in_(CLOSED)).order_by(None)
    if after is not None:
        found = found.where(CircleAgreement.id < after)
    return _promised(found.order_by(CircleAgreement.id.desc()).limit(PAGE + 1))


def agreements_made_in(session: CircleSession) -> list[Promised]:
    """Return what was agreed at one session, in order; one statement."""
    found = _agreements(session.circle, everywhere=False).where(CircleAgreement.born_in_id == session.id).order_by(None)
    return _promised(found.order_by(CircleAgreement.id))


def agreements_of(person: Actor, *, limit: int = ON_CARD) -> Sequence[CircleAgreement]:
    """Return what somebody still does for their circles, what is due first at the top; one statement."""
    found = select(CircleAgreement).join(CircleAgreement.circle).options(contains_eager(CircleAgreement.circle))
    mine = (CircleAgreement.owner_id == person.id, CircleAgreement.state.not_in(CLOSED), spoken_in_by(person))
    return db.session.scalars(
        found.where(*mine).order_by(CircleAgreement.due_on, CircleAgreement.id).limit(limit)
    ).all()


def agreement_by_uid(slug: str, uid: str, actor: Actor) -> CircleAgreement | None:
    """Return an agreement of a circle in which the actor speaks."""
    found = select(CircleAgreement).join(CircleAgreement.circle)
    found = found.options(
        contains_eager(CircleAgreement.circle),
        joinedload(CircleAgreement.owner),
        joinedload(CircleAgreement.born_in).joinedload(CircleSession.meeting),
    )
    readable_there = readable(actor, Hushed.SESSION, CircleAgreement.born_in_id)
    here = (Circle.slug == slug, CircleAgreement.uid == uid, spoken_in_by(actor), readable_there)
    return db.session.scalars(found.where(*here)).one_or_none()


def changeable(circle: Circle, actor: Actor) -> frozenset[int]:
    """Return the ids of the agreements of a circle that the actor may change; one statement."""
    found = select(CircleAgreement.id).join(CircleAgreement.circle)
    return frozenset(db.session.scalars(found.where(Circle.id == circle.id, agreements_changed_by(actor))))


def look_back_of(session: CircleSession) -> LookBack:
    """Return what comes back at a session: open agreements, decisions that are due, and what was carried over to it.

    What this session already looked back on stays in sight. Three statements.
    """
    seen = (AgreementReview.session_id == session.id, AgreementReview.agreement_id == CircleAgreement.id)
    older = or_(CircleAgreement.born_in_id.is_(None), CircleAgreement.born_in_id != session.id)
    found = _agreements(session.circle).add_columns(AgreementReview).outerjoin(AgreementReview, and_(*seen))
    made_before = CircleAgreement.created_at < session.meeting.ends_at
    still = or_(CircleAgreement.state.not_in(CLOSED), AgreementReview.session_id.is_not(None))
    return LookBack(
        _promised(found.where(older, made_before, still).limit(MOST_OPEN)), _due(session), _carried(session)
    )


def decisions_made_in(session: CircleSession) -> Sequence[CircleDecision]:
    """Return what was decided at one session, in order."""
    here = CircleDecision.session_id == session.id
    return db.session.scalars(select(CircleDecision).where(here).order_by(CircleDecision.id)).all()


def decision_by_uid(slug: str, uid: str, actor: Actor) -> CircleDecision | None:
    """Return a decision of a circle in which the actor speaks."""
    found = select(CircleDecision).join(Circle, Circle.id == CircleDecision.circle_id)
    return db.session.scalars(
        found.where(
            Circle.slug == slug,
            CircleDecision.uid == uid,
            spoken_in_by(actor),
            readable(actor, Hushed.SESSION, CircleDecision.session_id),
        )
    ).one_or_none()


def _due(session: CircleSession) -> Sequence[CircleDecision]:
    on = local(session.meeting.starts_at).date()
    due = and_(CircleDecision.review_on <= on, CircleDecision.looked_back_in_id.is_(None))
    found = select(CircleDecision).options(joinedload(CircleDecision.session))
    found = found.where(
        CircleDecision.circle_id == session.circle_id,
        CircleDecision.session_id != session.id,
        or_(due, CircleDecision.looked_back_in_id == session.id),
        ~hushed(Hushed.SESSION, CircleDecision.session_id),
    )
    return db.session.scalars(found.order_by(CircleDecision.review_on, CircleDecision.id).limit(MOST_OPEN)).all()


def _carried(session: CircleSession) -> Sequence[AgendaItem]:
    """Return what came from an earlier session: themes, cases and what else was carried over."""
    found = select(AgendaItem).where(AgendaItem.session_id == session.id, AgendaItem.origin_id.is_not(None))
    found = found.options(joinedload(AgendaItem.theme), joinedload(AgendaItem.presenter))
    return db.session.scalars(
        found.where(AgendaItem.kind != ItemKind.TRIAL).order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def _left() -> ColumnElement[bool]:
    """Say of an agreement whether its owner is not in the circle any more; nobody is as good as gone."""
    here = and_(
        CircleMember.circle_id == CircleAgreement.circle_id,
        CircleMember.person_id == CircleAgreement.owner_id,
        CircleMember.until.is_(None),
    )
    return and_(CircleAgreement.state.not_in(CLOSED), ~exists().where(here))


def _agreements(circle: Circle, *, everywhere: bool = True) -> Select[*tuple[Any, ...]]:
    """Ask for the agreements of a circle; what a confidential session agreed stands on its own pages only."""
    found = select(CircleAgreement, _left().label("left")).where(CircleAgreement.circle_id == circle.id)
    if everywhere:
        found = found.where(~hushed(Hushed.SESSION, CircleAgreement.born_in_id))
    return found.options(
        joinedload(CircleAgreement.owner),
        joinedload(CircleAgreement.neighbourhood),
        joinedload(CircleAgreement.theme),
        joinedload(CircleAgreement.born_in),
        joinedload(CircleAgreement.circle),
    ).order_by(CircleAgreement.due_on, CircleAgreement.id)


def _promised(found: Select[*tuple[Any, ...]]) -> list[Promised]:
    return [Promised(row[0], bool(row[1]), row[2] if len(row) > 2 else None) for row in db.session.execute(found)]
