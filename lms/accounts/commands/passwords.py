"""Hashing and checking passwords: argon2id through Flask-Security, never more at once than the machine can carry."""

import os
import threading

from flask import current_app
from flask_security import hash_password, verify_password

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


def nobodys_hash() -> str:
    """Return the hash that unknown addresses are measured against; made once per process."""
    if "hash" not in _nobodys:
        _nobodys["hash"] = hashed(_NOBODYS_PASSWORD)
    return _nobodys["hash"]


def _normal(password: str) -> str:
    return current_app.extensions["security"].password_util.normalize(password)
