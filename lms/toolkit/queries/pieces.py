"""Rendered text as pieces that a PDF can set: paragraphs and lists of words, each plain, strong, emphatic or a link."""

import re
from dataclasses import asdict, dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

QUOTED = re.compile(r'"([^"]+)"')
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<!\S)'(?=[stn]\b)")


@dataclass(frozen=True)
class Piece:
    """Some words in one manner; a line break is the text of a newline."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph (``p``) of pieces, or a list (``ul``, ``ol``) whose items hold blocks again."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    items: list[list["Block"]] = field(default_factory=list)


def blocks_of(html: str) -> list[dict[str, Any]]:
    """Return what :func:`lms.content.prose.render` made, as plain values; nothing else is ever in it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [asdict(block) for block in reader.found]


def curly(text: str) -> str:
    """Return text with the quotation marks and apostrophes of a printer."""
    return APOSTROPHE.sub("’", QUOTED.sub("“\\1”", text))


class _Reader(HTMLParser):
    """Keeps where the next block goes, and in which manner the next words are said."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._where = [self.found]
        self._lists: list[Block] = []
        self._manner = Piece("")
        self._open: Block | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(Block(tag))
            self._where[-1].append(self._lists[-1])
        elif tag == "li" and self._lists:
            self._lists[-1].items.append([])
            self._where.append(self._lists[-1].items[-1])
        elif tag == "br":
            self._say("\n")
        if tag in ("p", "li", "ul", "ol"):
            self._open = None
        self._change(tag, on=True, link=dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li" and len(self._where) > 1:
            self._where.pop()
        if tag in ("p", "li", "ul", "ol"):
            self._open = None
        self._change(tag, on=False)

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        if text.strip() or (text and self._open):
            self._say(curly(text))

    def _say(self, text: str) -> None:
        if self._open is None:
            self._open, text = Block("p"), text.lstrip(" ")
            self._where[-1].append(self._open)
        elif self._open.pieces and self._open.pieces[-1].text == "\n":
            text = text.lstrip(" ")
        self._open.pieces.append(replace(self._manner, text=text))

    def _change(self, tag: str, *, on: bool, link: str = "") -> None:
        if tag == "strong":
            self._manner = replace(self._manner, strong=on)
        elif tag == "em":
            self._manner = replace(self._manner, emphasis=on)
        elif tag == "a":
            self._manner = replace(self._manner, link=link if on else "")
