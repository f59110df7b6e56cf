"""Twelve people ticked on a phone within twenty seconds, with script and without; and a code that lets somebody in."""

from datetime import timedelta
from time import monotonic

import pytest
from playwright.sync_api import expect

from lms.accounts.queries.people import person_by_email
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.plans import Expected, Plan, plan_meeting
from lms.meetings.enums import Attendance, MeetingKind
from lms.meetings.models import Attender, Meeting
from lms.meetings.policy import PLANNERS
from lms.meetings.queries.attendance import code_of
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places
from tests.factories.people import a_person
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in
from tests.journeys.site import address_of

DIRECTOR, KEY_PERSON = "wijkregisseur", "sleutelpersoon"
PEOPLE, SECONDS = 12, 20
#: What somebody needs to find a name and tap it, in seconds; the browser needs none of it.
LOOK = 1.0


@pytest.fixture
def meeting(site) -> str:
    """A meeting that runs now, to which twelve people are expected; its random id."""
    with site.behind():
        director = person_by_email(address_of(DIRECTOR))
        here = db.session.get_one(Neighbourhood, min(places(director, NEIGHBOURHOOD, *PLANNERS)))
        people = [Expected(a_person(name=f"Deelnemer {number:02}"), here.id) for number in range(1, PEOPLE + 1)]
        starts = now() - timedelta(minutes=5)
        plan = Plan(MeetingKind.TEAM, "Overleg van nu", starts, starts + timedelta(hours=2))
        return plan_meeting(plan, director, form_key=new_uid(24), neighbourhood=here, people=people).uid


def attendance_of(site, uid):
    with site.behind():
        rows = db.session.query(Attender.attendance).join(Meeting, Meeting.id == Attender.meeting_id)
        return sorted(mark for (mark,) in rows.filter(Meeting.uid == uid))


@pytest.mark.parametrize("screen", ["phone", "plain"])
def test_twelve_people_are_ticked_one_by_one_in_twenty_seconds(site, meeting, request, screen):
    page = request.getfixturevalue(screen)
    sign_in(page, DIRECTOR, to=f"/afspraken/{meeting}/aanwezig")
    hands, began = Fingers(page), monotonic()

    for number in range(1, PEOPLE + 1):
        words = "Niet" if number in (3, 7) else "Er"
        hands.choose(page.get_by_role("group", name=f"Deelnemer {number:02}").get_by_label(words, exact=True))
    hands.press(page.get_by_role("button", name="Bewaar wie er is"))

    expect(page.get_by_text("10 er, 0 afgemeld, 2 niet, 0 nog onbekend.")).to_be_visible()
    assert monotonic() - began + (PEOPLE + 1) * LOOK <= SECONDS
    assert attendance_of(site, meeting) == [Attendance.ABSENT] * 2 + [Attendance.HERE] * 10


def test_everybody_but_one_takes_three_taps(site, meeting, phone, axe):
    sign_in(phone, DIRECTOR, to=f"/afspraken/{meeting}/aanwezig")
    assert_accessible(phone, axe)
    assert_fits_everywhere(phone)
    hands, began = Fingers(phone), monotonic()

    hands.press(phone.get_by_role("link", name="Iedereen is er"))
    hands.choose(phone.get_by_role("group", name="Deelnemer 05").get_by_label("Niet", exact=True))
    hands.press(phone.get_by_role("button", name="Bewaar wie er is"))

    expect(phone.get_by_text("11 er, 0 afgemeld, 1 niet, 0 nog onbekend.")).to_be_visible()
    assert monotonic() - began + 3 * LOOK <= SECONDS


def test_somebody_signs_in_first_and_comes_back_to_the_code(site, meeting, phone, axe):
    with site.behind():
        path = f"/afspraken/kom-binnen/{code_of(db.session.query(Meeting).filter_by(uid=meeting).one())}"
    sign_in(phone, KEY_PERSON, to=path)
    assert_accessible(phone, axe)

    Fingers(phone).press(phone.get_by_role("button", name="Ik ben er"))

    expect(phone.get_by_text("Je staat op de lijst als aanwezig.")).to_be_visible()
    assert attendance_of(site, meeting).count(Attendance.HERE) == 1


@pytest.mark.parametrize("tail", ["code", "lijst"])
def test_the_code_and_the_list_fit_every_screen(site, meeting, phone, axe, tail):
    sign_in(phone, DIRECTOR, to=f"/afspraken/{meeting}/aanwezig/{tail}")

    assert_accessible(phone, axe)
    assert_fits_everywhere(phone)
