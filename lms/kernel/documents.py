"""Documents and pictures that people upload: what they are is told from what is in them, never from their name.

PDF, Word (docx, without macros) and OpenDocument text are kept as they are; a picture is written anew (see
:mod:`lms.kernel.pictures`). Serve them as a download: a document of somebody else is never shown inside our pages.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

from lms.kernel import pictures
from lms.kernel.files import StoredFile, TooLarge, files

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
MOST_MEMBERS = 5000
ODT = b"application/vnd.oasis.opendocument.text"


class DocumentKind(StrEnum):
    """What a document is; the value is the end of its name."""

    PDF = "pdf"
    WORD = "docx"
    OPEN_DOCUMENT = "odt"
    PICTURE = "webp"


CONTENT_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentKind.OPEN_DOCUMENT: ODT.decode(),
    DocumentKind.PICTURE: pictures.CONTENT_TYPE,
}


class NoDocument(Exception):
    """Raised for what is none of the kinds we keep, or longer than :data:`MOST_BYTES`."""


@dataclass(frozen=True)
class Document:
    """A document that was kept: the file, and the name people see, which ends the way its content asks for."""

    stored: StoredFile
    name: str


def keep_document(stream: IO[bytes], name: str) -> Document:
    """Look what is in a stream and keep it; raise :class:`NoDocument`. Slow: do it outside a transaction."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoDocument("too long")
    kind = kind_of(content)
    if kind is DocumentKind.PICTURE:
        content = _clean(content)
    try:
        stored = files().put(io.BytesIO(content), limit=MOST_BYTES, suffix=f".{kind}")
    except TooLarge as problem:
        raise NoDocument("too long") from problem
    return Document(stored, shown_name(name, kind))


def kind_of(content: bytes) -> DocumentKind:
    """Return what this is, from its content; raise :class:`NoDocument` for what we do not keep."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return DocumentKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    return DocumentKind.PICTURE


def shown_name(name: str, kind: DocumentKind) -> str:
    """Return the name of a file without folders and odd signs, with the end that belongs to its kind."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = re.sub(r"[^\w .,()+-]", "", last.rsplit(".", 1)[0] if "." in last else last)
    return f"{' '.join(stem.split()).strip('. ')[:LONGEST_NAME] or 'bestand'}.{kind}"


def content_type(name: str) -> str:
    """Return the content type of a document we kept, by the end of its name."""
    return CONTENT_TYPES[DocumentKind(name.rsplit(".", 1)[-1])]


def _kind_of_archive(content: bytes) -> DocumentKind:
    """Look at the list of members; nothing is unpacked: the bytes that say what an OpenDocument is lie there open."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
            if len(members) > MOST_MEMBERS or any(each.lower().endswith("vbaproject.bin") for each in members):
                raise NoDocument("holds macros, or far too much")
            if {"[Content_Types].xml", "word/document.xml"} <= members:
                return DocumentKind.WORD
            if "mimetype" in members and archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED:
                with archive.open("mimetype") as told:
                    if told.read(len(ODT) + 1).strip() == ODT:
                        return DocumentKind.OPEN_DOCUMENT
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError) as problem:
        # Respectively: broken lists and checksums; a lock, or what only a newer zip can do (NotImplementedError is one
        # of these); a member that goes on past the end; one that begins before the start, or a name that is no text.
        raise NoDocument("a broken archive") from problem
    raise NoDocument("an archive of another kind")


def _clean(content: bytes) -> bytes:
    try:
        return pictures.clean(io.BytesIO(content)).content
    except pictures.NoPicture as problem:
        raise NoDocument("no kind we know") from problem
