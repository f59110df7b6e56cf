"""The frame around every page: navigation, person, language, static files and compression."""

from collections.abc import Sequence
from typing import Any

from flask import Flask, current_app, request
from flask_compress import Compress
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from whitenoise import WhiteNoise

from lms.kernel.headers import HEADERS
from lms.kernel.slots import fillers
from lms.ui import kept
from lms.ui.assets_manifest import STATIC, asset
from lms.ui.languages import chosen_language
from lms.ui.shell import TEXT_CLASSES, NavItem, Shell
from lms.ui.slots import NAVIGATION, NOTICE_COUNT

csrf = CSRFProtect()
HASHED = r"^.+\.[0-9a-f]{8,}\..+$"


def init_app(app: Flask, *, demo: bool) -> None:
    """Serve built files, compress pages, and give every template its shell."""
    app.config.update(COMPRESS_ALGORITHM=["gzip"], COMPRESS_LEVEL=4, COMPRESS_MIN_SIZE=600)
    Compress(app)
    csrf.init_app(app)
    kept.init_app(app)
    static = WhiteNoise(app.wsgi_app, immutable_file_test=HASHED, add_headers_function=_protect)
    if STATIC.is_dir():
        static.add_files(str(STATIC), prefix="static/")
    app.wsgi_app = static  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.policies["ext.i18n.trimmed"] = True

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {"shell": _shell(demo)}


def _shell(demo: bool) -> Shell:
    actor = current_user._get_current_object()  # noqa: SLF001 -- slots get the person, never a proxy
    known = actor.is_authenticated
    navigation = _navigation(actor)
    return Shell(
        path=request.full_path.rstrip("?"),
        csrf=generate_csrf,
        navigation=navigation,
        here=_here(navigation),
        person=actor if known else None,
        language=chosen_language(),
        text_class=TEXT_CLASSES.get(str(actor.text_size), "") if known else "",
        notices=sum(count(actor) for count in fillers(NOTICE_COUNT)) if known else 0,
        demo=demo or current_app.testing,
    )


def _navigation(actor: Any) -> Sequence[NavItem]:
    """Return the menu of somebody, put together once in a request: each panel of a page is a template too."""
    menus: dict[int | None, Sequence[NavItem]] = request.environ.setdefault("lms.menus", {})
    if actor.id not in menus:
        menus[actor.id] = [item for provider in reversed(fillers(NAVIGATION)) for item in provider(actor)]
    return menus[actor.id]


def _here(navigation: Sequence[NavItem]) -> str:
    """Return the entry whose address the page lies under, the longest one when there are more."""
    under = [item for item in navigation if f"{request.path}/".startswith(f"{item.href.rstrip('/')}/")]
    under = [item for item in under if item.href != "/" or request.path == "/"]
    return max(under, key=lambda item: len(item.href)).key if under else ""


def _protect(headers: Any, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
