"""Reading a PDF as far as a check needs: its objects, its pages, and what is drawn on them.

Only files with a plain table of objects are read (what Typst writes); of another this says so instead of guessing.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(rb"<<|>>|[\[\]{}]|/[^\s()<>\[\]{}/%\0]*|[^\s()<>\[\]{}/%\0]+")
BLANK = re.compile(rb"(?:[\s\0]+|%[^\r\n]*)*")
ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
REFERENCE = re.compile(rb"(\d+)[\s\0]+(\d+)[\s\0]+R(?![^\s()<>\[\]{}/%\0])")
NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
WORDS = {b"true": True, b"false": False, b"null": None}


class Unreadable(Exception):
    """Raised for what is no PDF that can be read here."""


class Name(str):
    """A name, as ``/Figure``, without its slash."""

    __slots__ = ()


class Word(str):
    """An operator of a content stream, or another bare word."""

    __slots__ = ()


@dataclass(frozen=True)
class Ref:
    """Where an object stands: its number."""

    number: int


@dataclass
class Stream:
    """An object with bytes."""

    about: Mapping[str, Any]
    raw: bytes = field(repr=False)

    @property
    def content(self) -> bytes:
        """Its bytes as they were before they were packed."""
        packing = self.about.get("Filter")
        if packing in (None, []):
            return self.raw
        if packing in ("FlateDecode", ["FlateDecode"]) and not self.about.get("DecodeParms"):
            return zlib.decompress(self.raw)
        raise Unreadable(f"packed as {packing}")


class Reader:
    """Reads values one after another."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def blank(self) -> None:
        """Pass by spaces and comments."""
        self.at = BLANK.match(self.data, self.at).end()

    def value(self, *, refs: bool = True) -> Any:
        """Return the next value; ``refs`` says whether ``1 0 R`` is one."""
        self.blank()
        start = self.data[self.at : self.at + 2]
        if start[:1] == b"(":
            return self._literal()
        if start[:1] == b"<" and start != b"<<":
            return self._hex()
        if refs and (found := REFERENCE.match(self.data, self.at)):
            self.at = found.end()
            return Ref(int(found[1]))
        token = TOKEN.match(self.data, self.at)
        if token is None:
            raise Unreadable(f"at {self.at}")
        self.at = token.end()
        return self._of(token[0], refs)

    def _of(self, token: bytes, refs: bool) -> Any:
        if token == b"<<":
            items = self._until(b">>", refs)
            return dict(zip(items[::2], items[1::2], strict=True))
        if token == b"[":
            return self._until(b"]", refs)
        if token.startswith(b"/"):
            return Name(
                re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), token[1:]).decode("latin-1")
            )
        if NUMBER.fullmatch(token):
            return float(token) if b"." in token else int(token)
        return WORDS[token] if token in WORDS else Word(token.decode("latin-1"))

    def _until(self, end: bytes, refs: bool) -> list[Any]:
        items = []
        while True:
            self.blank()
            if self.data.startswith(end, self.at):
                self.at += len(end)
                return items
            items.append(self.value(refs=refs))

    def _literal(self) -> bytes:
        depth, start = 0, self.at + 1
        while True:
            sign = self.data[self.at : self.at + 1]
            depth += {b"(": 1, b")": -1}.get(sign, 0)
            self.at += 2 if sign == b"\\" else 1
            if not sign:
                raise Unreadable("a text does not end")
            if not depth:
                return ESCAPE.sub(_unescaped, self.data[start : self.at - 1])

    def _hex(self) -> bytes:
        end = self.data.index(b">", self.at)
        digits = re.sub(rb"\s", b"", self.data[self.at + 1 : end]).decode()
        self.at = end + 1
        return bytes.fromhex(digits + "0" * (len(digits) % 2))


class Pdf:
    """A file, by its objects."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
        if not data.startswith(b"%PDF-") or start is None or not data.startswith(b"xref", int(start[1])):
            raise Unreadable("no PDF with a plain table of objects")
        self.places, trailer = self._table(int(start[1]) + 4)
        self._read: dict[int, Any] = {}
        self.trailer = Reader(data, trailer).value()
        self.root = self.get(self.trailer["Root"])

    def get(self, value: Any, key: str = "") -> Any:
        """Return a value, or that of a key in it, whatever object it stands in."""
        while isinstance(value, Ref):
            value = self._object(value.number)
        if not key:
            return value
        about = value.about if isinstance(value, Stream) else value or {}
        return self.get(about.get(key))

    def pages(self, node: Any = None, inherited: Any = None) -> Iterator[dict[str, Any]]:
        """Give the pages in order, each with what it inherits."""
        node = self.get(self.root, "Pages") if node is None else self.get(node)
        given = {**(inherited or {}), **{key: node[key] for key in ("Resources", "MediaBox") if key in node}}
        if node.get("Type") != "Pages":
            yield {**given, **node}
            return
        for kid in self.get(node, "Kids"):
            yield from self.pages(kid, given)

    def drawn(self, page: Mapping[str, Any]) -> bytes:
        """Return what draws a page."""
        contents = self.get(page, "Contents")
        parts = contents if isinstance(contents, list) else [contents]
        return b"\n".join(self.get(part).content for part in parts if part is not None)

    def _object(self, number: int) -> Any:
        if number not in self._read:
            self._read[number] = self._at(self.places[number]) if number in self.places else None
        return self._read[number]

    def _at(self, place: int) -> Any:
        head = re.compile(rb"\s*\d+\s+\d+\s+obj").match(self.data, place)
        if head is None:
            raise Unreadable(f"no object at {place}")
        reader = Reader(self.data, head.end())
        value = reader.value()
        reader.blank()
        if begin := re.compile(rb"stream(?:\r\n|\n)").match(self.data, reader.at):
            length = self.get(value["Length"])
            return Stream(value, self.data[begin.end() : begin.end() + length])
        return value

    def _table(self, at: int) -> tuple[dict[int, int], int]:
        places: dict[int, int] = {}
        section = re.compile(rb"\s*(\d+)\s+(\d+)\s*\n")
        while found := section.match(self.data, at):
            at = found.end()
            for number in range(int(found[1]), int(found[1]) + int(found[2])):
                entry = ENTRY.match(self.data, at)
                if entry is None:
                    raise Unreadable("the table of objects is broken")
                if entry[3] == b"n":
                    places[number] = int(entry[1])
                at += 20
        return places, self.data.index(b"trailer", at) + len(b"trailer")


def steps_of(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Give the operators of a content stream, each with what stands before it; a picture inside it is ``BI``."""
    reader, given = Reader(content), []
    while True:
        reader.blank()
        if reader.at >= len(content):
            return
        value = reader.value(refs=False)
        if not isinstance(value, Word):
            given.append(value)
            continue
        if value == "BI":
            reader.at = re.compile(rb"\sEI(?=\s)").search(content, reader.at).end()
        yield value, given
        given = []


def words_of(text: Any) -> str:
    """Return a text as people read it."""
    if not isinstance(text, bytes):
        return ""
    return text[2:].decode("utf-16-be") if text.startswith(b"\xfe\xff") else text.decode("latin-1")


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return ESCAPED.get(found[2], b"" if found[2] in (b"\n", b"\r", b"\r\n") else found[2])
