"""A social worker on the road: the line is cut in the middle of a quiz, and nothing is lost or counted twice."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.accounts.commands.sessions import end_sessions
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.kernel.db import db
from lms.training.models import ModuleProgress, PartCompletion, QuizAttempt, Reflection
from lms.ui.kept import COOKIE
from tests.journeys.hands import Fingers
from tests.journeys.looks import sign_in
from tests.journeys.pages import MODULE, Learner, book_of
from tests.journeys.site import address_of

PART = f"{MODULE}/mensen-en-roken/wie-rookt-er-in-jouw-straat"
WORDS = "Je gedachte"
LATER = "Nog niet bewaard: er is geen verbinding."
HAND_IN = "Lever de toets in"


@pytest.fixture
def name(site):
    return site.newcomer(Role.SOCIAL_WORKER)


def attempts_of(site, name):
    with site.behind():
        mine = select(QuizAttempt).join(Person, Person.id == QuizAttempt.person_id)
        return db.session.scalars(mine.where(Person.email == address_of(name))).all()


def line_of(page):
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('later:'))")


def begin_quiz(page, site, name):
    sign_in(page, name, to=f"{MODULE}/toets")
    Fingers(page).press(page.get_by_role("button", name="Begin met de toets"))
    expect(page.get_by_role("button", name=HAND_IN)).to_be_visible()
    return Learner(Fingers(page), book_of(site))


def test_what_is_chosen_in_a_quiz_is_kept_while_it_is_filled_in_and_the_page_says_so(site, phone, name):
    begin_quiz(phone, site, name).fill_in_quiz()
    expect(phone.locator("[data-saved]")).to_have_text("Bewaard", timeout=15_000)

    [attempt] = attempts_of(site, name)
    assert len(attempt.answers) == attempt.total
    assert line_of(phone) == []


def test_the_line_is_cut_in_the_middle_of_a_quiz_and_it_is_handed_in_once_by_itself(site, phone, name):
    learner = begin_quiz(phone, site, name)
    phone.context.set_offline(True)
    learner.fill_in_quiz()
    expect(phone.locator("[data-saved]")).to_have_text("Nog niet bewaard")
    phone.get_by_role("button", name=HAND_IN).tap()
    expect(phone.locator("[data-offline]")).to_contain_text(LATER)
    phone.get_by_role("button", name=HAND_IN).tap()
    assert attempts_of(site, name)[0].submitted_at is None
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Je hebt de toets gehaald", timeout=15_000)

    [attempt] = attempts_of(site, name)
    assert (attempt.score, line_of(phone)) == (attempt.total, [])
    assert site.rows(ModuleProgress, name) == 1


def test_a_tab_that_was_closed_without_internet_hands_in_from_the_next_page_that_opens(site, phone, name):
    learner = begin_quiz(phone, site, name)
    phone.context.set_offline(True)
    learner.fill_in_quiz()
    phone.get_by_role("button", name=HAND_IN).tap()
    expect(phone.locator("[data-offline]")).to_contain_text(LATER)
    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    other.goto("/modules")
    expect(other.get_by_text("Bewaard: wat je zonder internet deed, is nu aangekomen.")).to_be_visible(timeout=15_000)

    [attempt] = attempts_of(site, name)
    assert (attempt.score, line_of(other)) == (attempt.total, [])


def test_choices_in_a_tab_that_was_closed_without_internet_are_there_again(site, phone, name):
    begin_quiz(phone, site, name)
    phone.context.set_offline(True)
    chosen = phone.locator("#toets input[type=radio]").first
    choice, value = chosen.get_attribute("id"), chosen.get_attribute("value")
    Fingers(phone).choose(chosen)
    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    other.goto(f"{MODULE}/toets")

    expect(other.locator(f"#{choice}")).to_be_checked()
    expect(other.locator("[data-saved]")).to_have_text("Bewaard", timeout=15_000)
    assert [value] in attempts_of(site, name)[0].answers.values()


def test_an_answer_that_never_came_is_asked_for_again_and_counts_once(site, phone, name):
    """The server took the part; the phone heard nothing of it."""
    sign_in(phone, name, to=PART)
    phone.get_by_label(WORDS).fill("Eén keer.")
    held = []

    def swallow(route):
        held.append(route.fetch(max_redirects=0).status)
        route.abort("connectionreset")

    phone.route("**/delen/wdr-1-1/*", swallow, times=1)
    phone.get_by_role("button", name="Verder").tap(no_wait_after=True)
    expect(phone).to_have_url(re.compile("^chrome-error:"))
    phone.context.clear_cookies(name=re.compile(COOKIE))
    phone.goto("/modules")
    expect(phone.get_by_text("Bewaard: wat je zonder internet deed")).to_be_visible(timeout=15_000)

    assert held == [303]
    assert (site.rows(PartCompletion, name), site.rows(Reflection, name), line_of(phone)) == (1, 1, [])


def test_what_was_pressed_after_the_sign_in_ended_is_sent_when_the_same_person_is_back(site, phone, name):
    sign_in(phone, name, to=PART)
    phone.get_by_label(WORDS).fill("Uren later.")
    with site.behind():
        end_sessions(person_by_email(address_of(name)))
    phone.get_by_role("button", name="Verder").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Inloggen")
    sign_in(phone, name, to="/modules")
    expect(phone.get_by_text("Bewaard: wat je zonder internet deed")).to_be_visible(timeout=15_000)
    phone.goto(PART)

    expect(phone.get_by_label(WORDS)).to_have_value("Uren later.")
    assert (site.rows(Reflection, name), site.rows(PartCompletion, name)) == (1, 1)


def test_on_a_shared_phone_nobody_sends_or_sees_what_somebody_else_wrote(site, phone, name):
    other = site.newcomer(Role.SOCIAL_WORKER)
    sign_in(phone, name, to=PART)
    phone.get_by_label(WORDS).fill("Van mij alleen.")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Verder").tap()
    expect(phone.locator("[data-offline]")).to_contain_text(LATER)
    with site.behind():
        end_sessions(person_by_email(address_of(name)))
    window = phone.context.new_page()
    phone.context.set_offline(False)
    sign_in(window, other, to=PART)
    window.wait_for_timeout(6_000)  # longer than the first wait before sending again, in both windows
    phone.bring_to_front()
    phone.wait_for_timeout(500)

    expect(window.get_by_label(WORDS)).to_have_value("")
    assert (site.rows(Reflection, other), site.rows(PartCompletion, other)) == (0, 0)
    assert site.rows(Reflection, name) == 0


def test_signing_out_asks_first_and_then_leaves_nothing_behind(site, desktop, name):
    sign_in(desktop, name, to=PART)
    desktop.get_by_label(WORDS).fill("Nog niet verstuurd.")
    desktop.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    desktop.get_by_role("button", name="Verder").click()
    expect(desktop.locator("[data-offline]")).to_contain_text(LATER)
    asked = []
    desktop.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    desktop.locator(".kw-menu--person > summary").click()
    desktop.locator(".kw-menu--person").get_by_role("button", name="Uitloggen").click(no_wait_after=True)
    desktop.wait_for_url(lambda url: "/modules" not in url)

    assert len(asked) == 1
    assert "Als je nu uitlogt, ben je dat kwijt." in asked[0]
    assert desktop.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
