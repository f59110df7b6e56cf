"""Iemand op weg geholpen: counts without names, and none under five outside the team."""

from datetime import date

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.kernel.chance import new_uid
from lms.kernel.db import Base, db
from lms.organisations.models import Organisation
from lms.programme.models import HelpedTick
from lms.programme.queries.helped import helped_counts, last_months, shown_outside, this_month
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood

KEY = "k" * 24


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


def ticks(place, month, number):
    db.session.add_all(HelpedTick(key=new_uid(24), neighbourhood_id=place.id, month=month) for _ in range(number))
    db.session.commit()


def counted():
    return db.session.scalar(select(func.count()).select_from(HelpedTick))


def tap(browser, place, expect=303, **data):
    return browser.submit(f"/wijken/{place.slug}/geholpen", expect, **{"key": KEY, "next": "/", **data})


@pytest.mark.parametrize("role", [Role.KEY_PERSON, Role.SOCIAL_WORKER, Role.RESIDENT])
def test_one_tap_counts_one_this_month_and_a_double_tap_counts_once(browser, place, role):
    browser.sign_in(a_member(place, role))

    answers = [tap(browser, place).headers["Location"] for _again in range(2)]

    assert answers == ["/", "/"]
    assert helped_counts([place], [this_month()]) == {place.id: {this_month(): 1}}


def test_nothing_is_kept_but_place_and_month():
    assert set(Base.metadata.tables["helped_tick"].columns.keys()) == {"key", "neighbourhood_id", "month"}


def test_a_tap_is_taken_back_and_taking_it_back_twice_is_the_same(browser, place):
    ticks(place, this_month(), 2)
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER))
    tap(browser, place)
    assert "Neem de laatste terug" in browser.open(f"/wijken/{place.slug}/geholpen")

    for _again in range(2):
        browser.submit(f"/wijken/{place.slug}/geholpen/terug")

    assert counted() == 2
    assert "Neem de laatste terug" not in browser.open(f"/wijken/{place.slug}/geholpen")


def test_nobody_takes_back_what_they_did_not_count(browser, place):
    ticks(place, this_month(), 1)

    browser.sign_in(a_member(place, Role.SOCIAL_WORKER)).submit(f"/wijken/{place.slug}/geholpen/terug", key=KEY)

    assert counted() == 1


def test_a_path_to_another_site_is_not_followed(browser, place):
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER))

    assert tap(browser, place, next="//elders.example.org").headers["Location"] == "/"


def test_the_team_sees_every_count_and_others_none_under_five(browser, place):
    whole, before = last_months(2, whole=True)
    ticks(place, this_month(), 7)
    ticks(place, whole, 3)
    ticks(place, before, 6)
    address = f"/wijken/{place.slug}/geholpen"
    boss = a_ggd_manager(db.session.get_one(Organisation, place.ggd_id))

    team = browser.sign_in(a_member(place, Role.SOCIAL_WORKER)).open(address)
    others = browser.sign_in(boss).open(address)

    assert ">7<" in team
    assert ">3<" in team
    assert ">16<" in team
    assert "minder dan 5" in others
    assert ">6<" in others
    assert ">3<" not in others
    assert ">7<" not in others  # the month that still runs would give each new one away
    assert "niet getoond" in others


def test_what_is_shown_of_a_month_never_depends_on_the_months_beside_it():
    counts = {date(2026, 1, 1): 3, date(2026, 2, 1): 9, date(2026, 3, 1): 0, date(2026, 4, 1): 5}
    alone = {month: str(shown_outside({month: count})[0][month]) for month, count in counts.items()}

    cells, total = shown_outside(counts)

    assert {month: str(cell) for month, cell in cells.items()} == alone
    assert not isinstance(total, int)


def test_only_the_team_counts(browser, place):
    tap(browser.sign_in(a_person(Role.COORDINATOR)), place, 403)
    tap(browser.sign_in(a_member(a_neighbourhood("Havenbuurt"), Role.SOCIAL_WORKER)), place, 404)


@pytest.mark.parametrize("many", [1, 3])
def test_counts_of_many_neighbourhoods_are_one_statement(statements, database, many):
    places = [a_neighbourhood() for _ in range(many)]

    with statements(1):
        helped_counts(places, last_months())


def test_the_page_costs_three_statements(browser, place, statements):
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER))

    with statements(3):
        browser.open(f"/wijken/{place.slug}/geholpen")
