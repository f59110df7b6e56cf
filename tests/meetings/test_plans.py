"""Planning a meeting: once for each form, told at once unless it is a draft, and nobody overwrites another unseen."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.chance import new_uid
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.refusal import ChangedMeanwhile, Refusal
from lms.meetings.commands.attendance import record_attendance
from lms.meetings.commands.plans import (
    Expected,
    cancel_meeting,
    change_meeting,
    expect,
    plan_meeting,
    publish_meeting,
    release,
)
from lms.meetings.enums import Attendance, MeetingKind, MeetingState, Part
from lms.meetings.errors import NotPlanned
from lms.meetings.models import Attender, Meeting, MeetingMove
from lms.meetings.queries.meeting import people_in
from lms.programme.commands.teams import end_membership
from lms.programme.queries.teams import open_membership
from tests.factories.meetings import a_meeting, a_plan, attender
from tests.factories.people import a_person
from tests.factories.programme import a_member


@pytest.fixture
def team(here, samira, fatma):
    """A neighbourhood with its director and one more."""
    return here, samira, fatma


def mails():
    return [(mail.cause, mail.address) for mail in db.session.scalars(select(Mail).order_by(Mail.id))]


def test_a_team_meeting_expects_the_team_and_invites_it_at_once(team):
    here, leads, fatma = team

    meeting = a_meeting(by=leads, neighbourhood=here)

    rows = db.session.scalars(select(Attender).order_by(Attender.number)).all()
    assert [(row.person_id, row.part, row.neighbourhood_id, row.told) for row in rows] == [
        (leads.id, Part.EXPECTED, here.id, 0),
        (fatma.id, Part.EXPECTED, here.id, 0),
    ]
    assert mails() == [("meeting.invitation", leads.email), ("meeting.invitation", fatma.email)]
    assert meeting.last_in_line == 2


def test_a_form_that_comes_twice_plans_one_meeting(team):
    here, leads, _fatma = team
    key = new_uid(24)

    first, second = (plan_meeting(a_plan(), leads, form_key=key, neighbourhood=here) for _ in range(2))

    assert first is second
    assert len(mails()) == 2


def test_a_draft_tells_nobody_until_it_is_published(team):
    here, leads, fatma = team
    meeting = a_meeting(by=leads, neighbourhood=here, draft=True)
    change_meeting(meeting, a_plan(days=8), leads, serial=1)
    assert (mails(), meeting.sequence, meeting.tell_after) == ([], 0, None)

    publish_meeting(meeting, leads)
    publish_meeting(meeting, leads)

    assert mails() == [("meeting.invitation", leads.email), ("meeting.invitation", fatma.email)]


def test_a_draft_that_is_cancelled_tells_nobody(team):
    here, leads, _fatma = team
    meeting = a_meeting(by=leads, neighbourhood=here, draft=True)

    cancel_meeting(meeting, leads, "")

    assert (meeting.state, mails()) == (MeetingState.CANCELLED, [])


def test_a_move_raises_the_sequence_and_is_kept(team):
    here, leads, _fatma = team
    plan = a_plan()
    meeting = a_meeting(plan, by=leads, neighbourhood=here)

    change_meeting(meeting, replace(plan, place="Bieb"), leads, serial=1, why="Het buurthuis is dicht.")

    move = db.session.scalars(select(MeetingMove)).one()
    assert (move.sequence, move.old_place, move.new_place) == (1, "Buurthuis De Wending", "Bieb")
    assert (move.why, move.by_id, move.old_starts_at == move.new_starts_at) == (
        "Het buurthuis is dicht.",
        leads.id,
        True,
    )
    assert (meeting.sequence, meeting.serial, meeting.tell_after is not None) == (1, 2, True)


def test_the_way_in_online_is_nobodys_news(team):
    here, leads, _fatma = team
    plan = a_plan()
    meeting = a_meeting(plan, by=leads, neighbourhood=here)

    change_meeting(meeting, replace(plan, video_url="https://video.example/abc"), leads, serial=1)

    assert (meeting.sequence, meeting.serial, meeting.tell_after) == (0, 2, None)


def test_who_saw_an_older_page_is_refused(team):
    here, leads, _fatma = team
    meeting = a_meeting(by=leads, neighbourhood=here)
    change_meeting(meeting, a_plan(days=8), leads, serial=1)

    with pytest.raises(ChangedMeanwhile):
        change_meeting(meeting, a_plan(days=9), leads, serial=1)


def test_what_was_cancelled_cannot_be_changed_and_is_cancelled_once(team):
    here, leads, fatma = team
    meeting = a_meeting(by=leads, neighbourhood=here)
    for _ in range(2):
        cancel_meeting(meeting, leads, "Ziek")

    with pytest.raises(NotPlanned):
        change_meeting(meeting, a_plan(days=9), leads, serial=meeting.serial)
    assert (meeting.sequence, meeting.cancelled_why) == (1, "Ziek")
    assert mails()[2:] == [("meeting.cancellation", leads.email), ("meeting.cancellation", fatma.email)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"minutes": 0}, "ends"),
        ({"capacity": 3}, "capacity"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(team, given, field):
    here, leads, _fatma = team

    with pytest.raises(Refusal) as refused:
        a_meeting(a_plan(**given), by=leads, neighbourhood=here)

    assert refused.value.field == field
    assert db.session.scalars(select(Meeting)).all() == []


def test_who_is_expected_no_more_hears_it_and_can_be_expected_again(team):
    here, leads, _fatma = team
    guest = a_person(name="Gast")
    meeting = a_meeting(a_plan(kind=MeetingKind.TRAINING), by=leads, neighbourhood=here, people=[])
    expect(meeting, [Expected(guest, here.id)])
    expect(meeting, [Expected(guest, here.id)])

    release(meeting, guest)
    assert attender(meeting, guest).part is Part.LEFT
    expect(meeting, [Expected(guest, here.id)])

    assert attender(meeting, guest).part is Part.EXPECTED
    assert [cause for cause, _address in mails()] == ["meeting.invitation", "meeting.release", "meeting.invitation"]
    assert meeting.sequence == 2


def test_a_training_of_one_hour_ends_an_hour_later(team):
    here, leads, _fatma = team

    meeting = a_meeting(a_plan(kind=MeetingKind.TRAINING, minutes=60), by=leads, neighbourhood=here, people=[])

    assert meeting.ends_at - meeting.starts_at == timedelta(hours=1)


def test_what_is_over_was_not_held_and_nobody_is_told(team):
    here, leads, _fatma = team
    meeting = a_meeting(a_plan(days=-1), by=leads, neighbourhood=here)

    for _ in range(2):
        cancel_meeting(meeting, leads)

    db.session.commit()
    assert (meeting.state, meeting.cancelled_at, mails()) == (MeetingState.NOT_HELD, None, [])


def test_a_meeting_where_somebody_was_does_not_go_to_another_day(team):
    here, leads, fatma = team
    plan = a_plan(days=-1)
    meeting = a_meeting(plan, by=leads, neighbourhood=here)
    record_attendance(meeting, {fatma.uid: Attendance.HERE}, by=leads)
    later = {name: getattr(plan, name) + timedelta(days=9) for name in ("starts_at", "ends_at")}

    with pytest.raises(NotPlanned, match="Plan voor een andere dag een nieuwe afspraak"):
        change_meeting(meeting, replace(plan, **later), leads, serial=meeting.serial)
    change_meeting(meeting, replace(plan, text="Verslag volgt"), leads, serial=meeting.serial)

    assert (meeting.starts_at, meeting.text) == (plan.starts_at, "Verslag volgt")


def test_a_meeting_where_somebody_was_is_not_called_off(team):
    here, leads, fatma = team
    meeting = a_meeting(a_plan(days=-1), by=leads, neighbourhood=here)
    record_attendance(meeting, {fatma.uid: Attendance.HERE}, by=leads)

    with pytest.raises(NotPlanned, match="Er is al opgeschreven wie er is"):
        cancel_meeting(meeting, leads)

    assert meeting.state is MeetingState.PLANNED


def test_who_leaves_the_team_is_expected_no_more_and_stays_in_what_was(team):
    here, leads, fatma = team
    past, coming = (a_meeting(a_plan(days=days), by=leads, neighbourhood=here) for days in (-3, 3))
    draft = a_meeting(a_plan(days=9), by=leads, neighbourhood=here, draft=True)
    member = open_membership(here, fatma)
    end_membership(member, by=leads, origin="test")
    db.session.commit()

    assert [attender(each, fatma).part for each in (past, coming, draft)] == [Part.EXPECTED, Part.LEFT, Part.LEFT]
    assert [mail for mail in mails() if mail[0] == "meeting.release"] == [("meeting.release", fatma.email)]
    assert attender(coming, leads).part is Part.EXPECTED


def test_an_old_page_leaves_who_others_added_and_took_off_the_list(browser, team):
    here, leads, fatma = team
    ans, bea = (a_member(here, Role.SOCIAL_WORKER, name=name) for name in ("Ans", "Bea"))
    meeting = a_meeting(by=leads, neighbourhood=here, people=[Expected(each, here.id) for each in (leads, ans)])
    db.session.commit()
    page = browser.sign_in(leads).open(f"/beheer/afspraken/{meeting.uid}/wijzig")
    shown = re.search(r'name="ticked"[^>]*value="([^"]+)"', page)[1]
    expect(meeting, [Expected(fatma, here.id), Expected(bea, here.id)])
    release(meeting, ans)
    db.session.commit()

    asked = {"title": meeting.title, "day": local(meeting.starts_at).date().isoformat(), "begins": "10:00"}
    asked |= {"minutes": "90", "mode": "on_site", "place": "Bieb", "people": [ans.uid, bea.uid]}
    browser.submit(f"/beheer/afspraken/{meeting.uid}/wijzig", serial=1, ticked=shown, **asked)

    assert {each.person.name for each in people_in(meeting, Part.EXPECTED)} == {fatma.name, bea.name}
