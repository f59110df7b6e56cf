"""The file store in object storage keeps the promises of the folder."""

import hashlib
import subprocess
import sys
from io import BytesIO

import pytest

from lms.kernel.files import NoSuchFile, TooLarge
from tests.kernel.object_store import ObjectStore

files_s3 = pytest.importorskip("lms.kernel.files_s3", exc_type=ModuleNotFoundError)


@pytest.fixture
def server():
    store = ObjectStore()
    store.thread.start()
    yield store
    store.shutdown()
    store.thread.join()
    store.server_close()


@pytest.fixture
def bucket(server):
    store = files_s3.store_at(f"s3://key:sec%2Fret@bucket/photos?endpoint={server.url}&region=nl-1")
    yield store
    store.client.close()


def test_what_was_put_can_be_opened(bucket, server):
    content = b"wiel" * 100_000

    stored = bucket.put(BytesIO(content), limit=len(content), suffix=".png")

    with bucket.open(stored.name) as stream:
        assert stream.read() == content
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert list(server.objects) == [f"photos/{stored.name}"]


def test_too_much_is_refused_and_leaves_nothing(bucket, server):
    with pytest.raises(TooLarge):
        bucket.put(BytesIO(b"x" * 101), limit=100)

    assert server.objects == {}


def test_deleting_twice_is_once(bucket):
    name = bucket.put(BytesIO(b"x"), limit=1).name
    assert bucket.exists(name)

    bucket.delete(name)
    bucket.delete(name)

    assert not bucket.exists(name)
    with pytest.raises(NoSuchFile):
        bucket.open(name)


def test_names_go_on_over_pages_and_leave_other_objects_out(bucket, server):
    names = {bucket.put(BytesIO(b"x"), limit=1).name for _ in range(5)}
    server.objects["photos/notes.txt"] = b""
    server.objects["elsewhere/" + next(iter(names))] = b""

    assert set(bucket.names()) == names


def test_a_backup_is_put_back_under_its_name(bucket):
    name = bucket.put(BytesIO(b"old"), limit=9).name

    bucket.put_back(name, BytesIO(b"new"))

    with bucket.open(name) as stream:
        assert stream.read() == b"new"


@pytest.mark.parametrize("name", ["../bucket", "", "a" * 24 + "/x"])
def test_a_name_is_never_a_path(bucket, name):
    assert not bucket.exists(name)
    for use in (bucket.open, bucket.delete):
        with pytest.raises(NoSuchFile):
            use(name)


def test_a_store_that_is_busy_is_asked_again(bucket, server):
    server.failures = 2

    assert bucket.exists(bucket.put(BytesIO(b"x"), limit=1).name)


def test_a_folder_installation_does_not_load_the_client():
    line = "import sys, lms.app; sys.exit('boto3' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", line]).returncode == 0
