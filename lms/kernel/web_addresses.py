"""Web addresses that people type or paste, before anybody else may follow them."""

import re
from urllib.parse import urlsplit

HOST = re.compile(r"(?=.{4,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])")


def with_scheme(text: str | None) -> str:
    """Return what was typed, with ``https://`` before it when somebody left that out; nothing stays nothing."""
    text = (text or "").strip()
    return f"https://{text}" if text and "://" not in text and ":" not in text.split("/")[0] else text


def is_web_address(text: str, schemes: tuple[str, ...] = ("https", "http")) -> bool:
    """Say whether this is a whole address of a site, without a name or password in it."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    whole = parts.scheme in schemes and parts.netloc and text.isprintable() and " " not in text and "\\" not in text
    return bool(whole and "@" not in parts.netloc and HOST.fullmatch(parts.hostname or "") and port != 0)
