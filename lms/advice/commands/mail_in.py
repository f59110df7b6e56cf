"""An answer that came by mail: kept as a message, or refused with one clear mail to who owns the address.

A sender is easily forged, so nothing is ever mailed to one: only to the person whose address was used, or to somebody
with an account whose own address it came from. What no person wrote is dropped without a word.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from lms.accounts.commands.mail_layout import laid_out, site
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email, person_by_id
from lms.advice.commands.files import MOST_AT_ONCE, Kept, drop, keep
from lms.advice.commands.reply_addresses import owner_of
from lms.advice.commands.talking import write
from lms.advice.enums import Channel, Visibility
from lms.advice.models import Advice
from lms.advice.models.talk import LONGEST_MESSAGE
from lms.advice.policy import can_write
from lms.advice.queries.advice import advice_by_number
from lms.kernel import outbox
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.incoming_mail import Attachment, Incoming, read_mail
from lms.kernel.personal_data import PersonalDataKind, find_personal_data
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.reply_text import written_above
from lms.kernel.work import unit_of_work

ORIGIN, REFUSED = "mail", "advice.mail_refused"
#: What nobody sends by mail: it says who somebody is. Addresses and telephone numbers stand in every signature.
TELLS_WHO = frozenset({PersonalDataKind.BSN, PersonalDataKind.IBAN})


class Outcome(StrEnum):
    """What became of a mail."""

    KEPT = "kept"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Letter:
    """A mail that may be kept: who wrote it, about which advice, and what."""

    number: str
    person_id: int
    text: str
    files: list[Kept] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def take_in(raw: bytes, *, whole: bool = True) -> Outcome:
    """Keep, refuse or drop one mail; ``whole`` is false for the beginning of one that is too large.

    Runs while no transaction is open: files are stored between reading and writing.
    """
    mail = read_mail(raw)
    if mail.automatic or mail.sender.endswith(f"@{current_app.config['SETTINGS'].reply_domain}"):
        return Outcome.DROPPED
    with unit_of_work():
        letter = _judged(mail, whole=whole)
    if isinstance(letter, Outcome):
        return letter
    with ExitStack() as stored:
        for each in mail.attachments:
            _store(each, letter)
        stored.callback(drop, *letter.files)
        outcome = _kept(mail, letter)
        if outcome is Outcome.KEPT:
            stored.pop_all()
    return outcome


def _judged(mail: Incoming, *, whole: bool) -> Letter | Outcome:
    """Return what may be kept, or what was done instead."""
    address = owner_of(mail.recipients)
    if address is None:
        return _unknown(mail)
    person = person_by_id(address.person_id)
    if person is None or not person.active or not person.email:
        return Outcome.DROPPED
    advice = db.session.get_one(Advice, address.advice_id)
    with force_locale(person.language):
        if mail.sender != person.email.casefold():
            said = _("Er kwam een mail binnen op jouw antwoordadres, maar niet vanaf %(mine)s.", mine=person.email)
            return _refuse(person, advice, said, f"{today()}")
        text = written_above(mail.text or "")
        problem = _problem(advice, person, text, whole=whole)
        return _refuse(person, advice, problem, mail.key[:60]) if problem else Letter(advice.number, person.id, text)


def _problem(advice: Advice, person: Person, text: str, *, whole: bool) -> str:
    """Return in words why a mail cannot be kept, or nothing."""
    if advice.visibility is Visibility.NAMED:
        return _("Dit is vertrouwelijk. Daarom kan antwoorden niet per mail.")
    here = advice_by_number(advice.number, person)
    if here is None or not can_write(person, here):
        return _("Je kunt bij dit advies niet meer schrijven.")
    if not whole:
        return _("Je mail is te groot. Er past hoogstens 10 MB in.")
    if not text:
        return _("We vonden geen gewone tekst in je mail, alleen opmaak of wat je aanhaalde.")
    if len(text) > LONGEST_MESSAGE:
        return _("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_MESSAGE)
    if any(found.kind in TELLS_WHO for found in find_personal_data(text)):
        return _("In je mail staat een burgerservicenummer of een bankrekening. Haal dat weg en stuur hem opnieuw.")
    return ""


def _unknown(mail: Incoming) -> Outcome:
    """Tell somebody with an account, once a day, that an address works no more; a stranger hears nothing."""
    person = person_by_email(mail.sender) if mail.sender else None
    if person is None or not person.active:
        return Outcome.DROPPED
    with force_locale(person.language):
        return _refuse(person, None, _("Het adres waaraan je schreef, werkt niet meer."), f"{today()}")


def _store(attached: Attachment, letter: Letter) -> None:
    """Store a document; a photo is brought on the page, where who is on it is asked about."""
    try:
        if len(letter.files) >= MOST_AT_ONCE:
            raise Refusal("")
        letter.files.append(keep(BytesIO(attached.content), attached.name, consent=False))
    except Refusal:
        letter.left_out.append(" ".join(attached.name.split())[-60:])


def _kept(mail: Incoming, letter: Letter) -> Outcome:
    """Write the message down; what is refused then is said, and of a mail that came before with other words nothing."""
    try:
        with unit_of_work():
            return _written(mail, letter)
    except KeptBefore:
        return Outcome.DROPPED
    except Refusal as refusal:
        with unit_of_work():
            person = person_by_id(letter.person_id)
            advice = advice_by_number(letter.number, person) if person else None
            return _refuse(person, advice, refusal.message, mail.key[:60]) if person else Outcome.DROPPED


def _written(mail: Incoming, letter: Letter) -> Outcome:
    db.session.expire_all()
    person = person_by_id(letter.person_id)
    advice = advice_by_number(letter.number, person) if person else None
    if person is None or advice is None or not can_write(person, advice):
        return Outcome.DROPPED
    said = {"by": person, "origin": ORIGIN, "form_key": f"mail-{mail.key[:56]}", "channel": Channel.MAIL}
    write(advice, advice.neighbourhood, letter.text, files=letter.files, **said)  # type: ignore[arg-type]  # as named
    if letter.left_out:
        with force_locale(person.language):
            names = ", ".join(letter.left_out[:MOST_AT_ONCE])
            _mail(person, advice, _left_out(names), mail.key[:60], _("Niet alles kwam mee"))
    return Outcome.KEPT


def _left_out(names: str) -> list[str]:
    why = _("Een foto voeg je toe op de pagina. Verder kan een pdf, Word- of OpenDocument-bestand.")
    return [_("Je bericht is bewaard. Dit kwam niet mee: %(names)s", names=names), why]


def _refuse(person: Person, advice: Advice | None, why: str, version: str) -> Outcome:
    said = [f"{why} {_('We hebben die mail niet bewaard.')}", _("Antwoorden kan altijd op de pagina:")]
    _mail(person, advice, said, version, _("Je mail is niet bewaard"))
    return Outcome.REFUSED


def _mail(person: Person, advice: Advice | None, said: list[str], version: str, subject: str) -> None:
    """Write one mail; it cannot be answered, and carries nothing of the advice but where it is."""
    *before, last = said
    page = f"{last}\n{site()}/advies" + (f"/{advice.number}" if advice else "")
    told = {"cause": REFUSED, "object": f"advice/{advice.number}" if advice else "advice", "version": version}
    text = laid_out(person.name, [*before, page])
    outbox.post(person.uid, person.email or "", **told, subject=subject, text=text, language=person.language)
