"""Telling higher features that something happened, inside the same unit of work."""

from typing import Any

from blinker import Signal
from flask import current_app


def announce(signal: Signal, **facts: Any) -> None:
    """Send ``signal`` to the listeners of the current application."""
    signal.send(current_app._get_current_object(), **facts)  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's idiom
