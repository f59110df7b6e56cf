"""How a poll ends: a date is chosen, the time is over, or it is given up; and what is forgotten then."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.home.cli.dated import demo_polls
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.plans import change_meeting
from lms.meetings.commands.polls.asking import ask_again
from lms.meetings.commands.polls.choosing import choose_date
from lms.meetings.commands.polls.closing import CLOSED, ask_longer, close_polls
from lms.meetings.commands.polls.options import take_date_away
from lms.meetings.commands.polls.own import forget_guests
from lms.meetings.commands.telling import remind, tell_changes
from lms.meetings.enums import ClosedWhy, MeetingState, PollState, Vote
from lms.meetings.models import Attender, DateInvite, DatePoll, DateVote, Meeting
from lms.meetings.queries.own_polls import polls_as_data
from lms.meetings.signals import date_chosen
from lms.ui.formats import span
from tests.factories.mail import mails_about
from tests.factories.meetings import a_plan
from tests.factories.polls import BY, GUEST, answers, dates_of, in_days, invite_of, own_link
from tests.meetings.calendars import one

pytestmark = pytest.mark.usefixtures("database")
YES, NO = Vote.YES, Vote.NO


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_choosing_makes_the_meeting_and_invites_everybody(app, browser, team, poll):
    _here, director, people = team
    first, _second = dates_of(poll)
    heard = []
    browser.sign_in(director)
    path = f"/beheer/datumprikker/{poll.uid}/kies/{first.uid}"

    def hear(_app, **facts):
        heard.append(facts)

    with date_chosen.connected_to(hear, sender=app):
        page = browser.open(path)
        for _press in range(2):
            after = browser.follow(browser.submit(path))

    meeting = db.session.scalars(select(Meeting)).one()
    there = {row.person_id: row.neighbourhood_id for row in db.session.scalars(select(Attender))}
    assert "4 mensen krijgen mail" in page
    assert "De datum is gekozen." in after
    assert (meeting.starts_at, meeting.ends_at - meeting.starts_at) == (first.starts_at, timedelta(minutes=60))
    assert (meeting.title, meeting.place, meeting.state) == ("Overleg", "Buurthuis", MeetingState.PLANNED)
    assert there == dict.fromkeys([each.id for each in (*people, director)], poll.neighbourhood_id)
    assert [(each["poll"].id, each["meeting"].id, each["by"].id) for each in heard] == [
        (poll.id, meeting.id, director.id)
    ]
    (mail,) = mails_about("poll.chosen")
    assert (mail.address, "Buurthuis" in mail.text) == (GUEST.address, True)
    invitations = mails_about("meeting.invitation")
    assert len(invitations) == 3
    theirs, others = one(mail.calendar), one(invitations[0].calendar)
    same = ("method", "uid", "sequence", "starts", "ends", "title", "where", "organiser")
    assert {name: theirs[name] for name in same} == {name: others[name] for name in same}
    assert theirs["attendee"] == f"mailto:{GUEST.address}"
    assert "/afspraken/" not in mail.calendar  # a page they could not open


def test_a_guest_without_an_account_hears_of_a_move_and_that_it_is_off(browser, team, poll):
    _here, director, _people = team
    meeting = choose_date(poll, dates_of(poll)[0], director, **BY)
    day = timedelta(days=1)
    for plan in (moved_to(meeting, meeting.starts_at + day), moved_to(meeting, meeting.starts_at + 2 * day)):
        change_meeting(meeting, plan, director, serial=meeting.serial)
    db.session.commit()
    for _again in range(2):
        with time_machine.travel(now() + timedelta(minutes=11)):
            tell_changes()

    (mail,) = mails_about("poll.meeting_changed")
    assert (mail.address, span(meeting.starts_at, meeting.ends_at) in mail.text) == (GUEST.address, True)
    moved = one(mail.calendar)
    assert (moved["method"], moved["sequence"], moved["starts"]) == ("REQUEST", 2, meeting.starts_at)
    page = browser.sign_in(director).open(f"/beheer/afspraken/{meeting.uid}/afzeggen")
    assert "4 mensen krijgen hierover een mail." in page
    browser.submit(f"/beheer/afspraken/{meeting.uid}/afzeggen", why="De zaal is dicht.")
    (mail,) = mails_about("poll.meeting_off")
    assert (mail.address, "De zaal is dicht." in mail.text) == (GUEST.address, True)
    off = one(mail.calendar)
    assert (off["method"], off["sequence"], off["status"], off["uid"]) == ("CANCEL", 3, "CANCELLED", moved["uid"])


def test_a_guest_is_reminded_once_of_each_time_the_meeting_is_at(team, poll):
    _here, director, _people = team
    meeting = choose_date(poll, dates_of(poll)[0], director, **BY)
    db.session.commit()
    with time_machine.travel(meeting.starts_at - timedelta(hours=20)):
        remind()
        remind()
        (mail,) = mails_about("poll.meeting_reminder")
        assert (mail.address, mail.subject.startswith("Niet vergeten: Overleg")) == (GUEST.address, True)
        change_meeting(meeting, moved_to(meeting, meeting.starts_at + timedelta(days=4)), director, serial=1)
        db.session.commit()
    with time_machine.travel(meeting.starts_at - timedelta(days=4)):
        tell_changes()
    with time_machine.travel(meeting.starts_at - timedelta(hours=20)):
        remind()
    assert len(mails_about("poll.meeting_reminder")) == 2


def test_a_guest_who_hears_the_day_before_needs_no_reminder(team, poll):
    _here, director, _people = team
    with time_machine.travel(dates_of(poll)[0].starts_at - timedelta(hours=20)):
        poll.deadline = now() + timedelta(hours=1)
        meeting = choose_date(poll, dates_of(poll)[0], director, **BY)
        db.session.commit()
        remind()

    assert (meeting.state, mails_about("poll.meeting_reminder")) == (MeetingState.PLANNED, [])


def moved_to(meeting, starts_at):
    """The plan of a meeting, at another time."""
    return a_plan(title=meeting.title, place=meeting.place, starts_at=starts_at, minutes=60)


def test_choosing_a_date_that_somebody_cannot_do_warns(browser, team, poll):
    _here, director, [bas, _fatma] = team
    first, second = dates_of(poll)
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))
    browser.submit(own_link(GUEST.address), **answers(poll, NO, NO))
    browser.sign_in(director)
    own = f"/beheer/datumprikker/{poll.uid}"

    page = browser.open(own)

    assert page.index(first.uid) < page.index(second.uid)
    assert "Niemand kan" in page[page.index(first.uid) :]
    assert "1 mens kan dan niet:</b> Gerda Gast" in browser.open(f"{own}/kies/{first.uid}")
    assert "kan niemand van wie antwoordde" in browser.open(f"{own}/kies/{second.uid}")


def test_nobody_answers_or_chooses_another_date_once_it_was_chosen(browser, team, poll):
    _here, director, _people = team
    first, second = dates_of(poll)
    choose_date(poll, first, director, **BY)
    db.session.commit()

    with pytest.raises(Refusal, match="al een datum gekozen"):
        choose_date(poll, second, director, **BY)
    with pytest.raises(Refusal, match="gesloten"):
        ask_again(invite_of(poll), director, **BY)
    browser.submit(own_link(GUEST.address), expect=422, **answers(poll, YES, YES))
    assert "De datum is gekozen." in browser.open(own_link(GUEST.address))
    assert (count(DateVote), count(Meeting)) == (0, 1)


def test_a_poll_closes_at_its_deadline_and_the_organiser_can_choose_or_give_more_time(browser, team, poll):
    _here, director, _people = team
    close_polls()
    assert poll.state is PollState.OPEN
    poll.deadline = now() - timedelta(minutes=1)
    db.session.commit()
    browser.submit(own_link(GUEST.address), expect=422, **answers(poll, YES, YES))

    close_polls()
    db.session.commit()

    assert (poll.state, poll.closed_why) == (PollState.CLOSED, ClosedWhy.DEADLINE)
    assert len(db.session.scalars(select(Notice).where(Notice.cause == CLOSED)).all()) == 1
    assert "antwoorden is voorbij" in browser.sign_in(director).open(f"/beheer/datumprikker/{poll.uid}")
    ask_longer(poll, in_days(10), director, **BY)
    browser.submit(own_link(GUEST.address), **answers(poll, YES, YES))


def test_a_poll_that_was_given_up_tells_everybody_once(browser, team, poll):
    _here, director, [bas, _fatma] = team
    browser.sign_in(director)
    path = f"/beheer/datumprikker/{poll.uid}/stoppen"

    assert "3 mensen krijgen bericht" in browser.open(path)
    for _press in range(2):
        browser.submit(path)

    assert [mail.address for mail in mails_about("poll.given_up") if mail.address == GUEST.address] == [GUEST.address]
    assert {mail.address for mail in mails_about("poll.given_up")} >= {bas.email}
    with pytest.raises(Refusal, match="gestopt"):
        choose_date(poll, dates_of(poll)[0], director, **BY)
    assert "zoekt geen datum meer" in browser.open(own_link(GUEST.address))


def test_a_date_that_is_over_or_gone_is_not_chosen(team, poll):
    _here, director, _people = team
    first, second = dates_of(poll)
    take_date_away(poll, first, director, **BY)
    second.starts_at = now() - timedelta(hours=1)
    db.session.flush()

    for option, words in ((first, "weggehaald"), (second, "al geweest")):
        with pytest.raises(Refusal, match=words):
            choose_date(poll, option, director, **BY)
    with pytest.raises(Refusal, match="laatste datum"):
        take_date_away(poll, second, director, **BY)


def test_more_dates_and_fewer_on_the_page(browser, team, poll):
    _here, director, _people = team
    browser.sign_in(director)
    own = f"/beheer/datumprikker/{poll.uid}"
    day = {"dates-0-day": in_days(16).date().isoformat(), "dates-0-at": "09:00"}

    assert "Vul een datum en een tijd in" in browser.submit(f"{own}/datums", expect=422).text
    assert browser.submit(f"{own}/datums", expect=200, act="rij", **day).text.count('name="dates-') == 6
    assert browser.follow(browser.submit(f"{own}/datums", **day)).count("Kies deze") == 3
    browser.submit(f"{own}/datums/{dates_of(poll)[0].uid}/weg")
    assert browser.open(own).count("Kies deze") == 2
    browser.submit(f"{own}/langer", expect=422, deadline="2020-01-01")
    browser.submit(f"{own}/langer", deadline=in_days(9).date().isoformat())


def test_guests_are_forgotten_ninety_days_after_the_poll_closed(browser, team, poll):
    _here, director, [bas, _fatma] = team
    browser.submit(own_link(GUEST.address), **answers(poll, YES, NO))
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))
    assert forget_guests(now() + timedelta(days=1)) == 0
    choose_date(poll, dates_of(poll)[0], director, **BY)

    assert forget_guests(now() - timedelta(days=1)) == 0
    assert (forget_guests(now() + timedelta(days=1)), forget_guests(now() + timedelta(days=1))) == (1, 0)

    assert db.session.scalars(select(DateInvite.address).where(DateInvite.address.is_not(None))).all() == []
    assert count(DateVote) == 2


def test_personal_data_come_along_and_go_with_erasure(browser, team, poll):
    _here, director, [bas, fatma] = team
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))
    first, second = dates_of(poll)

    (asked,) = polls_as_data(bas)["asked_for_a_date"]
    (made,) = polls_as_data(director)["asked_others_for_a_date"]
    for person in (bas, director):
        erase_person(person_by_id(person.id))

    assert asked["said"] == {first.starts_at.isoformat(): "yes", second.starts_at.isoformat(): "no"}
    assert made["title"] == "Overleg"
    assert [each for each in db.session.scalars(select(DateInvite.person_id)) if each] == [fatma.id]
    assert (poll.organiser_id, count(DateVote)) == (None, 0)


def test_the_demo_has_an_open_poll_with_answers_and_one_that_gave_a_meeting(team):
    demo_polls(team[1])

    told = select(DatePoll.state, func.count(DateInvite.answered_at), func.count(DateInvite.id)).join(DateInvite)
    rows = db.session.execute(told.group_by(DatePoll.id).order_by(DatePoll.id))
    assert [tuple(row) for row in rows] == [(PollState.OPEN, 2, 3), (PollState.CHOSEN, 2, 2)]
    assert count(Meeting) == 1
