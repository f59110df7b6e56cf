"""What advice keeps about one person."""

from base64 import b64encode
from typing import Any

from sqlalchemy import Select, select

from lms.accounts.models import Person
from lms.advice.enums import Visibility
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceDeed,
    AdviceFile,
    AdviceFollowUp,
    AdviceMessage,
    AdviceResponse,
)
from lms.kernel.db import db
from lms.kernel.files import NoSuchFile, files
from lms.programme.models import Neighbourhood

FILE = (AdviceFile.file_name, AdviceFile.media_type, AdviceFile.transcript, AdviceFile.at, AdviceFile.file)
#: Every table with a foreign key to a person.
TABLES = (
    "advice",
    "advice_answer",
    "advice_assignment",
    "advice_deed",
    "advice_event",
    "advice_file",
    "advice_followup",
    "advice_message",
    "advice_note",
    "advice_prompt_decision",
    "advice_reader",
    "advice_reply_address",
    "advice_response",
    "bundle_addressee",
    "bundle_proposal_set_aside",
    "bundled_advice",
    "good_example",
    "public_answer",
    "public_answer_consent",
    "strategic_bundle",
    "turnaround_norm",
)


def advice_as_data(person: Person) -> dict[str, Any]:
    """Return what somebody asked, wrote, answered and told, as plain values.

    Notes of advisers are in no export, and neither is what is confidential; see decision 0027.
    """
    me = person.id
    return {
        "asked": _rows(Advice.requester_id == me, Advice.title, Advice.question, Advice.received_on, Advice.state),
        "wrote": _rows(AdviceMessage.by_id == me, AdviceMessage.text, AdviceMessage.at, of=AdviceMessage),
        "answered": _rows(
            AdviceAnswer.by_id == me, AdviceAnswer.text, AdviceAnswer.certainty, AdviceAnswer.sent_at, of=AdviceAnswer
        ),
        "responded": _rows(
            AdviceResponse.by_id == me,
            AdviceResponse.kind,
            AdviceResponse.remark,
            AdviceResponse.at,
            of=AdviceResponse,
        ),
        "taken_over": _deeds(me),
        "told_later": _rows(
            AdviceFollowUp.by_id == me,
            AdviceFollowUp.used,
            AdviceFollowUp.how,
            AdviceFollowUp.why_not,
            AdviceFollowUp.changed,
            AdviceFollowUp.answered_at,
            of=AdviceFollowUp,
        ),
        "files": [_with_content(each) for each in _rows(AdviceFile.by_id == me, *FILE, of=AdviceFile)],
    }


def _with_content(told: dict[str, Any]) -> dict[str, Any]:
    """Return a file as it is, in base 64."""
    try:
        with files().open(told["file"]) as stored:
            content = b64encode(stored.read()).decode()
    except NoSuchFile:
        return {**told, "file": None}
    return {**told, "file": f"data:{told['media_type']};base64,{content}"}


def _rows(mine: Any, *columns: Any, of: Any = None) -> list[dict[str, Any]]:
    source = of or Advice
    found = select(Advice.number, Neighbourhood.name.label("neighbourhood"), *columns).select_from(source)
    if of is not None:
        found = found.join(Advice, Advice.id == of.advice_id)
    return _plain(_open(found).where(mine).order_by(source.id))


def _deeds(me: int) -> list[dict[str, Any]]:
    found = select(Advice.number, Neighbourhood.name.label("neighbourhood"), AdviceDeed.label, AdviceDeed.taken_at)
    found = found.select_from(AdviceDeed).join(AdviceAnswer, AdviceAnswer.id == AdviceDeed.answer_id)
    found = found.join(Advice, Advice.id == AdviceAnswer.advice_id)
    return _plain(_open(found).where(AdviceDeed.taken_by_id == me).order_by(AdviceDeed.id))


def _open(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    found = found.join(Neighbourhood, Neighbourhood.id == Advice.neighbourhood_id)
    return found.where(Advice.visibility == Visibility.NEIGHBOURHOOD)


def _plain(statement: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    rows = db.session.execute(statement).mappings()
    return [{name: _said(value) for name, value in row.items()} for row in rows]


def _said(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
