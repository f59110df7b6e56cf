"""Writing down what a neighbourhood decided."""

from datetime import date

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import note_sign
from lms.programme.models import CardStep, Decision, Neighbourhood


def record_decision(
    neighbourhood: Neighbourhood,
    *,
    question: str,
    decided: str,
    decided_by: str,
    residents_there: bool,
    reason: str = "",
    decided_on: date | None = None,
    step_key: str | None = None,
    by: Person,
    origin: str,
) -> Decision:
    """Keep a decision; without residents it gets a visible mark and is never refused for that (A-3)."""
    day = decided_on or today()
    if day > today():
        raise Refusal(_("Deze dag is nog niet geweest. Kies vandaag of een dag ervoor."), "decided_on")
    if step_key and db.session.get(CardStep, (neighbourhood.card_version_id, step_key)) is None:
        raise Refusal(_("Deze stap staat niet op de kaart van deze wijk."), "step_key")
    decision = Decision(
        neighbourhood_id=neighbourhood.id,
        step_key=step_key or None,
        question=question.strip(),
        decided=decided.strip(),
        decided_by=decided_by.strip(),
        residents_there=residents_there,
        reason=reason.strip(),
        decided_on=day,
        by_id=by.id,
    )
    db.session.add(decision)
    note_sign(neighbourhood)
    db.session.flush()
    audit.record("decision.add", f"decision/{decision.uid}", actor_uid=by.uid, origin=origin)
    return decision
