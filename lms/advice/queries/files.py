"""Files and voice notes of advice, for who may read them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.advice.models import Advice, AdviceAnswer, AdviceFile
from lms.advice.policy import is_of_advisers, is_of_team, read_by
from lms.kernel.db import db


def file_by_uid(number: str, uid: str, actor: Actor) -> AdviceFile | None:
    """Return a file of advice that somebody may read; one of a draft is for advisers alone until it is sent."""
    found = select(AdviceFile, AdviceAnswer.id).join(AdviceFile.advice)
    drafted = (AdviceAnswer.id == AdviceFile.answer_id) & AdviceAnswer.sent_at.is_(None)
    found = found.outerjoin(AdviceAnswer, drafted)
    found = found.where(AdviceFile.uid == uid, Advice.number == number, read_by(actor))
    whole = joinedload(AdviceFile.advice).joinedload(Advice.neighbourhood)
    row = db.session.execute(found.options(whole)).one_or_none()
    if row is None:
        return None
    file: AdviceFile = row[0]
    hidden = row[1] is not None and (is_of_team(actor, file.advice) or not is_of_advisers(actor, file.advice))
    return None if hidden else file
