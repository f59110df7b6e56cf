"""Where to go after signing in."""

from urllib.parse import urlencode

from flask import request

from lms.kernel.own_path import START, own_path


def wanted_path() -> str:
    """Return the ``next`` of this request, when it is one of ours."""
    return own_path(request.args.get("next"))


def with_next(path: str, wanted: str) -> str:
    """Return ``path`` with ``wanted`` as its query; the start page needs none."""
    return path if wanted == START else f"{path}?{urlencode({'next': wanted}, safe='/')}"
