"""Fifty people sign up and off at the same moment: never one seat too many, and nobody in line is skipped."""

import pytest
from sqlalchemy import select

from lms.accounts.models import Notice
from lms.kernel.db import db
from lms.meetings.commands.telling import SEAT_FREED
from lms.meetings.enums import Part
from lms.meetings.models import Attender, Meeting
from tests.browser import Browser
from tests.factories.programme import a_neighbourhood
from tests.meetings.here import an_open_meeting, expected, some_people
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]
PRESSES, SEATS = 50, 12


def rows():
    db.session.expire_all()
    found = select(Attender.number, Attender.part, Attender.person_id).order_by(Attender.number)
    return db.session.execute(found).all()


def the_line_is_right(*, everybody):
    """Check what must hold whatever came first."""
    meeting = db.session.scalars(select(Meeting), execution_options={"populate_existing": True}).one()
    seated = [number for number, part, _person in rows() if part is Part.SEAT]
    waiting = [number for number, part, _person in rows() if part is Part.WAITING]
    assert meeting.seats_taken == len(seated) <= meeting.capacity
    assert not waiting or len(seated) == meeting.capacity, "somebody waits while a seat is free"
    assert not waiting or max(seated) < min(waiting), "somebody in line was skipped"
    assert len({number for number, *_rest in rows()}) == len(rows()) == everybody
    return len(seated), len(waiting)


def tabs_of(app, people):
    return [Browser(app).sign_in(person) for person in people]


def test_fifty_at_once_get_twelve_seats_and_the_rest_stands_in_line(app):
    path = f"/afspraken/{an_open_meeting(a_neighbourhood(), SEATS).uid}/aanmelden"

    found = at_once(*((tab, path, {}) for tab in tabs_of(app, some_people(PRESSES))))

    assert {response.status_code for response in found} == {303}
    assert the_line_is_right(everybody=PRESSES) == (SEATS, PRESSES - SEATS)


def test_signing_up_and_off_at_once_leaves_nobody_waiting_beside_a_free_seat(app):
    meeting, people = an_open_meeting(a_neighbourhood(), SEATS), some_people(PRESSES)
    seated, fresh = people[: PRESSES // 2], people[PRESSES // 2 :]
    expected(meeting, *seated[:SEATS], part=Part.SEAT)
    expected(meeting, *seated[SEATS:], part=Part.WAITING)
    meeting.seats_taken = SEATS
    db.session.commit()
    path, off = f"/afspraken/{meeting.uid}", tabs_of(app, seated[::2])

    found = at_once(
        *((tab, f"{path}/afmelden", {}) for tab in off),
        *((tab, f"{path}/aanmelden", {}) for tab in tabs_of(app, fresh)),
    )

    assert {response.status_code for response in found} == {303}
    left = len([1 for _number, part, _person in rows() if part is Part.LEFT])
    assert (the_line_is_right(everybody=PRESSES), left) == ((SEATS, PRESSES - SEATS - len(off)), len(off))
    moved_up = {p for _n, part, p in rows() if part is Part.SEAT} & {each.id for each in seated[SEATS:]}
    told = select(Notice.person_id).where(Notice.cause == SEAT_FREED, Notice.person_id.in_(moved_up))
    assert sorted(db.session.scalars(told)) == sorted(moved_up), "who moved up was told, once"


def test_one_person_pressing_on_and_off_in_many_tabs_has_one_place(app):
    meeting, [person, other] = an_open_meeting(a_neighbourhood(), 1), some_people(2)
    expected(meeting, other, part=Part.WAITING)
    meeting.capacity, path = 1, f"/afspraken/{meeting.uid}"
    db.session.query(Attender).update({"part": Part.SEAT})
    meeting.seats_taken = 1
    db.session.commit()
    tabs = tabs_of(app, [person] * 10)

    found = at_once(*((tab, f"{path}/{'aanmelden' if at % 2 else 'afmelden'}", {}) for at, tab in enumerate(tabs)))

    assert {response.status_code for response in found} == {303}
    assert the_line_is_right(everybody=2)[0] == 1
