"""Another e-mail address: confirmed at the new one, noted at the old one."""

from functools import partial

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.commands import letters
from lms.accounts.commands.links import make_link, use_link, void_links
from lms.accounts.commands.sessions import end_sessions
from lms.accounts.enums import Purpose
from lms.accounts.errors import AddressTaken
from lms.accounts.models import MailLink, Person, SignInSession
from lms.accounts.queries.people import normal_address, person_by_email
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db


def ask_for_address(person: Person, email: str) -> None:
    """Mail a link to the new address; an address that is somebody's already gets a note instead.

    The person who asks sees the same either way.
    """
    address = normal_address(email)
    owner = person_by_email(address)
    if owner is None:
        void_links(person, Purpose.ADDRESS)
        letters.send_link(*make_link(person, Purpose.ADDRESS, address))
    elif owner.id != person.id and owner.active:
        today = now().date().isoformat()  # at most one note a day, however often somebody tries
        letters.warn(owner, address, letters.address_in_use, cause="accounts.address_in_use", version=today)


def take_address(link: MailLink, *, keep: SignInSession | None, origin: str) -> Person:
    """Change the address to the one the link was mailed to; ends other sessions and voids links to the old one."""
    use_link(link)
    person, old = link.person, link.person.email
    try:
        with db.session.begin_nested():  # a plain update: a refused one must not expire the person who is asking
            taking = update(Person).where(Person.id == person.id).values(email=link.address)
            db.session.execute(taking, execution_options={"synchronize_session": False})
    except IntegrityError:
        raise AddressTaken(_("Iemand anders heeft al een account met dit e-mailadres.")) from None
    set_committed_value(person, "email", link.address)
    void_links(person)
    end_sessions(person, keep=keep)
    if old:
        note = partial(letters.address_changed, link.address)
        letters.warn(person, old, note, cause="accounts.address_changed", version=str(link.id))
    audit.record("person.address", f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    return person
