"""A document is known by what is in it; an archive that cannot be read is refused, however it is broken."""

import io
import zipfile
from struct import pack, unpack_from

import pytest

from lms.kernel.documents import ODT, DocumentKind, NoDocument, kind_of

LIST, END = b"PK\x01\x02", b"PK\x05\x06"


def an_archive(how=zipfile.ZIP_STORED, said=ODT):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        archive.writestr("mimetype", said)
    return bytearray(packed.getvalue())


def changed(*changes, content=None):
    """Return an archive with bytes written over it: in the head of the member, in the list, or in the end."""
    content = an_archive() if content is None else content
    for where, at, new in changes:
        start = {"head": 0, "list": content.index(LIST), "end": content.rindex(END)}[where] + at
        content[start : start + len(new)] = new
    return bytes(content)


def cut_short():
    """Return an archive whose list points at a head in the last bytes of the file, with nothing behind it."""
    content = an_archive()
    head, sizes = bytes(content[: 30 + len("mimetype")]), pack("<LL", len(ODT), len(ODT))
    at = len(content)
    return changed(
        ("list", 20, sizes), ("list", 42, pack("<L", at)), ("end", 20, pack("<H", len(head))), content=content + head
    )


BROKEN = {
    "cut off": bytes(an_archive()[:60]),
    "another checksum": changed(("head", 45, b"#")),
    "another name than in the list": changed(("head", 30, b"#")),
    "locked": changed(("head", 6, b"\x01"), ("list", 8, b"\x01")),
    "strongly locked": changed(("head", 6, b"\x41"), ("list", 8, b"\x41")),
    "patched": changed(("head", 6, b"\x20"), ("list", 8, b"\x20")),
    "of a newer zip": changed(("list", 6, b"\x63")),
    "packed in a way nobody knows": changed(("list", 10, pack("<H", 97))),
    "member far away": changed(("list", 42, pack("<L", 1_000_000))),
    "member before the start": changed(
        ("end", 16, pack("<L", unpack_from("<L", an_archive(), len(an_archive()) - 6)[0] + 50))
    ),
    "member past the end": cut_short(),
    "a name that is no text": changed(("list", 9, b"\x08"), ("list", 46, b"\xff")),
}


def test_an_open_document_says_what_it_is_in_bytes_that_lie_open():
    assert kind_of(bytes(an_archive())) is DocumentKind.OPEN_DOCUMENT


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_archive_is_no_document(content):
    with pytest.raises(NoDocument, match="a broken archive|of another kind"):
        kind_of(content)


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_nothing_is_unpacked(how):
    """A packed word for its kind is against the norm, and unpacking what a stranger sends may do anything."""
    content = an_archive(how)
    content[50] ^= 255

    with pytest.raises(NoDocument, match="of another kind"):
        kind_of(bytes(content))
