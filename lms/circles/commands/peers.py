"""Offering colleagues a call of twenty minutes, asking for one, and answering."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify
from lms.accounts.models import Person
from lms.circles.enums import CallAnswer
from lms.circles.models import PeerCall, PeerOffer
from lms.circles.queries.peers import open_call, own_offer
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Neighbourhood

ASKED, ANSWERED = "peer.asked", "peer.answered"
NEWS = _l("Een collega vraagt of jullie twintig minuten kunnen bellen")
YES = _l("Je collega belt je")
NOT_NOW = _l("Je collega kan nu niet bellen")
BATCH = 500


def offer_calls(neighbourhood: Neighbourhood, *, by: Person) -> PeerOffer:
    """Let colleagues of other neighbourhoods ask me for a call; said twice is said once."""
    if there := own_offer(by, neighbourhood):
        return there
    try:
        with db.session.begin_nested():
            row = PeerOffer(person_id=by.id, neighbourhood_id=neighbourhood.id)
            db.session.add(row)
    except IntegrityError:
        return db.session.scalars(select(PeerOffer).where(*_mine(by, neighbourhood))).one()
    return row


def stop_calls(neighbourhood: Neighbourhood, *, by: Person) -> None:
    """Let colleagues ask me no longer, at once."""
    mine = _mine(by, neighbourhood)
    db.session.execute(update(PeerOffer).where(*mine).values(until=now()))


def ask_call(
    offer: PeerOffer, neighbourhood: Neighbourhood, step_key: str, question: str, reach: str, *, by: Person
) -> PeerCall:
    """Ask a colleague for a call; ``reach`` is how the asker wants to be called. One question at a time."""
    if open_call(offer, by) is not None:
        raise Refusal(_("Je vroeg dit al. Je krijgt bericht zodra je collega antwoordt."))
    if not reach.strip():
        raise Refusal(_("Vul in hoe je collega je bereikt. Bijvoorbeeld: je telefoonnummer."), "reach")
    said = {"question": question.strip(), "reach": reach.strip(), "step_key": step_key}
    call = PeerCall(offer_id=offer.id, by_id=by.id, neighbourhood_id=neighbourhood.id, **said)
    try:
        with db.session.begin_nested():
            db.session.add(call)
    except IntegrityError:
        raise Refusal(_("Je vroeg dit al. Je krijgt bericht zodra je collega antwoordt.")) from None
    notify(offer.person, cause=ASKED, object=f"call/{call.uid}", text=NEWS, url=f"/bellen/vraag/{call.uid}")
    return call


def answer_call(call: PeerCall, answer: CallAnswer, *, by: Person) -> None:
    """Say yes or not now; how the asker is reached goes when there is no call."""
    if call.offer.person_id != by.id:
        raise Refusal(_("Alleen wie gevraagd is, antwoordt."))
    if call.answer is not None:
        return
    call.answer, call.answered_at = answer, now()
    if answer is CallAnswer.NOT_NOW:
        call.reach = ""
    db.session.flush()
    text = YES if answer is CallAnswer.YES else NOT_NOW
    notify(call.by, cause=ANSWERED, object=f"call/{call.uid}", text=text, url=f"/bellen/vraag/{call.uid}")


def forget_calls(before: datetime) -> int:
    """Throw away a batch of questions for a call from before a moment."""
    old = db.session.scalars(select(PeerCall).where(PeerCall.at < before).order_by(PeerCall.id).limit(BATCH)).all()
    for call in old:
        db.session.delete(call)
    db.session.flush()
    return len(old)


def _mine(by: Person, neighbourhood: Neighbourhood) -> tuple[ColumnElement[bool], ...]:
    return (
        PeerOffer.person_id == by.id,
        PeerOffer.neighbourhood_id == neighbourhood.id,
        PeerOffer.until.is_(None),
    )
