"""Setting up a second factor, showing it, and taking it away."""

import secrets

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update

from lms.accounts.commands import letters
from lms.accounts.commands.code_app import CodeApps
from lms.accounts.commands.sessions import end_sessions
from lms.accounts.errors import NotNow, WrongCode
from lms.accounts.models import CodeApp, Passkey, Person, RecoveryCode
from lms.accounts.queries.digests import keyed_hash
from lms.accounts.queries.factors import code_app_of, passkeys_of
from lms.kernel import audit
from lms.kernel.chance import ALPHABET
from lms.kernel.clock import now
from lms.kernel.db import db

RECOVERY_CODES = 10
GROUPS, LETTERS = 3, 4  # 12 letters of 31: 59 bits


def code_apps() -> CodeApps:
    """Return the factory of this application."""
    return current_app.extensions["security"].totp_factory


def start_code_app(person: Person) -> None:
    """Make a secret for the app of a person; it counts after the first right code."""
    app = code_app_of(person)
    if app is not None and app.confirmed_at is not None:
        raise NotNow(_("Je hebt al een app. Zet die eerst uit."))
    if app is None:
        app = CodeApp(person_id=person.id)
        db.session.add(app)
    app.secret, app.last_counter = code_apps().generate_totp_secret(), None
    db.session.flush()


def confirm_code_app(person: Person, code: str, *, origin: str) -> list[str]:
    """Let the app count after a right code; ends all sessions and returns the recovery codes, to be shown once."""
    app = code_app_of(person)
    if app is None or app.confirmed_at is not None:
        raise NotNow(_("Begin opnieuw met het instellen van de app."))
    counter = code_apps().counter_of(code, app.secret, app.last_counter)
    if counter is None:
        raise wrong_code()
    app.last_counter, app.confirmed_at = counter, now()
    return factor_added(person, "app", origin=origin)


def factor_added(person: Person, kind: str, *, origin: str) -> list[str]:
    """Ask for a second factor from now on; the first one comes with recovery codes."""
    first = person.second_factor_since is None
    person.second_factor_since = person.second_factor_since or now()
    end_sessions(person)
    _tell(person, f"factor.add.{kind}", by=person.uid, origin=origin)
    return new_recovery_codes(person) if first else []


def spend_code(person: Person, counter: int) -> None:
    """Use up the period of a code that fits; of two uses at once, one is refused."""
    spent = db.session.execute(
        update(CodeApp)
        .where(CodeApp.person_id == person.id, CodeApp.confirmed_at.is_not(None))
        .where(or_(CodeApp.last_counter.is_(None), CodeApp.last_counter < counter))
        .values(last_counter=counter)
    )
    if spent.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise wrong_code()


def spend_recovery_code(person: Person, code: str) -> None:
    """Use up a recovery code."""
    spent = db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
        .where(RecoveryCode.code_hash == _recovery_hash(person, code))
        .values(used_at=now())
    )
    if spent.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise _used_before() if _is_own_recovery_code(person, code) else wrong_code()


def new_recovery_codes(person: Person) -> list[str]:
    """Replace the recovery codes of a person; only their keyed hashes are kept."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [_recovery_code() for _number in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person.id, code_hash=_recovery_hash(person, code)) for code in codes)
    db.session.flush()
    return codes


def take_away_app(person: Person, *, required: bool, origin: str) -> None:
    """Take the app away; the last factor stays when a role asks for one."""
    _keep_one(required and not passkeys_of(person))
    db.session.execute(delete(CodeApp).where(CodeApp.person_id == person.id))
    _after_taking_away(person, "app", by=person.uid, origin=origin)


def take_away_passkey(person: Person, passkey: Passkey, *, required: bool, origin: str) -> None:
    """Take one passkey away; the last factor stays when a role asks for one."""
    app = code_app_of(person)
    others = len(passkeys_of(person)) > 1 or (app is not None and app.confirmed_at is not None)
    _keep_one(required and not others)
    db.session.execute(delete(Passkey).where(Passkey.id == passkey.id))
    _after_taking_away(person, "passkey", by=person.uid, origin=origin)


def take_away_all(person: Person, *, by: str, origin: str) -> None:
    """Take all factors away, because phone and paper were lost; ends all sessions. For administrators."""
    db.session.execute(delete(CodeApp).where(CodeApp.person_id == person.id))
    db.session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    _after_taking_away(person, "all", by=by, origin=origin)


def wrong_code() -> WrongCode:
    """Return the refusal of a code, whatever the reason."""
    return WrongCode(_("Deze code klopt niet, of is al gebruikt. Wacht op de volgende code."), field="code")


def _used_before() -> WrongCode:
    return WrongCode(_("Deze code is al gebruikt. Neem een andere herstelcode."), field="code")


def _is_own_recovery_code(person: Person, code: str) -> bool:
    own = (RecoveryCode.person_id == person.id, RecoveryCode.code_hash == _recovery_hash(person, code))
    return db.session.scalar(select(RecoveryCode.id).where(*own)) is not None


def _keep_one(it_would_be_the_last: bool) -> None:
    if it_would_be_the_last:
        raise NotNow(_("Je rol vraagt een tweede stap. Stel eerst een andere in."))


def _after_taking_away(person: Person, kind: str, *, by: str, origin: str) -> None:
    app = code_app_of(person)
    if not passkeys_of(person) and (app is None or app.confirmed_at is None):
        person.second_factor_since = None
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    end_sessions(person)
    _tell(person, f"factor.remove.{kind}", by=by, origin=origin)


def _tell(person: Person, action: str, *, by: str, origin: str) -> None:
    audit.record(action, f"person/{person.uid}", actor_uid=by, origin=origin)
    if person.email:
        letters.warn(person, person.email, letters.factor_changed, cause="accounts.factor", version=now().isoformat())


def _recovery_code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS))
    return "-".join(groups)


def _recovery_hash(person: Person, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in ALPHABET)
    return keyed_hash(f"recovery:{person.uid}", plain)
