"""Who was there: ticked by who manages the meeting, mended with a reason, and unknown is never absent."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.attendance import come_in, join_walk_in, record_attendance, take_walk_in_away, write_walk_in
from lms.meetings.enums import Answer, Attendance, MeetingState, Mode, Part
from lms.meetings.models import AttendanceChange, Attender, Meeting, WalkIn
from lms.meetings.queries.attendance import (
    Involvement,
    attendance_sheet,
    code_of,
    involvement_in,
    involvement_of,
    meeting_of_code,
)
from lms.meetings.signals import attendance_recorded
from tests.factories.people import a_person
from tests.factories.programme import a_member
from tests.meetings.here import a_meeting, expected, some_people

pytestmark = pytest.mark.usefixtures("database")
NOW = timedelta(minutes=-10)
HERE, ONLINE, ABSENT, UNKNOWN = Attendance.HERE, Attendance.ONLINE, Attendance.ABSENT, Attendance.UNKNOWN


@pytest.fixture
def leader(samira):
    return samira


@pytest.fixture
def heard(app):
    """What is announced, as (name, attendance)."""
    found = []

    def listen(_app, *, meeting, person, attendance, by):
        found.append((person.name, attendance))

    with attendance_recorded.connected_to(listen, sender=app):
        yield found


def attendance_of(meeting):
    db.session.expire_all()
    rows = db.session.query(Attender).filter_by(meeting_id=meeting.id).order_by(Attender.number)
    return [row.attendance for row in rows]


def test_only_what_changed_is_written_and_announced(here, leader, heard):
    meeting, [ada, bea, cor] = a_meeting(here, begins=NOW), some_people(3)
    expected(meeting, ada, bea, cor)
    marks = {ada.uid: HERE, bea.uid: ABSENT, cor.uid: UNKNOWN}

    first = record_attendance(meeting, marks, by=leader)
    again = record_attendance(meeting, marks, by=leader)

    assert (first, again) == ({ada.uid: HERE, bea.uid: ABSENT}, {})
    assert heard == [("Persoon 01", HERE), ("Persoon 02", ABSENT)]
    rows = {row.attendance: (row.attendance_at is None, row.attendance_by_id) for row in db.session.query(Attender)}
    assert rows == {HERE: (False, leader.id), ABSENT: (False, leader.id), UNKNOWN: (True, None)}


def test_nobody_is_ticked_more_than_an_hour_before(here, leader):
    meeting, [ada] = a_meeting(here, begins=timedelta(minutes=70)), some_people(1)
    expected(meeting, ada)

    with pytest.raises(Refusal):
        record_attendance(meeting, {ada.uid: HERE}, by=leader)

    meeting.starts_at -= timedelta(minutes=15)
    assert record_attendance(meeting, {ada.uid: HERE}, by=leader) == {ada.uid: HERE}


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.NOT_HELD])
def test_what_did_not_happen_has_no_attendance(here, leader, state):
    meeting, [ada] = a_meeting(here, begins=NOW, state=state), some_people(1)
    expected(meeting, ada)

    with pytest.raises(Refusal):
        record_attendance(meeting, {ada.uid: HERE}, by=leader)


def test_a_correction_a_day_later_says_why_and_is_kept(here, leader):
    meeting, [ada, bea] = a_meeting(here, begins=timedelta(days=-2)), some_people(2)
    expected(meeting, ada, bea)
    record_attendance(meeting, {ada.uid: HERE, bea.uid: HERE}, by=leader)  # written down late is no correction

    with pytest.raises(Refusal) as refused:
        record_attendance(meeting, {ada.uid: ABSENT}, by=leader, why="  ")
    record_attendance(meeting, {ada.uid: ABSENT}, by=leader, why="Zij was ziek.")

    kept = db.session.scalars(select(AttendanceChange)).all()
    assert (refused.value.field, attendance_of(meeting)) == ("why", [ABSENT, HERE])
    assert [(row.before, row.after, row.why, row.by_id) for row in kept] == [(HERE, ABSENT, "Zij was ziek.", leader.id)]


def test_a_correction_on_the_same_day_asks_nothing(here, leader):
    meeting, [ada] = a_meeting(here, begins=NOW), some_people(1)
    expected(meeting, ada)
    record_attendance(meeting, {ada.uid: HERE}, by=leader)

    record_attendance(meeting, {ada.uid: UNKNOWN}, by=leader)

    assert (attendance_of(meeting), db.session.query(AttendanceChange).count()) == ([UNKNOWN], 0)


def test_unknown_never_counts_as_absent_in_any_count(here, leader):
    """Nobody wrote it down, so nobody was absent."""
    told = [(HERE, Answer.NONE), (ONLINE, Answer.CANNOT), (ABSENT, Answer.NONE), (UNKNOWN, Answer.NONE)]
    told += [(UNKNOWN, Answer.CANNOT), (ABSENT, Answer.REPLACED)]

    found = involvement_in(told)

    assert found == Involvement(present=2, apologised=2, absent=1, unknown=1)
    assert (found.involved, found.known) == (4, 5)


def test_somebody_sees_where_they_were_and_what_nobody_wrote_down(here, leader):
    ada = some_people(1)[0]
    for days, more in ((-9, {}), (-6, {"answer": Answer.CANNOT}), (-3, {})):
        expected(a_meeting(here, begins=timedelta(days=days), title=f"Overleg {days}"), ada, **more)
    expected(a_meeting(here, begins=timedelta(days=2), title="Komt nog"), ada)
    expected(a_meeting(here, begins=timedelta(days=-1), title="In de rij", open_to_all=True), ada, part=Part.WAITING)
    first = db.session.query(Meeting).filter_by(title="Overleg -9").one()
    record_attendance(first, {ada.uid: HERE}, by=leader)

    mine = involvement_of(ada)

    assert [(each.meeting.title, each.attendance, each.apologised) for each in mine] == [
        ("Overleg -3", UNKNOWN, False),
        ("Overleg -6", UNKNOWN, True),
        ("Overleg -9", HERE, False),
    ]


def test_who_came_by_name_is_joined_to_a_person_and_counts_once(here, leader, heard):
    meeting, member = a_meeting(here, begins=NOW), a_member(here, Role.SOCIAL_WORKER, name="Fatma Aydin")
    walk_in = write_walk_in(meeting, "  Fatma ", by=leader)
    assert write_walk_in(meeting, "fatma", by=leader) is walk_in

    row = join_walk_in(walk_in, member, by=leader)
    join_walk_in(walk_in, member, by=leader)

    assert (row.part, row.attendance, row.neighbourhood_id) == (Part.WALKED_IN, HERE, here.id)
    assert (walk_in.person_id, heard) == (member.id, [("Fatma Aydin", HERE)])
    take_walk_in_away(walk_in)
    assert db.session.query(WalkIn).count() == 1


def test_a_name_written_down_by_mistake_goes(here, leader):
    walk_in = write_walk_in(a_meeting(here, begins=NOW), "Niemand", by=leader)

    take_walk_in_away(walk_in)

    assert db.session.query(WalkIn).count() == 0


@pytest.mark.parametrize(("begins", "works"), [(31, False), (29, True), (-119, True), (-121, False)])
def test_the_code_works_from_half_an_hour_before_until_the_end(here, begins, works):
    meeting, [ada] = a_meeting(here, begins=timedelta(minutes=begins)), some_people(1)
    expected(meeting, ada)

    if works:
        assert come_in(meeting, ada).attendance is HERE
    else:
        with pytest.raises(Refusal):
            come_in(meeting, ada)
        assert attendance_of(meeting) == [UNKNOWN]


def test_a_code_that_is_not_ours_or_no_longer_works_stands_for_nothing(here):
    ada, meeting = some_people(1)[0], a_meeting(here, begins=NOW)
    old = a_meeting(here, begins=timedelta(days=-2))
    code = code_of(meeting)

    found = [meeting_of_code(each, ada) for each in (code, code[1:], meeting.uid, code_of(old))]

    assert found == [meeting, None, None, None]


def test_who_scans_the_code_without_being_on_the_list_walked_in_and_may_know_of_it(here, browser):
    meeting, ada = a_meeting(here, begins=NOW), some_people(1)[0]
    path = f"/afspraken/kom-binnen/{code_of(meeting)}"
    browser.sign_in(ada)

    for _look in range(2):
        browser.open(path)
    browser.client.head(path)
    before = db.session.query(Attender).count()
    browser.follow(browser.submit(path))

    [row] = db.session.query(Attender)
    assert (before, row.part, row.attendance) == (0, Part.WALKED_IN, HERE)


def test_who_is_not_signed_in_signs_in_first_and_comes_back(here, browser):
    path = f"/afspraken/kom-binnen/{code_of(a_meeting(here, begins=NOW))}"

    response = browser.client.get(path)

    assert response.status_code in {302, 303}
    assert path in response.headers["Location"].replace("%2F", "/")


def test_the_list_can_be_ticked_in_one_form(here, leader, browser):
    meeting, people = a_meeting(here, begins=NOW, mode=Mode.HYBRID), some_people(3)
    expected(meeting, *people)
    path = f"/afspraken/{meeting.uid}/aanwezig"
    browser.sign_in(leader).open(path)
    fields = {}
    for at, (person, mark) in enumerate(zip(people, ("here", "online", "unknown"), strict=True)):
        fields |= {f"marks-{at}-uid": person.uid, f"marks-{at}-was": "unknown", f"marks-{at}-mark": mark}

    page = browser.follow(browser.submit(path, **fields))

    assert attendance_of(meeting) == [HERE, ONLINE, UNKNOWN]
    assert "2 er, 0 afgemeld, 0 niet, 1 nog onbekend." in page


def test_an_old_page_overwrites_nothing_that_was_not_touched_on_it(here, leader, browser):
    meeting, [ada, bea] = a_meeting(here, begins=NOW), some_people(2)
    expected(meeting, ada, bea)
    come_in(meeting, ada)
    db.session.commit()
    old = {"marks-0-uid": ada.uid, "marks-0-was": "unknown", "marks-0-mark": "unknown"}
    old |= {"marks-1-uid": bea.uid, "marks-1-was": "unknown", "marks-1-mark": "absent"}

    browser.sign_in(leader).submit(f"/afspraken/{meeting.uid}/aanwezig", **old)

    assert attendance_of(meeting) == [HERE, ABSENT]


def test_everybody_is_filled_in_and_nothing_is_written(here, leader, browser):
    meeting, [ada, bea] = a_meeting(here, begins=NOW), some_people(2)
    expected(meeting, ada)
    expected(meeting, bea, answer=Answer.CANNOT)

    page = browser.sign_in(leader).open(f"/afspraken/{meeting.uid}/aanwezig?iedereen=1")

    assert "nog niets is bewaard" in page
    assert [line.split('value="')[1].split('"')[0] for line in page.split("<input") if " checked" in line] == [
        "here",
        "absent",
    ]
    assert attendance_of(meeting) == [UNKNOWN, UNKNOWN]


def test_afterwards_the_list_asks_who_was_there_and_offers_no_code_any_more(here, leader, browser):
    coming, was = a_meeting(here, begins=timedelta(hours=4)), a_meeting(here, begins=timedelta(days=-3))
    for each, person in zip((coming, was), some_people(2), strict=True):
        expected(each, person)
    browser.sign_in(leader)

    before, after = (browser.open(f"/afspraken/{each.uid}/aanwezig") for each in (coming, was))

    assert ("<h1" in before, "Met een code of op papier" in before, "Wie was er?" in before) == (True, True, False)
    assert ("Met een code of op papier" in after, "Bewaar wie er was" in after) == (False, True)


def test_a_late_correction_without_a_reason_keeps_what_was_chosen(here, leader, browser):
    meeting, [ada] = a_meeting(here, begins=timedelta(days=-3)), some_people(1)
    expected(meeting, ada)
    record_attendance(meeting, {ada.uid: HERE}, by=leader)
    db.session.commit()
    path = f"/afspraken/{meeting.uid}/aanwezig"
    fields = {"marks-0-uid": ada.uid, "marks-0-was": "here", "marks-0-mark": "absent"}
    browser.sign_in(leader)
    del meeting, ada
    db.session.expunge_all()  # as in a request of its own, which holds nobody

    refused = browser.submit(path, expect=422, **fields)
    browser.submit(path, **fields, why="Zij was ziek.")
    page = browser.open(path)

    assert 'value="absent" checked' in refused.text
    assert "Waarom verander je dit?" in refused.text
    assert "Persoon 01: Er → Niet" in page
    assert "Zij was ziek." in page


def test_somebody_who_does_not_manage_it_finds_nothing(here, browser):
    meeting, ada = a_meeting(here, begins=NOW), a_person(name="Ada")
    expected(meeting, ada)
    browser.sign_in(ada)

    for tail in ("", "/lijst", "/code", "/code.svg"):
        browser.open(f"/afspraken/{meeting.uid}/aanwezig{tail}", expect=404)


def test_before_the_hour_paper_and_code_are_ready_and_the_list_says_from_when(here, leader, browser):
    meeting = a_meeting(here, begins=timedelta(hours=4))
    path = f"/afspraken/{meeting.uid}/aanwezig"
    expected(meeting, *some_people(2))
    browser.sign_in(leader)

    page = browser.open(path)

    assert "Aankruisen kan vanaf" in page
    assert "Bewaar wie er is" not in page
    assert "Persoon 02" in browser.open(f"{path}/lijst")
    assert "De code werkt van" in browser.open(f"{path}/code")
    picture = browser.client.get(f"{path}/code.svg")
    assert (picture.mimetype, b"<svg" in picture.data) == ("image/svg+xml", True)


def test_a_name_is_written_down_joined_and_taken_away_on_the_page(here, leader, browser):
    meeting, member = a_meeting(here, begins=NOW), a_member(here, Role.SOCIAL_WORKER, name="Fatma Aydin")
    path = f"/afspraken/{meeting.uid}/aanwezig"
    browser.sign_in(leader)
    browser.submit(f"{path}/namen", expect=422, **{"erbij-name": "  "})
    for name in ("Fatma", "Per ongeluk"):
        browser.follow(browser.submit(f"{path}/namen", **{"erbij-name": name}))
    fatma, wrong = (each.uid for each in db.session.query(WalkIn).order_by(WalkIn.id))
    browser.open(f"{path}/namen/{fatma}")
    browser.submit(f"{path}/namen/{fatma}", expect=422)
    browser.submit(f"{path}/namen/{fatma}", person=member.uid)
    browser.submit(f"{path}/namen/{wrong}/weg")

    page = browser.open(path)

    assert ("Fatma Aydin" in page, "Per ongeluk" in page) == (True, False)
    assert attendance_of(meeting) == [HERE]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(here, leader, browser, statements, count):
    meeting = a_meeting(here, begins=NOW)
    expected(meeting, *some_people(count))
    browser.sign_in(leader)

    with statements(5):
        browser.open(f"/afspraken/{meeting.uid}/aanwezig")


@pytest.mark.parametrize("count", [1, 3])
def test_where_somebody_was_costs_the_same_for_one_and_for_many(here, browser, statements, count):
    ada = some_people(1)[0]
    for days in range(1, count + 1):
        expected(a_meeting(here, begins=timedelta(days=-days)), ada)
    browser.sign_in(ada)

    with statements(2):
        page = browser.open("/afspraken/mijn-aanwezigheid")

    assert "niet opgeschreven" not in page


def test_the_list_of_the_managers_meeting_is_found_by_its_leader_alone(here, leader):
    meeting = a_meeting(here, begins=NOW)

    assert attendance_sheet(meeting.uid, a_person(name="Ada")) is None
