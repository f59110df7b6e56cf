"""Pages about meetings that are not of one team: what everybody may come to, and what another feature hosts."""

from datetime import timedelta

from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.circles import a_circle, a_facilitator, a_session
from tests.factories.meetings import a_meeting, a_plan
from tests.factories.people import a_person
from tests.meetings.calendars import mails


def test_the_invitations_of_a_circle_are_not_sent_from_here(browser, database):
    circle = a_circle()
    facilitator = a_facilitator(circle)
    uid = a_session(circle, by=facilitator, published=False).meeting.uid
    browser.sign_in(facilitator)
    assert "Verstuur de uitnodigingen" not in browser.open(f"/afspraken/{uid}")

    browser.submit(f"/beheer/afspraken/{uid}/verstuur", expect=404)

    assert mails("meeting.invitation") == []


def test_a_session_of_a_circle_is_changed_with_its_subject_and_not_here(browser, database):
    circle = a_circle("Leerkring Noord")
    facilitator = a_facilitator(circle)
    meeting = a_session(circle, by=facilitator).meeting
    own, page = "/beheer/leerkringen/leerkring-noord/1/wijzigen", f"/beheer/afspraken/{meeting.uid}/wijzig"
    browser.sign_in(facilitator)

    assert f'href="{own}"' in browser.open(f"/afspraken/{meeting.uid}")
    browser.open(page, expect=404)
    browser.submit(page, expect=404, serial=meeting.serial, title="Iets anders", text="Geheim", begins="13:00")

    db.session.refresh(meeting)
    assert (meeting.title, meeting.text) == ("Leerkring Noord, bijeenkomst 1: samen op weg", "")


def test_what_is_open_to_all_is_found_under_appointments_while_one_can_sign_up(browser, here, samira):
    evening = a_meeting(a_plan(title="Open avond", open_to_all=True), by=samira, neighbourhood=here, people=[])
    for title, more in {
        "Besloten": {},
        "Dicht": {"open_to_all": True, "sign_up_until": now() - timedelta(hours=1)},
        "Geweest": {"open_to_all": True, "days": -1},
    }.items():
        a_meeting(a_plan(title=title, **more), by=samira, neighbourhood=here, people=[])
    a_meeting(a_plan(title="Schets", open_to_all=True), by=samira, neighbourhood=here, people=[], draft=True)
    browser.sign_in(a_person())
    page = browser.open("/agenda")

    assert ("Waar je je voor kunt aanmelden" in page, "Open avond" in page, "Oosterveld" in page) == (True,) * 3
    assert not [title for title in ("Besloten", "Dicht", "Geweest", "Schets") if title in page]
    browser.submit(f"/afspraken/{evening.uid}/aanmelden")
    assert "Waar je je voor kunt aanmelden" not in browser.open("/agenda")
