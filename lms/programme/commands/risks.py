"""Steering on risks: who owns one, what is done about it, and when somebody looks again."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from lms.accounts import commands as accounts
from lms.accounts import queries as people
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.models import Organisation
from lms.programme.models import Risk, RiskMeasure, RiskReview
from lms.programme.queries.risks import risks_to_remind_of

REVIEW = "risk_review"


def give_risk_to(risk: Risk, owner: Organisation | None, *, by: Person, origin: str) -> None:
    """Say which organisation owns a risk; nobody is "nog kiezen"."""
    if risk.owner_id == (owner.id if owner else None):
        return
    risk.owner = owner
    _flushed("risk.owner", risk, by, origin)


def plan_review(risk: Risk, review_on: date | None, *, by: Person, origin: str) -> None:
    """Say when somebody looks at a risk again; nothing means: no day yet."""
    if risk.review_on == review_on:
        return
    if review_on is not None and review_on < today():
        raise Refusal(_("Deze dag is al geweest. Kies vandaag of later."), "review_on")
    risk.review_on = review_on
    _flushed("risk.plan", risk, by, origin)


def add_measure(risk: Risk, text: str, *, by: Person, origin: str) -> RiskMeasure:
    """Add something that is done about a risk."""
    measure = RiskMeasure(risk_id=risk.id, text=text.strip())
    db.session.add(measure)
    _flushed("risk.measure_add", risk, by, origin)
    return measure


def end_measure(measure: RiskMeasure, *, by: Person, origin: str) -> None:
    """Say that something is no longer done; a risk keeps at least one measure, unless we are only aware of it (G-4).

    The risk is locked first, so that two people never end its last two measures at once.
    """
    risk = db.session.scalars(select(Risk).where(Risk.id == measure.risk_id).with_for_update()).one()
    db.session.refresh(measure)
    if measure.ended_at is not None:
        return
    going = select(func.count()).where(RiskMeasure.risk_id == risk.id, RiskMeasure.ended_at.is_(None))
    if not risk.aware_only and db.session.scalar(going) == 1:
        raise Refusal(_("Dit is het laatste wat we doen. Schrijf eerst op wat we in plaats daarvan doen."))
    measure.ended_at = now()
    _flushed("risk.measure_end", risk, by, origin)


def review_risk(risk: Risk, note: str, next_on: date | None, *, by: Person, origin: str) -> None:
    """Write down what somebody saw who looked at a risk, and when the next look is."""
    if next_on is not None and next_on <= today():
        raise Refusal(_("Kies een dag na vandaag. Je keek er net naar."), "next_on")
    db.session.add(RiskReview(risk_id=risk.id, note=note.strip(), by_id=by.id))
    risk.review_on = next_on
    _flushed("risk.review", risk, by, origin)


def remind_of_reviews() -> int:
    """Tell coordinators which risks wait for a look, once for each date; return how many risks."""
    due = risks_to_remind_of(today())
    coordinators = people.people_with_role(Role.COORDINATOR) if due else ()
    for risk in due:
        day = risk.review_on.isoformat() if risk.review_on else ""
        for person in coordinators:
            accounts.notify(
                person,
                cause=REVIEW,
                object=f"risk/{risk.id}",
                version=day,
                text=_l("Kijk weer naar dit risico: %(title)s", title=risk.title),
                url=f"/programma/risicos/{risk.key}",
            )
        risk.reminded_for = risk.review_on
    db.session.flush()
    return len(due)


def _flushed(action: str, risk: Risk, by: Person, origin: str) -> None:
    db.session.flush()
    audit.record(action, f"risk/{risk.key}", actor_uid=by.uid, origin=origin)
