"""A question leaves what it shares with other neighbourhoods: taken back, or made confidential."""

from sqlalchemy import select, update

from lms.advice.models import Advice, AnswerConsent, BundledAdvice, PublicAnswer
from lms.kernel.clock import now
from lms.kernel.db import db


def leave_shared(advice: Advice) -> bool:
    """Take a question out of its bundle, and out of what is not public yet; return whether it was in a bundle.

    What others wrote in the bundle stays, and nobody is asked for this question any more.
    """
    inside = (BundledAdvice.advice_id == advice.id, BundledAdvice.taken_out_at.is_(None))
    row = db.session.scalar(select(BundledAdvice).where(*inside).with_for_update())
    if row is not None:
        row.taken_out_at, row.named_at, row.named_by_id = now(), None, None
        db.session.flush()
    to_come = select(PublicAnswer.id).where(PublicAnswer.published_at.is_(None))
    mine = (AnswerConsent.advice_id == advice.id, AnswerConsent.answer_id.in_(to_come))
    refused = update(AnswerConsent).where(*mine).values(said=False, at=now())
    db.session.execute(refused.execution_options(synchronize_session="fetch"))
    return row is not None
