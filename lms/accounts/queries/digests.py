"""What we keep of secrets: enough to recognise them, not to use them."""

import hashlib
import hmac

from flask import current_app


def token_hash(token: str) -> str:
    """Return what we store of a random token; it holds 256 bits, so it needs no key and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(purpose: str, text: str) -> str:
    """Return what we store of something short enough to guess; without the secret of this site it says nothing."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()
