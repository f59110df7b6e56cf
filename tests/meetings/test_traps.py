"""Where other systems went wrong, each as a promise (circles-and-advice.md section 9; the numbers are those there)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import local, now, on_the_wall
from lms.kernel.db import Base, db
from lms.meetings.commands.plans import Expected, cancel_meeting, change_meeting
from lms.meetings.commands.telling import remind, tell_changes
from lms.meetings.enums import Part
from lms.meetings.models import Meeting
from lms.meetings.queries.agenda import ahead_of
from lms.programme.models import TeamMember
from lms.ui.formats import weekday
from tests.clock_changes import BACK, FORWARD, YEAR
from tests.factories.meetings import a_meeting, a_plan, attender
from tests.factories.programme import a_member, a_neighbourhood
from tests.meetings.calendars import mails, one

QUIET = timedelta(minutes=11)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def everything():
    """All rows about meetings and mails, for before and after."""
    tables = [
        t for t in Base.metadata.sorted_tables if t.name in {"meeting", "attender", "meeting_move", "outbox_mail"}
    ]
    return [tuple(row) for table in tables for row in db.session.execute(select(table).order_by(*table.primary_key))]


def moved(meeting, plan, by, **more):
    """Move a meeting and return the new plan."""
    new = replace(plan, **more)
    change_meeting(meeting, new, by, serial=meeting.serial)
    return new


def at(moment, *jobs):
    with time_machine.travel(moment):
        for job in jobs:
            job()


def to_fatma(fatma, *causes):
    return [mail for mail in mails(*causes) if mail.address == fatma.email]


def test_trap_1_looking_at_what_a_mail_leads_to_changes_nothing(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)
    browser.sign_in(fatma)
    before = everything()

    for path in (f"/afspraken/{meeting.uid}", f"/afspraken/{meeting.uid}.ics", "/agenda"):
        assert f"http://localhost/afspraken/{meeting.uid}" in mails()[0].text
        for ask in (browser.client.head, browser.client.get, browser.client.get):
            assert ask(path).status_code == 200
    assert browser.client.get(f"/afspraken/{meeting.uid}/antwoord").status_code == 405

    assert everything() == before


def test_trap_2_a_second_move_before_any_reminder_is_mailed_too(here, samira, fatma):
    plan = a_plan(days=9)
    meeting = a_meeting(plan, by=samira, neighbourhood=here)
    plan = moved(meeting, plan, samira, starts_at=plan.starts_at + HOUR, ends_at=plan.ends_at + HOUR)
    at(now() + QUIET, tell_changes)
    with time_machine.travel(now() + HOUR):
        plan = moved(meeting, plan, samira, starts_at=plan.starts_at + HOUR, ends_at=plan.ends_at + HOUR)
        at(now() + QUIET, tell_changes)

    told = [one(mail.calendar) for mail in to_fatma(fatma)]
    assert [each["sequence"] for each in told] == [0, 1, 2]
    assert {each["uid"] for each in told} == {f"{meeting.uid}@kringwijs"}
    assert told[-1]["starts"] == plan.starts_at == meeting.starts_at


def test_trap_3_a_move_after_the_reminder_and_then_a_cancellation(here, samira, fatma):
    plan = a_plan(days=3)
    meeting = a_meeting(plan, by=samira, neighbourhood=here)
    at(plan.starts_at - 20 * HOUR, remind)
    with time_machine.travel(plan.starts_at - 10 * HOUR):
        later = timedelta(days=2)
        plan = moved(meeting, plan, samira, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later)
        at(now() + QUIET, tell_changes, remind)
    at(plan.starts_at - 20 * HOUR, remind, remind)
    with time_machine.travel(plan.starts_at - 10 * HOUR):
        cancel_meeting(meeting, samira, "")
        remind()
    at(plan.starts_at - HOUR, remind, tell_changes)

    told = [(mail.cause, one(mail.calendar)["method"], one(mail.calendar)["sequence"]) for mail in to_fatma(fatma)]
    assert told == [
        ("meeting.invitation", "REQUEST", 0),
        ("meeting.reminder", "REQUEST", 0),
        ("meeting.change", "REQUEST", 1),
        ("meeting.reminder", "REQUEST", 1),
        ("meeting.cancellation", "CANCEL", 2),
    ]


def test_trap_3_what_was_moved_and_called_off_before_its_new_reminder_gets_none(here, samira, fatma):
    plan = a_plan(days=3)
    meeting = a_meeting(plan, by=samira, neighbourhood=here)
    at(plan.starts_at - 20 * HOUR, remind)
    with time_machine.travel(plan.starts_at - 10 * HOUR):
        plan = moved(meeting, plan, samira, starts_at=plan.starts_at + 2 * DAY, ends_at=plan.ends_at + 2 * DAY)
        cancel_meeting(meeting, samira, "")
    at(plan.starts_at - 20 * HOUR, remind, tell_changes)

    told = [mail.cause for mail in to_fatma(fatma)]
    assert told == ["meeting.invitation", "meeting.reminder", "meeting.cancellation"]


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(FORWARD - DAY, 12), (FORWARD, 11), (BACK, 12), (BACK - DAY, 11)],
)
def test_trap_4_the_dutch_time_stays_across_the_change_of_the_clock(browser, here, samira, fatma, day, utc_hour):
    browser.sign_in(samira)
    form = {"title": "Teamoverleg", "day": day.isoformat(), "begins": "13:00", "minutes": "90", "mode": "on_site"}

    browser.submit("/beheer/afspraken/nieuw/oosterveld", people=[fatma.uid], **form)

    (mail,) = mails()
    meeting = db.session.scalars(select(Meeting)).one()
    assert one(mail.calendar)["starts"] == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert (local(meeting.starts_at).time(), local(meeting.starts_at).date()) == (time(13), day)
    assert "13.00 tot 14.30 uur" in mail.text
    assert "13.00 tot 14.30 uur" in browser.sign_in(fatma).open(f"/afspraken/{meeting.uid}")


def test_trap_4_a_meeting_in_the_night_of_the_change_lasts_as_long_as_it_says(here, samira, fatma):
    starts = on_the_wall(BACK - DAY, time(23))

    a_meeting(a_plan(starts_at=starts, minutes=240), by=samira, neighbourhood=here)

    read = one(mails()[0].calendar)
    assert read["ends"] - read["starts"] == timedelta(hours=4)
    assert f"23.00 uur tot {weekday(BACK)}, 2.00 uur" in mails()[0].text


def test_trap_5_a_meeting_past_midnight_says_both_days(browser, here, samira, fatma):
    eve, new_year = date(YEAR, 12, 31), date(YEAR + 1, 1, 1)
    starts = on_the_wall(eve, time(22))
    meeting = a_meeting(a_plan(starts_at=starts, minutes=180), by=samira, neighbourhood=here)
    words = f"{weekday(eve)}, 22.00 uur tot {weekday(new_year)}, 1.00 uur"
    assert ("31 december" in words, "1 januari" in words) == (True, True)

    assert words in mails()[0].text
    assert words in browser.sign_in(fatma).open(f"/afspraken/{meeting.uid}")
    with time_machine.travel(starts + 2 * HOUR + timedelta(minutes=30)):
        assert [line.meeting.id for line in ahead_of(fatma).coming] == [meeting.id]


def test_trap_6_after_twelve_hours_without_a_worker_everything_goes_once(here, samira, fatma):
    plan = a_plan(days=2)
    meeting = a_meeting(plan, by=samira, neighbourhood=here)
    with time_machine.travel(plan.starts_at - 30 * HOUR):
        moved(meeting, plan, samira, place="Bieb")
    at(plan.starts_at - 12 * HOUR, tell_changes, remind, tell_changes, remind)

    assert [mail.cause for mail in to_fatma(fatma)] == ["meeting.invitation", "meeting.change"]


def test_trap_6_a_worker_that_comes_back_after_the_meeting_reminds_nobody_of_it(here, samira, fatma):
    plan = a_plan(days=2)
    meeting = a_meeting(plan, by=samira, neighbourhood=here)
    moved(meeting, plan, samira, place="Bieb")

    at(plan.ends_at + HOUR, tell_changes, remind)

    assert [mail.cause for mail in to_fatma(fatma)] == ["meeting.invitation"]
    assert meeting.tell_after is None


def test_trap_7_two_meetings_on_one_day_are_two_appointments_for_two_places(here, samira, fatma):
    there = a_neighbourhood("Havenbuurt")
    teun = a_member(there, Role.NEIGHBOURHOOD_DIRECTOR, name="Teun Hofstra")
    a_member(there, Role.KEY_PERSON, fatma)
    plan = a_plan()
    first = a_meeting(plan, by=samira, neighbourhood=here)
    second = a_meeting(plan, by=teun, neighbourhood=there)

    at(plan.starts_at - 20 * HOUR, remind)

    assert len({one(mail.calendar)["uid"] for mail in to_fatma(fatma)}) == 2
    assert len(to_fatma(fatma, "meeting.reminder")) == 2
    assert [line.meeting.id for line in ahead_of(fatma).coming] == [first.id, second.id]
    assert [attender(each, fatma).neighbourhood_id for each in (first, second)] == [here.id, there.id]


def test_trap_8_who_changes_neighbourhood_keeps_the_old_one_in_old_meetings(here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)
    there = a_neighbourhood("Havenbuurt")
    for row in (*db.session.scalars(select(TeamMember).where(TeamMember.person_id == fatma.id)), *fatma.all_grants):
        row.until = now()
    a_member(there, Role.KEY_PERSON, fatma)

    assert attender(meeting, fatma).neighbourhood_id == here.id


def test_trap_20_a_right_in_one_place_opens_no_meeting_elsewhere(browser, here, samira):
    there = a_neighbourhood("Havenbuurt")
    teun = a_member(there, Role.NEIGHBOURHOOD_DIRECTOR, name="Teun Hofstra")
    meeting = a_meeting(by=teun, neighbourhood=there, people=[Expected(samira, here.id)])
    browser.sign_in(samira)
    before = everything()

    assert "Teamoverleg" in browser.open(f"/afspraken/{meeting.uid}")
    assert "Wie komt er?" not in browser.open(f"/afspraken/{meeting.uid}")
    for page in ("wijzig", "afzeggen", "geen-mail"):
        browser.open(f"/beheer/afspraken/{meeting.uid}/{page}", expect=403)
    for page in ("wijzig", "afzeggen", "verstuur"):
        browser.submit(f"/beheer/afspraken/{meeting.uid}/{page}", expect=403)
    browser.open("/beheer/afspraken/nieuw/havenbuurt", expect=404)

    assert everything() == before


def test_trap_23_after_erasing_an_account_history_can_be_read_with_a_neutral_name(browser, here, samira, fatma):
    past = a_meeting(a_plan(days=-3, title="Vorige keer"), by=samira, neighbourhood=here)
    coming = a_meeting(by=samira, neighbourhood=here)
    attender(past, fatma).replacement = "Buurman Jan"
    db.session.commit()

    erase_person(person_by_id(fatma.id))
    db.session.commit()

    browser.sign_in(samira)
    assert "Oud-deelnemer" in browser.open(f"/afspraken/{past.uid}")
    assert "Fatma" not in browser.open(f"/afspraken/{past.uid}")
    assert "Oud-deelnemer" not in browser.open(f"/afspraken/{coming.uid}")
    assert (attender(past, fatma).replacement, attender(past, fatma).part) == ("", Part.EXPECTED)


def test_trap_23_what_an_erased_director_planned_goes_on_without_the_name(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)
    erase_person(person_by_id(samira.id))
    db.session.commit()
    deputy = a_member(here, Role.DEPUTY_DIRECTOR, name="Noor de Wit")

    page = browser.sign_in(fatma).open(f"/afspraken/{meeting.uid}")
    browser.sign_in(deputy).open(f"/beheer/afspraken/{meeting.uid}/wijzig")

    assert "Samira" not in page
    assert "Oud-deelnemer" not in page
