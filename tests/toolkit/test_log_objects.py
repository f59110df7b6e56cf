"""The log says which item a line is about, and nothing of what people told of it."""

import re
from html import unescape

import pytest

from lms.accounts.enums import Role
from lms.kernel import audit
from lms.kernel.db import db
from lms.toolkit.commands.suggestions import suggest
from tests.factories.people import a_person
from tests.factories.toolkit import a_report, an_item

LIST = "/beheer/logboek"
SECRET = "kanarie-ervaring"


@pytest.fixture
def item(browser):
    browser.sign_in(a_person(Role.ADMINISTRATOR, name="Bea Beheer"))
    return an_item(title="Halen en brengen")


def abouts(browser, *codes):
    """Return what lines about these things say they are about."""
    for code in codes:
        audit.record("toolkit.care", code, actor_uid="worker", origin="cli")
    db.session.commit()
    cells = re.findall(r'<td data-label="Waarover">(.*?)</td>', unescape(browser.open(LIST)))
    told = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]
    return told[: len(codes)][::-1]


def test_a_line_names_the_item_and_the_version(browser, item):
    told = abouts(browser, f"toolkit/{item.uid}", f"toolkit/{item.uid}/v2")

    assert told == ["Halen en brengen", "Halen en brengen, versie 2"]


def test_what_people_told_is_named_by_its_item_only(browser, item):
    writer = a_person(name="Noor Visser")
    report = a_report(item, writer, sentence=SECRET)
    wish = suggest(item, SECRET, by=writer)

    told = abouts(browser, f"report/{report.uid}", f"suggestion/{wish.uid}")

    assert told == ["Een ervaring, Halen en brengen", "Een voorstel, Halen en brengen"]
    assert SECRET not in browser.open(LIST)


def test_what_is_gone_is_told_by_its_kind(browser, item):
    assert abouts(browser, "toolkit/weg", "report/weg", "suggestion/weg") == [
        "Een werkvorm",
        "Een ervaring",
        "Een voorstel",
    ]


@pytest.mark.parametrize("many", [1, 3])
def test_all_titles_cost_one_statement(browser, item, statements, many):
    for number in range(many):
        other = an_item(title=f"Vorm {number}")
        audit.record("toolkit.care", f"toolkit/{other.uid}", actor_uid="worker", origin="cli")
        audit.record("toolkit.care", f"report/{a_report(other, None).uid}", actor_uid="worker", origin="cli")
    db.session.commit()
    db.session.expunge_all()

    with statements(5):  # who asks, the lines, the names of people, the titles, the last check
        browser.open(f"{LIST}?actie=toolkit.care")  # what other tests left in the log has titles of its own
