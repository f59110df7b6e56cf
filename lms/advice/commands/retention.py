"""Throwing away what was over before a moment: each function a batch of one kind; it returns how many.

Of a neighbourhood that is finished the talk goes, and the names. What was asked and answered stays without a name: that
is what the next neighbourhood learns from.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceDeed,
    AdviceEvent,
    AdviceFile,
    AdviceFollowUp,
    AdviceMessage,
    AdviceNote,
    AdviceReader,
    AdviceResponse,
    BundleAddressee,
    PromptDecision,
    ReplyAddress,
    StrategicBundle,
)
from lms.kernel.db import db
from lms.kernel.retention import batch_of, counted, forget_rows
from lms.programme.commands.uploads import delete_files
from lms.programme.queries.retention import finished_before

#: Who asked, answered or did something; an address of mail holds an @, and what takes its place does not.
NAMED: tuple[InstrumentedAttribute[int | None], ...] = (
    Advice.requester_id,
    Advice.by_id,
    Advice.clear_confirmed_by_id,
    AdviceAnswer.by_id,
    AdviceEvent.by_id,
    AdviceEvent.person_id,
    AdviceFollowUp.by_id,
    AdviceResponse.by_id,
)
AN_ADDRESS = "%@%"


def forget_talk(before: datetime) -> int:
    """Throw away messages, notes and files of finished neighbourhoods."""
    files = db.session.execute(
        select(AdviceFile.id, AdviceFile.file).where(batch_of(AdviceFile, _finished(AdviceFile, before)))
    ).all()
    delete_files(*(file for _id, file in files))
    done = forget_rows(AdviceFile, AdviceFile.id.in_([key for key, _file in files])) if files else 0
    bare = AdviceMessage.id.not_in(select(AdviceFile.message_id).where(AdviceFile.message_id.is_not(None)))
    done += forget_rows(AdviceMessage, _finished(AdviceMessage, before), bare)
    return done + forget_rows(AdviceNote, _finished(AdviceNote, before))


def forget_names(before: datetime) -> int:
    """Take the names off what stays of finished neighbourhoods, and who was named in confidential advice."""
    done = forget_rows(AdviceReader, _finished(AdviceReader, before))
    given = select(AdviceAnswer.id).where(AdviceAnswer.advice_id.in_(_over(before)))
    done += _nameless(AdviceDeed.taken_by_id, AdviceDeed.answer_id.in_(given))
    return done + sum(_nameless(column, _finished(column.class_, before)) for column in NAMED)


def forget_prompts(before: datetime) -> int:
    """Throw away what an adviser decided about a reason to look at a neighbourhood."""
    return forget_rows(PromptDecision, PromptDecision.at < before)


def forget_reply_addresses(before: datetime) -> int:
    """Throw away addresses to answer a mail; a later mail has another one."""
    return forget_rows(ReplyAddress, ReplyAddress.at < before)


def forget_addressees(before: datetime) -> int:
    """Take the mail address off who was asked about a bundle; organisation, role and answer stay."""
    returned = select(StrategicBundle.id).where(StrategicBundle.returned_at < before)
    over = batch_of(
        BundleAddressee, and_(BundleAddressee.bundle_id.in_(returned), BundleAddressee.address.like(AN_ADDRESS))
    )
    return counted(update(BundleAddressee).where(over).values(address=BundleAddressee.uid, token_digest=None))


def _nameless(column: InstrumentedAttribute[int | None], over: ColumnElement[bool]) -> int:
    model: Any = column.class_
    named = batch_of(model, column.is_not(None), over)
    return counted(update(model).where(named).values({column: None}))


def _finished(model: Any, before: datetime) -> ColumnElement[bool]:
    key: Any = model.id if model is Advice else model.advice_id
    found: ColumnElement[bool] = key.in_(_over(before))
    return found


def _over(before: datetime) -> Select[int]:
    return select(Advice.id).where(Advice.neighbourhood_id.in_(finished_before(before)))
