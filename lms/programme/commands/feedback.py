"""Saying whether a step fits the work, and answering that."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from lms.accounts.commands.notices import notify
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.enums import Fit
from lms.programme.models import CardStep, Neighbourhood, StepFeedback
from lms.programme.queries.absences import addressees
from lms.programme.queries.moments import new_form_key

LONGEST = 1000
GIVEN, ANSWERED = "step_feedback", "step_feedback_answered"
NEWS = _l("Iemand schreef of een stap van de actiekaart past")
ANSWER = _l("Er is een antwoord op wat je over een stap schreef")


def give_feedback(
    neighbourhood: Neighbourhood, key: str, fit: Fit, remark: str, *, form_key: str = "", by: Person
) -> StepFeedback:
    """Keep whether a step fits somebody's work, and tell the adviser and who keeps the card; yes alone tells nobody.

    A form that is sent twice says it once.
    """
    form_key, remark = form_key or new_form_key(), remark.strip()
    said: StepFeedback | None = row_of_form(StepFeedback.by_id, form_key, by)
    if said is not None:
        return unchanged(said, step_key=key, fit=fit, remark=remark)
    if len(remark) > LONGEST:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST), "remark")
    if fit is not Fit.YES and not remark:
        raise Refusal(_("Schrijf in één zin wat er anders moet. Dan kunnen wij er iets mee."), "remark")
    if db.session.get(CardStep, (neighbourhood.card_version_id, key)) is None:
        raise Refusal(_("Deze stap staat niet op de kaart van deze wijk."))
    feedback = StepFeedback(
        neighbourhood_id=neighbourhood.id,
        card_version_id=neighbourhood.card_version_id,
        step_key=key,
        fit=fit,
        remark=remark,
        form_key=form_key,
        by_id=by.id,
    )
    said = first_of_form(StepFeedback.by_id, feedback, by)
    if said is not feedback:
        return unchanged(said, step_key=key, fit=fit, remark=remark)
    if remark:
        _tell_readers(neighbourhood, feedback, by)
    return feedback


def answer_feedback(feedback: StepFeedback, text: str, *, by: Person, origin: str) -> None:
    """Answer once; of two answers at the same moment, the second is refused."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refusal(_("Schrijf een antwoord van hoogstens %(most)s tekens.", most=LONGEST), "text")
    open_ = (StepFeedback.id == feedback.id, StepFeedback.answered_at.is_(None))
    written = db.session.execute(
        update(StepFeedback).where(*open_).values(answer=text, answered_by_id=by.id, answered_at=now()),
        execution_options={"synchronize_session": False},
    )
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise Refusal(_("Iemand anders schreef net een antwoord. Lees dat eerst."))
    db.session.refresh(feedback, ["answer", "answered_by_id", "answered_at"])
    audit.record("feedback.answer", f"feedback/{feedback.uid}", actor_uid=by.uid, origin=origin)
    writer = db.session.get(Person, feedback.by_id) if feedback.by_id else None
    if writer is not None and writer.id != by.id:
        url = f"/wijken/{feedback.neighbourhood.slug}/stappen/{feedback.step_key}#past"
        notify(writer, cause=ANSWERED, object=f"feedback/{feedback.uid}", text=ANSWER, url=url)


def _tell_readers(neighbourhood: Neighbourhood, feedback: StepFeedback, by: Person) -> None:
    readers = {each.id: each for each in people_with_role(Role.COORDINATOR, Role.EDITOR)}
    readers |= {each.id: each for each in addressees(neighbourhood, Role.ADVISER)}
    for reader in sorted(readers.values(), key=lambda each: each.id):  # in one order, so that locks never cross
        if reader.id != by.id:
            url = f"/beheer/actiekaart/reacties/{feedback.uid}"
            notify(reader, cause=GIVEN, object=f"feedback/{feedback.uid}", text=NEWS, url=url)
