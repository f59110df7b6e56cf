"""Administrators find lines by what belongs together, by person and by day."""

from datetime import timedelta
from html import unescape

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.log import Wanted, log_page
from lms.accounts.views.log_words import GROUPS, actions_of
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood

LIST = "/beheer/logboek"
SHOWN = {
    "consent.give.phone": "Toestemming gegeven: telefoonnummer laten zien",
    "role.give.editor": "Rol gegeven: Redacteur",
    "person.export": "Gegevens van iemand gedownload",
    "sheet.export": "Blad over een wijk gedownload",
    "mail.read": "Een mail bekeken",
}


@pytest.fixture
def administrator(browser):
    person = a_person(Role.ADMINISTRATOR, name="Bea Beheer")
    browser.sign_in(person)
    return person


@pytest.fixture
def lines(administrator):
    for action in SHOWN:
        audit.record(action, "mail/1", actor_uid=administrator.uid, origin="cli")
    db.session.commit()


def found(browser, query):
    page = unescape(browser.open(f"{LIST}?{query}"))
    return [action for action, words in SHOWN.items() if f">{words}</a>" in page]


@pytest.mark.parametrize(
    ("group", "actions"),
    [
        ("toestemmingen", ["consent.give.phone"]),
        ("rollen", ["role.give.editor"]),
        ("downloads", ["person.export", "sheet.export"]),
        ("lezen", ["mail.read"]),
        ("", list(SHOWN)),
    ],
)
def test_a_group_shows_what_belongs_together(browser, lines, group, actions):
    assert found(browser, f"groep={group}") == actions


def test_every_group_has_actions_and_none_is_unknown(app):
    with app.test_request_context():
        assert [key for key in GROUPS if not actions_of(key)] == []
        assert actions_of("onzin") == []


def test_a_person_is_found_as_who_did_it_and_as_whom_it_was_about(browser, lines):
    other = a_person(name="Noor Visser")
    audit.record("person.export", f"person/{other.uid}", actor_uid="worker", origin="cli")
    audit.record("mail.read", "mail/2", actor_uid=other.uid, origin="cli")
    db.session.commit()

    assert found(browser, "wie=visser") == ["person.export", "mail.read"]
    assert found(browser, "wie=Beheer") == list(SHOWN)
    assert "Niets gevonden" in browser.open(f"{LIST}?wie=%25")


def test_days_count_from_the_first_up_to_and_including_the_last(browser, lines):
    before, after = today() - timedelta(days=1), today() + timedelta(days=1)

    assert found(browser, f"van={today()}&tot={today()}") == list(SHOWN)
    assert found(browser, f"tot={before}") == found(browser, f"van={after}") == []
    assert found(browser, "van=onzin") == list(SHOWN)


@pytest.mark.parametrize("query", ["tot=9999-12-31", "van=0001-01-01"])
def test_a_day_beyond_the_calendar_counts_as_not_asked(browser, lines, query):
    assert found(browser, query) == list(SHOWN)


def test_the_search_stays_in_the_fields_and_costs_the_same(browser, lines, statements):
    with statements(4):
        page = browser.open(f"{LIST}?wie=Bea&groep=rollen&van={today()}")

    assert ('value="Bea"' in page, f'value="{today()}"' in page) == (True, True)


def test_what_changed_for_somebody_in_a_team_is_found_by_name_and_says_where(browser, lines):
    other = a_person(name="Noor Visser")
    about = f"neighbourhood/{a_neighbourhood('Oosterveld').uid}/person/{other.uid}"
    audit.record("person.export", about, actor_uid="worker", origin="cli")
    db.session.commit()

    assert found(browser, "wie=visser") == ["person.export"]
    page = browser.open(f"{LIST}?wie=visser")
    assert ("Noor Visser" in page, "Oosterveld" in page) == (True, True)


def test_of_many_namesakes_every_line_is_found(administrator):
    for _person in range(25):
        about = f"person/{a_person(name='Jan Jansen').uid}"
        audit.record("person.accept", about, actor_uid="worker", origin="cli")
    db.session.commit()

    assert len(log_page(Wanted(person="jansen"), before=None).lines) == 25


def test_days_the_wrong_way_round_are_said_at_the_field_and_stay_there(browser, lines):
    before = today() - timedelta(days=1)

    page = browser.open(f"{LIST}?wie=Bea&van={today()}&tot={before}", expect=422)

    said = ("Deze dag ligt vóór de eerste dag.", f'value="{today()}"', f'value="{before}"', 'value="Bea"')
    assert [words for words in said if words not in page] == []
    assert "<table" not in page
    assert "Niets gevonden" not in page
