"""Keeping a secret that its owner must be able to read again: encrypted with a key of this site, one for each use."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app


def sealed(secret: str, use: str) -> str:
    """Return the secret so that it can be kept."""
    return _lock(use).encrypt(secret.encode()).decode()


def opened(kept: str, use: str) -> str | None:
    """Return the secret; nothing when the site has another key by now."""
    try:
        return _lock(use).decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def _lock(use: str) -> Fernet:
    key = hmac.new(str(current_app.secret_key).encode(), f"sealing {use}".encode(), hashlib.sha256).digest()
    return Fernet(urlsafe_b64encode(key))
