"""Writing failed ways in down in the log.

Each line is written beside the request, whose own work is taken back. A try is counted and limited before it comes
here, so that nobody fills the log with guesses: while somebody must wait there are no lines.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.commands.card_guesses import count_wrong_pictures
from lms.accounts.models import Passkey, Person, SignInCard
from lms.accounts.queries.digests import token_hash
from lms.accounts.queries.people import normal_address
from lms.kernel import audit
from lms.kernel.work import afterwards

REFUSED = "refused"
#: Who tried, as long as nobody is known to have; and whom it was about, when it is nobody of ours.
VISITOR, NOBODY = "visitor", "unknown"


def password_refused(email: str, *, by: str = VISITOR, origin: str) -> None:
    """Note a wrong password; an address that is nobody's is not kept."""
    whose = select(Person.uid).where(Person.email == normal_address(email))

    def write(session: Session) -> None:
        about = f"person/{session.scalar(whose) or NOBODY}"
        audit.record("session.try", about, REFUSED, actor_uid=by, origin=origin, session=session)

    afterwards(write)


def factor_refused(person_uid: str, *, origin: str) -> None:
    """Note a wrong code of somebody who came halfway."""

    def write(session: Session) -> None:
        about = f"person/{person_uid}"
        audit.record("factor.try", about, REFUSED, actor_uid=person_uid, origin=origin, session=session)

    afterwards(write)


def passkey_refused(credential: bytes, *, origin: str) -> None:
    """Note a passkey that was not accepted; one that is nobody's is not kept."""
    whose = select(Person.uid).join(Passkey, Passkey.person_id == Person.id).where(Passkey.credential_id == credential)

    def write(session: Session) -> None:
        about = f"person/{session.scalar(whose) or NOBODY}"
        audit.record("passkey.try", about, REFUSED, actor_uid=VISITOR, origin=origin, session=session)

    afterwards(write)


def card_refused(token: str, *, origin: str) -> None:
    """Note wrong pictures with a card, or a card that does not exist or does not work any more; too many end it."""
    holder = select(Person.uid).join(SignInCard, SignInCard.person_id == Person.id)
    whose = holder.where(SignInCard.token_hash == token_hash(token))

    def write(session: Session) -> None:
        count_wrong_pictures(session, token, by=VISITOR, origin=origin)  # locks the card, before the log is locked
        about = f"person/{session.scalar(whose) or NOBODY}"
        audit.record("card.try", about, REFUSED, actor_uid=VISITOR, origin=origin, session=session)

    afterwards(write)
