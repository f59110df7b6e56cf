"""People as administrators and coordinators see them."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import end_grant, grant_role, invite, set_platform_roles
from lms.accounts.enums import PLATFORM_ROLES, Role, Standing
from lms.accounts.errors import LastAdministrator, MayNotGive
from lms.accounts.models import Anonymous, Person, PlatformRole, SignInSession
from lms.accounts.policy import can_know, known_to
from lms.accounts.queries.people import person_by_email, person_by_uid
from lms.accounts.queries.register import requests_waiting
from lms.app import command_line
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from tests.browser import Browser
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"


@pytest.fixture
def administrator(database):
    return a_person(Role.ADMINISTRATOR, name="Kees Admiraal")


@pytest.fixture
def desk(browser, administrator):
    """The browser of an administrator."""
    return browser.sign_in(administrator)


def address(person):
    return f"/beheer/mensen/{person.uid}"


def inside(browser):
    return browser.client.get("/account/wachtwoord").status_code == 200


def logged():
    return [line.action for line in reversed(audit.entries())]


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_see_people_and_requests(app, database, role):
    person = Browser(app).sign_in(a_person(role))
    wanted = 200 if role in (Role.ADMINISTRATOR, Role.COORDINATOR) else 403

    assert person.client.get("/beheer/mensen").status_code == wanted
    assert person.client.get("/beheer/toegang").status_code == wanted
    assert person.client.get("/beheer/mensen/uitnodigen").status_code == wanted


def test_a_coordinator_invites_and_changes_nothing_else(app, browser):
    browser.sign_in(a_person(Role.COORDINATOR))
    path = address(a_person())

    page = browser.open(path)
    answers = {
        action: browser.client.post(f"{path}/{action}").status_code
        for action in ("rollen", "sluiten", "openen", "uitloggen", "tweede-stap-weg")
    }
    beyond = browser.submit(
        "/beheer/mensen/uitnodigen", expect=422, name="X", email="x@example.org", role="administrator", language="nl"
    )

    assert set(answers.values()) == {403}
    assert "Sluit het account" not in page
    assert "Kies een van de antwoorden." in beyond.text


def test_somebody_who_may_not_know_gets_the_same_answer_as_for_nobody(app, browser):
    other = a_person()
    browser.sign_in(a_person(Role.EDITOR))

    assert browser.client.get(address(other)).status_code == 404
    assert browser.client.get("/beheer/mensen/bestaatniet").status_code == 404


def test_people_are_listed_by_name_and_found_by_name_or_address(desk):
    for name, email in (("Zoë Bakker", "zb@ggd.example"), ("Anna Smit", "anna@wijk.example")):
        a_person(name=name, email=email)

    everybody, by_name, by_address, nobody = (
        desk.open(f"/beheer/mensen{query}") for query in ("", "?q=bakker", "?q=WIJK.ex", "?q=100%25")
    )

    assert re.findall(r">(Anna Smit|Kees Admiraal|Zoë Bakker)</a></th>", everybody) == [
        "Anna Smit",
        "Kees Admiraal",
        "Zoë Bakker",
    ]
    assert ("Zoë" in by_name, "Anna" in by_name) == (True, False)
    assert ("Zoë" in by_address, "Anna" in by_address) == (False, True)
    assert "Niemand gevonden" in nobody


def test_a_long_list_goes_on_where_the_page_ended(desk):
    for number in range(53):
        a_person(name=f"Persoon {number:02}")

    first = desk.open("/beheer/mensen")
    following = desk.open(first.split('href="/beheer/mensen?na=')[1].split('"')[0].join(("/beheer/mensen?na=", "")))

    assert ("Persoon 48" in first, "Persoon 49" in first) == (True, False)
    assert [f"Persoon {number}" in following for number in (48, 49, 52)] == [False, True, True]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, statements, number):
    for each in range(number):
        person = a_person(Role.EDITOR, name=f"Persoon {each}")
        grant_role(person, Role.ADVISER, "programme", 1)
    db.session.commit()

    with statements(2):  # who asks, and the people with their rights
        desk.open("/beheer/mensen")


def test_inviting_makes_the_person_and_mails_the_link(desk):
    answer = desk.submit(
        "/beheer/mensen/uitnodigen",
        name="Fatma Aydin",
        email="Fatma@example.org",
        role="circle_facilitator",
        language="en",
    )
    person = person_by_email("fatma@example.org")

    assert answer.headers["Location"] == address(person)
    assert (person.standing, person.roles, person.language) == (Standing.INVITED, {Role.CIRCLE_FACILITATOR}, "en")
    assert link_in(mails_about("accounts.invitation")[0]).startswith("/uitnodiging/")
    assert "De uitnodiging aan Fatma Aydin is onderweg." in desk.follow(answer)


def test_a_known_address_is_refused_with_what_was_typed_still_there(desk):
    a_person(email="fatma@example.org")
    page = desk.submit(
        "/beheer/mensen/uitnodigen", expect=422, name="Fatma", email="fatma@example.org", role="editor", language="nl"
    )

    assert "Er is al iemand met dit e-mailadres." in page.text
    assert 'value="Fatma"' in page.text


def test_another_platform_role_ends_every_session_at_once_and_stands_in_the_log(app, desk):
    person = a_person(Role.EDITOR)
    there = Browser(app).sign_in(person)

    desk.submit(address(person) + "/rollen", roles=["researcher", "adviser"])

    assert person_by_uid(person.uid).roles == {Role.RESEARCHER, Role.ADVISER}
    assert not inside(there)
    assert logged()[-3:] == ["role.give.adviser", "role.give.researcher", "role.take.editor"]


def test_the_same_roles_again_change_nothing(app, desk):
    person = a_person(Role.EDITOR)
    there = Browser(app).sign_in(person)

    desk.submit(address(person) + "/rollen", roles=["editor"])

    assert inside(there)


def test_a_grant_works_at_the_next_request_and_ends_no_session(app, database):
    person = a_person()
    browser = Browser(app).sign_in(person)
    before = browser.client.get("/beheer/mensen").status_code
    grant = grant_role(person_by_uid(person.uid), Role.COORDINATOR, "programme", 1)
    db.session.commit()
    during = browser.client.get("/beheer/mensen").status_code
    end_grant(grant)
    db.session.commit()

    assert (before, during, browser.client.get("/beheer/mensen").status_code) == (403, 200, 403)


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(app, desk):
    person = a_person(password=PASSWORD)
    there = Browser(app).sign_in(person)

    desk.submit(address(person) + "/sluiten")
    closed = (
        inside(there),
        there.client.post("/inloggen", data={"email": person.email, "password": PASSWORD}).status_code,
    )
    desk.submit(address(person) + "/openen")
    there.submit("/inloggen", email=person.email, password=PASSWORD)

    assert closed == (False, 422)
    assert inside(there)


def test_an_invitation_taken_back_can_no_longer_be_accepted(app, desk):
    person = invite(name="X", email="x@example.org", by="tester", origin="test")
    db.session.commit()
    path = link_in(mails_about("accounts.invitation")[0])

    desk.submit(address(person) + "/sluiten")

    assert Browser(app).client.get(path).status_code == 410


def test_an_administrator_ends_the_sessions_of_a_lost_phone(app, desk):
    person = a_person()
    there = Browser(app).sign_in(person)

    desk.submit(address(person) + "/uitloggen")

    assert not inside(there)
    assert logged()[-1] == "person.end_sessions"


def test_factors_are_taken_away_only_by_who_is_sure(app, desk):
    person = a_person(second_factor_since=now())

    desk.submit(address(person) + "/tweede-stap-weg")
    unsure = person_by_uid(person.uid).second_factor_since
    desk.submit(address(person) + "/tweede-stap-weg", sure="1")

    assert unsure is not None
    assert person_by_uid(person.uid).second_factor_since is None


def test_the_last_administrator_stays(desk, administrator):
    page = desk.submit(address(administrator) + "/rollen", expect=422, roles=["editor"])
    own = desk.client.post(address(administrator) + "/sluiten")

    assert "Er moet minstens één beheerder blijven." in page.text
    assert own.status_code == 403
    with pytest.raises(LastAdministrator):
        set_platform_roles(person_by_uid(administrator.uid), [], by=person_by_uid(administrator.uid), origin="test")


def test_who_may_know_of_whom_is_the_same_for_one_person_and_for_lists(database):
    people = [a_person(role) for role in (*PLATFORM_ROLES, Role.KEY_PERSON, None)]
    a_person(active=False, accepted_at=None)
    gone = a_person(active=False)
    gone.email, gone.erased_at = None, now()
    db.session.commit()
    everybody = db.session.scalars(select(Person)).all()

    for actor in [person_by_uid(each.uid) for each in people] + [Anonymous()]:
        in_lists = set(db.session.scalars(select(Person.id).where(known_to(actor))))
        assert in_lists == {person.id for person in everybody if can_know(actor, person)}


@pytest.fixture
def request_for_access(browser):
    form = {"name": "Ruben", "email": "ruben@example.org", "organisation": "Buurthuis", "reason": "Ik wil meedoen."}
    browser.submit("/toegang-vragen", **form)
    return browser


def test_a_request_is_answered_with_an_invitation_once(app, request_for_access):
    desk = Browser(app).sign_in(a_person(Role.COORDINATOR))
    page = desk.open("/beheer/toegang")
    path = first_request(page)
    desk.submit(path, role="circle_facilitator")
    again = desk.submit(path, expect=422, role="circle_facilitator", nee="1")

    assert "Ruben, Buurthuis" in page
    assert "Ik wil meedoen." in desk.open(path)
    assert "Op dit verzoek was al ja gezegd. Jouw antwoord is niet gebruikt." in again.text
    assert person_by_email("ruben@example.org").roles == {Role.CIRCLE_FACILITATOR}
    assert "Niemand wacht op antwoord" in desk.open("/beheer/toegang")


def test_a_second_answer_hears_that_it_was_no_and_is_not_used(app, request_for_access):
    desk = Browser(app).sign_in(a_person(Role.COORDINATOR))
    path = first_request(desk.open("/beheer/toegang"))
    desk.submit(path, nee="1")

    again = desk.submit(path, expect=422, role="onzin")

    told = ("Op dit verzoek was al nee gezegd. Jouw antwoord is niet gebruikt.", "Nee gezegd op")
    assert [words for words in told if words not in again.text] == []
    assert person_by_email("ruben@example.org") is None


@pytest.mark.parametrize("role", ["", " "])
def test_who_is_let_in_without_a_role_has_none_yet(app, request_for_access, role):
    desk = Browser(app).sign_in(a_person(Role.COORDINATOR))
    page = desk.open("/beheer/toegang")
    desk.submit(first_request(page), role=role)

    assert person_by_email("ruben@example.org").roles == frozenset()


def first_request(page):
    return "/beheer/toegang/" + page.split('href="/beheer/toegang/')[1].split('"')[0]


def test_a_request_is_declined_with_words(app, request_for_access):
    desk = Browser(app).sign_in(a_person(Role.COORDINATOR))
    page = desk.open("/beheer/toegang")
    path = first_request(page)

    desk.submit(path, nee="1", words="Je wijk doet dit jaar niet mee.")

    mail = mails_about("accounts.declined")[0]
    assert mail.address == "ruben@example.org"
    assert mail.text == (
        "Hallo Ruben,\n\nJe vroeg toegang tot Kringwijs. Dat kunnen we nu niet regelen.\n\n"
        "Je wijk doet dit jaar niet mee.\n\nJe schreef ons:\n> Ik wil meedoen.\n\n"
        "Groet,\nhet team van Kringwijs\n"
    )
    assert person_by_email("ruben@example.org") is None


def test_who_may_answer_knows_how_many_wait(request_for_access):
    waiting = [requests_waiting(a_person(role)) for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.EDITOR)]

    assert waiting == [1, 1, 0]


def test_who_may_answer_a_request_is_told_of_it(app, database):
    reader = a_person(Role.COORDINATOR)
    form = {"name": "Ruben", "email": "ruben@example.org", "organisation": "Buurthuis", "reason": "Ik wil meedoen."}
    Browser(app).submit("/toegang-vragen", **form)

    assert person_by_uid(reader.uid).unread_notices == 1
    assert "Ruben" not in mails_about("access.asked")[0].text


@pytest.mark.races
def test_of_two_administrators_who_remove_each_other_one_stays(app, database):
    first, second = (a_person(Role.ADMINISTRATOR).uid for _ in range(2))
    together = threading.Barrier(2)

    def removes(pair):
        by, other = pair
        with app.app_context():
            together.wait()
            try:
                with unit_of_work():
                    set_platform_roles(person_by_uid(other), [], by=person_by_uid(by), origin="test")
            except (LastAdministrator, MayNotGive):  # who looks late is no administrator any more
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(removes, [(first, second), (second, first)]))

    assert sorted(done) == [False, True]
    assert db.session.query(PlatformRole).count() == 1


@pytest.fixture
def lms(app, database):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(command_line(), ["person", *words])


def test_the_command_line_invites_exports_and_erases(lms):
    invited = json.loads(
        lms("invite", "eerste@example.org", "--name", "Eerste", "--role", "key_person", "--json").output
    )
    twice = lms("invite", "eerste@example.org", "--name", "Nog eens")
    exported = json.loads(lms("export", "eerste@example.org", "--json").output)
    erased = json.loads(lms("erase", invited["uid"], "--yes", "--json").output)
    gone = lms("export", "eerste@example.org")

    assert invited["roles"] == ["key_person"]
    assert (twice.exit_code, twice.output) == (1, "Error: Er is al iemand met dit e-mailadres.\n")
    assert exported["account"]["email"] == "eerste@example.org"
    assert erased == {"uid": invited["uid"], "erased": True}
    assert (gone.exit_code, gone.output) == (1, "Error: nobody here is eerste@example.org\n")


def test_the_command_line_does_not_close_the_last_administrator(lms, administrator):
    closed = lms("deactivate", administrator.uid)

    assert closed.exit_code == 1
    assert "Er moet minstens één beheerder blijven." in closed.output


def test_the_command_line_closes_an_account(app, lms):
    person = a_person()
    browser = Browser(app).sign_in(person)

    answer = lms("deactivate", person.uid, "--json")

    assert json.loads(answer.output) == {"uid": person.uid, "active": False}
    assert not inside(browser)
    assert db.session.query(SignInSession).count() == 0
