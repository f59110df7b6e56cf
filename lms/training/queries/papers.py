"""What stands on a certificate, in words: for the page, the PDF and the check page alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.kernel.clock import today
from lms.training.enums import CertificateKind, CertificateState
from lms.training.models.certificates import Certificate
from lms.training.models.proof import state_of
from lms.training.models.registers import register_name
from lms.training.queries.certificates import check_address
from lms.ui.formats import day, minutes

LANGUAGE = "nl"
KINDS = {
    CertificateKind.CERTIFICATE: _l("Bewijs van afronding"),
    CertificateKind.PARTICIPATION: _l("Bewijs van deelname"),
}
STATES = {
    CertificateState.VALID: _l("Geldig"),
    CertificateState.EXPIRED: _l("Verlopen"),
    CertificateState.WITHDRAWN: _l("Ingetrokken"),
    CertificateState.UNKNOWN: _l("Onbekend"),
}


@dataclass(frozen=True)
class Paper:
    """A certificate as it is read; ``mark`` says that it does not hold now."""

    kind: str
    name: str
    title: str
    did: str
    facts: tuple[tuple[str, str], ...]
    mark: str
    address: str
    words: Mapping[str, str]


def paper_of(certificate: Certificate, name: str, numbers: Mapping[str, str]) -> Paper:
    """Return the paper in the language of the reader; ``numbers`` are those of its owner, by register."""
    return Paper(
        kind=kind_words(certificate),
        name=name,
        title=certificate.title,
        did=_did(certificate),
        facts=tuple(facts_of(certificate, numbers)),
        mark=mark_of(certificate),
        address=check_address(certificate).partition("://")[2],
        words={
            "logo": _("Kringwijs, een kring die aan één kant open is"),
            "qr": _("QR-code naar de pagina waar iedereen dit bewijs kan controleren"),
            "check": _("Scan de code, of ga naar dit adres. Daar zie je of dit bewijs nu geldig is."),
        },
    )


def dutch_paper_of(certificate: Certificate, name: str, numbers: Mapping[str, str]) -> Paper:
    """Return the paper as it is printed: in Dutch, as the module is."""
    with force_locale(LANGUAGE):
        return paper_of(certificate, name, numbers)


def kind_words(certificate: Certificate) -> str:
    """Return what a certificate is called."""
    return str(KINDS[CertificateKind(certificate.kind)])


def facts_of(certificate: Certificate, numbers: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Give what a certificate says, as labels and values; nothing in it names anybody."""
    yield _("Nummer"), certificate.number
    yield _("Versie"), certificate.version
    if certificate.live_on is not None:
        yield _("Training"), day(certificate.live_on)
    yield _("Datum"), day(certificate.issued_at)
    lasted = _("Duur") if certificate.live_on is not None else _("Netto leertijd")
    yield lasted, minutes(certificate.net_minutes)
    if certificate.valid_until is not None:
        yield _("Geldig tot en met"), day(certificate.valid_until)
    if certificate.kind == CertificateKind.CERTIFICATE:
        yield from _accreditations(certificate, numbers or {})


def mark_of(certificate: Certificate) -> str:
    """Say that a certificate does not hold now, and since when; nothing when it does."""
    state = state_of(certificate, today())
    if state is CertificateState.WITHDRAWN and certificate.withdrawn_at:
        return _("Ingetrokken op %(day)s.", day=day(certificate.withdrawn_at))
    if state is CertificateState.EXPIRED and certificate.valid_until:
        return _("Verlopen. Dit bewijs was geldig tot en met %(day)s.", day=day(certificate.valid_until))
    return ""


def _did(certificate: Certificate) -> str:
    if certificate.live_on is not None:
        return _("was bij een training over de module")
    took_part = certificate.kind == CertificateKind.PARTICIPATION
    return _("deed mee met de module") if took_part else _("rondde de module af")


def _accreditations(certificate: Certificate, numbers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not certificate.accreditations:
        yield _("Accreditatie"), _("nog niet geaccrediteerd")
    for granted in certificate.accreditations:
        slug, points = granted["register"], granted["points"].replace(".", ",")
        said = _("accreditatie %(id)s, punten: %(points)s", id=granted["id"], points=points)
        if slug in numbers:
            said = _("%(said)s, registratienummer %(number)s", said=said, number=numbers[slug])
        yield register_name(slug), said
