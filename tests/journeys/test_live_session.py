"""A learning circle writes along together: screens follow each other, and one of them is offline for a while."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_email
from lms.circles.commands.members import add_member
from lms.circles.enums import MemberRole, SessionState
from lms.circles.models import Circle, Insight
from lms.circles.queries.running import people_of
from lms.circles.queries.sessions import sessions_of
from lms.kernel.clock import today
from lms.kernel.db import db
from tests.journeys.conftest import PHONE
from tests.journeys.looks import assert_accessible, assert_fits, sign_in, watched
from tests.journeys.site import address_of

HERE = "/leerkringen/leerkring-noord"
#: The screens follow each other within three seconds; half a second is for the browser.
SOON = 3_500
MINUTE = 60_000


def the_circle():
    return db.session.scalars(select(Circle).where(Circle.slug == "leerkring-noord")).one()


@pytest.fixture
def now(site):
    with site.behind():
        found = sessions_of(the_circle(), person_by_email(address_of("begeleider")))
        coming = next(each for each in found if each.state in {SessionState.PLANNED, SessionState.RUNNING})
        return f"{HERE}/{coming.number}/nu"


@pytest.fixture
def third(chromium, site):
    """Somebody else of the circle, with a phone of their own."""
    name = site.newcomer(Role.NEIGHBOURHOOD_DIRECTOR)
    with site.behind():
        circle, coordinator = the_circle(), person_by_email(address_of("coordinator"))
        place = next(each.neighbourhood for each in people_of(circle) if each.neighbourhood)
        person = person_by_email(address_of(name))
        add_member(circle, person, MemberRole.PARTICIPANT, place, by=coordinator, origin="test")
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.clock.install()
        sign_in(page, name)
        yield page


def insights(site):
    with site.behind():
        return db.session.scalar(select(func.count()).select_from(Insight))


def catch(page: Page, words: str, kind: str = "Werkt") -> None:
    page.get_by_label("Schrijf het op zoals het gezegd wordt").fill(words)
    page.get_by_text(kind, exact=True).first.click()
    page.get_by_role("button", name="Bewaar deze les").click()


def said(page: Page, words: str, within: int = SOON) -> None:
    expect(page.locator("[data-live=said]")).to_contain_text(words, timeout=within)


def test_a_whole_session_with_three_people_of_whom_one_is_offline_for_a_minute(site, desktop, phone, third, now, axe):
    before, alone = insights(site), now.replace("/nu", "/meedoen")
    sign_in(phone, "wijkregisseur", to=alone)
    third.goto(alone)
    expect(phone.get_by_text("De bijeenkomst is nu niet bezig.")).to_be_visible()
    sign_in(desktop, "begeleider", to=now)
    desktop.get_by_role("button", name="Begin de bijeenkomst").click()
    expect(desktop.locator("[data-clock]")).to_contain_text("nog ")
    for page in (phone, third):
        expect(page.locator("[data-live=bar]")).to_contain_text("Welkom", timeout=SOON)
        page.goto(alone)
    assert_accessible(phone, axe)
    assert_fits(phone)

    writes_along(desktop, phone)
    third.context.set_offline(True)
    offline_for_a_minute(site, third, desktop, before + 1)
    assert insights(site) == before + 3

    agrees(desktop, phone)
    says_where_the_neighbourhood_stands(phone)
    stops(desktop)
    for page in (phone, third):
        page.goto(now.replace("/nu", "/verslag"))
        for words in ("Samen koffie drinken.", "Het eerste zonder lijn.", "De stopcoach uitnodigen"):
            expect(page.get_by_role("main")).to_contain_text(words)
    comes_back_at_the_next(desktop, now)


def writes_along(desktop, phone):
    catch(phone, "Samen koffie drinken.")
    for page in (phone, desktop):
        said(page, "Samen koffie drinken.")


def offline_for_a_minute(site, third, desktop, there):
    for words in ("Het eerste zonder lijn.", "Het tweede zonder lijn."):
        catch(third, words)
        expect(third.locator("[data-offline]")).to_contain_text("Nog niet bewaard")
        expect(third.get_by_label("Schrijf het op zoals het gezegd wordt")).to_have_value("")
    desktop.get_by_role("button", name="Volgende").click()  # the others go on
    expect(desktop.locator("[data-live=bar]")).not_to_contain_text("Nu: Welkom")
    third.clock.fast_forward(MINUTE)
    assert insights(site) == there
    third.context.set_offline(False)
    for words in ("Het eerste zonder lijn.", "Het tweede zonder lijn."):
        said(desktop, words, 15_000)
        said(third, words, 15_000)
    expect(third.locator("[data-live=bar]")).not_to_contain_text("Nu: Welkom")


def agrees(desktop, phone):
    desktop.get_by_text("Maak een afspraak", exact=True).click()
    desktop.get_by_label("Wat", exact=True).fill("De stopcoach uitnodigen")
    desktop.get_by_label("Wie", exact=True).select_option(label="Samira Bennani, Oosterveld")
    desktop.get_by_label("Klaar op").fill((today() + timedelta(days=30)).isoformat())
    desktop.get_by_role("button", name="Bewaar de afspraak").click()
    said(phone, "De stopcoach uitnodigen")
    desktop.get_by_text("Schrijf een besluit op", exact=True).click()
    desktop.get_by_label("Wat besluiten jullie?").fill("We beginnen op tijd.")
    desktop.get_by_role("button", name="Bewaar het besluit").click()
    said(phone, "We beginnen op tijd.")


def says_where_the_neighbourhood_stands(phone):
    phone.get_by_role("link", name="Zeg waar jouw wijk staat op de actiekaart").click()
    phone.get_by_role("link", name="Zeg waar je staat").click()
    phone.get_by_text("Ja", exact=True).click()
    phone.get_by_role("button", name="Bewaar waar we staan").click()
    expect(phone.get_by_role("link", name="Pas aan")).to_be_visible()


def stops(desktop):
    """The session does not stop before each fixed theme has an answer; one tap each is enough."""
    desktop.get_by_role("button", name="Stop de bijeenkomst").click()
    expect(desktop.get_by_text("Kies bij elk thema wat ermee gebeurt.")).to_be_visible()
    left = desktop.locator("#afronden").get_by_role("button", name="Niet aan toe gekomen")
    while left.count():
        with desktop.expect_navigation():
            left.first.click()
    desktop.get_by_role("button", name="Stop de bijeenkomst").click()
    expect(desktop.get_by_text("De bijeenkomst is gestopt.").first).to_be_visible()


def comes_back_at_the_next(desktop, now):
    number = int(now.split("/")[-2])
    desktop.goto(f"{HERE}/{number + 1}/terugblik")
    expect(desktop.get_by_role("main")).to_contain_text("De stopcoach uitnodigen")
