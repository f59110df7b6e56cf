"""The text of a mail on screen: words, and addresses that can be followed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

ADDRESS = re.compile(r"https?://[^\s<>\"']+")
NOT_AT_THE_END = ".,;:!?)]"


class Piece(NamedTuple):
    """A piece of text; ``href`` is where it leads to, or nothing, and ``ours`` whether that is our own site."""

    text: str
    href: str = ""
    ours: bool = False


def pieces(text: str, base_url: str) -> Iterator[Piece]:
    """Split a text at its http and https addresses; the page escapes each piece."""
    at = 0
    for match in ADDRESS.finditer(text):
        href = match.group().rstrip(NOT_AT_THE_END)
        if match.start() > at:
            yield Piece(text[at : match.start()])
        yield Piece(href, href, ours=href == base_url or href.startswith(f"{base_url}/"))
        at = match.start() + len(href)
    if at < len(text):
        yield Piece(text[at:])
