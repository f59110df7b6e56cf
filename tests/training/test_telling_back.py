"""Proof of taking part follows from taking part and telling it back, in whatever order; nobody is graded."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.commands.certificates import issue_missing
from lms.training.commands.own import forget_person
from lms.training.commands.own_proof import forget_proof
from lms.training.commands.own_together import forget_together
from lms.training.models import GroupSession, ModuleProgress, TellingBack, TookPart
from lms.training.models.certificates import Certificate
from lms.training.queries.own_together import together_as_data
from tests.factories.people import a_person
from tests.factories.together import a_session, a_team
from tests.factories.training import EASY, a_module, a_package, a_part, a_quiz, sync

pytestmark = pytest.mark.usefixtures("database")
PAGE = "/modules/wat-doet-roken"
TELL = f"{PAGE}/vertel-terug"
PARTS = ("wdr-1", "wdr-2")


@pytest.fixture
def team(database):
    a_module(a_part("wdr-1", EASY, minutes=20), a_part("wdr-2"), quiz=a_quiz("wdr-toets"))
    leader, (fatma, ali) = a_team("Fatma Aydin", "Ali Demir")
    return leader, fatma, ali


def proofs(person=None):
    db.session.expire_all()
    found = select(Certificate).order_by(Certificate.id)
    rows = db.session.scalars(found.where(Certificate.person_id == person.id) if person else found).all()
    return [(row.kind, row.withdrawn_at is None) for row in rows]


def hear(browser, leader, session, *people, **sentences):
    browser.sign_in(leader)
    return browser.submit(f"/samen/{session.uid}/verteld", told=[each.uid for each in people], **sentences)


def do_all(browser, person, *uids):
    browser.sign_in(person)
    for uid in uids or PARTS:
        browser.submit(f"{PAGE}/delen/{uid}/1", do="next")


STEPS = {
    "alone": lambda browser, leader, fatma: do_all(browser, fatma, "wdr-1"),
    "together": lambda browser, leader, fatma: hear(browser, leader, a_session(leader, [fatma], "wdr-2"), fatma),
}


@pytest.mark.parametrize("order", [["alone", "together"], ["together", "alone"]])
def test_telling_back_to_who_leads_gives_proof_whatever_comes_first(browser, team, order):
    leader, fatma, _ali = team
    seen = []
    for step in order:
        STEPS[step](browser, leader, fatma)
        seen.append(proofs())

    assert seen == [[], [("participation", True)]]


@pytest.mark.parametrize(
    ("fields", "proof"),
    [
        ({"told_to": "home"}, [("participation", True)]),
        ({"told_to": "here", "words": "Roken geeft even rust."}, [("participation", True)]),
        ({"told_to": "here"}, []),
        ({}, []),
        ({"told_to": "nobody"}, []),
    ],
)
def test_one_tap_or_a_few_words_are_enough(browser, team, fields, proof):
    _leader, fatma, _ali = team
    do_all(browser, fatma)
    offered = browser.open(PAGE)

    browser.submit(TELL, 303 if proof else 422, **fields)

    assert "Vertel het terug" in offered
    assert proofs() == proof
    assert ("Bekijk je bewijs" in browser.open(PAGE)) == bool(proof)


def test_telling_before_the_last_part_gives_proof_with_that_part(browser, team):
    _leader, fatma, _ali = team
    browser.sign_in(fatma).submit(TELL, told_to="group")
    before = proofs()

    do_all(browser, fatma)

    assert (before, proofs()) == ([], [("participation", True)])


def test_told_twice_it_is_one_telling_and_one_proof(browser, team):
    _leader, fatma, _ali = team
    do_all(browser, fatma)
    for words in ("Eerst dit.", "En dan dit."):
        browser.submit(TELL, told_to="here", words=words)

    assert [row.words for row in db.session.scalars(select(TellingBack))] == ["En dan dit."]
    assert proofs() == [("participation", True)]


def test_the_job_waits_for_telling_back(browser, team):
    _leader, fatma, _ali = team
    do_all(browser, fatma)
    worker = a_person(Role.SOCIAL_WORKER)
    db.session.commit()

    assert issue_missing() == 0
    assert (proofs(fatma), proofs(worker)) == ([], [])


def test_a_new_version_asks_for_no_second_telling(browser, team):
    _leader, fatma, _ali = team
    do_all(browser, fatma)
    browser.submit(TELL, told_to="home")
    sync(a_package(a_part("wdr-1", EASY, "Nieuw.\n"), a_part("wdr-2"), version="2.0", reason="Anders."))
    browser.submit(f"{PAGE}/delen/wdr-1/2", do="next")

    browser.submit(f"{PAGE}/bewijs")

    assert proofs() == [("participation", True)] * 2


def test_who_is_asked_to_write_proves_it_with_the_quiz_and_is_asked_no_telling(browser, team):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    browser.open(TELL, 404)
    browser.submit(TELL, 404, told_to="home")


def test_the_sentence_of_who_led_is_for_the_learner(browser, team):
    leader, fatma, ali = team
    session = a_session(leader, [fatma, ali])

    hear(browser, leader, session, fatma, **{f"zin_{fatma.uid}": "Zij vroeg eerst of het mocht."})

    assert "Zij vroeg eerst of het mocht." in browser.sign_in(fatma).open("/mijn-leren")
    assert "Zij vroeg" not in browser.sign_in(ali).open("/mijn-leren")


def test_only_who_was_there_is_heard(browser, team):
    leader, fatma, ali = team
    session = a_session(leader, [fatma])

    browser.sign_in(leader).submit(f"/samen/{session.uid}/verteld", 422, told=[ali.uid])

    assert [row.told_at for row in db.session.scalars(select(TookPart))] == [None]


def test_a_tick_taken_away_takes_the_proof_back_and_a_new_one_lets_it_hold_again(browser, team):
    leader, fatma, _ali = team
    do_all(browser, fatma, "wdr-1")
    session = a_session(leader, [fatma], "wdr-2")
    seen = []
    for people in ([fatma], [], [fatma]):
        hear(browser, leader, session, *people, **{f"zin_{fatma.uid}": ""})
        seen += proofs()

    assert [holds for _kind, holds in seen] == [True, False, True]


def test_who_was_not_there_loses_the_proof_that_rests_on_it_and_gets_it_again_by_doing_it(browser, team):
    leader, fatma, _ali = team
    do_all(browser, fatma, "wdr-1")
    browser.submit(TELL, told_to="home")
    session = a_session(leader, [fatma], "wdr-2")
    seen = proofs()
    browser.submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")
    seen += proofs()
    record = db.session.scalars(select(ModuleProgress)).one()
    open_again = record.completed_at

    browser.submit(f"{PAGE}/delen/wdr-2/1", do="next")

    assert (seen, open_again) == ([("participation", True), ("participation", False)], None)
    assert proofs() == [("participation", True)]


def test_proof_of_before_stays_when_something_else_is_taken_back(browser, team):
    leader, fatma, _ali = team
    do_all(browser, fatma)
    browser.submit(TELL, told_to="home")
    session = a_session(leader, [fatma])

    browser.sign_in(fatma).submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    assert proofs() == [("participation", True)]


def test_a_certificate_of_a_professional_needs_no_telling_and_goes_with_a_part_taken_back(browser):
    a_module(a_part("wdr-1"))
    leader, (dennis,) = a_team("Dennis Kool", role=Role.SOCIAL_WORKER)
    session = a_session(leader, [dennis])
    before = proofs()

    browser.sign_in(dennis).submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    assert (before, proofs()) == ([("certificate", True)], [("certificate", False)])


def test_a_person_takes_it_along_and_leaves_no_name(browser, team):
    leader, fatma, _ali = team
    session = a_session(leader, [fatma])
    hear(browser, leader, session, fatma)
    browser.sign_in(fatma).submit(TELL, told_to="here", words="In mijn woorden.")
    mine, theirs = together_as_data(fatma), together_as_data(leader)

    for person in (leader, fatma):
        for forget in (forget_together, forget_person, forget_proof):
            forget(person)
    db.session.flush()

    assert [(row["what"], row["led_by"]) for row in mine["together"]] == [("Deel wdr-1", "Samira Bennani")]
    assert [row["words"] for row in mine["told_back"]] == ["In mijn woorden."]
    assert [(row["about"], row["people"]) for row in theirs["led"]] == [("wdr-1", 1)]
    assert db.session.scalars(select(GroupSession.leader_id)).all() == [None]
    assert [db.session.scalars(select(table)).all() for table in (TookPart, TellingBack)] == [[], []]
