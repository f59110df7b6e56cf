"""Advice on the start pages: what waits, by when the answer comes, and no statement more than the page may cost."""

import re

import pytest

from lms.accounts.enums import Role
from lms.advice.commands.clarifying import clarify
from lms.advice.jobs.followups import ask as ask_what_came
from lms.advice.models import AdviceFollowUp
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.ui.formats import near
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again


@pytest.fixture
def joost(database):
    return a_person(Role.ADVISER, name="Joost Vermaat")


@pytest.fixture
def wijk(joost):
    return a_neighbourhood("Oosterveld", adviser=joost)


@pytest.fixture
def samira(wijk):
    return a_member(wijk, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


def advice_on(page):
    """Return the words of the section about advice."""
    return re.sub(r"<[^>]+>|\s+", " ", page.partition('aria-labelledby="adviseur"')[2].partition("</section>")[0])


def test_a_director_asks_from_there_and_sees_by_when_the_answer_comes(browser, app, wijk, samira):
    browser.sign_in(samira)
    assert '/advies/vraag?wijk=oosterveld"' in browser.open("/")

    advice = a_question(wijk, again(samira), "Hoe bereiken we mannen?")
    page = browser.open("/")
    with app.test_request_context():
        assert f"Antwoord uiterlijk {near(advice.due_on)}" in page
    assert f'href="/advies/{advice.number}"' in page
    assert "Nieuw" in advice_on(page)


def test_what_waits_for_the_director_stands_first_and_says_what_to_do(browser, wijk, samira, joost):
    a_question(wijk, again(samira), "Mag dit op een poster?")
    unclear = a_question(wijk, again(samira), "Iets met de avond?")
    clarify(unclear, wijk, "Wat kan er in de avond?", by=again(joost), origin="test")
    given = answered(a_question(wijk, again(samira), "Wie vragen we?"), again(joost))
    db.session.commit()
    browser.sign_in(samira)

    words = advice_on(browser.open("/"))
    order = [words.index(each) for each in ("Iets met de avond?", "Wie vragen we?", "Mag dit op een poster?")]
    assert order == sorted(order)
    assert "Zeg of het klopt" in words
    assert "Vertel wat jullie ermee doen" in words

    db.session.query(AdviceFollowUp).one().due_on = today()
    ask_what_came()
    db.session.commit()
    page = browser.open("/")
    assert f'href="/advies/{given.number}#opvolging"' in page
    assert "Gebruikten jullie dit advies?" in page


def test_confidential_advice_is_on_the_start_page_of_who_is_named_alone(browser, wijk, samira):
    a_question(wijk, again(samira), "Een teamlid wil stoppen.", confidential=True)
    deputy = a_member(wijk, Role.DEPUTY_DIRECTOR)
    browser.sign_in(samira)
    assert "Een teamlid wil stoppen." in browser.open("/")
    browser.sign_in(deputy)
    assert "Een teamlid wil stoppen." not in browser.open("/")


def test_an_adviser_sees_the_desk_with_what_comes_first(browser, wijk, samira, joost):
    browser.sign_in(joost)
    assert "Er wacht nu geen vraag op jou" in browser.open("/")

    first = a_question(wijk, again(samira), "Hoe bereiken we mannen?")
    later = a_question(wijk, again(samira), "En vrouwen?")
    first.due_on = today()
    db.session.commit()
    page = browser.open("/")
    assert "2 vragen wachten op jou." in page
    assert "Voor 1 moet er vandaag iets gebeuren." in page
    assert f'href="/advies/{first.number}"' in page
    assert later.title not in page


def test_what_lies_with_others_is_not_on_the_desk(browser, wijk, samira, joost):
    unclear = a_question(wijk, again(samira), "Iets met de avond?")
    clarify(unclear, wijk, "Wat kan er in de avond?", by=again(joost), origin="test")
    db.session.commit()
    browser.sign_in(joost)
    assert "Er wacht nu geen vraag op jou" in browser.open("/")


def test_an_adviser_without_a_neighbourhood_has_a_desk_too(browser, wijk, samira, joost):
    miriam = a_person(Role.ADVISER, name="Miriam Post")
    a_question(wijk, again(samira)).owner_id = miriam.id
    db.session.commit()
    browser.sign_in(miriam)
    assert "1 vraag wacht op jou." in browser.open("/")


@pytest.mark.parametrize("many", [1, 6])
def test_advice_adds_one_statement_for_a_director_and_none_for_an_adviser(
    browser, wijk, samira, joost, statements, many
):
    for number in range(many):
        a_question(wijk, again(samira), f"Vraag {number}?")
    browser.sign_in(samira)
    with statements(11):
        browser.open("/")
    browser.sign_in(joost)
    with statements(6):
        browser.open("/")


def test_coordinators_see_numbers_and_few_are_not_counted(browser, wijk, samira):
    for number in range(4):
        a_question(wijk, again(samira), f"Geheim {number}?")
    browser.sign_in(a_person(Role.COORDINATOR))
    page = browser.open("/")
    assert "Er zijn minder dan vijf vragen open." in page
    assert 'href="/advies/cijfers"' in page
    assert "Geheim" not in page

    late = a_question(wijk, again(samira), "Nog een?")
    late.due_on = today().replace(year=today().year - 1)
    db.session.commit()
    page = browser.open("/")
    assert "5 vragen zijn open. Minder dan vijf daarvan zijn over de dag heen." in re.sub(r"\s+", " ", page)


def test_no_link_leads_nowhere(browser, wijk, samira):
    for person in (samira, a_member(wijk, Role.SOCIAL_WORKER), a_person(Role.COORDINATOR), a_person(Role.RESEARCHER)):
        browser.sign_in(again(person))
        for href in set(re.findall(r'href="(/advies[^"#]*|/beheer/advies[^"#]*)', browser.open("/"))):
            browser.open(href.replace("&amp;", "&"))
