"""What comes in with a form: one file of each kind waits, however often the form is sent at once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.refusal import Refusal
from lms.programme.commands.evidence import keep_file
from lms.programme.commands.uploads import keep_photo, keep_recording
from lms.programme.models import KeptUpload
from tests.factories.people import a_person

TIMES = 4


@pytest.fixture
def nothing_stored(database):
    for name in list(files().names()):
        files().delete(name)


@pytest.mark.races
def test_a_form_sent_four_times_at_once_keeps_one_recording(app, nothing_stored):
    number = a_person().id
    db.session.remove()
    gate = threading.Barrier(TIMES)

    def send(turn):
        with app.test_request_context():
            person = db.session.get_one(Person, number)
            db.session.commit()
            gate.wait()
            keep_recording(io.BytesIO(b"OggS" + bytes([turn]) * 5000), form_key="k" * 20, by=person, seconds=5)

    with ThreadPoolExecutor(TIMES) as pool:
        list(pool.map(send, range(TIMES)))

    assert list(files().names()) == list(db.session.scalars(select(KeptUpload.name)))


def test_a_recording_that_cannot_be_noted_is_not_stored(app, nothing_stored):
    nobody = Person(id=987654321)

    with app.test_request_context(), pytest.raises(Exception, match="(?i)foreign key"):
        keep_recording(io.BytesIO(b"OggS" + b"\0" * 5000), form_key="k" * 20, by=nobody, seconds=5)

    assert list(files().names()) == []


def test_a_long_recording_of_untold_length_is_refused(app, nothing_stored):
    person = a_person()
    db.session.commit()

    with app.test_request_context(), pytest.raises(Refusal):
        keep_recording(io.BytesIO(b"OggS" + b"\0" * 1_900_000), form_key="k" * 20, by=person, seconds=None)

    assert list(files().names()) == []


def keep_for_a_moment(photo, person):
    keep_photo(photo, form_key="k" * 20, by=person)


def keep_for_a_step(photo, _person):
    keep_file(photo, "foto.jpg", consent=True)


@pytest.mark.parametrize("keep", [keep_for_a_moment, keep_for_a_step])
def test_a_photo_that_is_stored_in_one_of_two_sizes_is_not_stored(app, nothing_stored, monkeypatch, keep):
    person, photo, store, sizes = a_person(), io.BytesIO(), type(files()), []
    Image.new("RGB", (400, 300), "orange").save(photo, "JPEG")
    photo.seek(0)
    db.session.commit()
    put = store.put

    def full_after_one(self, *given, **more):
        sizes.append(len(list(self.names())))
        if len(sizes) == 2:
            raise OSError("disk full")
        return put(self, *given, **more)

    monkeypatch.setattr(store, "put", full_after_one)

    with app.test_request_context(), pytest.raises(OSError, match="disk full"):
        keep(photo, person)

    assert (sizes, list(files().names())) == ([0, 1], [])


def test_a_recording_is_kept_without_the_place_where_it_was_made(app, nothing_stored):
    person = a_person()
    db.session.commit()
    place = b"\x00\x00\x00\x1cudta\x00\x00\x00\x14\xa9xyz+52.0+005.1/"
    spoken = b"\x00\x00\x00\x0cftypM4A " + (len(place) + 8).to_bytes(4, "big") + b"moov" + place

    with app.test_request_context():
        keep_recording(io.BytesIO(spoken), form_key="k" * 20, by=person, seconds=5)

    with files().open(db.session.scalars(select(KeptUpload.name)).one()) as stored:
        kept = stored.read()
    assert (len(kept), b"+52.0" in kept) == (len(spoken), False)
