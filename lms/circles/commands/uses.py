"""Wij probeerden dit: a neighbourhood tells what came of what another learned."""

from datetime import date

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.circles.enums import UsedIn, UseResult
from lms.circles.models import Insight, InsightUse
from lms.kernel.clock import today
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Neighbourhood


def tell_use(
    insight: Insight,
    neighbourhood: Neighbourhood,
    result: UseResult,
    *,
    adaptation: str = "",
    used_in: UsedIn = UsedIn.OWN_WORK,
    used_on: date | None = None,
    form_key: str,
    by: Person,
) -> InsightUse:
    """Keep that a neighbourhood tried it, adapted how and with what result; a form sent twice is one."""
    if insight.withdrawn:
        raise Refusal(_("Deze les is teruggenomen. Er verandert niets meer."))
    used_on = used_on or today()
    if used_on > today():
        raise Refusal(_("Die dag moet nog komen. Kies een dag die al was."), "used_on")
    said = {
        "insight_id": insight.id,
        "neighbourhood_id": neighbourhood.id,
        "result": result,
        "adaptation": adaptation.strip(),
        "used_in": used_in,
        "used_on": used_on,
    }
    if told := row_of_form(InsightUse.by_id, form_key, by):
        return unchanged(told, **said)
    row = InsightUse(form_key=form_key, by_id=by.id, **said)
    return first_of_form(InsightUse.by_id, row, by)
