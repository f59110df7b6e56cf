"""Saying where a neighbourhood stands, and what was done with the small step it was offered."""

from functools import cache

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import BindParameter, Select, bindparam, select, update

from lms.accounts.commands.notices import notify
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import note_sign
from lms.programme.enums import StepStatus, View
from lms.programme.errors import ReasonNeeded
from lms.programme.models import CardStep, Neighbourhood, SmallStepDone, StepProgress
from lms.programme.models.standing import OWN
from lms.programme.queries.absences import addressees
from lms.programme.queries.steps import SEEN_OTHERWISE, called
from lms.programme.queries.where import where_of
from lms.programme.signals import step_moved

LONGEST_REASON = 1000
OTHERWISE = _l("Jullie adviseur ziet een stap anders dan jullie. Praat er samen over.")


def move_step(
    neighbourhood: Neighbourhood,
    key: str,
    status: StepStatus,
    *,
    by: Person,
    origin: str,
    together: bool = False,
    reason: str = "",
) -> StepProgress | None:
    """Say where the neighbourhood itself stands with a step; nothing is written when that is what it said last.

    Going back asks what changed: see :func:`goes_back`.
    """
    _lock(neighbourhood)
    view = View.TOGETHER if together else View.SELF
    last = _last(neighbourhood, key, OWN)
    if (last.status if last else StepStatus.NOT_STARTED) is status and (last.view if last else view) is view:
        return None
    reason = reason.strip()
    if goes_back(last.status if last else StepStatus.NOT_STARTED, status) and not reason:
        raise ReasonNeeded(_("Schrijf in één zin wat er veranderde."), "reason")
    row = _said(neighbourhood, key, status, view, reason, by)
    note_sign(neighbourhood)
    audit.record("step.move", _name(neighbourhood, key), status.value, actor_uid=by.uid, origin=origin)
    announce(step_moved, neighbourhood=neighbourhood, progress=row, by=by)
    return row


def see_step_otherwise(
    neighbourhood: Neighbourhood, key: str, status: StepStatus, *, by: Person, origin: str, reason: str = ""
) -> StepProgress | None:
    """Say how the adviser sees a step; it stands beside the neighbourhood's own view and never replaces it."""
    _lock(neighbourhood)
    last = _last(neighbourhood, key, (View.ADVISER,))
    reason = reason.strip()
    if last is not None and (last.status, last.reason) == (status, reason):
        return None
    row = _said(neighbourhood, key, status, View.ADVISER, reason, by)
    audit.record("step.see_otherwise", _name(neighbourhood, key), status.value, actor_uid=by.uid, origin=origin)
    announce(step_moved, neighbourhood=neighbourhood, progress=row, by=by)
    own = _last(neighbourhood, key, OWN)
    _tell_who_leads(neighbourhood, row, own.status if own else StepStatus.NOT_STARTED)
    return row


def use_small_step(neighbourhood: Neighbourhood, key: str, small: str, *, done: bool, by: Person) -> bool:
    """Note that the small step on offer was done, or that something else was chosen; return whether it was on offer."""
    _lock(neighbourhood)
    where = where_of(neighbourhood)
    step = where.standing.card.step(key)
    if step is None or small not in {each.key for each in step.small_steps}:
        raise Refusal(_("Deze kleine stap staat niet meer op de kaart."))
    if (key, small) in where.used:
        return False
    row = SmallStepDone(neighbourhood_id=neighbourhood.id, card_version_id=neighbourhood.card_version_id)
    row.step_key, row.key, row.done, row.by_id = key, small, done, by.id
    db.session.add(row)
    if done:
        note_sign(neighbourhood)
    db.session.flush()
    return True


def offer_small_steps_again(neighbourhood: Neighbourhood, key: str) -> None:
    """Offer again what was passed over at a step; what was done stays done."""
    _lock(neighbourhood)
    passed = select(SmallStepDone).where(
        SmallStepDone.neighbourhood_id == neighbourhood.id,
        SmallStepDone.card_version_id == neighbourhood.card_version_id,
        SmallStepDone.step_key == key,
        SmallStepDone.done.is_(False),
    )
    for row in db.session.scalars(passed):
        db.session.delete(row)
    db.session.flush()


def say_less_of_reasons(told: Select[int], instead: str) -> None:
    """Put other words in the place of reasons that were told in confidence (``told`` are the numbers of the rows).

    Where the step stands, and that there was a reason, stays.
    """
    theirs = (StepProgress.id.in_(told), StepProgress.reason != "")
    db.session.execute(update(StepProgress).where(*theirs).values(reason=instead))


def goes_back(before: StepStatus, after: StepStatus) -> bool:
    """Return whether this is going back, so that we ask what changed: begun is undone, done is not done any more."""
    if before is after:
        return False
    return before is StepStatus.DONE_FOR_NOW or after in (StepStatus.REOPENED, StepStatus.NOT_STARTED)


def _said(
    neighbourhood: Neighbourhood, key: str, status: StepStatus, view: View, reason: str, by: Person
) -> StepProgress:
    if len(reason) > LONGEST_REASON:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_REASON), "reason")
    if db.session.get(CardStep, (neighbourhood.card_version_id, key)) is None:
        raise Refusal(_("Deze stap staat niet op de kaart van deze wijk."))
    row = StepProgress(neighbourhood_id=neighbourhood.id, card_version_id=neighbourhood.card_version_id, step_key=key)
    row.status, row.view, row.reason, row.by_id = status, view, reason, by.id
    db.session.add(row)
    db.session.flush()
    return row


def _last(neighbourhood: Neighbourhood, key: str, views: tuple[View, ...]) -> StepProgress | None:
    asked = {"here": neighbourhood.id, "version": neighbourhood.card_version_id, "step": key, "views": views}
    return db.session.scalars(_last_said(), asked).first()


@cache
def _last_said() -> Select[StepProgress]:
    views: BindParameter[View] = bindparam("views", expanding=True)
    same = (
        StepProgress.neighbourhood_id == bindparam("here"),
        StepProgress.card_version_id == bindparam("version"),
        StepProgress.step_key == bindparam("step"),
        StepProgress.view.in_(views),
    )
    return select(StepProgress).where(*same).order_by(StepProgress.id.desc()).limit(1)


def _lock(neighbourhood: Neighbourhood) -> None:
    """Let two tabs wait for each other, and read again on which card the neighbourhood is."""
    version = db.session.scalars(_card_to_lock(), {"here": neighbourhood.id}).one()
    if version != neighbourhood.card_version_id:
        raise Refusal(_("Deze wijk werkt sinds net met een andere kaart. Kijk opnieuw."))


@cache
def _card_to_lock() -> Select[int]:
    mine = select(Neighbourhood.card_version_id).where(Neighbourhood.id == bindparam("here"))
    return mine.with_for_update()


def _tell_who_leads(neighbourhood: Neighbourhood, row: StepProgress, own: StepStatus) -> None:
    if row.status is own:
        return
    for leading in addressees(neighbourhood, Role.NEIGHBOURHOOD_DIRECTOR):
        if leading.id == row.by_id:
            continue
        url = f"/wijken/{neighbourhood.slug}/stappen/{row.step_key}"
        name = called(neighbourhood, row.step_key)
        version = f"{row.id}.{now():%Y%m%d}"
        notify(leading, cause=SEEN_OTHERWISE, object=name, version=version, text=OTHERWISE, url=url)


def _name(neighbourhood: Neighbourhood, key: str) -> str:
    return f"neighbourhood/{neighbourhood.uid}/{key}"
