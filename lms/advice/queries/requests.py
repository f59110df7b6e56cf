"""What an adviser was asked by a colleague, also when that is over: an old button says what happened."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from lms.accounts.models import Actor, Person
from lms.advice.enums import Part, Reply
from lms.advice.models import Advice, AdviceAssignment, AdviceMessage
from lms.advice.policy import is_adviser
from lms.advice.queries.advice import advice_by_number
from lms.kernel.db import db


@dataclass(frozen=True)
class Request:
    """The newest request of one kind to somebody, and the advice as far as they may (still) read it.

    ``reply`` is what came of it, nothing when they were never asked.
    """

    advice: Advice | None
    part: Part
    reply: Reply | None

    @property
    def waits(self) -> bool:
        """Whether it waits for a yes or a no."""
        return self.reply is Reply.ASKED


def request_to_take_over(number: str, actor: Actor) -> Request | None:
    """Return the request to answer instead; nothing for who may not know of the advice."""
    return _request(number, Part.OWNER, actor)


def request_to_read(number: str, actor: Actor) -> Request | None:
    """Return the request to read along."""
    return _request(number, Part.READER, actor)


def wrote_before(advice: Advice, person: Person, words: str) -> bool:
    """Say whether somebody wrote these words here before."""
    same = (AdviceMessage.advice_id == advice.id, AdviceMessage.by_id == person.id, AdviceMessage.text == words)
    return bool(db.session.scalar(select(exists().where(*same))))


def _request(number: str, part: Part, actor: Actor) -> Request | None:
    advice = advice_by_number(number, actor)
    if not is_adviser(actor):
        return Request(advice, part, None) if advice else None
    theirs = (Advice.number == number, AdviceAssignment.adviser_id == actor.id, AdviceAssignment.part == part)
    found = select(AdviceAssignment.reply).join(AdviceAssignment.advice).where(*theirs)
    reply = db.session.scalar(found.order_by(AdviceAssignment.id.desc()).limit(1))
    return Request(advice, part, reply) if advice or reply else None
