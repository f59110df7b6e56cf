"""The mails that carry a link or a warning; plain text, in the language of the reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.accounts.commands.mail_layout import laid_out, quoted, site
from lms.accounts.enums import Purpose
from lms.accounts.models import AccessRequest, MailLink, Person
from lms.accounts.queries.role_words import roles_and_places
from lms.kernel import outbox
from lms.ui import formats


@dataclass(frozen=True)
class Letter:
    """Subject and paragraphs."""

    subject: str
    paragraphs: Sequence[str]


PATHS = {
    Purpose.SIGN_IN: "/inloggen/link/{token}",
    Purpose.RESET: "/wachtwoord/{token}",
    Purpose.INVITATION: "/uitnodiging/{token}",
    Purpose.ADDRESS: "/e-mailadres/{token}",
}


def send_link(link: MailLink, token: str) -> None:
    """Mail a link to the address it is for; the outbox never shows its text and wipes it once sent."""
    _send(link, token, _WRITERS[link.purpose])


def send_invitation(link: MailLink, token: str, *, by: str) -> None:
    """Mail an invitation: as what and where, and ``by`` whom; that name is empty when it was done at the machine."""
    _send(link, token, lambda url: _invitation(by, roles_and_places(link.person), url))


def warn(person: Person, address: str, write: Callable[[], Letter], *, cause: str, version: str) -> None:
    """Tell somebody at an address, in their own language, that something about the account changed."""
    with force_locale(person.language):
        _post(person, address, write(), cause=cause, version=version)


def address_changed(new: str) -> Letter:
    """Return the note to the old address."""
    hidden = new[0] + "…@" + new.rpartition("@")[2]
    return Letter(
        _("Je e-mailadres bij Kringwijs is veranderd"),
        (
            _("Vanaf nu log je in met een ander e-mailadres: %(address)s.", address=hidden),
            _("Heb je dit niet zelf gedaan? Laat het ons meteen weten: %(url)s", url=site() + "/contact"),
        ),
    )


def password_changed() -> Letter:
    """Return the note after a new password."""
    return Letter(
        _("Je hebt een nieuw wachtwoord voor Kringwijs"),
        (
            _("Je hebt net een nieuw wachtwoord gekozen. Op al je andere apparaten ben je uitgelogd."),
            _(
                "Heb je dit niet zelf gedaan? Kies dan meteen een ander wachtwoord: %(url)s",
                url=site() + "/wachtwoord-vergeten",
            ),
        ),
    )


def factor_changed() -> Letter:
    """Return the note after a change of the second factor."""
    return Letter(
        _("Je logt nu anders in bij Kringwijs"),
        (
            _("De tweede stap bij het inloggen is aangezet, veranderd of uitgezet."),
            _("Heb je dit niet zelf gedaan? Laat het ons meteen weten: %(url)s", url=site() + "/contact"),
        ),
    )


def account_ends(day: date, away: int) -> Letter:
    """Return the note to somebody who has not been here for almost ``away`` days."""
    return Letter(
        _("Je account bij Kringwijs wordt gewist op %(day)s", day=formats.day(day)),
        (
            _("Je bent al bijna %(long)s niet op Kringwijs geweest.", long=formats.lasting(away)),
            _(
                "Wil je je account houden? Log dan vóór %(day)s één keer in: %(url)s",
                day=formats.day(day),
                url=site() + "/inloggen",
            ),
            _("Wil je het niet houden? Dan hoef je niets te doen. Wij wissen dan je account en wat daarbij hoort."),
        ),
    )


def address_in_use() -> Letter:
    """Return the note to an address that somebody wanted to take over."""
    return Letter(
        _("Je hebt al een account bij Kringwijs"),
        (
            _("Iemand wilde dit e-mailadres gebruiken voor een ander account. Dat is niet gebeurd: het is al van jou."),
            _("Je hoeft niets te doen. Wil je inloggen? Ga naar %(url)s", url=site() + "/inloggen"),
        ),
    )


def decline(request: AccessRequest, words: str) -> None:
    """Tell somebody without an account that access is not possible now."""
    with force_locale(request.language):
        letter = Letter(
            _("Je verzoek om toegang tot Kringwijs"),
            (
                _("Je vroeg toegang tot Kringwijs. Dat kunnen we nu niet regelen."),
                words or _("Heb je een vraag? Schrijf ons: %(url)s", url=site() + "/contact"),
                quoted(request.reason),
            ),
        )
        text = laid_out(request.name, letter.paragraphs)
    outbox.post(
        f"access-{request.uid}",
        request.email,
        cause="accounts.declined",
        object=request.uid,
        version="1",
        subject=letter.subject,
        text=text,
        language=request.language,
    )


def _send(link: MailLink, token: str, write: Callable[[str], Letter]) -> None:
    person, url = link.person, site() + PATHS[link.purpose].format(token=token)
    with force_locale(person.language):
        cause = f"accounts.{link.purpose}"
        _post(person, link.address, write(url), cause=cause, version=str(link.id), secret=True)


def _sign_in(url: str) -> Letter:
    return Letter(
        _("Je link om in te loggen bij Kringwijs"),
        (
            _("Open deze link en kies daar Log in. De link werkt één keer, en een uur lang."),
            url,
            _not_you(),
        ),
    )


def _reset(url: str) -> Letter:
    return Letter(
        _("Kies een nieuw wachtwoord voor Kringwijs"),
        (
            _("Open deze link en kies een nieuw wachtwoord. De link werkt één keer, en een uur lang."),
            url,
            _not_you(),
        ),
    )


def _invitation(by: str, roles: str, url: str) -> Letter:
    ready = _("Je account staat klaar als: %(roles)s.", roles=roles) if roles else _("Je account staat klaar.")
    what = _("Kringwijs is de leeromgeving van het programma Rookvrij Leven voor Iedereen.")
    return Letter(
        _("Je bent uitgenodigd voor Kringwijs"),
        (
            f"{_('%(name)s nodigt je uit voor Kringwijs.', name=by)} {what}" if by else what,
            f"{ready} {_('Open deze link om te beginnen. De link werkt veertien dagen.')}",
            url,
            _("Ken je het programma niet? Dan was deze mail niet voor jou bedoeld. Je hoeft niets te doen."),
        ),
    )


def _address(url: str) -> Letter:
    return Letter(
        _("Bevestig je nieuwe e-mailadres"),
        (
            _("Je wilt bij Kringwijs voortaan dit e-mailadres gebruiken. Open deze link om dat te bevestigen."),
            url,
            _("De link werkt één dag. Open je hem niet? Dan blijft je oude adres werken."),
        ),
    )


_WRITERS = {
    Purpose.SIGN_IN: _sign_in,
    Purpose.RESET: _reset,
    Purpose.ADDRESS: _address,
}


def _not_you() -> str:
    return _("Heb je dit niet gevraagd? Dan hoef je niets te doen. Stuur de link aan niemand door.")


def _post(person: Person, address: str, letter: Letter, *, cause: str, version: str, secret: bool = False) -> None:
    outbox.post(
        person.uid,
        address,
        cause=cause,
        object=person.uid,
        version=version,
        subject=letter.subject,
        text=laid_out(person.name, letter.paragraphs),
        language=person.language,
        secret=secret,
    )
