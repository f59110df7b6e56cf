"""Hashing and checking passwords: argon2id through Flask-Security, never more at once than the machine can carry."""

import gzip
import os
import re
import threading
from functools import cache
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from flask_security import hash_password, verify_password

from lms.accounts.commands import letters
from lms.accounts.commands.links import void_links
from lms.accounts.commands.sessions import end_sessions
from lms.accounts.errors import WeakPassword
from lms.accounts.models import Person, SignInSession
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db

SHORTEST = 10
LONGEST = 200  # more would only make hashing slow
COMMON = Path(__file__).parents[1] / "data" / "common-passwords.txt.gz"

#: 19 MiB on one lane (OWASP's minimum), about 20 ms; Flask-Security's default of 64 MiB on four lanes is too much here.
ARGON2 = {"argon2__type": "ID", "argon2__memory_cost": 19_456, "argon2__time_cost": 2, "argon2__parallelism": 1}
#: Hashes that may run at once in one process; others wait, so that a flood of tries cannot take all memory.
LANES = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
_NOBODYS_PASSWORD = "geen-mens-heeft-dit-wachtwoord"  # noqa: S105 -- hashed to spend time, opens nothing
_nobodys: dict[str, str] = {}


def hashed(password: str) -> str:
    """Return the hash to store; takes tens of milliseconds, so not inside a transaction that writes."""
    with LANES:
        return hash_password(_normal(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Return whether the password fits; without a hash it takes as long and says no."""
    given = _normal(password)
    if password_hash is None:
        decoy = nobodys_hash()
        with LANES:
            verify_password(given, decoy)
        return False
    with LANES:
        return verify_password(given, password_hash)


def needs_new_hash(password_hash: str) -> bool:
    """Return whether a hash was made with other costs than ours."""
    return current_app.extensions["security"].pwd_context.needs_update(password_hash)


def check_new_password(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Refuse what is short, or what others would try first; ``about`` are words of this person: name and address.

    There are no rules about kinds of characters: length and being unknown are what helps (ASVS 6.2).
    """
    given = _normal(password)
    if len(given) < SHORTEST:
        raise WeakPassword(_("Dit wachtwoord is te kort. Gebruik minstens 10 tekens."), field="password")
    if len(given) > LONGEST:
        raise WeakPassword(_("Dit wachtwoord is te lang. Er passen 200 tekens."), field="password")
    plain = given.lower()
    if plain in common_passwords() or _is_a_pattern(plain) or _is_about(plain, about):
        raise WeakPassword(
            _("Dit wachtwoord is makkelijk te raden. Neem vier woorden die niets met elkaar te maken hebben."),
            field="password",
        )


def set_password(person: Person, password_hash: str, *, keep: SignInSession | None = None, origin: str) -> None:
    """Give somebody a new password: ends all other sessions, voids all links, and says so by mail."""
    person.password_hash = password_hash
    end_sessions(person, keep=keep)
    void_links(person)
    if person.email:
        letters.warn(
            person, person.email, letters.password_changed, cause="accounts.password", version=now().isoformat()
        )
    audit.record("person.password", f"person/{person.uid}", actor_uid=person.uid, origin=origin)
    db.session.flush()


@cache
def common_passwords() -> frozenset[str]:
    """Return the well-known passwords of ten characters and more (lists of Django and zxcvbn, and Dutch ones)."""
    return frozenset(gzip.decompress(COMMON.read_bytes()).decode().split())


def nobodys_hash() -> str:
    """Return the hash that unknown addresses are measured against; made once per process."""
    if "hash" not in _nobodys:
        _nobodys["hash"] = hashed(_NOBODYS_PASSWORD)
    return _nobodys["hash"]


def _normal(password: str) -> str:
    return current_app.extensions["security"].password_util.normalize(password)


def _is_a_pattern(plain: str) -> bool:
    """Return whether it is few characters, something repeated, or characters in their own order."""
    if len(set(plain)) < 4 or re.fullmatch(r"(.{1,6}?)\1+", plain):
        return True
    steps = {ord(after) - ord(before) for before, after in zip(plain, plain[1:], strict=False)}
    return steps in ({1}, {-1})


def _is_about(plain: str, about: tuple[str, ...]) -> bool:
    """Return whether it is the own name or address, or the site's, with little around it."""
    words = {"kringwijs"} | {word for text in about for word in re.split(r"[\W_]+", text.lower()) if len(word) > 3}
    whole = {re.sub(r"[\W_]+", "", text.lower()) for text in about}
    letters_only = re.sub(r"[\W_\d]+", "", plain)
    return any(word and len(letters_only) - len(word) <= 2 and word in letters_only for word in words | whole)
