"""Coming in: links on request, and the session after somebody proved who they are."""

from datetime import datetime

from lms.accounts.commands.letters import send_invitation, send_link
from lms.accounts.commands.limits import start_afresh
from lms.accounts.commands.links import make_link, use_link
from lms.accounts.commands.sessions import begin_session, end_session
from lms.accounts.enums import Purpose, Standing, Tried
from lms.accounts.models import MailLink, Person, SignInSession
from lms.accounts.queries.people import inviter_of, person_by_email
from lms.kernel import audit


def answer_link_request(purpose: str, address: str) -> None:
    """Mail the link that was asked for, an invitation to who was invited, and nothing to an unknown address.

    Runs in the background for known and unknown addresses alike, so that the answer on screen takes as long.
    """
    person = person_by_email(address)
    if person is None or person.email is None:
        return
    if person.standing is Standing.INVITED:
        link, token = make_link(person, Purpose.INVITATION, person.email)
        send_invitation(link, token, by=inviter_of(person))
    elif person.active:
        link, token = make_link(person, Purpose(purpose), person.email)
        send_link(link, token)


def prove_mailbox(link: MailLink) -> Person:
    """Use a link up; whoever reads the mail may ask for a next one at once."""
    use_link(link)
    start_afresh(Tried.MAIL, link.address)
    return link.person


def come_in(
    person: Person, *, device: str, origin: str, second_factor_at: datetime | None = None, halfway: bool = False
) -> str:
    """Begin a session and write it in the log; return the token for the cookie."""
    token = begin_session(person, device=device, second_factor_at=second_factor_at, halfway=halfway)
    action = "session.half" if halfway else "session.begin"
    audit.record(action, f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    return token


def go_out(session: SignInSession, *, origin: str) -> None:
    """End the session of who signs out."""
    uid = session.person.uid
    end_session(session)
    audit.record("session.end", f"person/{uid}", actor_uid=uid, origin=origin)
