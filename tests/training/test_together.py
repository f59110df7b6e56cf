"""Doing a part with a group on one phone: who was there gets it as if done alone, and has the last word on it."""

import re
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import end_grant
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.models import GroupSession, ModuleProgress, PartCompletion, TookPart
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.together import a_session, a_team
from tests.factories.training import EASY, QUESTION, REFLECT, SCENARIO, a_module, a_package, a_part, sync

pytestmark = pytest.mark.usefixtures("database")
PAGE = "/modules/wat-doet-roken"
CHOOSE = f"{PAGE}/samen/wdr-1"
PARTS = (a_part("wdr-1", EASY, QUESTION.replace("{uid}", "wdr-1-q9"), minutes=20), a_part("wdr-2"))


@pytest.fixture
def team(database):
    """Who leads, and two key persons of the same neighbourhood, with a module."""
    a_module(*PARTS)
    leader, (fatma, ali) = a_team("Fatma Aydin", "Ali Demir")
    return leader, fatma, ali


def done_by(*people):
    db.session.expire_all()
    rows = {row.person_id: row for row in db.session.scalars(select(ModuleProgress))}
    return [(rows[each.id].parts, rows[each.id].done_count) if each.id in rows else None for each in people]


def begin(browser, leader, *people, at=CHOOSE, expect=303, **more):
    browser.sign_in(leader)
    return browser.submit(at, expect, people=[each.uid for each in people], **more)


def test_who_is_ticked_gets_the_part_and_reads_with_whom(browser, team):
    leader, fatma, ali = team

    place = begin(browser, leader, fatma).headers["Location"]
    before = done_by(fatma, ali)
    browser.submit(f"{place}/gedaan")

    assert before == [None, None]
    assert done_by(fatma, ali) == [({"wdr-1": 1}, 1), None]
    [row] = db.session.scalars(select(PartCompletion))
    assert (row.person_id, row.twin) == (fatma.id, "easy")
    record = browser.sign_in(fatma).open("/mijn-leren")
    assert "samen gedaan, met Samira Bennani" in record
    assert "Ik was er niet bij" in record
    assert [notice.person_id for notice in db.session.scalars(select(Notice))] == [fatma.id]


def test_the_group_goes_through_the_short_text_and_sees_who_is_there(browser, team):
    leader, fatma, ali = team

    place = begin(browser, leader, fatma, ali).headers["Location"]

    page = browser.open(place)
    assert "Erbij: Ali Demir en Fatma Aydin." in page
    assert "Vraag aan de groep" in page
    assert 'alt="Ron drinkt koffie."' in page


def test_whole_texts_with_every_kind_of_block_are_led_too(browser):
    a_module(a_part("wdr-1", "Tekst.\n", REFLECT, SCENARIO))
    leader, (fatma,) = a_team("Fatma Aydin")

    place = begin(browser, leader, fatma).headers["Location"]

    assert "Beurt 1" in browser.open(place)


def test_pressed_twice_it_counts_once(browser, team):
    leader, fatma, _ali = team
    place = begin(browser, leader, fatma).headers["Location"]

    for _press in range(2):
        browser.submit(f"{place}/gedaan")

    assert done_by(fatma) == [({"wdr-1": 1}, 1)]
    assert len(db.session.scalars(select(Notice)).all()) == 1


def test_a_form_sent_twice_begins_one_session(browser, team):
    leader, fatma, _ali = team

    places = {begin(browser, leader, fatma, form_key="a" * 24).headers["Location"] for _ in range(2)}

    assert (len(places), len(db.session.scalars(select(GroupSession)).all())) == (1, 1)


def test_a_leader_marks_nobody_of_another_place(browser, team):
    leader, fatma, _ali = team
    other = a_neighbourhood("Elders")
    strangers = [
        a_member(other, Role.KEY_PERSON, name="Els Elders"),
        a_person(Role.COORDINATOR, name="Hanneke Overal"),
        a_person(Role.KEY_PERSON, scope=("programme", 1)),
        leader,
    ]
    for stranger in strangers:
        begin(browser, leader, fatma, stranger, expect=422)

    assert db.session.scalars(select(GroupSession)).all() == []
    assert "Els Elders" not in browser.open(CHOOSE)


