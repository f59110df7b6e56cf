"""Writing down what a neighbourhood decided."""

from datetime import date

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.commands.moments import note_sign
from lms.programme.models import CardStep, Decision, Neighbourhood
from lms.programme.queries.moments import new_form_key


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
    form_key: str = "",
    by: Person,
    origin: str,
) -> Decision:
    """Keep a decision once; without residents it gets a visible mark and is never refused for that (A-3)."""
    day, form_key = decided_on or today(), form_key or new_form_key()
    said = {
        "step_key": step_key or None,
        "question": question.strip(),
        "decided": decided.strip(),
        "decided_by": decided_by.strip(),
        "residents_there": residents_there,
        "reason": reason.strip(),
        "decided_on": day,
    }
    kept: Decision | None = row_of_form(Decision.by_id, form_key, by)
    if kept is not None:
        return unchanged(kept, **said)
    _refuse_unfit(neighbourhood, day, step_key)
    decision = Decision(neighbourhood_id=neighbourhood.id, form_key=form_key, by_id=by.id, **said)
    kept = first_of_form(Decision.by_id, decision, by)
    if kept is not decision:
        return unchanged(kept, **said)
    note_sign(neighbourhood)
    audit.record("decision.add", f"decision/{decision.uid}", actor_uid=by.uid, origin=origin)
    return decision


def _refuse_unfit(neighbourhood: Neighbourhood, day: date, step_key: str | None) -> None:
    if day > today():
        raise Refusal(_("Deze dag is nog niet geweest. Kies vandaag of een dag ervoor."), "decided_on")
    if step_key and db.session.get(CardStep, (neighbourhood.card_version_id, step_key)) is None:
        raise Refusal(_("Deze stap staat niet op de kaart van deze wijk."), "step_key")
