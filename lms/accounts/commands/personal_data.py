"""Handing people everything that is kept about them, and erasing it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, delete, select, update

from lms.accounts.commands.notices import stand_in_for
from lms.accounts.commands.people import deactivate
from lms.accounts.enums import TextSize
from lms.accounts.models import (
    AccessRequest,
    CodeApp,
    Consent,
    Erasure,
    Grant,
    MailLink,
    Notice,
    NoticePreference,
    Passkey,
    Person,
    PlatformRole,
    RecoveryCode,
    SignInCard,
    SignInSession,
)
from lms.accounts.queries.people import WITH_RIGHTS
from lms.accounts.queries.personal_data import account_as_data
from lms.accounts.slots import PERSONAL_DATA
from lms.kernel import audit, outbox
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.queue import enqueue
from lms.kernel.slots import fillers

WIPE_TRACES = "accounts.wipe_traces"
#: What stands where a name was; a word, because pages show it.
NO_NAME = "Oud-deelnemer"
#: Rows that say nothing once their person is gone; children of nobody, so the order does not matter.
OWN_ROWS = (
    SignInSession,
    SignInCard,
    MailLink,
    CodeApp,
    RecoveryCode,
    Passkey,
    Notice,
    NoticePreference,
    Consent,
    PlatformRole,
)


def export_person(person: Person, by: str = "cli", origin: str = "cli") -> dict[str, Any]:
    """Return everything kept about somebody, by feature, and write in the log that it was asked for."""
    audit.record("person.export", f"person/{person.uid}", actor_uid=by, origin=origin)
    data: dict[str, Any] = {"made_at": now().isoformat(timespec="seconds"), "account": account_as_data(person)}
    for feature in fillers(PERSONAL_DATA):
        data[feature.name] = feature.export(person)
    return data


def erase_person(person: Person, by: str = "cli", origin: str = "cli") -> None:
    """Take away for good what says who somebody is, here and in every feature; counts without a name stay.

    The row of the person stays, empty, so that what others made together keeps standing. A tombstone with only the
    random uid lets :func:`erase_again` clean a restored older backup.
    """
    if person.active:
        deactivate(person, by=by, origin=origin)
    for feature in fillers(PERSONAL_DATA):
        feature.erase(person)
    _erase_mails_and_requests(person)
    for model in OWN_ROWS:
        db.session.execute(delete(model).where(model.person_id == person.id))
    open_grants = (Grant.person_id == person.id, Grant.until.is_(None))
    db.session.execute(
        update(Grant).where(*open_grants).values(until=case((Grant.since > now(), Grant.since), else_=now()))
    )
    _empty(person)
    if db.session.get(Erasure, person.uid) is None:
        db.session.add(Erasure(person_uid=person.uid))
    audit.record("person.erase", f"person/{person.uid}", actor_uid=by, origin=origin)
    enqueue(WIPE_TRACES)
    db.session.flush()


def after_restore(uids: Sequence[str] | None) -> None:
    """Let nobody in with what a backup brought back: sessions that were ended, links that were used; erase again."""
    db.session.execute(delete(SignInSession))
    db.session.execute(delete(MailLink).where(MailLink.used_at.is_(None)))
    db.session.execute(update(SignInCard).where(SignInCard.ended_at.is_(None)).values(ended_at=now()))
    erase_again(uids or ())


def erase_again(uids: Sequence[str], by: str = "cli", origin: str = "cli") -> int:
    """Erase the people of these tombstones who came back with an older backup; return how many."""
    back = select(Person).where(Person.uid.in_(uids), Person.erased_at.is_(None)).order_by(Person.id)
    people = db.session.scalars(back.options(*WITH_RIGHTS)).unique().all()
    for person in people:
        erase_person(person, by, origin)
    return len(people)


def _erase_mails_and_requests(person: Person) -> None:
    """Take away what was mailed to somebody, also before there was an account, and how they asked for one."""
    outbox.forget_recipient(person.uid)
    if person.email is not None:
        outbox.forget_recipient(stand_in_for(person.email))
        asked = AccessRequest.email == person.email
        for uid in db.session.scalars(select(AccessRequest.uid).where(asked)).all():
            outbox.forget_recipient(f"access-{uid}")
        db.session.execute(delete(AccessRequest).where(asked))
    answered = update(AccessRequest).where(AccessRequest.answered_by_id == person.id)
    db.session.execute(answered.values(answered_by_id=None))


def _empty(person: Person) -> None:
    person.name, person.email, person.password_hash = NO_NAME, None, None
    person.phone = person.works_on = ""
    person.language, person.language_chosen = "nl", False
    person.text_size, person.read_aloud = TextSize.NORMAL, True
    person.second_factor_since = person.last_seen_at = None
    person.active, person.unread_notices, person.fs_uniquifier = False, 0, new_uid(32)
    person.erased_at = now()
