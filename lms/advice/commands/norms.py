"""Setting within how many working days an answer comes, from a day on."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.advice.enums import AdviceSize
from lms.advice.models import TurnaroundNorm
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal


def set_norm(size: AdviceSize, first: int, answer: int, valid_from: date, *, by: Person, origin: str) -> TurnaroundNorm:
    """Let a norm hold for questions that come in from a day on; said again for that day it replaces what was said.

    A norm that holds already is not changed afterwards: people were promised a day by it.
    """
    if valid_from < today():
        raise Refusal(_("Kies vandaag of een dag die nog komt."), "valid_from")
    if answer < first:
        raise Refusal(_("Het antwoord komt niet eerder dan het oppakken."), "answer")
    same = select(TurnaroundNorm).where(TurnaroundNorm.size == size, TurnaroundNorm.valid_from == valid_from)
    row = db.session.scalar(same.with_for_update()) or TurnaroundNorm(size=size, valid_from=valid_from)
    row.first_days, row.answer_days, row.by_id = first, answer, by.id
    db.session.add(row)
    db.session.flush()
    audit.record("advice.norm", f"norm/{size.value}", actor_uid=by.uid, origin=origin)
    return row
