"""Where to go next, and never to another site."""

from urllib.parse import urlencode, urlsplit

from flask import request

START = "/"


def own_path(path: str | None) -> str:
    """Return the path when it is one of ours, else the start page.

    Browsers read a backslash as a slash and skip control characters, so both make a path suspect.
    """
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return START
    parts = urlsplit(path)
    return START if parts.scheme or parts.netloc else path


def wanted_path() -> str:
    """Return the ``next`` of this request, when it is one of ours."""
    return own_path(request.args.get("next"))


def with_next(path: str, wanted: str) -> str:
    """Return ``path`` with ``wanted`` as its query; the start page needs none."""
    return path if wanted == START else f"{path}?{urlencode({'next': wanted}, safe='/')}"
