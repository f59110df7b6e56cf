"""What a neighbourhood does with advice: what it says to it, and what it takes over."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts.models import Person
from lms.advice.commands.moving import lock, move
from lms.advice.commands.telling import tell
from lms.advice.enums import ResponseKind, State
from lms.advice.models import Advice, AdviceDeed, AdviceResponse
from lms.advice.models.answers import LONGEST_REMARK
from lms.advice.models.path import GIVEN
from lms.advice.queries.people import who_answers
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import note_sign
from lms.programme.models import Neighbourhood

RESPONDED, TAKEN = "advice.responded", "advice.taken"
SAID = {
    ResponseKind.TAKE_OVER: lambda place: _l("%(place)s neemt je advies over.", place=place),
    ResponseKind.PARTLY: lambda place: _l("%(place)s neemt je advies deels over.", place=place),
    ResponseKind.DOES_NOT_FIT: lambda place: _l("%(place)s zegt dat je advies niet past.", place=place),
    ResponseKind.LATER: lambda place: _l("%(place)s komt later terug op je advies.", place=place),
}


def respond(
    advice: Advice, neighbourhood: Neighbourhood, kind: ResponseKind, remark: str = "", *, by: Person, origin: str
) -> AdviceResponse:
    """Say what you do with advice; who changes their mind says it again, and the newest counts.

    The same again by the same person is the first.
    """
    remark = remark.strip()
    if len(remark) > LONGEST_REMARK:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_REMARK), "remark")
    lock(advice)
    if advice.state not in GIVEN:
        raise Refusal(_("Er is nog geen antwoord om op te reageren."))
    newest = select(AdviceResponse).where(AdviceResponse.advice_id == advice.id).order_by(AdviceResponse.id.desc())
    before = db.session.scalar(newest.limit(1))
    if before is not None and (before.kind, before.remark, before.by_id) == (kind, remark, by.id):
        return before
    if advice.state in {State.SENT, State.OFFERED}:
        move(advice, State.RESPONSE, by=by, origin=origin, detail=kind.value)
    row = AdviceResponse(advice_id=advice.id, kind=kind, remark=remark, by_id=by.id)
    db.session.add(row)
    advice.last_at = now()
    db.session.flush()
    note_sign(neighbourhood)
    people = who_answers(advice, neighbourhood)
    tell(people, advice, RESPONDED, SAID[kind](neighbourhood.name), version=f"r{row.id}")
    return row


def take_deed(deed: AdviceDeed, advice: Advice, neighbourhood: Neighbourhood, *, by: Person) -> None:
    """Take something over in one tap; a second time is the same."""
    lock(advice)
    db.session.refresh(deed, ["taken_at"], with_for_update=True)
    if advice.state not in GIVEN or deed.taken_at is not None:
        return
    deed.taken_at, deed.taken_by_id = now(), by.id
    db.session.flush()
    note_sign(neighbourhood)
    text = _l("%(place)s neemt over: %(what)s", place=neighbourhood.name, what=deed.label)
    tell(who_answers(advice, neighbourhood), advice, TAKEN, text, version=deed.uid)


def leave_deed(deed: AdviceDeed, advice: Advice) -> None:
    """Take it back: they do not do it after all."""
    lock(advice)
    deed.taken_at = deed.taken_by_id = None
    db.session.flush()
