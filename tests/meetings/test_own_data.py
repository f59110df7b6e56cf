"""What meetings keep about somebody: handed over whole, and taken away."""

from sqlalchemy import select

from lms.accounts.commands.personal_data import erase_person, export_person
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.meetings.commands.answers import answer
from lms.meetings.commands.feeds import make_feed
from lms.meetings.enums import Answer, Attendance
from lms.meetings.models import (
    AttendanceChange,
    CalendarFeed,
    WalkIn,
)
from lms.meetings.queries.own import kept_of
from tests.factories.meetings import a_meeting, attender
from tests.factories.programme import a_member, a_neighbourhood


def a_life_in_meetings():
    """Somebody with a row in every table that names them."""
    here = a_neighbourhood("Oosterveld")
    samira = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    fatma = a_member(here, Role.KEY_PERSON, name="Fatma Yildiz")
    meeting = a_meeting(by=samira, neighbourhood=here)
    answer(meeting, fatma, Answer.REPLACED, replacement="Ria")
    make_feed(fatma, origin="test")
    changed = {"before": Attendance.ABSENT, "after": Attendance.HERE, "why": "Fatma zat achterin.", "by_id": samira.id}
    db.session.add_all(
        [
            WalkIn(meeting_id=meeting.id, name="Fatma Y.", person_id=fatma.id),
            AttendanceChange(meeting_id=meeting.id, person_id=fatma.id, **changed),
        ]
    )
    db.session.commit()
    return meeting, fatma


def test_everything_is_handed_over(database):
    meeting, fatma = a_life_in_meetings()
    fatma = person_by_id(fatma.id)

    told = export_person(fatma)["meetings"]

    when = meeting.starts_at.isoformat()
    (mine,) = told["meetings"]
    assert (mine["title"], mine["starts_at"], mine["answer"], mine["replacement"]) == (
        "Teamoverleg",
        when,
        "replaced",
        "Ria",
    )
    assert [each["why"] for each in told["attendance_corrected"]] == ["Fatma zat achterin."]
    assert [each["name"] for each in told["came_unexpected"]] == ["Fatma Y."]
    assert len(told["calendar_addresses"]) == 1
    assert (told["planned"], told["moved"]) == ([], [])


def test_who_planned_gets_that_too(database):
    meeting, _fatma = a_life_in_meetings()
    samira = person_by_id(meeting.organiser_id)

    told = export_person(samira)["meetings"]

    assert [each["title"] for each in told["planned"]] == ["Teamoverleg"]


def test_erasing_leaves_no_word_of_it(database):
    meeting, fatma = a_life_in_meetings()

    erase_person(person_by_id(fatma.id))
    db.session.commit()

    assert attender(meeting, fatma).replacement == ""
    assert db.session.scalars(select(WalkIn.name)).all() == ["Oud-deelnemer"]
    assert db.session.scalars(select(AttendanceChange.why)).all() == ["Oud-deelnemer"]
    assert db.session.scalars(select(CalendarFeed)).all() == []


def test_a_draft_is_in_the_data_of_who_planned_it_alone(database):
    here = a_neighbourhood("Oosterveld")
    samira = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    fatma = a_member(here, Role.KEY_PERSON, name="Fatma Yildiz")
    a_meeting(by=samira, neighbourhood=here, draft=True)
    assert kept_of(person_by_id(fatma.id))["meetings"] == []
    assert len(kept_of(person_by_id(samira.id))["planned"]) == 1
