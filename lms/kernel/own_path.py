"""Where to go next, and never to another site."""

from urllib.parse import urlsplit

START = "/"


def own_path(path: str | None) -> str:
    """Return the path when it is one of ours, else the start page.

    Browsers read a backslash as a slash and skip control characters, so both make a path suspect.
    """
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return START
    parts = urlsplit(path)
    return START if parts.scheme or parts.netloc else path
