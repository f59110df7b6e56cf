"""Which second factors somebody has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from lms.accounts.models import CodeApp, Passkey, Person, RecoveryCode
from lms.kernel.db import db


@dataclass(frozen=True)
class Factors:
    """The second factors of one person."""

    code_app: CodeApp | None
    passkeys: Sequence[Passkey]
    codes_left: int

    @property
    def has_app(self) -> bool:
        """Whether the app was set up to the end."""
        return self.code_app is not None and self.code_app.confirmed_at is not None

    @property
    def number(self) -> int:
        """How many factors there are; recovery codes do not count."""
        return int(self.has_app) + len(self.passkeys)


def factors_of(person: Person) -> Factors:
    """Return the second factors of a person."""
    left = select(func.count()).where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    return Factors(code_app_of(person), passkeys_of(person), db.session.scalar(left) or 0)


def code_app_of(person: Person) -> CodeApp | None:
    """Return the app of a person, also when it was not confirmed yet."""
    return db.session.get(CodeApp, person.id)


def passkeys_of(person: Person) -> Sequence[Passkey]:
    """Return the passkeys of a person, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.id)).all()


def passkey_by_credential(credential_id: bytes) -> Passkey | None:
    """Return the passkey a device says it has."""
    return db.session.scalars(select(Passkey).where(Passkey.credential_id == credential_id)).one_or_none()


def own_passkey(uid: str, actor: Person) -> Passkey | None:
    """Return a passkey of the one who asks; of somebody else's they may not know."""
    mine = select(Passkey).where(Passkey.uid == uid, Passkey.person_id == actor.id)
    return db.session.scalars(mine).one_or_none()
