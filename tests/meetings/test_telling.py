"""What people are told of a meeting, in mails that calendars act on."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine

from lms.accounts.commands.notices import choose_cadences
from lms.accounts.enums import Cadence, Role
from lms.accounts.models import Notice
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.postman import compose
from lms.meetings.commands.answers import answer as say
from lms.meetings.commands.plans import Expected, cancel_meeting, change_meeting, expect, release
from lms.meetings.commands.telling import remind, tell_changes
from lms.meetings.enums import Answer, MeetingKind, Mode
from lms.programme.models import Neighbourhood
from tests.factories.meetings import a_meeting, a_plan, attender
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.meetings.calendars import mails, one

SECRETS = {"video_url": "https://video.example/geheim", "dial_in": "088 123 45 67, code 4321"}
QUIET = timedelta(minutes=11)


@pytest.fixture
def samira(database):
    return a_member(a_neighbourhood("Oosterveld"), Role.NEIGHBOURHOOD_DIRECTOR, name='Samira "Sam" Bennani')


@pytest.fixture
def fatma(samira):
    return a_person(name="Fatma, de Yildiz; buur")


def planned(samira, *people, **more):
    """A meeting with these people, and its plan."""
    plan = a_plan(kind=MeetingKind.TRAINING, title="Praten, luisteren; en meer", **more)
    here = samira.all_grants[0].scope_id
    meeting = a_meeting(plan, by=samira, neighbourhood=_place(here), people=[Expected(each, here) for each in people])
    return meeting, plan


def _place(number):
    return db.session.get(Neighbourhood, number)


def after_quiet():
    with time_machine.travel(now() + QUIET):
        tell_changes()


def test_an_invitation_is_a_request_that_two_programs_read_alike(samira, fatma):
    meeting, plan = planned(
        samira, fatma, route="Bus 4, halte Plein", accessibility="Lift aanwezig", text="Neem koffie mee"
    )

    (mail,) = mails()
    assert one(mail.calendar) == {
        "method": "REQUEST",
        "uid": f"{meeting.uid}@kringwijs",
        "sequence": 0,
        "status": "CONFIRMED",
        "starts": plan.starts_at,
        "ends": plan.ends_at,
        "title": "Praten, luisteren; en meer",
        "where": "Buurthuis De Wending",
        "text": "Neem koffie mee\n\nZo kom je er: Bus 4, halte Plein\n\nToegankelijkheid: Lift aanwezig\n\n"
        f"http://localhost/afspraken/{meeting.uid}",
        "organiser": "mailto:kringwijs@example.org",
        "attendee": f"mailto:{fatma.email}",
    }
    assert "Bus 4, halte Plein" in mail.text
    assert f"http://localhost/afspraken/{meeting.uid}" in mail.text


def test_the_mail_carries_the_appointment_beside_the_text_and_as_a_file(samira, fatma):
    planned(samira, fatma)
    (mail,) = mails()

    sent = [compose(mail, "Kringwijs <kringwijs@example.org>").as_bytes() for _ in range(2)]

    message = message_from_bytes(sent[0], policy=default)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"]
    beside, file = list(message.walk())[3:]
    assert (beside["content-type"].params["method"], file.get_filename()) == ("REQUEST", "afspraak.ics")
    assert one(beside.get_content()) == one(file.get_content()) == one(mail.calendar)
    assert sent[0] == sent[1]


def test_the_way_in_online_is_in_no_mail(samira, fatma):
    meeting, plan = planned(samira, fatma, mode=Mode.HYBRID, **SECRETS)
    change_meeting(
        meeting, replace(plan, place="Bieb", starts_at=plan.starts_at + timedelta(minutes=5)), samira, serial=1
    )
    after_quiet()
    with time_machine.travel(meeting.starts_at - timedelta(hours=3)):
        remind()
        cancel_meeting(meeting, samira, "Ziek")

    assert len(mails()) == 4
    for mail in mails():
        assert "geheim" not in mail.text + mail.calendar
        assert "4321" not in mail.text + mail.calendar
    assert [one(mail.calendar)["where"] for mail in mails()][1] == "Bieb, of online"


def test_edits_within_ten_minutes_are_one_mail_with_what_was_before_them_all(samira, fatma):
    meeting, plan = planned(samira, fatma)
    change_meeting(meeting, replace(plan, place="Bieb"), samira, serial=1, why="Lekkage")
    change_meeting(meeting, replace(plan, place="Kerk"), samira, serial=2)
    tell_changes()
    assert mails("meeting.change") == []

    after_quiet()
    after_quiet()

    (mail,) = mails("meeting.change")
    assert (one(mail.calendar)["sequence"], one(mail.calendar)["where"]) == (2, "Kerk")
    assert "Buurthuis De Wending." in mail.text
    assert "Waarom: Lekkage" in mail.text
    assert meeting.tell_after is None


def test_a_calendar_is_told_off_by_a_higher_number_of_the_same_appointment(samira, fatma):
    meeting, _plan = planned(samira, fatma)
    cancel_meeting(meeting, samira, "Griep")

    invitation, off = (one(mail.calendar) for mail in mails())
    assert (off["method"], off["status"], off["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert (off["uid"], off["attendee"]) == (invitation["uid"], invitation["attendee"])
    assert "Waarom: Griep" in mails()[1].text


def test_cancelling_within_the_ten_minutes_leaves_no_change_to_tell(samira, fatma):
    meeting, plan = planned(samira, fatma)
    change_meeting(meeting, replace(plan, place="Bieb"), samira, serial=1)
    cancel_meeting(meeting, samira, "")

    after_quiet()

    assert [mail.cause for mail in mails()] == ["meeting.invitation", "meeting.cancellation"]


def test_who_is_expected_no_more_gets_a_cancellation_of_their_own(samira, fatma):
    other = a_person(name="Bea")
    meeting, _plan = planned(samira, fatma, other)
    release(meeting, fatma)
    expect(meeting, [Expected(fatma)])

    told = [
        (one(mail.calendar)["method"], one(mail.calendar)["sequence"])
        for mail in mails()
        if mail.address == fatma.email
    ]
    assert told == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]
    assert len(mails()) == 4


def test_who_is_taken_off_the_list_of_what_is_over_hears_nothing(samira, fatma):
    meeting, plan = planned(samira, fatma)
    with time_machine.travel(plan.ends_at + timedelta(hours=1)):
        release(meeting, fatma)

    assert [mail.cause for mail in mails()] == ["meeting.invitation"]


def test_who_came_in_after_a_change_is_not_told_of_it(samira, fatma):
    late = a_person(name="Bea")
    meeting, plan = planned(samira, fatma)
    change_meeting(meeting, replace(plan, place="Bieb"), samira, serial=1)
    expect(meeting, [Expected(late)])

    after_quiet()

    assert [(mail.cause, mail.address) for mail in mails()][1:] == [
        ("meeting.invitation", late.email),
        ("meeting.change", fatma.email),
    ]


def test_a_reminder_goes_once_to_who_comes(samira, fatma):
    cannot = a_person(name="Bea")
    meeting, _plan = planned(samira, fatma, cannot)
    attender(meeting, cannot).answer = Answer.CANNOT
    remind()
    assert mails("meeting.reminder") == []

    with time_machine.travel(meeting.starts_at - timedelta(hours=20)):
        remind()
        remind()

    assert [mail.address for mail in mails("meeting.reminder")] == [fatma.email]
    assert one(mails("meeting.reminder")[0].calendar)["sequence"] == 0


def test_who_is_invited_within_a_day_needs_no_reminder(samira, fatma):
    planned(samira, fatma, days=0.5)

    remind()

    assert [mail.cause for mail in mails()] == ["meeting.invitation"]


def test_people_are_told_by_the_pace_they_chose_and_in_their_language(samira):
    off, later, english = (a_person(name=name) for name in ("Af", "Later", "Ann"))
    choose_cadences(off, {"meetings": Cadence.OFF})
    choose_cadences(later, {"meetings": Cadence.DAILY})
    english.language = "en"
    db.session.commit()
    planned(samira, off, later, english)

    assert [(mail.address, mail.language) for mail in mails()] == [(english.email, "en")]
    assert {notice.person_id for notice in db.session.query(Notice)} == {off.id, later.id, english.id}


def test_telling_more_people_costs_no_more_statements(samira, statements):
    here = _place(samira.all_grants[0].scope_id)
    for many in (2, 5):
        people = [Expected(a_person(), here.id) for _ in range(many)]
        plan = a_plan(kind=MeetingKind.TRAINING)
        a_meeting(plan, by=samira, neighbourhood=here, people=[])
        meeting = a_meeting(plan, by=samira, neighbourhood=here, people=[])
        with statements(13):
            expect(meeting, people)


def test_another_day_asks_again_who_could_not_come_and_another_hour_does_not(samira, fatma):
    other = a_person(name="Bea")
    meeting, plan = planned(samira, fatma, other)
    say(meeting, fatma, Answer.CANNOT)
    say(meeting, other, Answer.REPLACED, replacement="Ans")
    again = "Zei je eerder dat je niet kon? Dat telt niet meer."

    hour = timedelta(hours=1)
    later = replace(plan, starts_at=plan.starts_at + hour, ends_at=plan.ends_at + hour)
    change_meeting(meeting, later, samira, serial=meeting.serial)
    after_quiet()
    assert [attender(meeting, each).answer for each in (fatma, other)] == [Answer.CANNOT, Answer.REPLACED]
    assert all(again not in mail.text for mail in mails())

    day = timedelta(days=1)
    moved = replace(later, starts_at=later.starts_at + day, ends_at=later.ends_at + day)
    change_meeting(meeting, moved, samira, serial=meeting.serial)
    with time_machine.travel(now() + timedelta(minutes=30)):
        tell_changes()
    assert [attender(meeting, each).answer for each in (fatma, other)] == [Answer.NONE, Answer.NONE]
    assert attender(meeting, other).replacement == ""
    assert [again in mail.text for mail in mails("meeting.change")] == [False, False, True, True]
    with time_machine.travel(moved.starts_at - timedelta(hours=20)):
        remind()
    assert len(mails("meeting.reminder")) == 2


def test_a_day_that_came_back_asks_again_who_could_not_come_and_says_no_other_time(samira, fatma):
    meeting, plan = planned(samira, fatma)
    say(meeting, fatma, Answer.CANNOT)
    day = timedelta(days=1)
    change_meeting(meeting, replace(plan, starts_at=plan.starts_at + day, ends_at=plan.ends_at + day), samira, serial=1)
    change_meeting(meeting, plan, samira, serial=2)

    after_quiet()

    (mail,) = mails("meeting.change")
    assert attender(meeting, fatma).answer is Answer.NONE
    assert "De dag was even anders. Zei je eerder dat je niet kon? Dat telt niet meer." in mail.text
    assert "Eerst was het" not in mail.text
