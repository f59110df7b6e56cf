"""Signing up: a seat while there are any, else a place in line that everybody can follow."""

import re
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import deactivate
from lms.accounts.enums import Role
from lms.accounts.models import Notice, Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.refusal import Refusal
from lms.meetings.commands.locking import locked
from lms.meetings.commands.plans import change_meeting
from lms.meetings.commands.sign_up import fill_seats, leave_open_meetings, sign_off, sign_up
from lms.meetings.commands.telling import SEAT_FREED, SEATED, SIGNED_OFF
from lms.meetings.enums import MeetingState, Part
from lms.meetings.models import Attender
from lms.meetings.queries.sign_up import SignUpState, place_in_words, sign_up_of, sign_up_state
from tests.factories.meetings import a_meeting as a_planned
from tests.factories.meetings import a_plan
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.meetings.here import a_meeting, an_open_meeting, expected, names_by_part, some_people

pytestmark = pytest.mark.usefixtures("database")


def told(person, cause=SEAT_FREED):
    """Return what somebody was told of seats that came free, and where it leads."""
    rows = select(Notice.text, Notice.url).where(Notice.person_id == person.id, Notice.cause == cause)
    rows = rows.order_by(Notice.id)
    return [tuple(row) for row in db.session.execute(rows)]


def test_who_comes_after_the_last_seat_stands_in_line_in_the_order_of_coming(here):
    meeting, people = an_open_meeting(here, 2), some_people(4)

    for person in people:
        sign_up(meeting, person)

    assert names_by_part(meeting) == {
        "seat": ["Persoon 01", "Persoon 02"],
        "waiting": ["Persoon 03", "Persoon 04"],
    }
    assert meeting.seats_taken == 2


def test_signing_up_twice_keeps_the_place(here):
    meeting, [first, second] = an_open_meeting(here, 1), some_people(2)
    sign_up(meeting, first)
    row = sign_up(meeting, second)
    number = row.number

    again = sign_up(meeting, second)

    assert (again.number, again.part, meeting.seats_taken) == (number, Part.WAITING, 1)


def test_a_seat_that_is_given_up_goes_to_the_first_in_line_who_is_told_at_once(here):
    meeting, [first, second, third] = an_open_meeting(here, 1), some_people(3)
    for person in (first, second, third):
        sign_up(meeting, person)

    lucky = sign_off(meeting, first)

    assert [person.name for person in lucky] == ["Persoon 02"]
    assert names_by_part(meeting) == {"left": ["Persoon 01"], "seat": ["Persoon 02"], "waiting": ["Persoon 03"]}
    [(text, url)] = told(second)
    assert text.startswith("Er is een plek voor je: Teamoverleg, ")
    assert url == f"/afspraken/{meeting.uid}"
    assert told(third) == []


def test_who_signs_off_and_comes_back_stands_at_the_end_and_is_told_again(here):
    meeting, [first, second] = an_open_meeting(here, 1), some_people(2)
    for person in (first, second):
        sign_up(meeting, person)
    sign_off(meeting, first)
    sign_up(meeting, first)
    sign_off(meeting, second)
    sign_up(meeting, second)
    assert names_by_part(meeting) == {"seat": ["Persoon 01"], "waiting": ["Persoon 02"]}

    sign_off(meeting, first)

    assert (len(told(first)), len(told(second))) == (1, 2)


def test_calendars_hear_a_higher_number_each_time_somebody_comes_back(here):
    meeting, [first] = an_open_meeting(here, 1), some_people(1)

    for act in (sign_up, sign_off, sign_up, sign_off):
        act(meeting, first)

    told_of = {cause: len(told(first, cause)) for cause in (SEATED, SIGNED_OFF)}
    wanted = select(Mail.calendar).where(Mail.recipient_uid == first.uid).order_by(Mail.id)
    said = [_said(text) for text in db.session.scalars(wanted)]
    assert told_of == {SEATED: 2, SIGNED_OFF: 2}
    assert said == [("REQUEST", "0"), ("CANCEL", "0"), ("REQUEST", "1"), ("CANCEL", "1")]


