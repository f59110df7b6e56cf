"""The round along the action card: each neighbourhood that is there says where it stands, on the card itself."""

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.circles.commands.agreements import IN_CONFIDENCE, refuse_not_live, refuse_who_does_not_speak
from lms.circles.commands.members import code_of
from lms.circles.commands.pulse import pulse
from lms.circles.enums import Hushed
from lms.circles.models import CircleSession, RoundLine
from lms.circles.models.work import LONGEST_REMARK
from lms.circles.queries.card_round import may_say_for
from lms.circles.queries.confidential import is_confidential
from lms.circles.queries.running import own_place, people_of
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.steps import move_step
from lms.programme.enums import Fit, StepStatus
from lms.programme.models import CardStep, Neighbourhood


def say_in_round(
    session: CircleSession,
    neighbourhood: Neighbourhood,
    key: str,
    status: StepStatus,
    *,
    fit: Fit | None = None,
    remark: str = "",
    by: Person,
    origin: str,
) -> RoundLine:
    """Say for a neighbourhood where it stands with a step: on its card, as its own view, and in this session.

    A facilitator writes it down for who is there, and the log says so. ``remark`` is why; going back on the card asks
    for it. Who says it again in the same session corrects the line.
    """
    remark = remark.strip()
    _refuse(session, neighbourhood, key, remark, by)
    hushed = remark and is_confidential(Hushed.SESSION, session.id)
    reason = str(IN_CONFIDENCE) if hushed else remark
    progress = move_step(neighbourhood, key, status, by=by, origin=origin, reason=reason)
    ids = (session.id, neighbourhood.id)
    line = db.session.get(RoundLine, ids, with_for_update=True, populate_existing=True)
    if line is None:
        line = RoundLine(session_id=session.id, neighbourhood_id=neighbourhood.id)
        db.session.add(line)
    line.card_version_id, line.step_key, line.status = neighbourhood.card_version_id, key, status
    line.fit, line.remark, line.by_id, line.at = fit, remark, by.id, now()
    line.progress_id = progress.id if progress else line.progress_id
    db.session.flush()
    if own_place(people_of(session.circle), by) != neighbourhood:
        name = f"{code_of(session.circle)}/{session.number}"
        audit.record("circle.round_for", name, actor_uid=by.uid, origin=origin)
    pulse(session)
    return line


def _refuse(session: CircleSession, neighbourhood: Neighbourhood, key: str, remark: str, by: Person) -> None:
    refuse_who_does_not_speak(session.circle, by)
    refuse_not_live(session)
    if not may_say_for(session, neighbourhood, by):
        raise Refusal(_("Je zegt dit voor je eigen wijk. De begeleider schrijft het op voor wie er is."))
    if len(remark) > LONGEST_REMARK:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_REMARK), "reason")
    if db.session.get(CardStep, (neighbourhood.card_version_id, key)) is None:
        raise Refusal(_("Deze stap staat niet op de kaart van deze wijk."), "step")
