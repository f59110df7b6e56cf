"""Where to go next, and never to another site."""

from urllib.parse import urlsplit

from flask import current_app, request

START = "/"


def own_path(path: str | None) -> str:
    """Return the path when it is one of ours, else the start page.

    Browsers read a backslash as a slash and skip control characters, so both make a path suspect.
    """
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return START
    parts = urlsplit(path)
    return START if parts.scheme or parts.netloc else path


def page_to_open(path: str) -> str:
    """Return a path of ours when it can be opened with a GET, else the nearest page above it."""
    pages = current_app.create_url_adapter(request)
    while pages is not None and path and "GET" not in pages.allowed_methods(path):
        path = path.rpartition("/")[0]
    return path or START


def page_of_the_form() -> str:
    """Return the page where the form stood that is asked for now, or the nearest above it that can be opened.

    Nothing of another site: when the browser names none of ours, the start page.
    """
    told = urlsplit(request.referrer or "")
    path = page_to_open(told.path if told.netloc == request.host else "")
    return f"{path}?{told.query}" if told.query and path == told.path else path
