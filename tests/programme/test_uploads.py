"""What comes in with a form: one file of each kind waits, however often the form is sent at once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.refusal import Refusal
from lms.programme.commands.uploads import keep_recording
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
