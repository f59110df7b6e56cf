"""Beginning and ending sessions."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from lms.accounts.errors import NotNow
from lms.accounts.models import Person, SignInSession
from lms.accounts.policy import lifetime
from lms.accounts.queries.digests import token_hash
from lms.kernel.chance import new_token, new_uid
from lms.kernel.clock import now
from lms.kernel.db import db


def begin_session(
    person: Person, *, device: str = "", second_factor_at: datetime | None = None, halfway: bool = False
) -> str:
    """Make a session row and return the token for the cookie; the row keeps only its hash.

    Noting that the person was here locks the person and looks again: who was deactivated or got a new password
    meanwhile does not come in.
    """
    token, moment = new_token(), now()
    unchanged = (Person.id == person.id, Person.active, Person.fs_uniquifier == person.fs_uniquifier)
    seen = update(Person).where(*unchanged).values(last_seen_at=Person.last_seen_at if halfway else moment)
    noted = db.session.execute(seen, execution_options={"synchronize_session": False})
    if noted.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise NotNow(_("Er is net iets aan dit account veranderd. Log opnieuw in."))
    session = SignInSession(
        person=person,
        token_hash=token_hash(token),
        device=device[:80],
        created_at=moment,
        last_seen_at=moment,
        ends_at=moment + lifetime(person, halfway=halfway).absolute,
        second_factor_at=second_factor_at,
    )
    db.session.add(session)
    db.session.flush()
    return token


def end_session(session: SignInSession) -> None:
    """End one session: every copy of its cookie is worth nothing from the next request on."""
    db.session.execute(delete(SignInSession).where(SignInSession.id == session.id))


def end_sessions(person: Person, *, keep: SignInSession | None = None) -> None:
    """End all sessions of a person, apart from the one that asks."""
    person.fs_uniquifier = new_uid(32)
    db.session.flush()  # locks the person first, so that no session can begin meanwhile
    doomed = delete(SignInSession).where(SignInSession.person_id == person.id)
    if keep is not None:
        doomed = doomed.where(SignInSession.id != keep.id)
    db.session.execute(doomed)


def note_seen(session: Session, sign_in_id: int, person_id: int, moment: datetime) -> None:
    """Write down, in a transaction of its own, that a session was used."""
    session.execute(update(SignInSession).where(SignInSession.id == sign_in_id).values(last_seen_at=moment))
    session.execute(update(Person).where(Person.id == person_id).values(last_seen_at=moment))
