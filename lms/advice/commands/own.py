"""Forgetting a person, for advice."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from lms.accounts.models import Person
from lms.advice.commands.files import throw_away
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceAssignment,
    AdviceDeed,
    AdviceEvent,
    AdviceFile,
    AdviceFollowUp,
    AdviceMessage,
    AdviceNote,
    AdviceReader,
    AdviceResponse,
    AnswerConsent,
    BundleAddressee,
    BundledAdvice,
    BundleProposalSetAside,
    GoodExample,
    PromptDecision,
    PublicAnswer,
    ReplyAddress,
    StrategicBundle,
    TurnaroundNorm,
)
from lms.kernel.db import db

#: What somebody wrote or did stays with the neighbourhood, without who it was.
_NAMELESS = (
    Advice.requester_id,
    Advice.by_id,
    Advice.owner_id,
    Advice.second_reader_id,
    Advice.clear_confirmed_by_id,
    AdviceAnswer.by_id,
    AdviceAssignment.by_id,
    AdviceDeed.taken_by_id,
    AdviceEvent.by_id,
    AdviceEvent.person_id,
    AdviceFile.by_id,
    AdviceFollowUp.by_id,
    AdviceMessage.by_id,
    AdviceNote.by_id,
    AdviceResponse.by_id,
    AnswerConsent.by_id,
    BundleAddressee.by_id,
    BundledAdvice.by_id,
    BundledAdvice.named_by_id,
    BundleProposalSetAside.by_id,
    GoodExample.by_id,
    PromptDecision.by_id,
    PublicAnswer.by_id,
    PublicAnswer.reader_id,
    StrategicBundle.owner_id,
    StrategicBundle.by_id,
    TurnaroundNorm.by_id,
)


def forget_in_advice(person: Person) -> None:
    """Take somebody's name away from advice; what was asked, answered and used stays with the neighbourhood.

    That somebody read along stays as a row, under the neutral name that an erased person has: it is why an answer could
    go. Their names as readers of confidential advice and the addresses for their replies go. So does their voice: what
    it says stays.
    """
    for spoken in _voices(person):
        throw_away(spoken, None)
    for column in _NAMELESS:
        db.session.execute(update(column.class_).where(column == person.id).values({column.key: None}))
    for model in (AdviceReader, ReplyAddress):
        db.session.execute(delete(model).where(model.person_id == person.id))


def _voices(person: Person) -> Sequence[AdviceFile]:
    mine = select(AdviceFile).where(AdviceFile.by_id == person.id, AdviceFile.media_type.startswith("audio/"))
    return db.session.scalars(mine.order_by(AdviceFile.id)).all()