def _said(calendar):
    lines = dict(line.split(":", 1) for line in calendar.splitlines() if line.startswith(("METHOD:", "SEQUENCE:")))
    return lines["METHOD"], lines["SEQUENCE"]


def test_giving_up_a_place_in_line_moves_the_others_up_and_frees_nothing(here):
    meeting, [first, second, third] = an_open_meeting(here, 1), some_people(3)
    for person in (first, second, third):
        sign_up(meeting, person)

    assert sign_off(meeting, second) == ()

    assert (sign_up_of(meeting, third).place, meeting.seats_taken, told(third)) == (1, 1, [])


def test_more_seats_go_to_the_front_of_the_line_at_once(here):
    meeting, people = an_open_meeting(here, 1), some_people(4)
    for person in people:
        sign_up(meeting, person)

    locked(meeting).capacity = 3
    lucky = fill_seats(meeting)

    assert [person.name for person in lucky] == ["Persoon 02", "Persoon 03"]
    assert (meeting.seats_taken, names_by_part(meeting)["waiting"]) == (3, ["Persoon 04"])


def test_without_a_limit_everybody_in_line_gets_a_seat(here):
    meeting, people = an_open_meeting(here, 1), some_people(3)
    for person in people:
        sign_up(meeting, person)

    locked(meeting).capacity = None
    fill_seats(meeting)

    assert (meeting.seats_taken, names_by_part(meeting)) == (3, {"seat": [person.name for person in people]})


def test_an_account_that_closes_gives_its_seat_to_the_next_and_leaves_the_line(here):
    meeting, other = an_open_meeting(here, 1), an_open_meeting(here, 1)
    first, second, third = some_people(3)
    for person in (first, second, third):
        sign_up(meeting, person)
    for person in (second, first):
        sign_up(other, person)

    deactivate(db.session.get_one(Person, first.id), by="cli", origin="cli")

    assert names_by_part(meeting)["seat"] == ["Persoon 02"]
    assert names_by_part(other) == {"seat": ["Persoon 02"], "left": ["Persoon 01"]}
    assert len(told(second)) == 1


def test_what_is_over_is_left_as_it_was_when_an_account_closes(here):
    meeting, [first] = an_open_meeting(here, 1, begins=timedelta(days=-3)), some_people(1)
    expected(meeting, first, part=Part.SEAT)

    leave_open_meetings(first)

    assert names_by_part(meeting) == {"seat": ["Persoon 01"]}


@pytest.mark.parametrize(
    ("more", "state", "words"),
    [
        ({"state": MeetingState.CANCELLED, "cancelled_at": now()}, SignUpState.CANCELLED, "gaat niet door"),
        ({"begins": timedelta(hours=-1)}, SignUpState.PAST, "al begonnen"),
        ({"sign_up_until": now() - timedelta(minutes=1)}, SignUpState.CLOSED, "laatste dag"),
        ({"state": MeetingState.DRAFT}, SignUpState.NOT_OPEN, "niet aanmelden"),
    ],
)
def test_nobody_signs_up_for_what_is_off_over_closed_or_a_draft(here, more, state, words):
    meeting, [person] = an_open_meeting(here, 5, **more), some_people(1)

    with pytest.raises(Refusal) as refused:
        sign_up(meeting, person)

    assert (sign_up_state(meeting), words in refused.value.message) == (state, True)
    assert names_by_part(meeting) == {}


def test_after_the_closing_time_a_freed_seat_still_goes_to_the_first_in_line(here):
    meeting, [first, second] = an_open_meeting(here, 1), some_people(2)
    for person in (first, second):
        sign_up(meeting, person)
    meeting.sign_up_until = now() - timedelta(minutes=1)
    db.session.commit()

    sign_off(meeting, first)

    assert names_by_part(meeting)["seat"] == ["Persoon 02"]


