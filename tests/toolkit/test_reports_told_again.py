"""Told once more from a fresh page, as after Back: what somebody said already counts once, and they are told so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.toolkit.commands import reports
from lms.toolkit.enums import ReportState
from lms.toolkit.models import Item, ItemReport
from tests.browser import Browser
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import a_report, an_item

LIST = "/toolkit/halen-en-brengen/ervaringen"
ASKED = "Net vertelde je ook al:"
FORM, KEY, TIMES = "/toolkit/halen-en-brengen/ervaring", "k" * 24, 4


@pytest.fixture
def director(database):
    an_item("halen-en-brengen")
    return a_member(a_neighbourhood("Oosterveld"), Role.NEIGHBOURHOOD_DIRECTOR)


def tell(browser, **given):
    return browser.submit(FORM, **{"result": "failed", "sentence": "Er kwam niemand.", **given})


def blind_once(look):
    """Return a look that sees nothing the first time."""
    looks = iter([lambda *_given: None])
    return lambda *given: next(looks, look)(*given)


def the_report():
    return db.session.scalars(select(ItemReport)).one()


def test_a_report_told_again_from_a_fresh_page_is_one_report_and_says_so(browser, director):
    """As when somebody presses Back: the page is another one, with another key, and says the same."""
    browser.sign_in(director)

    first = tell(browser)
    page = browser.follow(again := tell(browser))

    assert first.location == again.location == f"{LIST}/{the_report().uid}"
    assert "Dit vertelde je al. Het telt één keer." in page


def test_who_says_yes_on_second_thought_waits_for_a_look_and_who_says_no_does_not(browser, director):
    browser.sign_in(director)
    tell(browser)

    tell(browser, consent="1")
    yes = the_report().state
    db.session.rollback()
    tell(browser)

    assert (yes, the_report().state) == (ReportState.WAITING, ReportState.INSIDE)


@pytest.mark.parametrize(("first", "last", "state"), [("1", "", ReportState.INSIDE), ("", "1", ReportState.WAITING)])
def test_the_last_word_holds_when_the_same_form_comes_back(browser, director, first, last, state):
    browser.sign_in(director)
    tell(browser, form_key=KEY, consent=first)

    tell(browser, form_key=KEY, consent=last)

    assert (the_report().state, the_report().consent) == (state, bool(last))


@pytest.mark.parametrize("key", [KEY, "n" * 24])
def test_the_last_word_holds_when_it_was_written_a_moment_before(browser, director, monkeypatch, key):
    """As when two pages are sent at once: the second sees the first only when it writes."""
    browser.sign_in(director)
    tell(browser, form_key=KEY, consent="1")
    for name in ("row_of_form", "_told_before"):
        monkeypatch.setattr(reports, name, blind_once(getattr(reports, name)))

    tell(browser, form_key=key)

    assert (the_report().state, the_report().consent) == (ReportState.INSIDE, False)


@pytest.mark.parametrize("other", [{"result": "worked"}, {"sentence": "Er kwam één."}, {"happened": "Het regende."}])
def test_what_differs_in_anything_is_another_report(browser, director, other):
    browser.sign_in(director)
    tell(browser)

    tell(browser, **other)

    assert db.session.scalar(select(func.count()).select_from(ItemReport)) == 2


def test_who_changed_a_word_is_asked_whether_it_was_the_same_time(browser, director):
    browser.sign_in(director)
    first = tell(browser, sentence="Er kwam nimand.").location

    page = browser.follow(tell(browser))

    assert (ASKED in page, "Er kwam nimand." in page, f'{first}/weg"' in page) == (True, True, True)
    assert ASKED not in browser.open(first)


@pytest.mark.parametrize(
    "other", [{"at": now() - timedelta(minutes=16)}, {"neighbourhood": "there"}, {"by": None}, {"removed_at": now()}]
)
def test_nobody_is_asked_about_what_is_something_else(browser, director, other):
    item = db.session.scalars(select(Item)).one()
    if "neighbourhood" in other:
        other = {"neighbourhood": a_neighbourhood("Havenbuurt")}
    a_report(item, **{"by": director, **other})

    assert ASKED not in browser.follow(tell(browser.sign_in(director)))


def test_the_same_words_on_another_day_are_another_report(browser, director, monkeypatch):
    browser.sign_in(director)
    tell(browser)
    monkeypatch.setattr("lms.toolkit.commands.reports.today", lambda: date(2099, 1, 1))

    tell(browser)

    assert db.session.scalar(select(func.count()).select_from(ItemReport)) == 2


def test_what_was_taken_back_can_be_told_again(browser, director):
    browser.sign_in(director)
    tell(browser)
    browser.submit(f"{LIST}/{the_report().uid}/weg")

    tell(browser)

    assert db.session.scalars(select(ItemReport.sentence).order_by(ItemReport.id)).all() == [
        "(weggehaald)",
        "Er kwam niemand.",
    ]


@pytest.mark.races
def test_the_same_told_from_two_pages_at_once_is_one_report(app, director):
    desks = [Browser(app).sign_in(director) for _time in range(TIMES)]
    given = {"result": "worked", "sentence": "Iedereen kwam."}
    db.session.remove()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda desk: desk.client.post(FORM, data=given).status_code, desks))

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(ItemReport)) == 1


@pytest.mark.parametrize(("result", "speaks_of_failure"), [("worked", False), ("partly", True), ("failed", True)])
def test_who_is_thanked_hears_of_failure_only_when_something_failed(browser, director, result, speaks_of_failure):
    answer = tell(browser.sign_in(director), result=result)

    assert ("ook voor wat niet lukte" in browser.follow(answer)) is speaks_of_failure
