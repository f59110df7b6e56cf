"""A journey that stands still for ever ends red: with its name, and with what each thread was doing."""

import faulthandler
import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

#: Many times what the longest journey takes on a busy machine.
LONGEST = 300


@contextmanager
def ended(name: str, seconds: float, words_to: int) -> Generator[None, None, None]:
    """End the process when this takes longer: a browser that never answers cannot be asked to stop."""
    timer = threading.Timer(seconds, _end, (name, seconds, words_to))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(name: str, seconds: float, words_to: int) -> None:
    os.write(words_to, f"\n{name} stood still for {seconds:g} seconds\n".encode())
    faulthandler.dump_traceback(words_to)
    os._exit(1)
