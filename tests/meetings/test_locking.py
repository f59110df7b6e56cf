"""A fresh reading of a meeting lets go of nothing that the page shows after a refusal."""

import gc
from datetime import timedelta

import pytest

from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.meetings.commands.attendance import join_walk_in, record_attendance, write_walk_in
from lms.meetings.commands.locking import locked
from lms.meetings.enums import Attendance
from lms.meetings.models import Attender, Meeting
from lms.meetings.queries.attendance import walk_in_at
from lms.meetings.queries.meeting import meeting_at
from tests.meetings.here import a_meeting, expected, some_people

pytestmark = pytest.mark.usefixtures("database")


def forgotten():
    """As in a new request: nothing else holds on to what was read."""
    db.session.commit()
    db.session.expunge_all()
    gc.collect()


def test_where_and_of_whom_it_is_can_be_asked_after_locking(here, samira):
    uid, [reader] = a_meeting(here, organiser_id=samira.id).uid, some_people(1)
    expected(db.session.query(Meeting).one(), reader)
    number = reader.id
    forgotten()
    meeting = meeting_at(uid, person_by_id(number))

    locked(meeting)
    gc.collect()

    assert (meeting.neighbourhood.name, meeting.organiser.name) == ("Oosterveld", "Samira Bennani")


def test_who_came_in_by_name_still_says_at_which_meeting(here, samira):
    meeting, [ada] = a_meeting(here, begins=timedelta(minutes=-10)), some_people(1)
    expected(meeting, ada)
    uids = meeting.uid, write_walk_in(meeting, "Ada", by=samira).uid
    numbers = samira.id, ada.id
    del meeting
    forgotten()
    boss, guest = map(person_by_id, numbers)
    name = walk_in_at(*uids, boss)

    join_walk_in(name, guest, by=boss)
    gc.collect()

    assert name.meeting.uid == uids[0]


def test_a_refused_correction_shows_everybody_again(here, samira, browser):
    meeting, people = a_meeting(here, begins=timedelta(days=-3)), some_people(3)
    expected(meeting, *people)
    record_attendance(meeting, dict.fromkeys([each.uid for each in people], Attendance.HERE), by=samira)
    path = f"/afspraken/{meeting.uid}/aanwezig"
    fields = {}
    for at, each in enumerate(people):
        fields |= {f"marks-{at}-uid": each.uid, f"marks-{at}-was": "here", f"marks-{at}-mark": "absent"}
    browser.sign_in(samira)
    del meeting, people, each
    forgotten()

    refused = browser.submit(path, expect=422, **fields)

    assert [f"Persoon 0{number}" in refused.text for number in (1, 2, 3)] == [True] * 3
    assert db.session.query(Attender).filter_by(attendance=Attendance.ABSENT).count() == 0
