"""Issuing proof of a completed version, exactly once, and withdrawing it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.kernel import audit
from lms.kernel.chance import new_digits
from lms.kernel.clock import local, now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.commands.steps import locked_progress
from lms.training.enums import CertificateKind
from lms.training.models import Module, ModuleProgress, ModuleVersion
from lms.training.models.certificates import Certificate
from lms.training.models.outline import asks_writing
from lms.training.models.proof import net_minutes, until
from lms.training.policy import audiences_of
from lms.training.queries.accreditations import granted_on
from lms.training.queries.certificates import certificate_for, certificates_since, missing, proof_of, twins_read
from lms.training.queries.readings import Reading
from lms.training.queries.telling import told_back

WITHDRAWN = "training.certificate_withdrawn"
#: Why proof holds no more of what somebody did not do after all; doing it yet lets it hold again.
UNDONE = "Er is teruggenomen dat je iets samen met een groep deed of vertelde."
BATCH = 200
TRIES = 5
ORIGIN = "training"  # of what follows by itself from what a learner did


def issue(
    person: Person, module: Module, version: ModuleVersion, *, record: ModuleProgress, at: datetime | None = None
) -> Certificate | None:
    """Give somebody proof of a version they completed, or what they have of it; nothing for one that was a draft.

    Of whom no writing is asked, it is proof of taking part, and comes when they told the module back too.
    The caller holds the lock on ``record``.
    """
    written = asks_writing(audiences_of(person))
    if version.published_at is None or not (written or told_back(person, module)):
        return None
    moment = at or now()
    day = local(moment).date()
    facts = {
        "person_id": person.id,
        "module_id": module.id,
        "serial": version.serial,
        "kind": (CertificateKind.CERTIFICATE if written else CertificateKind.PARTICIPATION).value,
        "title": version.title,
        "version": version.number,
        "net_minutes": net_minutes(version.outline, record.done, twins_read(person, module)),
        "accreditations": [each.as_granted() for each in granted_on(module.id, day)] if written else [],
        "issued_at": moment,
        "valid_until": until(day, module.valid_months),
    }
    made = write_certificate(day.year, facts, lambda: certificate_for(person, module.id, version.serial))
    return _holds_again(made, person)


def write_certificate(year: int, facts: Mapping[str, Any], held: Callable[[], Certificate | None]) -> Certificate:
    """Write proof under a number that nobody has yet, or return what the person holds already, from another tab."""
    for _try in range(TRIES):
        certificate = Certificate(number=f"KW-{year}-{new_digits(8)}", **facts)
        try:
            with db.session.begin_nested():
                db.session.add(certificate)
        except IntegrityError:  # another tab was first, or the number is taken
            if found := held():
                return found
        else:
            return certificate
    raise RuntimeError("no number was free")


def make_certificate(reading: Reading, *, by: Person) -> Certificate:
    """Give somebody who completed everything (again) proof of the version readers get now."""
    record = locked_progress(reading, by)
    current = Reading(reading.module, reading.version, record, reading.audiences, reading.twin)
    if found := certificate_for(by, reading.module.id, reading.version.serial):
        return found
    proof = proof_of(current, by)
    if proof.tell:
        raise Refusal(_("Vertel eerst in je eigen woorden waar de module over gaat. Daarna krijg je je bewijs."))
    if not proof.can_make:
        raise Refusal(_("Je hebt nog niet alles van deze versie gedaan. Kijk op deze pagina wat er nog is."))
    made = issue(by, reading.module, reading.version, record=record)
    if made is None:
        raise Refusal(_("Dit is een concept. Daar is geen bewijs van."))
    return made


def issue_missing() -> int:
    """Give a batch of people who completed a module without getting proof theirs, as of that day; return how many."""
    given = 0
    for record, module, version in missing(BATCH):
        person = person_by_id(record.person_id)
        if person is not None and issue(person, module, version, record=record, at=record.completed_at):
            given += 1
    return given


def withdraw_certificate(certificate: Certificate, reason: str, *, by: Person, origin: str) -> None:
    """Let a certificate hold no more; its owner is told, and reads why."""
    found = _locked(certificate)
    if found.withdrawn_at is not None:
        raise Refusal(_("Dit bewijs is al ingetrokken."))
    if not reason.strip():
        raise Refusal(_("Schrijf in één zin waarom. Wie het bewijs kreeg, leest die zin."), "reason")
    found.withdrawn_at, found.withdrawn_by_id, found.reason = now(), by.id, reason.strip()
    db.session.flush()
    owner = person_by_id(found.person_id)
    if owner is not None:
        text = _l("Je bewijs %(number)s is ingetrokken. Lees waarom.", number=found.number)
        url = f"/mijn-leren/bewijzen/{found.number}"
        stamp = found.withdrawn_at.isoformat()
        notify(owner, cause=WITHDRAWN, object=f"certificate/{found.number}", text=text, url=url, version=stamp)
    audit.record("certificate.withdraw", _code(found), actor_uid=by.uid, origin=origin)


def take_proof_back(person: Person, module: Module, since: datetime, *, by: Person, origin: str) -> None:
    """Withdraw what was given of a module after a moment, because what it rests on was taken back."""
    for certificate in certificates_since(person, module, since):
        withdraw_certificate(certificate, UNDONE, by=by, origin=origin)


def _holds_again(found: Certificate, person: Person) -> Certificate:
    """Let proof hold that was withdrawn only for what somebody has done meanwhile."""
    if found.withdrawn_at is not None and found.reason == UNDONE:
        restore_certificate(found, by=person, origin=ORIGIN)
    return found


def restore_certificate(certificate: Certificate, *, by: Person, origin: str) -> None:
    """Let a certificate hold again that was withdrawn by mistake."""
    found = _locked(certificate)
    if found.withdrawn_at is None:
        return
    found.withdrawn_at, found.withdrawn_by_id, found.reason = None, None, ""
    db.session.flush()
    audit.record("certificate.restore", _code(found), actor_uid=by.uid, origin=origin)


def _code(certificate: Certificate) -> str:
    return f"certificate/{certificate.number}"


def _locked(certificate: Certificate) -> Certificate:
    statement = select(Certificate).where(Certificate.id == certificate.id).with_for_update()
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()
