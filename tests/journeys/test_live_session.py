"""A learning circle writes along together: screens follow each other, and one of them is offline for a while."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from lms.accounts.queries.people import person_by_email
from lms.circles.enums import SessionState
from lms.circles.models import Circle, Insight
from lms.circles.queries.sessions import sessions_of
from lms.kernel.db import db
from tests.journeys.looks import sign_in
from tests.journeys.site import address_of

HERE = "/leerkringen/leerkring-noord"


@pytest.fixture
def now(site):
    with site.behind():
        facilitator = person_by_email(address_of("begeleider"))
        circle = db.session.scalars(select(Circle).where(Circle.slug == "leerkring-noord")).one()
        found = sessions_of(circle, facilitator)
        coming = next(each for each in found if each.state in {SessionState.PLANNED, SessionState.RUNNING})
        return f"{HERE}/{coming.number}/nu"


def insights(site):
    with site.behind():
        return db.session.scalar(select(func.count()).select_from(Insight))


def catch(page, words):
    page.get_by_label("Schrijf het op zoals het gezegd wordt").fill(words)
    page.get_by_text("Werkt", exact=True).first.click()
    page.get_by_role("button", name="Bewaar deze les").click()


def test_what_two_people_write_reaches_each_other_also_after_the_line_was_away(site, desktop, phone, now):
    before = insights(site)
    sign_in(desktop, "begeleider", to=now)
    desktop.get_by_role("button", name="Begin de bijeenkomst").click()
    expect(desktop.locator("[data-clock]")).to_contain_text("nog ")
    sign_in(phone, "wijkregisseur", to=now.replace("/nu", "/meedoen"))
    catch(phone, "Samen koffie drinken.")
    expect(phone.locator("[data-live=said]")).to_contain_text("Samen koffie drinken.")
    expect(desktop.locator("[data-live=said]")).to_contain_text("Samen koffie drinken.", timeout=3_500)

    phone.context.set_offline(True)
    catch(phone, "Het eerste zonder lijn.")
    expect(phone.locator("[data-offline]")).to_contain_text("Nog niet bewaard")
    expect(phone.get_by_label("Schrijf het op zoals het gezegd wordt")).to_have_value("")
    catch(phone, "Het tweede zonder lijn.")
    expect(phone.get_by_label("Schrijf het op zoals het gezegd wordt")).to_have_value("")
    assert insights(site) == before + 1
    phone.context.set_offline(False)
    for words in ("Het eerste zonder lijn.", "Het tweede zonder lijn."):
        expect(desktop.locator("[data-live=said]")).to_contain_text(words, timeout=15_000)
        expect(phone.locator("[data-live=said]")).to_contain_text(words, timeout=15_000)
    assert insights(site) == before + 3
