"""Taking a remark, and answering it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from lms.accounts import commands as accounts
from lms.accounts import queries as people
from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.home.enums import RemarkKind
from lms.home.errors import TooManyRemarks
from lms.home.models import Remark
from lms.home.queries import remarks_of, visitors_remarks_this_hour
from lms.kernel.clock import now
from lms.kernel.db import db

VISITORS_AN_HOUR = 60
NEWS = {
    RemarkKind.WISH: _l("Iemand heeft een wens voor Kringwijs"),
    RemarkKind.ERROR: _l("Iemand meldt dat er iets niet werkt"),
    RemarkKind.QUESTION: _l("Iemand heeft een vraag over Kringwijs"),
}
ANSWERED = _l("Er is een antwoord op je bericht")


def send_remark(*, by: Actor, kind: RemarkKind, text: str, page: str, address: str | None) -> Remark:
    """Keep a remark and tell the people who answer; an address is only kept for visitors who did not sign in."""
    if not by.is_authenticated and visitors_remarks_this_hour() >= VISITORS_AN_HOUR:
        raise TooManyRemarks(
            _("Er komen nu heel veel berichten binnen. Probeer het over een uur nog een keer."), field="text"
        )
    person = by if isinstance(by, Person) else None
    remark = Remark(
        kind=kind.value, text=text.strip(), page=page[:300], person=person, address=None if person else address or None
    )
    db.session.add(remark)
    db.session.flush()
    for reader in people.people_with_role(Role.EDITOR, Role.ADMINISTRATOR):
        accounts.notify(
            reader, cause="remark", object=remark.uid, text=NEWS[kind], url=f"/beheer/verbeteringen/{remark.uid}"
        )
    return remark


def answer_remark(remark: Remark, *, by: Person, text: str) -> None:
    """Write or correct the answer, and tell the one who asked."""
    first = remark.answered_at is None
    remark.answer, remark.answered_by_id = text.strip(), by.id
    remark.answered_at = now()
    db.session.flush()
    url = f"/dit-kan-beter/{remark.uid}"
    if remark.person is not None:
        version = "1" if first else remark.answered_at.isoformat()
        accounts.notify(
            remark.person, cause="remark_answered", object=remark.uid, version=version, text=ANSWERED, url=url
        )
    elif remark.address and first:
        accounts.write_to(
            remark.address, cause="remark_answered", object=remark.uid, subject=str(ANSWERED), text=remark.answer
        )


def forget_person(person: Person) -> None:
    """Take the name off what a person told us; what was said stays."""
    db.session.execute(update(Remark).where(Remark.person_id == person.id).values(person_id=None))
    db.session.execute(update(Remark).where(Remark.answered_by_id == person.id).values(answered_by_id=None))


def remarks_as_data(person: Person) -> dict[str, object]:
    """Return what one person told us, as plain data."""
    found = remarks_of(person)
    return {
        "remarks": [{"at": r.created_at.isoformat(), "kind": r.kind, "text": r.text, "answer": r.answer} for r in found]
    }
