"""The programme at a glance: true figures, no contest, each sees what is theirs, at the same cost however many."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.orm import joinedload

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.programme.enums import NeighbourhoodState, StepStatus, View
from lms.programme.models import Tranche, standing
from lms.programme.models.attention import Why, attention
from lms.programme.queries.cards import cards_by_id
from lms.programme.queries.dashboard import Show, card_of, grid, groups_of
from tests.factories.people import a_person
from tests.factories.programme import (
    a_card_version,
    a_ggd_manager,
    a_member,
    a_neighbourhood,
    a_programme,
    a_step_moved,
    an_organisation,
)
from tests.programme.test_milestones import a_milestone
from tests.programme.test_risks import a_risk

NOT = (Role.ADMINISTRATOR, Role.EDITOR, Role.NETWORK_OFFICE, Role.CIRCLE_FACILITATOR)
KNOWN = ("Oosterveld", "Havenbuurt")


@pytest.fixture
def programme(database):
    return a_programme()


def signed_in(browser, role=Role.COORDINATOR):
    person = a_person(role)
    browser.sign_in(person)
    return person


def figures(page):
    found = re.findall(r'<a class="kw-figure"[^>]*><b>([^<]*)</b>([^<]*)</a>', unescape(page))
    return {label.strip(): value for value, label in found}


def named(page):
    return re.findall(r'<th scope="row"><a href="/wijken/[^"]*">([^<]*)</a></th>', page)


def row_of(page, name):
    row = re.search(rf'<th scope="row"><a href="[^"]*">{name}</a></th>(.*?)</tr>', page, re.DOTALL).group(1)
    return re.findall(r'<span class="kw-sr">([^<]*)</span>', row)


def silent_since(neighbourhood, days):
    neighbourhood.last_sign_at = now() - timedelta(days=days)
    db.session.commit()
    return neighbourhood


def test_without_a_programme_it_says_so(browser):
    signed_in(browser)

    assert "Er is nog geen programma" in browser.open("/programma")


def test_without_neighbourhoods_it_says_so(programme, browser):
    signed_in(browser)

    assert "Nog geen wijken" in browser.open("/programma")


@pytest.mark.parametrize("role", NOT)
def test_others_do_not_see_it(programme, browser, role):
    signed_in(browser, role)

    browser.open("/programma", expect=403)


def test_a_team_does_not_see_it(programme, browser):
    browser.sign_in(a_member(a_neighbourhood(), Role.NEIGHBOURHOOD_DIRECTOR))

    browser.open("/programma", expect=403)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER])
def test_who_steers_or_studies_sees_all_by_alphabet(programme, browser, role):
    for name in KNOWN:
        a_neighbourhood(name)
    signed_in(browser, role)

    page = browser.open("/programma")

    assert named(page) == ["Havenbuurt", "Oosterveld"]
    assert "Dit is geen wedstrijd" in page


def test_an_adviser_sees_own_neighbourhoods_in_figures_rows_and_filters(programme, browser):
    mine, other = (a_neighbourhood(name) for name in KNOWN)
    for each in (mine, other):
        a_step_moved(silent_since(each, 40), "team", StepStatus.REOPENED)
    browser.sign_in(person_by_id(mine.adviser_id))

    page = browser.open("/programma")

    assert (named(page), "Havenbuurt" in page) == (["Oosterveld"], False)
    assert figures(page) == {
        "van jouw 1 wijk doet mee": "1",
        "stap opnieuw opgepakt": "1",
        "wijk een maand stil": "1",
        "mijlpalen te laat": "0",
        "risico's om naar te kijken": "0",
    }
    for show in ("mee", "opnieuw", "stil"):
        assert named(browser.open(f"/programma?toon={show}")) == ["Oosterveld"]


def test_a_group_is_counted_against_the_neighbourhoods_that_somebody_sees(programme, browser):
    joost = a_person(Role.ADVISER, name="Joost Vermaat")
    for name in ("Oosterveld", "Zuid"):
        a_neighbourhood(name, adviser=joost)
    a_neighbourhood("Waterkant", state=NeighbourhoodState.RECRUITED, adviser=joost), a_neighbourhood("Havenbuurt")

    signed_in(browser)
    everywhere = browser.open("/programma")
    own = browser.sign_in(joost).open("/programma")

    assert ("3 van de 4 gestart" in everywhere, "2 van jouw 3 gestart" in own) == (True, True)
    assert ("heeft plek voor 45 wijken" in everywhere, "heeft plek" in own) == (True, False)


def test_a_ggd_manager_sees_the_own_ggd_and_no_risks(programme, browser):
    ggd = an_organisation(OrganisationKind.GGD)
    a_neighbourhood("Oosterveld", ggd=ggd), a_neighbourhood("Havenbuurt")
    a_risk(programme)
    browser.sign_in(a_ggd_manager(ggd))

    page = browser.open("/programma")

    assert (named(page), "Te weinig krap" in page, "/programma/risicos" in page) == (["Oosterveld"], False, False)


def test_the_figures_count_what_they_say(programme, browser):
    a_neighbourhood("Nieuw", state=NeighbourhoodState.RECRUITED)
    busy = a_neighbourhood("Bezig")
    a_step_moved(busy, "team", StepStatus.REOPENED)
    a_step_moved(busy, "wijk", StepStatus.REOPENED)
    a_step_moved(busy, "wijk", StepStatus.DONE_FOR_NOW)
    a_step_moved(busy, "kiezen", StepStatus.REOPENED, view=View.ADVISER)
    silent_since(a_neighbourhood("Stil"), 30)
    silent_since(a_neighbourhood("Af", state=NeighbourhoodState.FINISHED), 90)
    a_milestone(programme, planned_on=today() - timedelta(days=8))
    a_risk(programme, review_on=today())
    signed_in(browser)

    page = browser.open("/programma")

    assert figures(page) == {
        "van de 4 wijken doen mee": "3",
        "stap opnieuw opgepakt": "1",
        "wijk een maand stil": "1",
        "mijlpaal te laat": "1",
        "risico om naar te kijken": "1",
    }
    assert ("1 week te laat" in page, "Kijk opnieuw" in page, "We bellen elke week." in page) == (True, True, True)


def test_every_figure_opens_what_it_counts(programme, browser):
    a_step_moved(a_neighbourhood("Bezig"), "team", StepStatus.REOPENED)
    silent_since(a_neighbourhood("Stil"), 30)
    a_neighbourhood("Nieuw", state=NeighbourhoodState.RECRUITED)
    signed_in(browser)

    page = browser.open("/programma")

    hrefs = re.findall(r'<a class="kw-figure" href="([^"]*)"', page)
    assert [named(browser.open(href.split("#")[0])) for href in hrefs[:3]] == [["Bezig", "Stil"], ["Bezig"], ["Stil"]]
    for href in hrefs[3:]:
        browser.open(href)


def test_a_row_says_each_step_in_a_word_and_the_last_sign_in_words(programme, browser):
    here = silent_since(a_neighbourhood("Oosterveld"), 4)
    a_step_moved(here, "starten", StepStatus.DONE_FOR_NOW)
    a_step_moved(here, "team", StepStatus.REOPENED)
    a_step_moved(here, "wijk", StepStatus.IN_PROGRESS)
    signed_in(browser)

    page = browser.open("/programma")

    first = ["klaar voor nu", "opnieuw bezig", "bezig"]
    assert row_of(page, "Oosterveld") == [*first, *["nog niet begonnen"] * 5]
    assert "4 dagen geleden" in page


def test_a_neighbourhood_on_an_older_card_says_where_it_is(programme, browser):
    here = a_neighbourhood("Oosterveld")
    a_step_moved(here, "team", StepStatus.IN_PROGRESS)
    db.session.query(type(card_of(programme))).update({"current": False})
    a_card_version(programme, "2.0", keys=("begin", "midden", "eind"))
    signed_in(browser)

    page = browser.open("/programma")

    assert "Kaart 1.0: Bezig met stap 2: Stap team" in re.sub(r"\s+", " ", page)


def test_silent_is_the_same_in_python_and_in_sql(programme):
    for state in NeighbourhoodState:
        for days in (None, 27, 28, 29):
            each = a_neighbourhood(f"{state} {days}", state=state)
            each.created_at = now() - timedelta(days=60)
            each.last_sign_at = days and now() - timedelta(days=days)
    db.session.commit()
    coordinator, moment, card = a_person(Role.COORDINATOR), now(), card_of(programme)

    by_filter = {row.id for row in grid(programme, card, coordinator, show=Show.SILENT, moment=moment).rows}

    cards = cards_by_id([card.id])
    every = db.session.query(type(each)).options(joinedload(type(each).adviser)).all()
    silent = {
        n.id for n in every if Why.SILENT in {why.why for why in attention(n, standing(cards[card.id], []), moment)}
    }
    assert by_filter == silent
    assert sum(group.silent for group in groups_of(programme, coordinator, moment)) == len(silent) > 0


def test_pages_follow_each_other_by_group_and_name(programme, monkeypatch):
    monkeypatch.setattr("lms.programme.queries.dashboard.PAGE", 2)
    for name, tranche in (("Duin", 2), ("Berg", 1), ("Akker", 2), ("Clip", 1), ("Eiland", 3)):
        a_neighbourhood(name, tranche=tranche)
    coordinator, card = a_person(Role.COORDINATOR), card_of(programme)

    seen, after = [], None
    while True:
        page = grid(programme, card, coordinator, after=after, moment=now())
        seen.append([row.name for row in page.rows])
        if (after := page.next) is None:
            break

    assert seen == [["Berg", "Clip"], ["Akker", "Duin"], ["Eiland"]]


def test_one_group_can_be_looked_at_alone(programme, browser):
    for name, tranche in (("Duin", 2), ("Berg", 1)):
        a_neighbourhood(name, tranche=tranche)
    second = db.session.query(Tranche).filter_by(number=2).one()
    signed_in(browser)

    assert named(browser.open(f"/programma?groep={second.id}")) == ["Duin"]
    assert "Hier is geen wijk" in browser.open("/programma?groep=999999")
    assert named(browser.open("/programma?na=onzin&toon=onzin")) == ["Berg", "Duin"]


def test_a_second_programme_has_its_own_neighbourhoods_and_figures(programme, browser):
    other = a_programme("gezond-ouder", capacity=12)
    a_neighbourhood("Elders", programme=other), a_neighbourhood("Oosterveld", programme=programme)
    signed_in(browser)

    page = browser.open("/programma?programma=gezond-ouder")

    assert (named(page), "van de 1 wijk doet mee" in figures(page)) == (["Elders"], True)
    assert "Het programma heeft plek voor 12 wijken" in page
    assert named(browser.open("/programma")) == ["Oosterveld"]


@pytest.mark.parametrize("many", [1, 45, 60])
def test_it_costs_the_same_for_1_for_45_and_for_more(programme, browser, statements, many):
    adviser, ggd = a_person(Role.ADVISER), an_organisation(OrganisationKind.GGD)
    for number in range(many):
        each = a_neighbourhood(f"Wijk {number:02}", adviser=adviser, ggd=ggd, tranche=number % 3 + 1)
        a_step_moved(each, "team", StepStatus.REOPENED)
    signed_in(browser)

    with statements(10):
        page = browser.open("/programma")

    assert [value for label, value in figures(page).items() if "opnieuw" in label] == [str(many)]
