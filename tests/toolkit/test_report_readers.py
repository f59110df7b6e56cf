"""Who reads what is not on the site, and that the pages name just them."""

import re

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.accounts.queries.role_words import ROLE_NAMES
from lms.kernel.db import db
from lms.programme.policy import TEAM
from lms.toolkit.enums import ReportState
from lms.toolkit.policy import can_read_report
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import a_report, an_item

ITEM = "/toolkit/halen-en-brengen"
NAMED = re.compile("Alleen jij, [^.]* lezen het[.]")


@pytest.fixture
def item(database):
    made = an_item("halen-en-brengen")
    db.session.commit()
    return made


def reading(role, place):
    """Return somebody with a role: in this neighbourhood, as its adviser, or in the programme."""
    if role is Role.ADVISER:
        return person_by_id(place.adviser_id)
    return a_member(place, role) if role in TEAM else a_person(role)


@pytest.mark.parametrize("placed", [True, False])
def test_the_page_of_a_report_names_just_who_reads_it(browser, item, placed):
    place = a_neighbourhood("Oosterveld")
    writer = a_member(place, Role.KEY_PERSON)
    report = a_report(item, writer, neighbourhood=place if placed else None)
    read = {role for role in Role if can_read_report(reading(role, place), report)}

    (said,) = NAMED.findall(browser.sign_in(writer).open(f"{ITEM}/ervaringen/{report.uid}"))

    assert {role for role in Role if ROLE_NAMES[role].split()[-1].lower() in said} == read


def test_who_tells_is_told_the_same_before_and_after(browser, item):
    place = a_neighbourhood("Oosterveld")
    writer = a_member(place, Role.SOCIAL_WORKER)
    why = {"state": ReportState.INSIDE, "checked_why": "Je herkent de kapper."}
    reports = [a_report(item, writer, neighbourhood=place, **given) for given in ({}, why)]
    browser.sign_in(writer)

    pages = [f"{ITEM}/ervaring", *(f"{ITEM}/ervaringen/{report.uid}" for report in reports)]

    assert len({sentence for page in pages for sentence in NAMED.findall(browser.open(page))}) == 1
    assert all(NAMED.search(browser.open(page)) for page in pages)
