"""Proof of a completed version: made with the last step, once, and saying no more than is true."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from lms.accounts.enums import Role
from lms.content.read.desk import Desk
from lms.content.read.manifests import read_manifest
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.commands.certificates import issue_missing
from lms.training.enums import Twin
from lms.training.jobs.certificates import give
from lms.training.models import Done, ModuleProgress, ModuleVersion
from lms.training.models.certificates import Certificate
from lms.training.models.proof import net_minutes, until
from tests.factories.certificates import a_certificate, an_accreditation
from tests.factories.people import a_person
from tests.factories.training import ASSIGNMENT, EASY, a_module, a_package, a_part, a_quiz, sync
from tests.training.test_quizzes import GOOD, answers

pytestmark = pytest.mark.usefixtures("database")
PAGE = "/modules/wat-doet-roken"
TWO = (a_part("wdr-1", minutes=20), a_part("wdr-2", minutes=15))


@pytest.fixture
def learner(browser):
    person = a_person(Role.SOCIAL_WORKER, name="Dennis Kool")
    browser.sign_in(person)
    return person


def complete(browser, *uids, version=1):
    for uid in uids:
        browser.submit(f"{PAGE}/delen/{uid}/{version}", do="next")


def proofs():
    return db.session.scalars(select(Certificate).order_by(Certificate.id)).all()


def pass_quiz(browser):
    place = browser.submit(f"{PAGE}/toets").headers["Location"]
    browser.submit(place, **answers(browser.open(place), GOOD))


def test_the_last_step_gives_a_certificate_at_once(browser, learner):
    module = a_module(*TWO, quiz=a_quiz("wdr-toets"))
    complete(browser, "wdr-1", "wdr-2")
    before = proofs()

    pass_quiz(browser)

    [made] = proofs()
    assert before == []
    assert re.fullmatch(rf"KW-{today().year}-\d{{8}}", made.number)
    told = (made.person_id, made.module_id, made.serial, made.kind, made.title, made.version, made.net_minutes)
    assert told == (learner.id, module.id, 1, "certificate", "Wat doet roken?", "1.0", 45)
    assert (made.accreditations, made.valid_until, made.withdrawn_at) == ([], None, None)


def test_what_is_looked_at_makes_no_certificate(browser, learner):
    a_module(*TWO)
    complete(browser, "wdr-1")

    for path in (PAGE, "/mijn-leren", "/mijn-leren/overzicht.pdf"):
        assert browser.client.get(path).status_code == 200

    assert proofs() == []


def test_who_is_asked_no_writing_gets_proof_of_taking_part_by_what_they_heard(browser):
    browser.sign_in(a_person(Role.KEY_PERSON))
    module = a_module(a_part("wdr-1", EASY, minutes=20), a_part("wdr-2", ASSIGNMENT), quiz=a_quiz("wdr-toets"))
    an_accreditation(module)
    complete(browser, "wdr-1", "wdr-2")
    before = proofs()
    browser.submit(f"{PAGE}/vertel-terug", told_to="home")

    [made] = proofs()

    assert before == []
    assert (made.kind, made.net_minutes, made.accreditations) == ("participation", 1 + 5, [])


def test_net_minutes_are_of_parts_done_and_a_quiz_passed_never_of_assignments(database):
    module = a_module(a_part("wdr-1", EASY, minutes=20), a_part("wdr-2", ASSIGNMENT, minutes=15), quiz=a_quiz("t"))
    outline = db.session.get_one(ModuleVersion, (module.id, module.serial)).outline
    tasks = frozenset({"wdr-2-a1"})

    def minutes(parts=(), passed=False, twins=()):
        done = Done(parts=dict.fromkeys(parts, 1), assignments=tasks, quiz_passed=passed)
        return net_minutes(outline, done, dict(twins))

    assert minutes() == 0
    assert minutes(["wdr-1", "wdr-2"]) == 35
    assert minutes(["wdr-1", "wdr-2"], passed=True) == 45
    assert minutes(["wdr-1"], twins=[("wdr-1", Twin.EASY)]) == 1
    assert minutes(["wdr-1", "no-longer-there"]) == 20


def test_a_draft_gives_nobody_proof(browser):
    browser.sign_in(a_person(Role.EDITOR))
    a_module(*TWO, status="draft")

    complete(browser, "wdr-1", "wdr-2")

    assert proofs() == []


def test_an_accreditation_stands_on_it_only_when_it_held_on_the_day_of_completion(browser, learner):
    module = a_module(*TWO)
    an_accreditation(module)
    an_accreditation(module, register="skj", key="OUD", valid_until=today() - timedelta(days=1))
    an_accreditation(module, register="venvn", key="LATER", valid_from=today() + timedelta(days=1))
    complete(browser, "wdr-1", "wdr-2")

    [made] = proofs()

    assert made.accreditations == [{"register": "registerplein", "id": "412345", "points": "2.5"}]


def test_a_module_says_for_how_long_its_proof_holds(browser, learner):
    a_module(*TWO, valid_months=24)
    complete(browser, "wdr-1", "wdr-2")

    [made] = proofs()

    assert made.valid_until == until(today(), 24)


@pytest.mark.parametrize(
    ("line", "wrong"), [("valid_months = 24", 0), ("valid_months = 0", 1), ('valid_months = "x"', 1)]
)
def test_a_manifest_says_it_in_whole_months(app, line, wrong):
    desk = Desk()
    with app.test_request_context():
        read_manifest(line, "module.toml", desk)

    assert [problem.code for problem in desk.problems].count("valid-months") == wrong


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 24, date(2028, 12, 15)),
        (date(2026, 3, 1), None, None),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day, months, last):
    assert until(day, months) == last


def renewed(change="echte wijziging", number="1.1"):
    """Sync the module with another text in its second part."""
    first, second = TWO[0], a_part("wdr-2", "Nieuwe tekst.\n", minutes=15)
    sync(a_package(first, second, version=number, change=change, reason="Anders."))


def test_after_a_real_change_who_did_it_all_again_asks_for_new_proof_and_keeps_the_old(browser, learner):
    a_module(*TWO)
    complete(browser, "wdr-1", "wdr-2")
    renewed()
    not_yet = browser.open(PAGE)
    refused = browser.follow(browser.submit(f"{PAGE}/bewijs"))
    complete(browser, "wdr-2", version=2)
    offered = browser.open(PAGE)

    browser.submit(f"{PAGE}/bewijs")
    again = browser.submit(f"{PAGE}/bewijs")

    words = "Maak een bewijs van deze versie"
    assert (words in not_yet, words in offered, words in browser.open(PAGE)) == (False, True, False)
    assert "Je hebt nog niet alles van deze versie gedaan." in refused
    assert [(each.serial, each.version) for each in proofs()] == [(1, "1.0"), (2, "1.1")]
    assert again.headers["Location"] == f"/mijn-leren/bewijzen/{proofs()[1].number}"


def test_a_mended_word_asks_for_no_new_proof(browser, learner):
    a_module(*TWO)
    complete(browser, "wdr-1", "wdr-2")
    renewed(change="typefout")

    browser.submit(f"{PAGE}/bewijs")

    assert "Maak een bewijs" not in browser.open(PAGE)
    assert len(proofs()) == 1


def test_who_completed_it_before_there_was_proof_gets_theirs_once_as_of_that_day(browser, learner):
    module = a_module(*TWO)
    complete(browser, "wdr-1", "wdr-2")
    db.session.execute(Certificate.__table__.delete())
    then = now() - timedelta(days=300)
    record = db.session.get_one(ModuleProgress, (learner.id, module.id))
    record.completed_at = then
    db.session.commit()

    give()
    again = issue_missing()

    [made] = proofs()
    assert (again, made.issued_at, made.net_minutes, made.serial) == (0, then, 35, 1)


def test_who_is_not_done_gets_nothing_of_the_job(browser, learner):
    a_module(*TWO)
    complete(browser, "wdr-1")

    assert issue_missing() == 0
    assert proofs() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificate SET number = 'KW-2020-00000000'",
        "UPDATE certificate SET net_minutes = 900",
        "UPDATE certificate SET title = 'Anders'",
        "UPDATE certificate SET accreditations = '[]'",
    ],
)
def test_the_database_refuses_to_change_what_a_certificate_says(database, statement):
    a_certificate(a_person(), a_module(*TWO))

    with pytest.raises(IntegrityError, match="never changes"), db.session.begin_nested():
        db.session.execute(text(statement))


def test_the_database_refuses_a_second_one_of_the_same_version(database):
    person, module = a_person(), a_module(*TWO)
    a_certificate(person, module)

    with pytest.raises(IntegrityError):
        a_certificate(person, module)
    db.session.rollback()


def test_the_module_page_leads_to_the_proof(browser, learner):
    a_module(*TWO)
    complete(browser, "wdr-1", "wdr-2")

    page = browser.open(PAGE)

    assert f'href="/mijn-leren/bewijzen/{proofs()[0].number}"' in page
    assert "Je bewijs" in page
