"""Public answers: those that everybody reads, and those that advisers work on."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.advice.models import Advice, AnswerConsent, BundledAdvice, PublicAnswer, StrategicBundle
from lms.advice.models.library import MAKING
from lms.advice.models.path import GIVEN
from lms.advice.policy import is_adviser
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD
from lms.programme.models import Neighbourhood

MOST = 100


@dataclass(frozen=True)
class Asked:
    """How the askers of a public answer stand: only how many, never who."""

    yes: int
    no: int
    silent: int

    @property
    def all_agree(self) -> bool:
        """Whether everybody said yes."""
        return self.yes > 0 and not self.no and not self.silent


def for_everybody() -> tuple[ColumnElement[bool], ...]:
    """Return the condition for what is public now."""
    return (PublicAnswer.published_at.is_not(None), PublicAnswer.withdrawn_at.is_(None))


def public_answers(step_key: str = "", *, programme_id: int | None = None, most: int = MOST) -> Sequence[PublicAnswer]:
    """Return what everybody reads, the newest first; of one step when a key is given. One statement."""
    found = select(PublicAnswer).where(*for_everybody()).options(joinedload(PublicAnswer.theme))
    if step_key:
        found = found.where(PublicAnswer.step_key == step_key)
    if programme_id is not None:
        found = found.where(PublicAnswer.programme_id == programme_id)
    return db.session.scalars(
        found.order_by(PublicAnswer.published_at.desc(), PublicAnswer.id.desc()).limit(most)
    ).all()


def public_answer(slug: str, _actor: Actor) -> PublicAnswer | None:
    """Return one answer that everybody reads."""
    found = select(PublicAnswer).where(PublicAnswer.slug == slug, *for_everybody())
    return db.session.scalar(found.options(joinedload(PublicAnswer.theme)))


def answer_in_the_making(slug: str, actor: Actor) -> PublicAnswer | None:
    """Return an answer on its way to everybody, or taken back, for advisers; a link from before it was public works."""
    if not is_adviser(actor):
        return None
    people = [joinedload(each) for each in (PublicAnswer.by, PublicAnswer.reader, PublicAnswer.approved_by)]
    whole = (*people, joinedload(PublicAnswer.programme))
    called = or_(PublicAnswer.slug == slug, PublicAnswer.form_key == slug.removeprefix(MAKING))
    return db.session.scalar(select(PublicAnswer).where(called).options(*whole))


def in_the_making() -> Sequence[PublicAnswer]:
    """Return what advisers work on and what is public, the newest first; what was taken back is gone."""
    found = select(PublicAnswer).where(PublicAnswer.withdrawn_at.is_(None)).options(joinedload(PublicAnswer.by))
    return db.session.scalars(found.order_by(PublicAnswer.id.desc()).limit(MOST)).all()


def asked_of(row: PublicAnswer) -> Asked:
    """Return how many said yes, no and nothing yet."""
    said = db.session.scalars(select(AnswerConsent.said).where(AnswerConsent.answer_id == row.id)).all()
    return Asked(sum(each is True for each in said), said.count(False), said.count(None))


def askers_of(bundle: StrategicBundle) -> Sequence[Advice]:
    """Return the questions that a bundle answered, with their neighbourhoods."""
    inside = (BundledAdvice.bundle_id == bundle.id, BundledAdvice.taken_out_at.is_(None))
    found = select(Advice).join(BundledAdvice, BundledAdvice.advice_id == Advice.id).where(*inside)
    whole = joinedload(Advice.neighbourhood).joinedload(Neighbourhood.director)
    return db.session.scalars(found.where(Advice.state.in_(GIVEN)).options(whole).order_by(Advice.id)).all()


def wanted_from(advice: Advice) -> AnswerConsent | None:
    """Return the newest request to make the answer public, from what came with the advice; no statement."""
    asked = [each for each in advice.consents if each.answer.withdrawn_at is None]
    return asked[-1] if asked else None


def told_count(row: PublicAnswer) -> int:
    """Return by how many neighbourhoods it was asked, or nought when that is too few to say."""
    return row.asked if row.asked >= THRESHOLD else 0
