"""Making learning paths in the browser: nobody overwrites anybody, and learners are never left without a way on."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel import audit
from lms.kernel.db import db
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.path_members import PathExemption
from tests.factories.paths import a_path, module_item, practice_item
from tests.factories.people import a_person
from tests.factories.training import a_module, a_package, a_part, sync

pytestmark = pytest.mark.usefixtures("database")

DESK = "/beheer/leerpaden"
HERE = f"{DESK}/sociaal-werk"
WORDS = {"title": "Leerpad", "summary": "Wat je leert.", "audiences": "social_worker", "position": "1"}


@pytest.fixture
def coordinator(browser):
    person = a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf")
    browser.sign_in(person)
    return person


def stand_on(browser, path=HERE):
    return re.search(r'name="stand" value="([^"]+)"', browser.open(path))[1]


def items():
    db.session.expire_all()
    live = select(PathItem.uid).where(PathItem.retired_at.is_(None)).order_by(PathItem.position)
    return db.session.scalars(live).all()


def the_path():
    db.session.expire_all()
    return db.session.scalars(select(LearningPath)).one()


def test_a_path_is_made_filled_and_shown(browser, coordinator):
    a_module(a_part("wdr-1"))
    browser.submit(f"{DESK}/nieuw", slug="sociaal-werk", **WORDS)
    refused = browser.submit(f"{HERE}/zichtbaar", do="show", stand=stand_on(browser))
    assert "Zet eerst een onderdeel" in browser.follow(refused)
    browser.submit(f"{HERE}/onderdelen", stand=stand_on(browser), **{"erbij-what": "module:wdr"}, expect=409)
    browser.submit(f"{HERE}/onderdelen", **{"erbij-what": "module:wdr", "erbij-stand": stand_on(browser)})
    browser.submit(f"{HERE}/zichtbaar", do="show", stand=stand_on(browser))

    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    assert "Wat doet roken?" in browser.open("/leerpad")


def test_what_is_missing_is_said_with_what_was_typed(browser, coordinator):
    page = browser.submit(f"{DESK}/nieuw", slug="Niet Goed", title="Mijn pad", expect=422).text

    for words in ("Mijn pad", "Gebruik kleine letters", "Kies minstens één rol", "Schrijf in een of twee zinnen"):
        assert words in page


def test_an_address_that_is_taken_is_refused(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path()

    assert "al van een ander leerpad" in browser.submit(f"{DESK}/nieuw", slug="sociaal-werk", **WORDS, expect=422).text


def test_a_path_without_an_address_gets_one_of_its_name_and_never_that_of_a_page_of_ours(browser, coordinator):
    browser.submit(f"{DESK}/nieuw", slug="", **{**WORDS, "title": "Praten op het plein"})
    page = browser.submit(f"{DESK}/nieuw", slug="gesprekken", **WORDS, expect=422).text

    assert the_path().slug == "praten-op-het-plein"
    assert "Dit adres is van een andere pagina." in page


def test_items_move_by_buttons_and_a_double_click_moves_once(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path(module_item("een"), practice_item("twee"), practice_item("drie"))
    stand = stand_on(browser)

    browser.submit(f"{HERE}/onderdelen/drie/verplaatsen", do="up", stand=stand)
    again = browser.submit(f"{HERE}/onderdelen/drie/verplaatsen", do="up", stand=stand)

    assert items() == ["een", "drie", "twee"]
    assert "intussen veranderd" in browser.follow(again)


def test_what_waits_for_an_item_cannot_go_before_it(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path(module_item("een"), practice_item("twee", after="een"))

    refused = browser.submit(f"{HERE}/onderdelen/twee/verplaatsen", do="up", stand=stand_on(browser))

    assert "kan alleen wachten op iets dat ervóór staat" in browser.follow(refused)
    assert items() == ["een", "twee"]


def test_taking_an_item_away_frees_what_waited_for_it(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path(module_item("een"), practice_item("twee", after="een"))

    browser.submit(f"{HERE}/onderdelen/een/weghalen", stand=stand_on(browser))

    assert items() == ["twee"]
    assert db.session.scalar(select(PathItem.after).where(PathItem.uid == "twee")) is None


def test_the_rules_of_an_item_are_kept(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path(practice_item("nul"), module_item("een"))
    rules = {"after": "nul", "opens_on": "2027-03-01", "in_renewal": "1", "stand": stand_on(browser)}

    browser.submit(f"{HERE}/onderdelen/een", **rules)

    row = db.session.scalars(select(PathItem).where(PathItem.uid == "een")).one()
    db.session.refresh(row)
    assert (row.required, row.after, str(row.opens_on), row.in_renewal) == (False, "nul", "2027-03-01", True)


def test_two_editors_overwrite_nothing(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path()
    stand = stand_on(browser)
    browser.submit(HERE, stand=stand, **{**WORDS, "title": "Van de een"})

    page = browser.submit(HERE, stand=stand, **{**WORDS, "title": "Van de ander"}, expect=409).text
    assert "intussen veranderd" in page
    assert "Van de ander" in page
    assert the_path().title == "Van de een"
    fresh = re.search(r'name="stand" value="([^"]+)"', page)[1]
    browser.submit(HERE, stand=fresh, **{**WORDS, "title": "Van de ander"})
    assert the_path().title == "Van de ander"


def test_switches_are_off_until_switched_on(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path(module_item("een", in_renewal=True))
    before = the_path()
    off = (before.ordered, before.deadline_days, before.renewal_months, before.discussion)

    on = {"ordered": "1", "deadline_days": "90", "renewal_months": "12", "discussion": "1"}
    browser.submit(HERE, stand=stand_on(browser), **WORDS, **on)

    after = the_path()
    assert off == (False, None, None, False)
    assert (after.ordered, after.deadline_days, after.renewal_months, after.discussion) == (True, 90, 12, True)


def test_renewal_without_a_list_of_its_own_is_refused(browser, coordinator):
    a_module(a_part("wdr-1"))
    a_path()

    page = browser.submit(HERE, stand=stand_on(browser), **WORDS, renewal_months="12", expect=422).text

    assert "bij het opfrissen hoort" in page


def test_a_coordinator_lets_somebody_off_and_takes_that_back(browser, coordinator):
    a_module(a_part("wdr-1"))
    path = a_path(module_item("een"))
    learner = a_person(Role.SOCIAL_WORKER, name="Dennis Kool", email="dennis@example.org")
    told = {"address": learner.email, "about": "een", "reason": "Deed dit elders."}
    unknown = {**told, "address": "niemand@example.org"}
    assert "We vinden niemand" in browser.submit(f"{HERE}/vrijstellingen", **unknown, expect=422).text
    for _ in range(2):
        browser.submit(f"{HERE}/vrijstellingen", **told)
    [row] = db.session.scalars(select(PathExemption)).all()
    page = browser.open(f"{HERE}/vrijstellingen")
    assert ("Hef op voor Dennis Kool" in page, len(audit.entries(action="path.exempt"))) == (True, 1)

    away = f"{HERE}/vrijstellingen/{row.uid}/opheffen"
    browser.submit(away, expect=422)
    browser.submit(away, reason="Het was een vergissing.")

    db.session.refresh(row)
    assert (row.path_id, row.lifted_reason) == (path.id, "Het was een vergissing.")


def test_who_may_not_make_paths_finds_none_of_this(browser):
    a_module(a_part("wdr-1"))
    a_path()
    for role, code in ((Role.SOCIAL_WORKER, 403), (Role.ADVISER, 403)):
        browser.sign_in(a_person(role))
        browser.open(DESK, expect=code)
        browser.open(HERE, expect=404)
    browser.sign_in(a_person(Role.EDITOR))
    browser.open(HERE)
    browser.open(f"{HERE}/vrijstellingen", expect=403)
    browser.open(f"{DESK}/sociaal-werk/vrijstellingen/weet-niet/opheffen", expect=404)


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(browser, coordinator, statements, many):
    sync(a_package(a_part("wdr-1")))
    for number in range(many):
        a_path(module_item(f"een-{number}"), slug=f"pad-{number}")

    with statements(5):
        browser.open(DESK)
