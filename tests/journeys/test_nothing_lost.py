"""Two tabs, a double click, no internet, an ended session: nothing is lost and nothing counts twice."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.accounts.commands.sessions import end_sessions
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.home.models import Remark
from lms.kernel.db import db
from lms.training.models import ModuleProgress, PartCompletion, QuestionAnswer, QuizAttempt, Reflection
from lms.ui.kept import COOKIE
from tests.journeys.hands import Fingers
from tests.journeys.looks import sign_in
from tests.journeys.pages import MODULE, Learner, book_of
from tests.journeys.site import PASSWORD, address_of

PART = f"{MODULE}/mensen-en-roken/wie-rookt-er-in-jouw-straat"  # has a question and a reflection
NEXT = f"{MODULE}/mensen-en-roken/een-groep-is-geen-mens"
WORDS = "Je gedachte"
AWAY = "Geen verbinding. Je tekst is bewaard op dit apparaat."
WAITS = "Nog niet bewaard: er is geen verbinding."
KEPT = [(PART, WORDS, "Verder", WAITS), ("/dit-kan-beter", "Je bericht", "Verstuur je bericht", AWAY)]


@pytest.fixture
def name(site):
    return site.newcomer(Role.SOCIAL_WORKER)


def thoughts(site, name):
    with site.behind():
        of_them = select(Reflection.text).join(Person, Person.id == Reflection.person_id)
        return db.session.scalars(of_them.where(Person.email == address_of(name))).all()


def counted(site, name):
    return site.rows(PartCompletion, name), site.rows(QuestionAnswer, name), len(thoughts(site, name))


def test_two_tabs_that_both_wrote_are_both_kept_and_count_once(site, desktop, name):
    sign_in(desktop, name, to=PART)
    other = desktop.context.new_page()
    other.goto(PART)
    for page, words in ((desktop, "In de ene tab."), (other, "In de andere tab.")):
        page.locator("input[type=radio]").first.check()
        page.get_by_label(WORDS).fill(words)
        page.get_by_role("button", name="Verder").click()
        page.wait_for_url(f"**{NEXT}")

    assert thoughts(site, name) == ["In de ene tab.\n\nIn de andere tab."]
    assert counted(site, name) == (1, 1, 1)


@pytest.mark.parametrize("window", ["desktop", "plain"])
def test_a_double_click_counts_once(site, window, request, name):
    page = request.getfixturevalue(window)
    sign_in(page, name, to=PART)
    page.locator("input[type=radio]").first.check()
    page.get_by_label(WORDS).fill("Eén keer.")
    page.get_by_role("button", name="Verder").dblclick()
    expect(page).to_have_url(re.compile(f"{NEXT}$"))  # the second press may break off the page that the first one asked
    page.wait_for_load_state("load")

    assert thoughts(site, name) == ["Eén keer."]
    assert counted(site, name) == (1, 1, 1)


@pytest.mark.parametrize("window", ["phone", "plain"])
def test_a_quiz_that_is_begun_and_handed_in_with_a_double_click_is_one_try(site, window, request, name):
    page = request.getfixturevalue(window)
    learner = Learner(Fingers(page), book_of(site))
    sign_in(page, name, to=f"{MODULE}/toets")
    page.get_by_role("button", name="Begin met de toets").dblclick()
    expect(page.get_by_role("button", name="Lever de toets in")).to_be_visible()
    learner.fill_in_quiz()
    page.get_by_role("button", name="Lever de toets in").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt de toets gehaald")

    assert site.rows(QuizAttempt, name) == 1
    assert site.rows(ModuleProgress, name) == 1


@pytest.mark.parametrize("window", ["phone", "plain"])
def test_a_quiz_that_is_left_is_there_again_as_it_was(site, window, request, name):
    page = request.getfixturevalue(window)
    hands = Fingers(page)
    sign_in(page, name, to=f"{MODULE}/toets")
    hands.press(page.get_by_role("button", name="Begin met de toets"))
    chosen = page.locator("#toets input[type=radio]").first
    value = chosen.get_attribute("value")
    hands.choose(chosen)
    hands.press(page.get_by_role("button", name="Bewaar en ga later verder"))
    expect(page.get_by_text("Je antwoorden zijn bewaard.")).to_be_visible()
    page.goto(f"{MODULE}/toets")

    expect(page.locator("#toets input:checked")).to_have_count(1)
    expect(page.locator("#toets input:checked")).to_have_value(value)
    assert site.rows(QuizAttempt, name) == 1


def test_a_wish_that_is_sent_with_a_double_click_is_one_wish(site, desktop, name):
    sign_in(desktop, name, to="/dit-kan-beter")
    desktop.get_by_label("Ik heb een wens of een idee").check()
    desktop.get_by_label("Je bericht").fill("Eén wens.")
    desktop.get_by_role("button", name="Verstuur je bericht").dblclick()
    expect(desktop.get_by_text("Dank je wel. Je bericht is aangekomen.")).to_be_visible()

    assert site.rows(Remark, name) == 1


def test_what_is_sent_without_internet_waits_and_goes_by_itself(site, phone, name):
    sign_in(phone, name, to=PART)
    phone.get_by_label(WORDS).fill("Geschreven in de kelder.")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Verder").tap()
    expect(phone.locator("[data-offline]")).to_contain_text("Nog niet bewaard: er is geen verbinding.")
    phone.get_by_role("button", name="Verder").tap()
    assert counted(site, name) == (0, 0, 0)
    phone.context.set_offline(False)
    phone.wait_for_url(f"**{NEXT}")

    assert thoughts(site, name) == ["Geschreven in de kelder."]
    assert counted(site, name) == (1, 0, 1)


def test_what_was_typed_survives_a_reload(site, phone, name):
    sign_in(phone, name, to=PART)
    phone.get_by_label(WORDS).fill("Nog niet bewaard.")
    phone.reload()

    expect(phone.get_by_label(WORDS)).to_have_value("Nog niet bewaard.")
    Fingers(phone).press(phone.get_by_role("button", name="Verder"))
    assert thoughts(site, name) == ["Nog niet bewaard."]


def test_what_was_sent_after_the_session_ended_is_there_again_after_signing_in(site, phone, name):
    sign_in(phone, name, to=PART)
    phone.get_by_label(WORDS).fill("Getypt terwijl mijn sessie al voorbij was.")
    with site.behind():
        end_sessions(person_by_email(address_of(name)))
    phone.get_by_role("button", name="Verder").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Inloggen")
    phone.get_by_label("E-mailadres").fill(address_of(name))
    phone.locator("input[name=password]").fill(PASSWORD)
    phone.locator("input[name=password]").press("Enter")
    phone.wait_for_url(lambda url: "/inloggen" not in url)
    phone.wait_for_load_state("networkidle")  # the page that opens first sends what waits
    phone.goto(PART)

    expect(phone.get_by_label(WORDS)).to_have_value("Getypt terwijl mijn sessie al voorbij was.")


@pytest.mark.parametrize(("path", "field", "button", "said"), KEPT)
def test_what_was_sent_to_a_server_that_was_away_is_there_after_a_walk_through_the_site(
    site, desktop, name, path, field, button, said
):
    sign_in(desktop, name, to=path)
    desktop.get_by_label(field).fill("De server was even weg.")
    desktop.evaluate("() => { window.fetch = () => new Promise((_, away) => setTimeout(away, 20)) }")
    desktop.get_by_role("button", name=button).click()
    expect(desktop.get_by_text(said)).to_be_visible()
    desktop.get_by_role("contentinfo").get_by_role("link", name="Privacy").click()
    desktop.wait_for_url("**/privacy")
    desktop.wait_for_load_state("networkidle")  # the page that opens first sends what waits
    desktop.goto(path)

    expect(desktop.get_by_label(field)).to_have_value("De server was even weg.")


def test_what_was_taken_does_not_come_back(site, desktop, name):
    sign_in(desktop, name, to="/dit-kan-beter")
    desktop.get_by_label("Ik heb een wens of een idee").check()
    desktop.get_by_label("Je bericht").fill("Aangekomen.")
    desktop.get_by_role("button", name="Verstuur je bericht").click()
    expect(desktop.get_by_text("Dank je wel. Je bericht is aangekomen.")).to_be_visible()
    desktop.goto("/dit-kan-beter")

    expect(desktop.get_by_label("Je bericht")).to_have_value("")
    assert [cookie["name"] for cookie in desktop.context.cookies() if cookie["name"].startswith(COOKIE)] == []