def test_nobody_signs_off_once_it_has_begun(here):
    meeting, [person] = an_open_meeting(here, 1, begins=timedelta(minutes=-5)), some_people(1)
    expected(meeting, person, part=Part.SEAT)

    with pytest.raises(Refusal):
        sign_off(meeting, person)


def test_who_is_expected_does_not_sign_off(here):
    meeting, [person] = a_meeting(here), some_people(1)
    expected(meeting, person)

    with pytest.raises(Refusal):
        sign_off(meeting, person)


def test_somebody_comes_for_their_own_neighbourhood(here):
    meeting = an_open_meeting(here, 5)
    westerveld = a_neighbourhood("Westerveld")
    home = a_member(here, Role.SOCIAL_WORKER, name="Ada")
    away = a_member(westerveld, Role.SOCIAL_WORKER, name="Bea")
    both = a_member(here, Role.SOCIAL_WORKER, a_member(westerveld, Role.SOCIAL_WORKER, name="Cor"))
    nowhere = a_person(name="Dex")

    came_for = [sign_up(meeting, person).neighbourhood_id for person in (home, away, both, nowhere)]

    assert came_for == [here.id, westerveld.id, here.id, None]


def test_a_place_in_line_is_said_as_people_do():
    assert [place_in_words(number) for number in (1, 2, 10, 11)] == ["eerste", "tweede", "tiende", "nummer 11"]


def test_how_sign_up_stands_costs_one_statement_whatever_the_length_of_the_line(here, statements):
    meeting, people = an_open_meeting(here, 1), some_people(3)
    for person in people[:2]:
        sign_up(meeting, person)
    with statements(1):
        sign_up_of(meeting, people[1])
    sign_up(meeting, people[2])
    with statements(1):
        told = sign_up_of(meeting, people[2])

    assert (told.place, told.waiting, told.free) == (2, 2, 0)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_people_do_nobody_waits_beside_a_free_seat_and_the_order_holds(here, seed):
    chance = Random(seed)  # noqa: S311 -- the same turns each time
    meeting, people = an_open_meeting(here, 2), some_people(7)
    for _turn in range(40):
        match chance.choice(("on", "on", "off", "seats")):
            case "on":
                sign_up(meeting, chance.choice(people))
            case "off":
                sign_off(meeting, chance.choice(people))
            case "seats":
                locked(meeting).capacity = max(meeting.seats_taken, 1) + chance.randint(0, 2)
                fill_seats(meeting)
        rows = db.session.query(Attender.number, Attender.part).all()
        seated = [number for number, part in rows if part is Part.SEAT]
        waiting = [number for number, part in rows if part is Part.WAITING]
        assert meeting.seats_taken == len(seated) <= meeting.capacity
        assert not waiting or (len(seated) == meeting.capacity and max(seated) < min(waiting))


def test_the_buttons_sign_up_and_off(app, here, browser):
    meeting, [person] = an_open_meeting(here, 1), some_people(1)
    browser.sign_in(person)

    on = browser.submit(f"/afspraken/{meeting.uid}/aanmelden")
    after = names_by_part(meeting)
    browser.submit(f"/afspraken/{meeting.uid}/afmelden")

    assert on.headers["Location"] == f"/afspraken/{meeting.uid}#aanmelden"
    assert (after, names_by_part(meeting)) == ({"seat": ["Persoon 01"]}, {"left": ["Persoon 01"]})
    assert db.session.scalars(select(Attender.number)).all() == [1]


def test_a_meeting_somebody_may_not_know_of_cannot_be_signed_up_for(app, here, browser):
    meeting, [person] = a_meeting(here), some_people(1)

    browser.sign_in(person).submit(f"/afspraken/{meeting.uid}/aanmelden", expect=404)


