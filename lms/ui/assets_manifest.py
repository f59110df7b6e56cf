"""Where the built stylesheet, script, icons and fonts are served."""

import json
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
URL_PREFIX = "/static/"


class AssetsNotBuiltError(RuntimeError):
    """The built files are missing: `npm ci` and `npm run build` make them."""


@cache
def manifest() -> dict[str, str]:
    """Return the hashed file for every plain name, read from disk once per process."""
    path = STATIC / "manifest.json"
    if not path.is_file():
        message = "lms/ui/static/ is empty: run `npm ci` and `npm run build` (or `make run`)"
        raise AssetsNotBuiltError(message)
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def asset(name: str) -> str:
    """Return the address of a built file; an unknown name is a KeyError."""
    return URL_PREFIX + manifest()[name]
