"""Making, using and voiding the links in mails."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from lms.accounts.enums import Purpose
from lms.accounts.errors import LinkIsSpent
from lms.accounts.models import MailLink, Person
from lms.accounts.queries.digests import token_hash
from lms.kernel.chance import new_token
from lms.kernel.clock import now
from lms.kernel.db import db

LIFETIMES = {
    Purpose.SIGN_IN: timedelta(hours=1),
    Purpose.RESET: timedelta(hours=1),
    Purpose.INVITATION: timedelta(days=14),
    Purpose.ADDRESS: timedelta(hours=24),
}


def make_link(person: Person, purpose: Purpose, address: str) -> tuple[MailLink, str]:
    """Return a new link and its token, which is nowhere but in the mail."""
    token, moment = new_token(), now()
    link = MailLink(
        person=person,
        purpose=purpose,
        address=address,
        token_hash=token_hash(token),
        created_at=moment,
        ends_at=moment + LIFETIMES[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return link, token


def use_link(link: MailLink) -> None:
    """Use a link up, and all others of its purpose; of two uses at once, one is refused."""
    moment = now()
    used = db.session.execute(
        update(MailLink)
        .where(MailLink.id == link.id, MailLink.used_at.is_(None), MailLink.ends_at > moment)
        .values(used_at=moment)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise spent()
    void_links(link.person, link.purpose)


def void_links(person: Person, *purposes: Purpose) -> None:
    """Make the open links of a person worthless; without purposes all of them."""
    doomed = update(MailLink).where(MailLink.person_id == person.id, MailLink.used_at.is_(None)).values(used_at=now())
    db.session.execute(doomed.where(MailLink.purpose.in_(purposes)) if purposes else doomed)


def spent() -> LinkIsSpent:
    """Return the refusal of a link that cannot be used, whatever the reason."""
    return LinkIsSpent(_("Deze link werkt niet meer. Vraag een nieuwe aan."))