def words_on(page, section="aanmelden"):
    """Return a section of a page, without tags; the one for signing up when none is named."""
    section = page.partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", section.partition(">")[2]).split())


def test_the_page_says_how_sign_up_stands_and_what_can_be_done(here, browser):
    meeting, [first, second, third] = an_open_meeting(here, 1), some_people(3)
    path = f"/afspraken/{meeting.uid}"
    browser.sign_in(third)
    free = words_on(browser.open(path))
    sign_up(meeting, first)
    sign_up(meeting, second)
    db.session.commit()
    full = words_on(browser.open(path))
    browser.submit(f"{path}/aanmelden")

    waits = words_on(browser.open(path))
    seated = words_on(browser.sign_in(first).open(path))

    assert free == "Aanmelden Er is nog 1 plek vrij. Meld je aan"
    assert full == (
        "Aanmelden De ene plek is bezet. Je kunt op de wachtlijst. Komt er een plek vrij, dan is die voor wie "
        "bovenaan staat. Er staat 1 persoon op de wachtlijst. Zet me op de wachtlijst"
    )
    assert waits == (
        "Aanmelden Je bent tweede op de wachtlijst. Komt er een plek vrij, dan is die voor wie bovenaan staat, en dan "
        "hoor je het meteen. Haal me van de wachtlijst"
    )
    assert seated == "Aanmelden Je bent aangemeld. Er is een plek voor je. Meld je af"


def test_who_manages_reads_the_waiting_list_in_its_order(here, browser):
    meeting, [first, second, third] = an_open_meeting(here, 1), some_people(3)
    for each in (second, third, first):
        sign_up(meeting, each)
    db.session.commit()

    page = browser.sign_in(a_member(here, Role.NEIGHBOURHOOD_DIRECTOR)).open(f"/afspraken/{meeting.uid}")

    assert words_on(page, "wie").startswith(
        f"Wie komt er? {second.name} heeft een plek {third.name} eerste op de wachtlijst "
        f"{first.name} tweede op de wachtlijst Wijzig deze afspraak Wie is er?"
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"begins": timedelta(hours=-1)}, "Aanmelden Deze afspraak is al begonnen. Aanmelden kan niet meer."),
        (
            {"state": MeetingState.CANCELLED, "cancelled_at": now()},
            "Aanmelden Deze afspraak gaat niet door. Aanmelden kan niet meer.",
        ),
    ],
)
def test_the_page_says_why_nobody_can_sign_up(here, browser, more, said):
    meeting, [person] = an_open_meeting(here, 1, **more), some_people(1)

    assert words_on(browser.sign_in(person).open(f"/afspraken/{meeting.uid}")) == said


def test_fewer_seats_than_are_given_are_refused_and_more_go_to_the_line(here):
    leader = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    meeting = a_planned(a_plan(open_to_all=True, capacity=2), by=leader, neighbourhood=here, people=())
    people = some_people(3)
    for person in people:
        sign_up(meeting, person)

    with pytest.raises(Refusal) as refused:
        change_meeting(meeting, a_plan(open_to_all=True, capacity=1), leader, serial=meeting.serial)
    change_meeting(meeting, a_plan(open_to_all=True, capacity=3), leader, serial=meeting.serial)

    assert refused.value.field == "capacity"
    assert names_by_part(meeting) == {"seat": [person.name for person in people]}


def test_who_signed_up_keeps_the_page_where_they_sign_off(here):
    leader = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    meeting = a_planned(a_plan(open_to_all=True), by=leader, neighbourhood=here, people=())
    [person] = some_people(1)
    sign_up(meeting, person)

    with pytest.raises(Refusal) as refused:
        change_meeting(meeting, a_plan(), leader, serial=meeting.serial)
    sign_off(meeting, person)
    change_meeting(meeting, a_plan(), leader, serial=meeting.serial)

    assert (refused.value.field, meeting.open_to_all) == ("open_to_all", False)
