"""Taking a remark, and answering it."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from lms.accounts import commands as accounts
from lms.accounts import queries as people
from lms.accounts.commands.mail_layout import laid_out, quoted
from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.accounts.queries.people import normal_address
from lms.home.enums import RemarkKind
from lms.home.errors import AnsweredMeanwhile, TooManyRemarks
from lms.home.models import Remark
from lms.home.queries.remarks import remarks_of, visitors_remarks_this_hour
from lms.kernel.clock import now
from lms.kernel.db import db

#: A second line, for visitors of all networks together; the limit for one network is ``Tried.REMARK`` of accounts.
VISITORS_AN_HOUR = 600
NEWS = {
    RemarkKind.WISH: _l("Iemand heeft een wens voor Kringwijs"),
    RemarkKind.ERROR: _l("Iemand meldt dat er iets niet werkt"),
    RemarkKind.QUESTION: _l("Iemand heeft een vraag over Kringwijs"),
}
ANSWERED = _l("Er is een antwoord op je bericht")


def send_remark(*, by: Actor, kind: RemarkKind, text: str, page: str, address: str | None) -> Remark:
    """Keep a remark and tell the people who answer; an address is only kept for visitors who did not sign in."""
    if not by.is_authenticated and visitors_remarks_this_hour() >= VISITORS_AN_HOUR:
        raise too_many()
    person = by if isinstance(by, Person) else None
    remark = Remark(
        kind=kind.value,
        text=text.strip(),
        page=page[:300],
        person=person,
        address=normal_address(address) if address and not person else None,
    )
    db.session.add(remark)
    db.session.flush()
    readers = people.people_with_role(Role.EDITOR, Role.ADMINISTRATOR)
    accounts.notify_all(
        readers, cause="remark", object=remark.uid, text=NEWS[kind], url=f"/beheer/verbeteringen/{remark.uid}"
    )
    return remark


def too_many() -> TooManyRemarks:
    """Return the refusal of a remark, whichever limit was reached."""
    return TooManyRemarks(_("Er komen nu heel veel berichten binnen. Probeer het over een uur nog een keer."), "text")


def answer_remark(remark: Remark, *, by: Person, text: str, seen: datetime | None = None) -> None:
    """Write or correct the answer, and tell the one who asked.

    ``seen`` is when the answer was written that ``by`` had before them: a newer one of somebody else stays.
    """
    moment = now()
    _write_answer(remark, seen, answer=text.strip(), answered_by_id=by.id, answered_at=moment)
    url = f"/dit-kan-beter/{remark.uid}"
    if remark.person is not None:
        version = "1" if seen is None else moment.isoformat()
        accounts.notify(
            remark.person, cause="remark_answered", object=remark.uid, version=version, text=ANSWERED, url=url
        )
    elif remark.address:
        with force_locale("nl"):  # a visitor left no language, and wrote on a Dutch site
            letter = laid_out("", [text.strip(), quoted(remark.text)])
            accounts.write_to(remark.address, cause="remark_answered", object=remark.uid, subject=ANSWERED, text=letter)
        remark.address = None  # it was left for this one mail
        db.session.flush()


def _write_answer(remark: Remark, seen: datetime | None, **values: object) -> None:
    """Write an answer over the one that was seen; of two at the same moment, the second is refused."""
    as_seen = (Remark.id == remark.id, Remark.answered_at.is_not_distinct_from(seen))
    written = db.session.execute(
        update(Remark).where(*as_seen).values(**values), execution_options={"synchronize_session": False}
    )
    db.session.refresh(remark, list(values))
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise AnsweredMeanwhile(_("Iemand anders schreef net een antwoord. Lees dat eerst. Dan kun je het aanpassen."))


def forget_person(person: Person) -> None:
    """Take the name and the address off what a person told us, also as a visitor; what was said stays."""
    if person.email is not None:
        db.session.execute(update(Remark).where(Remark.address == person.email).values(address=None))
    db.session.execute(update(Remark).where(Remark.person_id == person.id).values(person_id=None))
    db.session.execute(update(Remark).where(Remark.answered_by_id == person.id).values(answered_by_id=None))


def remarks_as_data(person: Person) -> dict[str, object]:
    """Return what one person told us, as plain data."""
    found = remarks_of(person)
    return {
        "remarks": [{"at": r.created_at.isoformat(), "kind": r.kind, "text": r.text, "answer": r.answer} for r in found]
    }
