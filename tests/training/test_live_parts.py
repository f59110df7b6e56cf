"""The live part of a module: being at a training about it gives proof, and a correction takes that back."""

from datetime import timedelta

import pytest

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.attendance import come_in, record_attendance
from lms.meetings.enums import Attendance, MeetingKind
from lms.training.commands.live import name_module
from lms.training.models import Module, ModuleProgress
from lms.training.models.certificates import Certificate
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.training import a_module, a_part
from tests.meetings.here import a_meeting, expected, some_people

pytestmark = pytest.mark.usefixtures("database")
HERE, ONLINE, ABSENT, UNKNOWN = Attendance.HERE, Attendance.ONLINE, Attendance.ABSENT, Attendance.UNKNOWN


@pytest.fixture
def here():
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def leader(here):
    return a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


@pytest.fixture
def module():
    a_module(a_part("wdr-1"))
    return db.session.query(Module).one()


def a_training(here, leader, module, *people, begins=timedelta(minutes=-10)):
    meeting = a_meeting(here, begins=begins, kind=MeetingKind.TRAINING, title="Training in het buurthuis")
    name_module(meeting, module, by=leader, origin="test")
    expected(meeting, *people)
    return meeting


def proofs():
    db.session.expire_all()
    return db.session.query(Certificate).order_by(Certificate.id).all()


def test_who_was_there_or_online_gets_proof_of_taking_part_once(here, leader, module):
    ada, bea, cor, dex = some_people(4)
    meeting = a_training(here, leader, module, ada, bea, cor, dex)

    for _turn in range(2):
        record_attendance(meeting, {ada.uid: HERE, bea.uid: ONLINE, cor.uid: ABSENT, dex.uid: UNKNOWN}, by=leader)

    day = local(meeting.starts_at).date()
    told = [(p.person_id, p.kind, p.meeting_id, p.live_on, p.net_minutes, p.withdrawn_at) for p in proofs()]
    assert told == [(each.id, "participation", meeting.id, day, 120, None) for each in (ada, bea)]


def test_somebody_who_scans_the_code_gets_it_too(here, leader, module):
    [ada] = some_people(1)

    come_in(a_training(here, leader, module), ada)

    assert [each.person_id for each in proofs()] == [ada.id]


@pytest.mark.parametrize("mark", [ABSENT, UNKNOWN])
def test_a_correction_takes_it_back_and_being_ticked_again_lets_it_hold(here, leader, module, mark):
    [ada] = some_people(1)
    meeting = a_training(here, leader, module, ada)
    record_attendance(meeting, {ada.uid: HERE}, by=leader)

    record_attendance(meeting, {ada.uid: mark}, by=leader)
    [proof] = proofs()
    taken = (proof.withdrawn_at is not None, proof.reason, proof.withdrawn_by_id)
    record_attendance(meeting, {ada.uid: ONLINE}, by=leader)

    assert taken == (True, "Er is verbeterd wie er bij de training was.", leader.id)
    assert [(each.withdrawn_at, each.reason) for each in proofs()] == [(None, "")]
    assert [text for (text,) in db.session.query(Notice.text).filter_by(person_id=ada.id)] == [
        f"Je bewijs {proof.number} is ingetrokken. Lees waarom"
    ]


def test_it_stands_beside_the_proof_of_the_module_itself(here, leader, module, browser):
    ada = a_member(here, Role.SOCIAL_WORKER, name="Ada")
    meeting = a_training(here, leader, module, ada)
    record_attendance(meeting, {ada.uid: HERE}, by=leader)
    db.session.commit()

    browser.sign_in(ada).submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next")
    record_attendance(meeting, {ada.uid: ABSENT}, by=leader)

    held = [(each.kind, each.meeting_id is None, each.withdrawn_at is None) for each in proofs()]
    assert held == [("participation", False, False), ("certificate", True, True)]


def test_a_module_that_is_named_afterwards_counts_for_who_was_there(here, leader, module):
    ada, bea = some_people(2)
    meeting = a_training(here, leader, None, ada, bea)
    record_attendance(meeting, {ada.uid: HERE, bea.uid: ABSENT}, by=leader)
    assert proofs() == []

    name_module(meeting, module, by=leader, origin="test")

    assert [each.person_id for each in proofs()] == [ada.id]


