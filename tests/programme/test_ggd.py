"""What a GGD sees of its neighbourhoods: where they stand and what was agreed, and nothing of who lives there."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from lms.accounts.enums import Role
from lms.accounts.models import Grant
from lms.accounts.queries.people import person_by_id
from lms.kernel import audit, pdf
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.programme.enums import SharedKind, StepStatus
from lms.programme.models import Agreement, Decision, HelpedTick, HelpOffer, Moment, Neighbourhood, Plan, SharedText
from lms.programme.policy import managed_by, manages_ggd_of
from lms.programme.queries.ggd import Quarter, helped_in, sheet_of
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.views.sheet_words import sheet_words
from tests.factories.people import a_person
from tests.factories.programme import (
    a_ggd_manager,
    a_member,
    a_neighbourhood,
    a_programme,
    a_step_moved,
    an_organisation,
)
from tests.programme.test_milestones import a_milestone

NOT = (Role.ADMINISTRATOR, Role.EDITOR, Role.NETWORK_OFFICE, Role.CIRCLE_FACILITATOR, Role.RESEARCHER)
CANARIES = ("kanarie-moment", "kanarie-wie", "kanarie-bewoner", "kanarie-droom", "kanarie-ander")


@pytest.fixture
def programme(database):
    return a_programme()


@pytest.fixture
def ggd(programme):
    return an_organisation(OrganisationKind.GGD, name="GGD Hier")


@pytest.fixture
def here(ggd):
    return a_neighbourhood("Oosterveld", ggd=ggd)


def agreed(neighbourhood, ends_on, by):
    row = Agreement(
        neighbourhood_id=neighbourhood.id,
        content="Samen aan de slag.",
        content_agreed=True,
        money_agreed=True,
        ends_on=ends_on,
        by_id=by.id,
    )
    db.session.add(row)
    db.session.commit()


def filled(neighbourhood):
    """Write down what a neighbourhood can write down, with canaries in what stays inside."""
    place = {"neighbourhood_id": neighbourhood.id}
    director = a_member(neighbourhood, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    a_member(neighbourhood, Role.KEY_PERSON, name="kanarie-bewoner")
    agreed(neighbourhood, date(2099, 1, 31), director)
    decision = {"question": "Waar komt het bankje?", "decided": "Bij de school. \U0001f44d", "residents_there": True}
    db.session.add_all(
        [
            Moment(**place, by_id=director.id, text="kanarie-moment"),
            SharedText(**place, kind=SharedKind.DREAM, text="kanarie-droom", by_id=director.id),
            Decision(**place, **decision, decided_by="kanarie-wie", decided_on=today(), by_id=director.id),
            Plan(**place, link="https://example.org/plan", by_id=director.id),
            HelpOffer(**place, name="Inloop op dinsdag", where="De Kom", phone="", checked_on=today()),
        ]
    )
    db.session.commit()
    a_step_moved(neighbourhood, "team", StepStatus.IN_PROGRESS)
    return director


def helped(neighbourhood, month, many):
    ticks = [HelpedTick(key=new_uid(24), neighbourhood_id=neighbourhood.id, month=month) for _each in range(many)]
    db.session.add_all(ticks)
    db.session.commit()


@pytest.mark.parametrize("role", [*NOT, Role.COORDINATOR, Role.ADVISER])
def test_the_list_is_for_managers_of_a_ggd(programme, browser, role):
    browser.sign_in(a_person(role))

    browser.open("/programma/ggd", expect=403)


def test_a_manager_without_neighbourhoods_reads_what_to_do(programme, ggd, browser):
    browser.sign_in(a_ggd_manager(ggd))

    assert "Nog geen wijken van je GGD" in browser.open("/programma/ggd")


def test_the_list_says_step_agreement_director_and_adviser(programme, here, ggd, browser):
    director = filled(here)
    agreed(a_neighbourhood("Havenbuurt", ggd=ggd), today() + timedelta(days=30), director)
    a_milestone(programme, planned_on=date(2099, 1, 1))
    browser.sign_in(a_ggd_manager(ggd))

    page = browser.open("/programma/ggd")

    for words in ("Bezig met stap 2: Stap team", "31 januari 2099", "Samira Bennani", "Joost Vermaat", "Doel eerste"):
        assert words in page
    assert (page.count("Vacature"), page.count("Loopt bijna af")) == (1, 1)


def test_the_list_holds_the_own_ggd_only(programme, here, ggd, browser):
    a_neighbourhood("kanarie-ander")
    browser.sign_in(a_ggd_manager(ggd))

    page = browser.open("/programma/ggd")

    assert ("Oosterveld" in page, "kanarie-ander" in page) == (True, False)
    browser.open("/wijken/kanarie-ander/blad", expect=404)
    browser.submit("/wijken/kanarie-ander/blad/pdf", expect=404)


def test_managing_is_the_same_in_python_and_in_sql(programme, here, ggd):
    a_neighbourhood("Havenbuurt")
    every = db.session.query(Neighbourhood).all()

    for actor in (a_ggd_manager(ggd), a_person(Role.GGD_MANAGER), a_person(Role.COORDINATOR)):
        by_filter = {each.name for each in db.session.query(Neighbourhood).filter(managed_by(actor))}
        assert by_filter == {each.name for each in every if manages_ggd_of(actor, each)}


def test_the_sheet_says_what_was_agreed_and_nothing_of_who_lives_there(here, ggd, browser):
    filled(here)
    browser.sign_in(a_ggd_manager(ggd))

    page = browser.open("/wijken/oosterveld/blad")

    for words in (
        "Waar komt het bankje?",
        "Bij de school.",
        "31 januari 2099",
        "example.org/plan",
        "Inloop op dinsdag",
    ):
        assert words in page
    assert [canary for canary in CANARIES if canary in page] == []


@pytest.mark.parametrize("role", NOT)
def test_the_sheet_is_not_for_others(here, browser, role):
    browser.sign_in(a_person(role))

    browser.open("/wijken/oosterveld/blad", expect=403 if role is Role.RESEARCHER else 404)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.KEY_PERSON, Role.RESIDENT])
def test_a_team_member_who_does_not_lead_has_other_pages(here, browser, role):
    browser.sign_in(a_member(here, role))

    browser.open("/wijken/oosterveld/blad", expect=403)


def test_who_leads_advises_or_coordinates_may_print_it_too(here, browser):
    director = filled(here)

    for person in (director, person_by_id(here.adviser_id), a_person(Role.COORDINATOR)):
        browser.sign_in(person)
        browser.open("/wijken/oosterveld/blad")


def test_the_pdf_is_accessible_and_taking_it_is_logged(here, ggd, browser):
    filled(here)
    boss = a_ggd_manager(ggd)
    browser.sign_in(boss)

    answer = browser.submit("/wijken/oosterveld/blad/pdf", expect=200)

    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert (b"<pdfuaid:part>1</pdfuaid:part>" in answer.data, b"AtkinsonHyperlegible" in answer.data) == (True, True)
    line = audit.entries(object=f"neighbourhood/{here.uid}")[0]
    assert (line.action, line.actor_uid) == ("sheet.export", boss.uid)


def test_who_may_no_more_when_the_pdf_is_ready_gets_none(here, ggd, browser, monkeypatch):
    boss, render = a_ggd_manager(ggd), pdf.render

    def slow(*args, **given):
        made = render(*args, **given)
        db.session.execute(update(Grant).where(Grant.person_id == boss.id).values(until=now()))
        db.session.commit()
        return made

    monkeypatch.setattr(pdf, "render", slow)

    browser.sign_in(boss).submit("/wijken/oosterveld/blad/pdf", expect=404)

    assert audit.entries(action="sheet.export") == []


def test_the_pdf_says_the_same_and_no_more(here, app):
    filled(here)
    helped(here, Quarter(today().year - 1, 4).begins_on, 3)
    neighbourhood = neighbourhood_by_slug("oosterveld", a_person(Role.COORDINATOR))

    with app.test_request_context():
        told = str(sheet_words(neighbourhood, sheet_of(neighbourhood, today()), today()))

    assert ("Waar komt het bankje?" in told, "Bezig met stap 2: Stap team" in told) == (True, True)
    assert [canary for canary in (*CANARIES, "\U0001f44d") if canary in told] == []


def test_small_counts_and_what_would_tell_them_stay_inside(here):
    for number, many in ((1, 7), (2, 3), (3, 0), (4, 9)):
        helped(here, Quarter(2025, number).begins_on, many)
    helped(here, date(2026, 1, 1), 50)

    counts = helped_in(here, date(2026, 2, 10))

    assert [str(count) for count in counts.quarters.values()] == ["7", "niet getoond", "0", "9"]
    assert list(counts.quarters) == [Quarter(2025, number) for number in (1, 2, 3, 4)]
    assert str(counts.total) == "niet getoond"


def test_a_small_month_does_not_follow_from_its_quarter_on_another_page(here, ggd, browser):
    quarter = helped_in(here, today()).quarters
    newest = list(quarter)[-1].begins_on
    for later, many in enumerate((16, 17, 3)):
        helped(here, newest.replace(month=newest.month + later), many)
    browser.sign_in(a_ggd_manager(ggd))

    months, sheet = browser.open("/wijken/oosterveld/geholpen"), browser.open("/wijken/oosterveld/blad")

    assert [count for count in (">16<", ">17<", "minder dan 5") if count not in months] == []
    assert ">36<" not in sheet
    assert "niet getoond" in sheet


def test_a_quarter_that_still_grows_is_not_told(here):
    helped(here, date(2026, 4, 1), 50)

    assert helped_in(here, date(2026, 6, 30)).total == 0
    assert helped_in(here, date(2026, 7, 1)).total == 50


@pytest.mark.parametrize("many", [1, 45])
def test_the_list_costs_the_same_however_many(programme, ggd, browser, statements, many):
    adviser, boss = a_person(Role.ADVISER), a_ggd_manager(ggd)
    for number in range(many):
        each = a_neighbourhood(f"Wijk {number:02}", ggd=ggd, adviser=adviser)
        a_step_moved(each, "team", StepStatus.IN_PROGRESS)
        agreed(each, now().date(), adviser)
    browser.sign_in(boss)

    with statements(7):
        browser.open("/programma/ggd")


def test_the_sheet_costs_nine_statements(here, ggd, browser, statements):
    filled(here)
    browser.sign_in(a_ggd_manager(ggd))

    with statements(9):
        browser.open("/wijken/oosterveld/blad")
