"""Risks: always something that is done about them, looked at again on time, and never for every eye."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice, Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.programme.commands import risks as commands
from lms.programme.models import Risk, RiskMeasure, RiskReview
from lms.programme.queries.risks import all_measures_of, is_due, risks
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_programme, an_organisation

SEES = (Role.COORDINATOR, Role.RESEARCHER, Role.ADVISER)
NOT = (Role.ADMINISTRATOR, Role.EDITOR, Role.NETWORK_OFFICE, Role.CIRCLE_FACILITATOR, Role.GGD_MANAGER)
HERE = "/programma/risicos/krap"


@pytest.fixture
def programme(database):
    return a_programme()


@pytest.fixture
def risk(programme):
    return a_risk(programme)


def a_risk(programme, key="krap", number=1, *, doing=("We bellen elke week.",), **values):
    made = Risk(programme_id=programme.id, key=key, number=number, title=f"Te weinig {key}", **values)
    db.session.add(made)
    db.session.flush()
    db.session.add_all(RiskMeasure(risk_id=made.id, text=text) for text in doing)
    db.session.commit()
    return made


def signed_in(browser, role=Role.COORDINATOR):
    person = a_person(role, name="Hanneke Dijk")
    browser.sign_in(person)
    return person


def logged():
    return [entry.action for entry in reversed(audit.entries(object="risk/krap"))]


def going(risk):
    return [each.text for each in all_measures_of(risk) if each.ended_at is None]


@pytest.mark.parametrize("role", SEES)
def test_the_core_team_sees_them(risk, browser, role):
    signed_in(browser, role)

    assert "Te weinig krap" in browser.open("/programma/risicos")
    page = browser.open(HERE)
    assert ("We bellen elke week." in page, "Bewaar wat je zag" in page) == (True, role is Role.COORDINATOR)


@pytest.mark.parametrize("role", NOT)
def test_others_do_not(risk, browser, role):
    signed_in(browser, role)

    browser.open("/programma/risicos", expect=403)
    browser.open(HERE, expect=404)


def test_a_team_does_not(risk, browser):
    browser.sign_in(a_member(a_neighbourhood(), Role.NEIGHBOURHOOD_DIRECTOR))

    browser.open("/programma/risicos", expect=403)


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.ADVISER])
def test_only_a_coordinator_changes_them(risk, browser, role):
    measure = all_measures_of(risk)[0]
    signed_in(browser, role)

    for path in ("", "/maatregelen", "/bekeken", f"/maatregelen/{measure.uid}/stoppen"):
        browser.submit(HERE + path, expect=403)


def test_owner_and_day_are_chosen_on_the_page(risk, browser):
    owner = an_organisation(name="Kennis voor Wijken")
    owner.kind = "knowledge_institute"
    db.session.commit()
    signed_in(browser)

    browser.submit(HERE, **{"care-owner": owner.slug, "care-review_on": "2099-03-01"})

    page = browser.open(HERE)
    assert ("Kennis voor Wijken" in page, "1 maart 2099" in page) == (True, True)
    assert logged() == ["risk.plan", "risk.owner"]


def test_a_day_that_was_is_refused_and_stays_typed(risk, browser):
    signed_in(browser)

    page = browser.submit(HERE, expect=422, **{"care-owner": "", "care-review_on": "2020-01-01"}).text

    assert ("Deze dag is al geweest" in page, 'value="2020-01-01"' in page) == (True, True)


def test_something_else_is_done_and_the_old_thing_ends(risk, browser):
    old = all_measures_of(risk)[0]
    signed_in(browser)

    browser.submit(f"{HERE}/maatregelen", **{"measure-text": "We lopen langs."})
    browser.submit(f"{HERE}/maatregelen/{old.uid}/stoppen")

    assert going(risk) == ["We lopen langs."]
    assert "Wat we eerder deden" in browser.open(HERE)
    assert logged() == ["risk.measure_add", "risk.measure_end"]


def test_the_last_thing_does_not_end(risk, browser):
    signed_in(browser)

    page = browser.submit(f"{HERE}/maatregelen/{all_measures_of(risk)[0].uid}/stoppen", expect=422).text

    assert "Dit is het laatste wat we doen" in page
    assert going(risk) == ["We bellen elke week."]


def test_of_what_we_are_only_aware_of_the_last_thing_may_end(programme):
    aware = a_risk(programme, aware_only=True)

    commands.end_measure(all_measures_of(aware)[0], by=a_person(Role.COORDINATOR), origin="test")

    assert going(aware) == []


def test_the_measure_of_another_risk_is_not_here(programme, risk, browser):
    other = a_risk(programme, "traag", 2)
    signed_in(browser)

    browser.submit(f"{HERE}/maatregelen/{all_measures_of(other)[0].uid}/stoppen", expect=404)


@pytest.mark.races
def test_two_people_never_end_the_last_two_at_once(programme, app):
    risk = a_risk(programme, "samen", doing=("Een.", "Twee."))
    coordinator = a_person(Role.COORDINATOR)
    ids = [each.id for each in all_measures_of(risk)]
    together, refused = Barrier(2), []

    def end(number):
        with app.app_context():
            together.wait()
            try:
                with unit_of_work():
                    by = db.session.get(Person, coordinator.id)
                    commands.end_measure(db.session.get(RiskMeasure, number), by=by, origin="test")
            except Refusal:
                refused.append(number)

    threads = [Thread(target=end, args=(number,)) for number in ids]
    db.session.remove()
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(refused) == 1
    assert len(db.session.scalars(select(RiskMeasure.id).where(RiskMeasure.ended_at.is_(None))).all()) == 1


def test_a_look_is_written_down_with_the_next_day(risk, browser):
    signed_in(browser)

    browser.submit(f"{HERE}/bekeken", **{"review-note": "Het gaat beter.", "review-next_on": "2099-06-01"})

    page = browser.open(HERE)
    assert ("Het gaat beter." in page, "Hanneke Dijk" in page, "1 juni 2099" in page) == (True, True, True)
    assert logged() == ["risk.review"]


def test_a_look_warns_of_personal_data_and_asks_a_day_after_today(risk, browser):
    signed_in(browser)

    mail = browser.submit(f"{HERE}/bekeken", expect=422, **{"review-note": "Mail iemand@example.org"}).text
    soon = browser.submit(
        f"{HERE}/bekeken", expect=422, **{"review-note": "Goed.", "review-next_on": today().isoformat()}
    ).text

    assert ("een e-mailadres" in mail, "Kies een dag na vandaag" in soon) == (True, True)
    assert db.session.scalars(select(RiskReview)).all() == []


def test_coordinators_are_reminded_once_for_each_day(programme, app):
    coordinator = a_person(Role.COORDINATOR)
    a_person(Role.RESEARCHER)
    risk = a_risk(programme, review_on=today())
    a_risk(programme, "later", 2, review_on=today() + timedelta(days=1))

    first, second = commands.remind_of_reviews(), commands.remind_of_reviews()
    risk.review_on = today() - timedelta(days=1)
    third = commands.remind_of_reviews()

    told = db.session.execute(select(Notice.person_id, Notice.url).order_by(Notice.id)).all()
    assert (first, second, third) == (1, 0, 1)
    assert [tuple(row) for row in told] == [(coordinator.id, HERE)] * 2


def test_due_is_the_same_in_python_and_in_sql(programme):
    for number, day in enumerate((None, today() - timedelta(days=1), today(), today() + timedelta(days=1)), 1):
        a_risk(programme, f"r{number}", number, review_on=day)

    due = risks(programme, stand="bekijken", today=today())

    assert [each.key for each in due] == [each.key for each in risks(programme, today=today()) if is_due(each, today())]
    assert [each.key for each in due] == ["r2", "r3"]


@pytest.mark.parametrize("many", [0, 1, 10])
def test_the_list_costs_the_same_however_many(programme, browser, statements, many):
    for number in range(1, many + 1):
        a_risk(programme, f"r{number}", number)
    signed_in(browser)

    with statements(4):
        browser.open("/programma/risicos")


def test_one_risk_costs_the_same_however_often_somebody_looked(risk, browser, statements):
    coordinator = a_person(Role.COORDINATOR)
    for _time in range(7):
        commands.review_risk(risk, "Gekeken.", date(2099, 1, 1), by=coordinator, origin="test")
        commands.add_measure(risk, "Nog iets.", by=coordinator, origin="test")
    db.session.commit()
    signed_in(browser)

    with statements(6):
        browser.open(HERE)