def test_once_there_is_proof_the_module_stays(here, leader, module):
    [ada] = some_people(1)
    meeting = a_training(here, leader, module, ada)
    name_module(meeting, None, by=leader, origin="test")
    name_module(meeting, module, by=leader, origin="test")
    record_attendance(meeting, {ada.uid: HERE}, by=leader)

    with pytest.raises(Refusal):
        name_module(meeting, None, by=leader, origin="test")


def test_a_team_meeting_is_about_no_module(here, leader, module):
    with pytest.raises(Refusal):
        name_module(a_meeting(here), module, by=leader, origin="test")


def test_it_changes_nothing_of_what_somebody_did_on_screen(here, leader, module):
    [ada] = some_people(1)

    record_attendance(a_training(here, leader, module, ada), {ada.uid: HERE}, by=leader)

    assert db.session.query(ModuleProgress).count() == 0


def test_it_stands_at_mijn_leren_on_the_page_in_the_table_and_in_the_file(here, leader, module, browser):
    ada = a_member(here, Role.SOCIAL_WORKER, name="Ada")
    record_attendance(a_training(here, leader, module, ada), {ada.uid: HERE}, by=leader)
    db.session.commit()
    [proof] = proofs()
    browser.sign_in(ada)

    page = browser.open("/mijn-leren")
    table = browser.client.get("/mijn-leren/overzicht.csv").text
    data = browser.client.get("/mijn-leren/overzicht.json").json
    paper = browser.client.get("/mijn-leren/overzicht.pdf")
    shown = browser.open(f"/mijn-leren/bewijzen/{proof.number}")
    checked = browser.open(f"/bewijs/{proof.code}").partition("<main")[2]

    assert f"erbij, 2 uur, Bewijs van deelname {proof.number}" in page
    assert f";Training;Training in het buurthuis;erbij, 2 uur, Bewijs van deelname {proof.number}\r\n" in table
    assert [(each["what"], each["counts"], each["certificate"]["number"]) for each in data["trainings"]] == [
        ("Training in het buurthuis", True, proof.number)
    ]
    assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")
    assert "was bij een training over de module" in shown
    assert "Ada" not in checked


def test_who_manages_a_training_chooses_its_module(here, leader, module, browser):
    meeting = a_meeting(here, kind=MeetingKind.TRAINING)
    path = f"/afspraken/{meeting.uid}/module"
    browser.sign_in(leader).open(path)

    browser.submit(path, module=module.uid)
    browser.submit(path, module="iets-anders", expect=422)

    assert f'value="{module.uid}" checked' in browser.open(path)


def test_the_page_of_a_training_says_its_module_and_offers_who_manages_it_a_choice(here, leader, module, browser):
    [ada] = some_people(1)
    about, open_still = a_training(here, leader, module, ada), a_meeting(here, kind=MeetingKind.TRAINING)
    expected(open_still, ada)
    browser.sign_in(ada)
    hers = [browser.open(f"/afspraken/{each.uid}") for each in (about, open_still)]
    browser.sign_in(leader)
    managed = [browser.open(f"/afspraken/{each.uid}") for each in (about, open_still)]

    assert [("Deze training gaat over:" in page, f"/{about.uid}/module" in page) for page in hers] == [
        (True, False),
        (False, False),
    ]
    assert "Kies een andere module" in managed[0]
    assert "Kies de module waar deze training over gaat." in managed[1]
    assert f"/afspraken/{open_still.uid}/module" in managed[1]


def test_who_does_not_manage_it_finds_nothing(here, browser):
    [ada] = some_people(1)
    meeting = a_meeting(here, kind=MeetingKind.TRAINING, open_to_all=True)

    browser.sign_in(ada).open(f"/afspraken/{meeting.uid}/module", expect=404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_costs_the_same_for_one_training_and_for_many(here, leader, module, browser, statements, count):
    ada = a_member(here, Role.SOCIAL_WORKER, name="Ada")
    for number in range(1, count + 1):
        meeting = a_training(here, leader, module, ada, begins=timedelta(days=-number))
        record_attendance(meeting, {ada.uid: HERE}, by=leader)
    db.session.commit()
    browser.sign_in(ada)

    with statements(9):
        browser.open("/mijn-leren")
