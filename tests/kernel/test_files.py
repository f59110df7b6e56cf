"""The file store: whole or not at all, under a name that says nothing."""

import hashlib
from io import BytesIO

import pytest

from lms.kernel.files import CHUNK, NAME, Folder, NoSuchFile, TooLarge, files


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "files")


def test_what_was_put_can_be_opened(folder):
    content = b"wiel" * CHUNK

    stored = folder.put(BytesIO(content), limit=len(content), suffix=".png")

    with folder.open(stored.name) as stream:
        assert stream.read() == content
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert NAME.fullmatch(stored.name)
    assert stored.name.endswith(".png")
    assert list(folder.names()) == [stored.name]


def test_too_much_is_refused_and_leaves_nothing(folder):
    with pytest.raises(TooLarge):
        folder.put(BytesIO(b"x" * 101), limit=100)

    assert [path for path in folder.root.rglob("*") if path.is_file()] == []


def test_a_stream_that_breaks_leaves_nothing(folder):
    class Broken(BytesIO):
        def read(self, size=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        folder.put(Broken(), limit=100)

    assert [path for path in folder.root.rglob("*") if path.is_file()] == []


def test_deleting_twice_is_once(folder):
    name = folder.put(BytesIO(b"x"), limit=1).name

    folder.delete(name)
    folder.delete(name)

    assert not folder.exists(name)
    with pytest.raises(NoSuchFile):
        folder.open(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../../etc/passwd", "/etc/passwd", "a" * 24 + "/..", "a" * 24 + ".tar.gz", "a" * 23, "A" * 24]
    + ["a" * 24 + "\n", "a" * 24 + "\x00", "..\\x", "é" * 24, "a" * 24 + ".part-"],
)
def test_a_name_is_never_a_path(folder, name):
    assert not folder.exists(name)
    for use in (folder.open, folder.delete):
        with pytest.raises(NoSuchFile):
            use(name)


@pytest.mark.parametrize("suffix", ["/x", "..", ".PNG", ".tar.gz", "png", ". "])
def test_a_suffix_is_never_a_path(folder, suffix):
    with pytest.raises(NoSuchFile):
        folder.put(BytesIO(b"x"), limit=1, suffix=suffix)


def test_the_application_has_one_store(app):
    with app.app_context():
        assert isinstance(files(), Folder)
