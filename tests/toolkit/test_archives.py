"""A zip is unpacked into little memory, whatever it says of itself, and what is broken in it is told in a sentence."""

import io
import struct
import tracemalloc
import zipfile
from zipfile import ZipFile

import pytest

from lms.kernel.refusal import Refusal
from lms.toolkit.sync import archives
from lms.toolkit.sync.archives import unpack

MEGABYTE = 1024 * 1024
NAME = "halen/item.md"
TOO_MUCH, NO_ZIP = "In dit bestand zit te veel.", "Dit is geen zip die we kunnen openen."


def a_zip(*names, method=zipfile.ZIP_DEFLATED, content=b"x"):
    out = io.BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def a_bomb(method, megabytes=60):
    """Return a small zip of a large file that says it is small."""
    packed = bytearray(a_zip(NAME, method=method, content=b"\0" * megabytes * MEGABYTE))
    for mark, size_at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = packed.index(mark) + size_at
        packed[at : at + 4] = struct.pack("<I", 100)
    return bytes(packed)


def refused(content, root):
    """Return why a zip is refused, and the most memory that took."""
    tracemalloc.start()
    try:
        with pytest.raises(Refusal) as told:
            unpack(content, root)
        return told.value.message, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_says_it_is_smaller_than_it_is_costs_no_memory(app, tmp_path, method):
    with app.test_request_context():
        message, memory = refused(a_bomb(method), tmp_path)

    assert NO_ZIP in message
    assert memory < 2 * MEGABYTE


def test_what_is_too_much_is_refused_while_it_comes(app, tmp_path):
    with app.test_request_context():
        message, memory = refused(a_zip(NAME, content=b"\0" * 60 * MEGABYTE), tmp_path)

    assert TOO_MUCH in message
    assert memory < 2 * MEGABYTE
    assert (tmp_path / "toolkit" / NAME).stat().st_size <= archives.LARGEST_UNPACKED


def test_many_small_files_count_together(app, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 100)
    with app.test_request_context():
        message, _memory = refused(a_zip(NAME, "vragen/item.md", content=b"x" * 60), tmp_path)

    assert TOO_MUCH in message


@pytest.mark.parametrize(
    ("limit", "names"), [("MOST_FILES", [f"a{at}/item.md" for at in range(4)]), ("MOST_ENTRIES", "abcd")]
)
def test_a_zip_holds_so_many_files_and_no_more(app, tmp_path, monkeypatch, limit, names):
    monkeypatch.setattr(archives, limit, 3)
    with app.test_request_context():
        message, _memory = refused(a_zip(*names), tmp_path)

    assert TOO_MUCH in message


def test_what_is_packed_wrong_is_no_zip(app, tmp_path):
    packed = bytearray(a_zip(NAME, content=b"koffie " * 200))
    at = 30 + len(NAME)
    packed[at : at + 4] = b"\xff" * 4
    with app.test_request_context():
        message, _memory = refused(bytes(packed), tmp_path)

    assert NO_ZIP in message


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_sound_zip_is_written_below_the_root_whole(app, tmp_path, method):
    content = bytes(range(256)) * 1000

    with app.test_request_context():
        unpack(a_zip(NAME, "toolkit/halen/media/paren.svg", method=method, content=content), tmp_path)

    assert (tmp_path / "toolkit" / NAME).read_bytes() == content
    assert (tmp_path / "toolkit/halen/media/paren.svg").read_bytes() == content
