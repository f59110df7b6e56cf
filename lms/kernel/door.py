"""The door: what every request must be before anything else looks at it."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, abort, request

HEALTH = frozenset({"/healthz", "/readyz"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class AskedByAddress:
    """Lets load balancers ask after our health by address, whatever hosts are trusted."""

    def __init__(self, app: Callable[..., Iterable[bytes]], host: str) -> None:
        self.app = app
        self.host = host

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer in the name of our own host when the question is about health."""
        if environ.get("PATH_INFO") in HEALTH:
            environ["HTTP_HOST"] = self.host
        return self.app(environ, start_response)


def init_app(app: Flask, trusted_hosts: tuple[str, ...]) -> None:
    """Guard the application; it must stand inside the proxies, who bring the host."""
    if trusted_hosts:
        app.wsgi_app = AskedByAddress(app.wsgi_app, trusted_hosts[0].lstrip("."))  # type: ignore[method-assign]


def refuse_nul(app: Flask) -> None:
    """Refuse text with a NUL character, which PostgreSQL cannot keep; nobody types one."""
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if "\0" in request.path or _holds_nul(request.args.items(multi=True)):
        abort(400)
    # the check against forged forms has parsed it already; a body that is no form stays unread
    if request.mimetype in FORMS and _holds_nul(request.form.items(multi=True)):
        abort(400)


def _holds_nul(pairs: Iterable[tuple[str, str]]) -> bool:
    return any("\0" in name or "\0" in value for name, value in pairs)
