"""Asking people for a date: few fields, said first who gets mail, and only for who plans there."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import local, today
from lms.kernel.db import db
from lms.meetings.models import DateInvite, DateOption, DatePoll
from lms.meetings.policy import may_manage_poll, polls_managed
from lms.programme.models import TeamMember
from tests.browser import fields_of
from tests.clock_changes import BACK, FORWARD, YEAR
from tests.factories.mail import mails_about
from tests.factories.people import a_person
from tests.factories.polls import GUEST, a_poll, a_team, dates_of, in_days, invite_of
from tests.factories.programme import a_member, a_neighbourhood

pytestmark = pytest.mark.usefixtures("database")
NEW = "/beheer/datumprikker/nieuw/oosterveld"


def filled(page, **more):
    """Return what the form sends with two dates filled in; the second has no time of its own."""
    days = [(today() + timedelta(days=number)).isoformat() for number in (14, 15)]
    given = {"dates-0-day": days[0], "dates-0-at": "13:30", "dates-2-day": days[1], **more}
    return {**fields_of(page), **given}


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_the_form_comes_filled_in_and_says_first_how_many_people_get_mail(browser, team):
    _here, director, [bas, fatma] = team
    browser.sign_in(director)

    page = browser.open(NEW)
    look = browser.submit(NEW, expect=200, **filled(page), act="bekijk").text

    form = fields_of(page)
    assert (form["title"], form["minutes"], sorted(form["people"])) == (
        ["Overleg Oosterveld"],
        ["60"],
        sorted([bas.uid, fatma.uid]),
    )
    assert form["deadline"] == [(today() + timedelta(days=7)).isoformat()]
    assert page.count('name="dates-') == 6
    assert "2 mensen krijgen nu een mail met een eigen link." in look
    assert (count(DatePoll), mails_about("poll.asked")) == (0, [])


def test_what_was_looked_at_is_sent_and_twice_is_once(browser, team):
    _here, director, [bas, _fatma] = team
    browser.sign_in(director)
    guest = {"guests-1-name": "Gerda Gast", "guests-1-email": "Gerda@example.org"}
    sent = {**filled(browser.open(NEW), **guest), "people": [bas.uid], "act": "stuur"}

    first, second = (browser.submit(NEW, **sent) for _ in range(2))

    poll = db.session.scalars(select(DatePoll)).one()
    hours = [(local(each.starts_at).hour, local(each.starts_at).minute) for each in dates_of(poll)]
    assert first.headers["Location"] == second.headers["Location"] == f"/beheer/datumprikker/{poll.uid}"
    assert (hours, local(poll.deadline).hour) == ([(13, 30), (13, 30)], 23)
    assert sorted(mail.address for mail in mails_about("poll.asked")) == sorted([bas.email, "gerda@example.org"])
    assert all(mail.secret for mail in mails_about("poll.asked"))


@pytest.mark.parametrize(("act", "rows"), [("rij", 8), ("gast", 6), ("terug", 6)])
def test_a_button_gives_a_row_more_and_what_was_typed_stays(browser, team, act, rows):
    browser.sign_in(team[1])

    page = browser.submit(NEW, expect=200, **filled(browser.open(NEW), title="Eigen naam"), act=act).text

    assert (page.count('name="dates-'), page.count('name="guests-')) == (rows, 6 if act == "gast" else 4)
    assert 'value="Eigen naam"' in page
    assert 'value="13:30"' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"dates-2-day": ""}, "Geef minstens twee datums"),
        ({"dates-0-at": ""}, "Vul in hoe laat het begint"),
        ({"dates-0-day": FORWARD.isoformat(), "dates-0-at": "02:30"}, "gaat de klok een uur vooruit"),
        ({"dates-0-day": "2020-01-06"}, "is al geweest"),
        ({"deadline": "2020-01-06"}, "Geef mensen tijd om te antwoorden"),
        ({"deadline": "2090-01-06"}, "voordat iedereen kon antwoorden"),
        ({"people": []}, "Kies wie je vraagt"),
        ({"people": ["onbekend"]}, "Kies alleen uit deze antwoorden"),
        ({"guests-0-name": "Gerda"}, "Vul het e-mailadres in"),
        ({"guests-0-email": "gerda@example.org"}, "Vul een naam in"),
        ({"guests-0-email": "gerda", "guests-0-name": "Gerda"}, "geen e-mailadres"),
        ({"title": " "}, "Vul in hoe het heet"),
        ({"minutes": "5"}, "van 15 tot en met 600"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_gets_mail(browser, team, changed, sentence):
    browser.sign_in(team[1])

    page = browser.submit(NEW, expect=422, **{**filled(browser.open(NEW)), **changed, "act": "stuur"}).text

    assert sentence in page
    assert (count(DatePoll), mails_about("poll.asked")) == (0, [])


def test_a_guest_with_the_address_of_a_member_is_that_member(team):
    here, director, [bas, _fatma] = team
    poll = a_poll(here, director, [bas], [type(GUEST)("Bas", bas.email.upper())])

    assert [each.person_id for each in db.session.scalars(select(DateInvite))] == [bas.id]
    assert invite_of(poll, bas).name == ""


def test_only_who_plans_there_asks_and_others_do_not_learn_of_it(browser, team):
    here, director, [bas, _fatma] = team
    poll = a_poll(here, director, [bas])
    elsewhere = a_member(a_neighbourhood("Westerveld"), Role.NEIGHBOURHOOD_DIRECTOR)
    own = f"/beheer/datumprikker/{poll.uid}"

    browser.sign_in(elsewhere).open(own, expect=404)
    browser.open(NEW, expect=404)
    browser.sign_in(bas).open(own, expect=404)
    browser.open(NEW, expect=403)
    browser.open("/beheer/datumprikker", expect=403)
    deputy = a_member(here, Role.DEPUTY_DIRECTOR, name="Dirk")
    assert "Overleg" in browser.sign_in(deputy).open("/beheer/datumprikker")
    assert "Bas Jansen" in browser.open(own)


def test_the_rule_and_its_filter_agree(team):
    here, director, [bas, fatma] = team
    away = a_neighbourhood("Westerveld")
    polls = [a_poll(here, director, [bas]), a_poll(away, a_member(away, Role.DEPUTY_DIRECTOR), [], [GUEST])]
    polls[0].organiser_id = bas.id
    fatmas = a_poll(here, director, [bas])
    fatmas.organiser_id = fatma.id
    left = db.session.scalars(select(TeamMember).where(TeamMember.person_id == fatma.id)).one()
    left.grant.until = left.grant.since
    db.session.commit()
    advisers = [person_by_id(each.adviser_id) for each in (here, away)]
    everybody = [director, bas, fatma, *advisers, a_person(Role.COORDINATOR), a_person()]

    for actor in everybody:
        db.session.refresh(actor, ["all_grants", "platform_roles"])
        found = set(db.session.scalars(select(DatePoll.uid).where(polls_managed(actor))))
        assert found == {each.uid for each in [*polls, fatmas] if may_manage_poll(actor, each)}, actor.name
    assert not may_manage_poll(fatma, fatmas)
    assert may_manage_poll(bas, polls[0])


@pytest.mark.parametrize(("day", "utc"), [(FORWARD, 8), (BACK, 9)])
def test_a_date_on_the_day_the_clock_changes_keeps_its_local_time(browser, team, day, utc):
    """Trap 4: ten o'clock stays ten o'clock, and the meeting lasts as long as it was said."""
    here, director, [bas, _fatma] = team
    browser.sign_in(director)
    last = (day - timedelta(days=1)).isoformat()
    dates = {"dates-0-day": day.isoformat(), "dates-0-at": "10:00", "deadline": last}

    browser.submit(NEW, **{**filled(browser.open(NEW)), **dates, "dates-2-day": f"{YEAR}-12-01", "act": "stuur"})

    poll = db.session.scalars(select(DatePoll)).one()
    option = dates_of(poll)[0]
    assert option.starts_at == datetime(day.year, day.month, day.day, utc, tzinfo=UTC)
    assert "10.00 tot 11.00 uur" in browser.open(f"/beheer/datumprikker/{poll.uid}")
    assert all("10.00 tot 11.00 uur" in mail.text for mail in mails_about("poll.asked"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_of_who_asks_cost_the_same_for_one_and_for_three(browser, statements, number):
    here, director, people = a_team(*(f"Lid {each}" for each in range(number)))
    starts = [in_days(14 + each) for each in range(number + 1)]
    polls = [a_poll(here, director, people, starts=starts) for _ in range(number)]
    own = f"/beheer/datumprikker/{polls[0].uid}"
    browser.sign_in(director)

    with statements(4):
        browser.open("/beheer/datumprikker")
    with statements(5):
        browser.open(own)
    assert count(DateOption) == number * (number + 1)
