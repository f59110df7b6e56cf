"""Making advice confidential, naming who reads it, and lifting that; both are written in history and log."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.advice.commands.moving import lock, note
from lms.advice.enums import Happened, Visibility
from lms.advice.models import Advice, AdviceReader
from lms.advice.models.advice import LONGEST_REASON
from lms.kernel.db import db
from lms.kernel.refusal import Refusal


def mark_confidential(advice: Advice, people: Iterable[Person], why: str = "", *, by: Person, origin: str) -> None:
    """Let only these people read it, with who marks it, who asked and who answers; done again it names others."""
    lock(advice)
    named = {each.id for each in people} | {by.id}
    named |= {each for each in (advice.requester_id, advice.owner_id) if each is not None}
    before = advice.visibility
    advice.visibility, advice.sensitivity = Visibility.NAMED, why.strip()[:LONGEST_REASON]
    db.session.execute(delete(AdviceReader).where(AdviceReader.advice_id == advice.id))
    db.session.add_all(AdviceReader(advice_id=advice.id, person_id=each) for each in sorted(named))
    db.session.flush()
    if before is not Visibility.NAMED:
        note(advice, Happened.MARKED_CONFIDENTIAL, by=by, origin=origin)


def lift_confidential(advice: Advice, *, by: Person, origin: str) -> None:
    """Let everybody read it again who may; only who is named lifts it. A second time is the same."""
    lock(advice)
    if advice.visibility is not Visibility.NAMED:
        return
    mine = select(AdviceReader).where(AdviceReader.advice_id == advice.id, AdviceReader.person_id == by.id)
    if db.session.scalar(mine) is None:
        raise Refusal(_("Alleen wie dit mag lezen, kan het openstellen."))
    advice.visibility, advice.sensitivity = Visibility.NEIGHBOURHOOD, ""
    db.session.execute(delete(AdviceReader).where(AdviceReader.advice_id == advice.id))
    note(advice, Happened.LIFTED_CONFIDENTIAL, by=by, origin=origin)
