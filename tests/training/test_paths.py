"""My learning path: what is next, what is closed and why, for pages and for the server alike."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.commands.path_exemptions import exempt
from lms.training.models.path_members import PathMember, PathPractice
from lms.training.queries.paths import paths_of
from tests.factories.paths import a_path, a_walker, lesson_item, module_item, practice_item
from tests.factories.people import a_person
from tests.factories.training import a_module, a_package, a_part, a_quiz, sync

pytestmark = pytest.mark.usefixtures("database")

WORK = "/modules/wat-doet-roken/delen/{}/1"
SECOND = "/modules/tweede/delen/t-1/1"


@pytest.fixture
def learner(browser):
    """A social worker who is signed in."""
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


def two_modules():
    sync(
        a_package(a_part("wdr-1"), a_part("wdr-2"), lessons=2),
        a_package(a_part("t-1"), uid="tweede", slug="tweede", title="Tweede", quiz=a_quiz("t-toets")),
    )


def in_order(**given):
    two_modules()
    return a_path(module_item("een"), module_item("twee", "tweede"), ordered=True, **given)


def share_of(learner):
    db.session.expire_all()
    [mine] = paths_of(person_by_uid(learner.uid))
    return mine.standing.share


def test_a_path_shows_what_is_next_and_how_far(browser, learner):
    two_modules()
    a_path(module_item("een"), module_item("twee", "tweede"), practice_item())
    browser.submit(WORK.format("wdr-1"), do="next")

    page = browser.open("/leerpad")

    assert "0 van 3 onderdelen af" in page
    assert "16 %" in page  # 50, 0 and 0
    assert "Ga verder" in page
    assert "Wat doet roken?" in page
    assert 'href="/leerpad/sociaal-werk/waarom"' in page


def leads_to(browser, uid):
    return browser.submit(WORK.format(uid), do="next").headers["Location"]


def test_a_lesson_that_stands_on_the_path_by_itself_ends_at_the_path(browser, learner):
    two_modules()
    a_path(lesson_item("les"), practice_item(), module_item("later", required=False))

    assert leads_to(browser, "wdr-1") == "/leerpad"
    page = browser.open("/leerpad")
    assert "Dat was het laatste deel van deze les" in page
    assert "Ga naar de oefening" in page


def test_a_lesson_of_a_module_that_is_asked_leads_to_the_next_lesson(browser, learner):
    two_modules()
    a_path(lesson_item("les"))
    a_path(module_item("geheel"), slug="geheel", position=2)

    assert leads_to(browser, "wdr-1") == "/modules/wat-doet-roken/les-2/deel-2"


def test_a_lesson_that_is_not_on_the_path_leads_on_in_the_module(browser, learner):
    two_modules()
    a_path(lesson_item("les"))

    assert leads_to(browser, "wdr-2") == "/modules/wat-doet-roken"


def test_who_began_a_module_for_a_lesson_of_the_path_goes_on_with_the_path(browser, learner):
    two_modules()
    a_path(lesson_item("les"), lesson_item("ander", "tweede-l1"), module_item("later", required=False))
    browser.submit(WORK.format("wdr-1"), do="next")

    assert browser.client.get("/leren").headers["Location"] == "/modules/tweede/les-1/deel-1"
    assert "Nu op je leerpad" in browser.open("/")


def test_who_has_something_to_practise_with_others_is_led_to_the_path(browser, learner):
    two_modules()
    a_path(lesson_item("les"), practice_item())
    browser.submit(WORK.format("wdr-1"), do="next")

    assert browser.client.get("/leren").headers["Location"] == "/leerpad"


def test_who_began_a_module_beside_the_path_goes_on_with_that(browser, learner):
    two_modules()
    a_path(module_item("een"), lesson_item("ander", "tweede-l1"))
    browser.submit(WORK.format("wdr-1"), do="next")

    assert browser.client.get("/leren").headers["Location"] == "/modules/wat-doet-roken/les-2/deel-2"


def test_nobody_without_the_role_has_the_path(browser, learner):
    two_modules()
    a_path(module_item("een"), role=Role.ADVISER, slug="adviseur")

    assert "Er is nog geen leerpad voor jouw rol" in browser.open("/leerpad")
    browser.open("/leerpad/adviseur/waarom", expect=404)


def test_somebody_with_two_roles_has_two_paths(browser, learner):
    two_modules()
    a_path(module_item("een"))
    a_path(module_item("b-een"), role=Role.KEY_PERSON, slug="sleutelpersoon", title="Sleutelpad", position=2)
    learner.all_grants.append(Grant(role=Role.KEY_PERSON, scope_kind="programme", scope_id=1, since=now()))
    db.session.commit()

    page = browser.open("/leerpad")

    assert page.index("Leerpad") < page.index("Sleutelpad")


def test_a_draft_path_is_nobodys(browser, learner):
    two_modules()
    a_path(module_item("een"), status="draft")

    assert "Er is nog geen leerpad" in browser.open("/leerpad")


def test_what_is_locked_is_refused_on_pages_posts_and_quiz_with_what_to_do(browser, learner):
    in_order()

    for path in ("/modules/tweede/les-1/deel-1", "/modules/tweede/toets"):
        page = browser.open(path, expect=403)
        assert "Doe eerst" in page
        assert 'href="/modules/wat-doet-roken"' in page
    assert "Doe eerst" in browser.submit(SECOND, expect=403, do="next").text
    assert "Doe eerst" in browser.submit("/modules/tweede/toets", expect=403).text
    assert "Doe eerst" in browser.open("/leerpad")


def test_the_page_of_a_module_that_is_closed_says_so_instead_of_how_to_begin(browser, learner):
    in_order()

    page = browser.open("/modules/tweede")

    assert "Begin met deze module" not in page
    assert "Dit is nog niet open." in page
    assert 'href="/leerpad/sociaal-werk/waarom#stop-twee"' in page
    assert page.count("Doe eerst") == 1


def test_the_page_of_a_module_says_which_of_its_lessons_are_closed(browser, learner):
    two_modules()
    a_path(lesson_item("een"), lesson_item("twee", "wdr-l2"), ordered=True)

    page = browser.open("/modules/wat-doet-roken")

    assert "Begin met deze module" in page
    assert page.count("Nog dicht") == page.count("Doe eerst") == 1


def test_what_was_locked_opens_when_the_first_is_done(browser, learner):
    in_order()
    for uid in ("wdr-1", "wdr-2"):
        browser.submit(WORK.format(uid), do="next")

    browser.open("/modules/tweede/les-1/deel-1")
    browser.open("/modules/tweede/toets")


def test_what_was_begun_stays_open_when_a_lock_is_switched_on_later(browser, learner):
    two_modules()
    browser.submit(SECOND, do="next")
    a_path(module_item("een"), module_item("twee", "tweede"), ordered=True)

    browser.open("/modules/tweede/les-1/deel-1")


def test_a_day_to_wait_for_is_said_in_words(browser, learner):
    two_modules()
    a_path(module_item("een", opens_on=today() + timedelta(days=3)), module_item("twee", "tweede", required=False))

    assert "Het gaat open op" in browser.open("/modules/wat-doet-roken/les-1/deel-1", expect=403)


def test_a_lesson_is_locked_and_the_rest_of_its_module_is_not(browser, learner):
    two_modules()
    a_path(module_item("twee", "tweede"), lesson_item("les", "wdr-l2", after="twee"))

    browser.open("/modules/wat-doet-roken/les-1/deel-1")
    browser.open("/modules/wat-doet-roken/les-2/deel-2", expect=403)


def test_another_path_that_has_it_open_opens_it(browser, learner):
    in_order()
    a_path(module_item("los", "tweede"), slug="vrij", title="Vrij")

    browser.open("/modules/tweede/les-1/deel-1")


def test_who_writes_modules_and_who_is_not_on_the_path_meet_no_lock(browser, learner):
    in_order()
    for role in (Role.EDITOR, Role.ADVISER):
        browser.sign_in(a_person(role))
        browser.open("/modules/tweede/les-1/deel-1")


def test_practice_is_written_down_once_and_can_be_taken_back(browser, learner):
    two_modules()
    a_path(module_item("een"), practice_item())
    done = "/leerpad/sociaal-werk/oefening/oefen"

    for _ in range(2):
        browser.submit(done, do="done")
    assert len(db.session.scalars(select(PathPractice)).all()) == 1
    assert "Toch nog niet gedaan" in browser.open("/leerpad")
    browser.submit(done, do="undone")
    assert db.session.scalars(select(PathPractice)).all() == []


def test_practice_that_is_locked_or_not_mine_is_refused(browser, learner):
    two_modules()
    a_path(module_item("een"), practice_item(), ordered=True)
    a_path(practice_item("ander"), role=Role.ADVISER, slug="adviseur")

    assert "Doe eerst" in browser.submit("/leerpad/sociaal-werk/oefening/oefen", expect=403, do="done").text
    browser.submit("/leerpad/adviseur/oefening/ander", expect=404, do="done")
    browser.submit("/leerpad/sociaal-werk/oefening/een", expect=404, do="done")
    assert db.session.scalars(select(PathPractice)).all() == []


def test_being_done_is_kept_in_the_same_write(browser, learner):
    a_module(a_part("wdr-1"))
    a_path(module_item("een"))
    browser.submit(WORK.format("wdr-1"), do="next")

    [member] = db.session.scalars(select(PathMember)).all()
    assert member.completed_at is not None
    assert "Je hebt dit leerpad af" in browser.open("/leerpad")


def test_a_new_item_lowers_the_share_and_says_so(browser, learner):
    two_modules()
    path = a_path(module_item("een"))
    a_walker(path, learner)
    for uid in ("wdr-1", "wdr-2"):
        browser.submit(WORK.format(uid), do="next")
    a_path(module_item("een"), module_item("twee", "tweede"))

    page = browser.open("/leerpad/sociaal-werk/waarom")

    assert "Het percentage: 50 %" in page
    assert "kwam op" in page


def test_what_leaves_the_path_or_the_site_lowers_nobody(browser, learner):
    two_modules()
    a_path(module_item("een"), module_item("twee", "tweede"))
    browser.submit(WORK.format("wdr-1"), do="next")
    before = share_of(learner)
    sync(
        a_package(a_part("t-1"), uid="tweede", slug="tweede", title="Tweede", quiz=a_quiz("t-toets"))
    )  # the other left

    assert (before, share_of(learner)) == (25, 50)


def test_the_records_behind_a_module_stand_on_its_why_page(browser, learner):
    in_order()
    browser.submit(WORK.format("wdr-1"), do="next")

    page = browser.open("/modules/wat-doet-roken/waarom")

    assert "Je deed 1 van 2 stukjes" in page
    assert "Op je leerpad: Leerpad" in page
    assert "Doe eerst" in browser.open("/modules/tweede/waarom")
    assert 'href="/modules/wat-doet-roken/waarom"' in browser.open("/modules/wat-doet-roken")


def test_the_pages_ask_the_same_number_of_questions_for_one_item_and_for_three(browser, learner, statements):
    two_modules()
    for items in ((module_item("een"),), (module_item("een"), module_item("twee", "tweede"), practice_item())):
        a_path(*items)
        with statements(2):
            browser.open("/leerpad")
        with statements(3):
            browser.open("/leerpad/sociaal-werk/waarom")
        with statements(5):
            browser.open("/modules/wat-doet-roken/waarom")


def test_a_lock_costs_a_page_one_statement_and_a_path_without_locks_none(browser, learner, statements):
    two_modules()
    a_path(module_item("een"))
    with statements(2):
        browser.open("/modules/wat-doet-roken")
    with statements(2):
        browser.open("/modules/wat-doet-roken/les-1/deel-1")
    in_order()
    with statements(3):
        browser.open("/modules/wat-doet-roken/les-1/deel-1")


def test_what_is_kept_of_a_path_comes_along_with_personal_data(browser, learner):
    two_modules()
    path = a_path(lesson_item("les"), practice_item(), discussion=True, deadline_days=30)
    a_walker(path, learner, due_on=today())
    browser.submit("/leerpad/sociaal-werk/oefening/oefen", do="done")
    browser.submit("/leerpad/sociaal-werk/gesprek/wdr-l1", form_key="a" * 24, text="Dit bleef.")
    coordinator = a_person(Role.COORDINATOR)
    exempt(path, learner.email, "les", "Je kent het al.", by=coordinator, origin="test")
    db.session.commit()

    taken = json.loads(browser.submit("/account/gegevens", 200).text)["learning_paths"]

    assert (taken["paths"][0]["path"], taken["paths"][0]["due_on"]) == ("Leerpad", today().isoformat())
    assert taken["practised"][0]["title"] == "Oefen met mijn adviseur"
    assert (taken["exemptions"][0]["reason"], taken["messages"][0]["text"]) == ("Je kent het al.", "Dit bleef.")