def test_who_left_the_team_meanwhile_gets_nothing(browser, team):
    leader, fatma, ali = team
    place = begin(browser, leader, fatma, ali).headers["Location"]
    end_grant(person_by_uid(ali.uid).all_grants[0])
    db.session.commit()

    browser.submit(f"{place}/gedaan")

    assert done_by(fatma, ali) == [({"wdr-1": 1}, 1), None]
    assert "Ali" not in browser.open(place)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.NEIGHBOURHOOD_DIRECTOR, 200),
        (Role.DEPUTY_DIRECTOR, 200),
        (Role.SOCIAL_WORKER, 200),
        (Role.ADVISER, 200),
        (Role.KEY_PERSON, 403),
        (Role.EXPERT_BY_EXPERIENCE, 403),
        (Role.RESIDENT, 403),
        (Role.COORDINATOR, 403),
        (Role.EDITOR, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_who_works_in_a_team_or_advises_it_leads_and_nobody_else(browser, role, status):
    a_module(*PARTS)
    here = a_neighbourhood("Oosterveld")
    a_member(here, Role.KEY_PERSON, name="Fatma Aydin")
    person = a_person(role, scope=("neighbourhood", here.id))
    if role is Role.ADVISER:
        db.session.add(Grant(person_id=person.id, role=role, scope_kind="neighbourhood", scope_id=here.id, since=now()))
        db.session.commit()
        db.session.expire_all()
    browser.sign_in(person)

    found = {browser.client.get(path).status_code for path in ("/samen", f"{PAGE}/samen", CHOOSE)}
    offered = "Doe dit deel samen" in browser.open(f"{PAGE}/les-1/deel-1")

    assert (found, offered) == ({status}, status == 200)


def test_a_session_is_only_for_who_led_it_while_they_lead_there(browser, team):
    leader, fatma, _ali = team
    session = a_session(leader, [fatma])
    colleague = a_member(a_neighbourhood("Elders"), Role.SOCIAL_WORKER, name="Dennis Kool")
    path = f"/samen/{session.uid}"

    browser.sign_in(colleague).open(path, 404)
    for act in ("gedaan", "wie", "verteld"):
        browser.submit(f"{path}/{act}", 404)
    browser.sign_in(fatma).open(path, 404)
    browser.sign_in(leader).open(path)
    end_grant(person_by_uid(leader.uid).all_grants[0])
    db.session.commit()
    browser.open(path, 404)


def test_a_draft_is_led_by_nobody(browser):
    a_module(*PARTS, status="draft")
    leader, _people = a_team("Fatma Aydin")

    browser.sign_in(leader).open(CHOOSE, 404)


def test_who_was_not_there_takes_it_back_and_reads_why_at_waarom(browser, team):
    leader, fatma, _ali = team
    session = a_session(leader, [fatma])
    browser.sign_in(fatma)

    browser.submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    assert done_by(fatma) == [({}, 0)]
    assert db.session.scalars(select(PartCompletion)).all() == []
    assert "Ik was er niet bij" in re.sub(r"\s+", " ", browser.open(f"{PAGE}/waarom"))
    assert "Telt niet mee: Ik was er niet bij" in browser.open("/mijn-leren")
    browser.submit(f"/mijn-leren/samen/{session.uid}/toch")
    assert done_by(fatma) == [({"wdr-1": 1}, 1)]


def test_without_a_reason_nothing_is_taken_back(browser, team):
    leader, fatma, ali = team
    session = a_session(leader, [fatma])

    browser.sign_in(fatma).submit(f"/mijn-leren/samen/{session.uid}", 422)
    browser.sign_in(ali).open(f"/mijn-leren/samen/{session.uid}", 404)

    assert done_by(fatma) == [({"wdr-1": 1}, 1)]


@pytest.mark.parametrize("first", ["alone", "together"])
def test_what_was_done_alone_stays_whatever_came_first(browser, team, first):
    leader, fatma, _ali = team
    browser.sign_in(fatma)
    steps = {
        "alone": lambda: browser.submit(f"{PAGE}/delen/wdr-1/1", do="next"),
        "together": lambda: a_session(leader, [fatma]),
    }
    for step in sorted(steps, key=lambda each: each != first):
        steps[step]()
    session = db.session.scalars(select(GroupSession)).one()

    browser.submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    assert done_by(fatma) == [({"wdr-1": 1}, 1)]


def test_a_newer_text_read_with_a_group_goes_back_to_the_one_read_alone(browser, team):
    leader, fatma, _ali = team
    browser.sign_in(fatma).submit(f"{PAGE}/delen/wdr-1/1", do="next")
    sync(a_package(a_part("wdr-1", "Nieuw.\n"), PARTS[1], version="2.0", reason="Anders."))
    session = a_session(leader, [fatma])
    after = done_by(fatma)

    browser.submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    assert (after, done_by(fatma)) == ([({"wdr-1": 2}, 1)], [({"wdr-1": 1}, 1)])


def test_two_sessions_of_one_part_are_taken_back_one_by_one(browser, team):
    leader, fatma, _ali = team
    sessions = [a_session(leader, [fatma]) for _ in range(2)]
    browser.sign_in(fatma)
    seen = []
    for session in sessions:
        browser.submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")
        seen += done_by(fatma)

    assert seen == [({"wdr-1": 1}, 1), ({}, 0)]


def test_a_leader_mends_a_mistake_the_same_day(browser, team):
    leader, fatma, ali = team
    place = f"/samen/{a_session(leader, [fatma]).uid}"

    browser.sign_in(leader).submit(f"{place}/wie", people=[ali.uid])

    assert done_by(fatma, ali) == [({}, 0), ({"wdr-1": 1}, 1)]
    assert "verbeterde een vergissing" in browser.sign_in(fatma).open(f"{PAGE}/waarom")
    browser.sign_in(leader).submit(f"{place}/wie", people=[ali.uid, fatma.uid])
    assert done_by(fatma, ali) == [({"wdr-1": 1}, 1)] * 2


def test_on_another_day_only_the_learner_changes_it(browser, team):
    leader, fatma, ali = team
    session = a_session(leader, [fatma])
    db.session.get_one(GroupSession, session.id).done_at = now() - timedelta(days=2)
    db.session.commit()

    page = browser.sign_in(leader).submit(f"/samen/{session.uid}/wie", 422, people=[ali.uid])

    assert "Verander wie erbij was" not in page.text
    assert done_by(fatma, ali) == [({"wdr-1": 1}, 1), None]


def test_what_a_learner_says_is_final_for_who_led(browser, team):
    leader, fatma, ali = team
    session = a_session(leader, [fatma, ali])
    browser.sign_in(fatma).submit(f"/mijn-leren/samen/{session.uid}", reason="Ik was er niet bij")

    browser.sign_in(leader).submit(f"/samen/{session.uid}/wie", people=[fatma.uid, ali.uid])

    assert done_by(fatma, ali) == [({}, 0), ({"wdr-1": 1}, 1)]
    assert "Niet erbij, zeggen ze zelf: Fatma Aydin." in browser.open(f"/samen/{session.uid}")


def test_before_it_is_done_who_is_there_changes_without_a_trace(browser, team):
    leader, fatma, ali = team
    place = begin(browser, leader, fatma).headers["Location"]

    browser.submit(f"{place}/wie", people=[ali.uid])

    assert [row.person_id for row in db.session.scalars(select(TookPart))] == [ali.id]
    assert done_by(fatma, ali) == [None, None]


def test_the_next_part_begins_with_the_same_people_ticked(browser, team):
    leader, fatma, ali = team
    place = f"/samen/{a_session(leader, [fatma]).uid}"

    page = browser.sign_in(leader).open(place)
    [href] = re.findall(r'href="(/modules/wat-doet-roken/samen/wdr-2[^"]*)"', page)
    choose = browser.open(href.replace("&amp;", "&"))

    ticked = re.findall(r'<input[^>]*name="people"[^>]*value="([^"]+)"[^>]* checked', choose)
    assert ticked == [fatma.uid]
    assert ali.uid in choose


EVENTS = ("alone", "first", "second", "not first", "not second")
ORDERS = [
    order
    for order in permutations(EVENTS)
    if order.index("first") < order.index("not first") and order.index("second") < order.index("not second")
]


@pytest.mark.parametrize("left_out", [(), ("alone",), ("not second",), ("alone", "not second")])
def test_the_order_in_which_things_happened_never_matters(browser, team, left_out):
    leader, *_people = team
    here = next(grant.scope_id for grant in person_by_uid(leader.uid).all_grants)
    found = set()
    for order in ORDERS:
        learner = a_person(Role.KEY_PERSON, scope=("neighbourhood", here))
        browser.sign_in(learner)
        sessions = {}
        for event in (each for each in order if each not in left_out):
            if event == "alone":
                browser.submit(f"{PAGE}/delen/wdr-1/1", do="next")
            elif event in ("first", "second"):
                sessions[event] = a_session(leader, [learner]).uid
            else:
                path = f"/mijn-leren/samen/{sessions[event.removeprefix('not ')]}"
                browser.submit(path, reason="Ik was er niet bij")
        [(parts, count)] = done_by(learner)
        found.add((tuple(parts), count))

    assert found == {((), 0) if left_out == ("alone",) else (("wdr-1",), 1)}


def test_who_leads_sees_nothing_of_how_far_anybody_is(browser, team):
    leader, fatma, _ali = team
    a_session(leader, [fatma])
    browser.sign_in(leader)

    pages = [browser.open(path) for path in ("/samen", f"{PAGE}/samen", CHOOSE)]

    assert [word for page in pages for word in ("%", "Klaar<") if word in page.split("<main", 1)[1]] == []


def test_what_was_never_finished_goes_when_one_begins_again(browser, team):
    leader, fatma, _ali = team
    old = a_session(leader, [fatma], done=False)
    db.session.get_one(GroupSession, old.id).began_at = now() - timedelta(days=2)
    db.session.commit()

    begin(browser, leader, fatma)

    assert len(db.session.scalars(select(GroupSession)).all()) == 1


def test_the_pages_cost_the_same_for_more_people(app, team, statements):
    leader, fatma, ali = team
    for people in ([fatma], [fatma, ali]):
        session = a_session(leader, people)
        tab = Browser(app).sign_in(leader)
        tab.open("/samen")
        for path, count in (("/samen", 5), (CHOOSE, 4), (f"/samen/{session.uid}", 5)):
            with statements(count):
                tab.open(path)
