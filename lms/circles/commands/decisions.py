"""Keeping what a circle decided, and what came of it."""

from datetime import date

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.circles.commands.agreements import refuse_not_live, refuse_who_does_not_speak
from lms.circles.commands.pulse import pulse
from lms.circles.models import AgendaItem, CircleDecision, CircleSession
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged


def decide(
    session: CircleSession,
    text: str,
    review_on: date | None,
    *,
    item: AgendaItem | None = None,
    form_key: str,
    by: Person,
) -> CircleDecision:
    """Keep a decision, and from when the circle looks back on it. The same form twice is one."""
    refuse_who_does_not_speak(session.circle, by)
    refuse_not_live(session)
    said = {"text": text.strip(), "review_on": review_on}
    if before := row_of_form(CircleDecision.by_id, form_key, by):
        return unchanged(before, **said)
    if review_on is not None and review_on <= today():
        raise Refusal(_("Kies een dag die nog komt, om op dit besluit terug te kijken."), "review_on")
    row = CircleDecision(form_key=form_key, circle_id=session.circle_id, session_id=session.id, **said, by_id=by.id)
    row.item_id = item.id if item else None
    kept = first_of_form(CircleDecision.by_id, row, by)
    pulse(session)
    return unchanged(kept, **said)


def look_back_on_decision(session: CircleSession, decision: CircleDecision, outcome: str, *, by: Person) -> None:
    """Say at a session what came of a decision; it does not come back after that."""
    refuse_who_does_not_speak(session.circle, by)
    refuse_not_live(session)
    if decision.circle_id != session.circle_id:
        raise Refusal(_("Dit besluit is van een andere leerkring."))
    if not outcome.strip():
        raise Refusal(_("Schrijf in één zin wat er van het besluit kwam."), "outcome")
    decision.outcome, decision.looked_back_in_id = outcome.strip(), session.id
    db.session.flush()
    pulse(session)
