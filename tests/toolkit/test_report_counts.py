"""How an item went, in numbers: nobody outside a team works out a count under five."""

import re

import pytest
from flask import render_template

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.toolkit.enums import ReportState, Result
from lms.toolkit.queries.reports import experience_of
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import a_report, an_item

ITEM = "/toolkit/halen-en-brengen"
FORM, LIST = f"{ITEM}/ervaring", f"{ITEM}/ervaringen"
TIMES = re.compile(r"\d+ keer")


@pytest.fixture
def item(database):
    made = an_item("halen-en-brengen")
    db.session.commit()
    return made


@pytest.fixture
def place(item):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)


def told(item, public=(), inside=()):
    """Keep reports: of each result, so many."""
    for state, counts in ((ReportState.PUBLIC, public), (ReportState.INSIDE, inside)):
        for result, many in zip(Result, counts, strict=False):
            for _number in range(many):
                a_report(item, None, state=state, result=result)


@pytest.mark.parametrize(
    ("public", "inside", "shown"),
    [
        ((0, 0, 0), (0, 0, 0), False),
        ((4, 0, 0), (0, 0, 0), False),
        ((5, 0, 0), (0, 0, 0), True),
        ((4, 0, 0), (0, 0, 1), False),  # once not done
        ((9, 0, 4), (9, 0, 0), False),
        ((4, 0, 0), (1, 0, 0), False),  # who takes the four that are there off five knows of one that is not
        ((3, 5, 1), (5, 0, 6), True),
    ],
)
def test_the_share_is_shown_when_no_count_under_five_follows_from_it(browser, item, public, inside, shown):
    told(item, public, inside)

    for page in (browser.open(ITEM), browser.open(LIST)):
        assert ("preserveAspectRatio" in page, bool(TIMES.search(page))) == (shown, shown)
        assert (f"Uit {sum(public + inside)} ervaringen." in page) == shown
        assert ("Er zijn nog te weinig ervaringen om te tellen." in page) == (not shown and sum(public + inside) > 0)
        assert ("Wel lees je wat mensen er zelf over schreven." in page) == (not shown and sum(public) > 0)


def test_who_belongs_somewhere_sees_what_went_there_and_nobody_else_does(browser, app, item, place, director):
    a_report(item, director, result=Result.FAILED, neighbourhood=place)
    a_report(item, None, neighbourhood=a_neighbourhood("Havenbuurt"))
    adviser, elsewhere = person_by_id(place.adviser_id), a_member(a_neighbourhood("Dorp"), Role.SOCIAL_WORKER)

    for reader, sees in (
        (director, True),
        (adviser, True),
        (elsewhere, False),
        (a_member(place, Role.RESIDENT), False),
        (a_person(Role.EDITOR), False),
    ):
        page = Browser(app).sign_in(reader).open(LIST)
        assert ("Waar jij bij hoort: 1 keer niet gelukt." in page) == sees
    assert not TIMES.search(browser.open(LIST))


@pytest.mark.parametrize(
    ("own", "public", "elsewhere", "shown"),
    [
        (4, 0, 1, False),  # five together: who knows of four knows of one more
        (1, 0, 5, False),  # so does the other team
        (5, 0, 0, True),
        (5, 0, 5, True),
        (5, 1, 4, False),  # once the public one is off too
        (5, 4, 5, True),
    ],
)
@pytest.mark.parametrize("reader", [True, False])
def test_a_team_that_takes_its_own_off_learns_of_no_few_elsewhere(
    item, place, director, reader, own, public, elsewhere, shown
):
    """A team that signs out sees what everybody sees; so what it may work out is shown to nobody."""
    there = a_neighbourhood("Havenbuurt")
    for many, where, state in (
        (own, place, ReportState.INSIDE),
        (public, None, ReportState.PUBLIC),
        (elsewhere, there, ReportState.INSIDE),
    ):
        for _number in range(many):
            a_report(item, None, neighbourhood=where, state=state, result=Result.FAILED)

    counts = experience_of(item, person_by_id(director.id) if reader else Anonymous()).counts

    assert counts == ({Result.WORKED: 0, Result.PARTLY: 0, Result.FAILED: own + public + elsewhere} if shown else {})


def test_an_adviser_who_takes_all_own_neighbourhoods_off_learns_of_no_few_elsewhere(item, place):
    also = a_neighbourhood("Havenbuurt", adviser=person_by_id(place.adviser_id))
    for where, many in ((place, 5), (also, 5), (a_neighbourhood("Dorp"), 4)):
        for _number in range(many):
            a_report(item, None, neighbourhood=where)

    adviser = experience_of(item, person_by_id(place.adviser_id))

    assert (adviser.counts, adviser.own[Result.WORKED]) == ({}, 10)


@pytest.mark.parametrize(
    ("public", "inside", "shown"),
    [(0, 6, True), (0, 5, False), (4, 1, False), (6, 0, True), (5, 5, False), (5, 6, True)],
)
def test_neighbourhoods_are_counted_from_five_on_and_when_no_few_are_left(item, public, inside, shown):
    places = [a_neighbourhood(f"Wijk {number}") for number in range(public + inside)]
    for number, here in enumerate(places):
        told_there = {"neighbourhood": here, "state": ReportState.PUBLIC if number < public else ReportState.INSIDE}
        a_report(item, None, **told_there)
    told(item, inside=(5, 0, 0))

    assert experience_of(item, Anonymous()).places == (len(places) if shown else 0)


def test_the_bar_counts_all_and_the_page_shows_the_words_of_some(app, item):
    places = [a_neighbourhood(f"Wijk {name}") for name in "abcdefg"]
    told(item, inside=(0, 5, 5))
    for here in places:
        a_report(item, None, neighbourhood=here, state=ReportState.INSIDE)
    a_report(item, None, state=ReportState.PUBLIC, sentence="Kanarie.", neighbourhood=places[0])
    experience = experience_of(item, a_person())

    assert list(experience.bar) == [(Result.WORKED, 0, 8), (Result.PARTLY, 8, 5), (Result.FAILED, 13, 5)]
    with app.test_request_context(ITEM):
        page = render_template("toolkit/_experience.html", experience=experience)
    assert "Zo ging het in 7 wijken" in page
    assert "Uit 18 ervaringen." in page
    assert [page.count(f"{FORM}?hoe={how}") for how in ("gelukt", "deels", "niet")] == [1, 1, 1]
    assert page.count("<article") == 1


@pytest.mark.parametrize("result", Result)
def test_no_result_looks_better_than_another(app, item, result):
    told(item, inside=(5, 5, 5))
    a_report(item, None, state=ReportState.PUBLIC, result=result)
    with app.test_request_context(ITEM):
        page = render_template("toolkit/_experience.html", experience=experience_of(item, a_person()))

    colours = ("--kw-now", "--kw-sun", "--kw-brand", "kw-pol--works", "thumbs-")
    assert [each for each in colours if each in page] == []
    assert [page.count(f"#result-{each}") for each in Result] == [2 + (each is result) for each in Result]
