"""Who reads along: only who the learner chose, only as long as both are in one place, and nobody grades."""

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import end_grant
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.own import forget_person
from lms.training.models import AssignmentComment, SharedWork
from lms.training.queries.own import training_of
from lms.training.queries.sharing import shared_with
from tests.factories.people import a_person
from tests.factories.training import ASSIGNMENT, REFLECT, a_module, a_part

pytestmark = pytest.mark.usefixtures("database")

FIRST = "/modules/wat-doet-roken/les-1/deel-1"
WORK = "/modules/wat-doet-roken/delen/wdr-1/1"
HERE, ELSEWHERE = ("neighbourhood", 1), ("neighbourhood", 2)
THOUGHT, TASK = "/mijn-leren/delen/wdr-1-r1", "/mijn-leren/delen/wdr-1-a1"


@pytest.fixture
def learner(browser):
    """A social worker who wrote a thought and did an assignment."""
    a_module(a_part("wdr-1", REFLECT, ASSIGNMENT, title="De hand"))
    person = a_person(Role.SOCIAL_WORKER, name="Dennis de Vries", scope=HERE)
    browser.sign_in(person)
    browser.submit(WORK, do="done:wdr-1-a1", **{"wdr-1-r1": "Ik rook zelf ook."})
    return person


@pytest.fixture
def director(learner):
    """Somebody who leads the same neighbourhood."""
    return a_person(Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani", scope=HERE)


def address(learner, uid="wdr-1-r1"):
    return f"/mijn-leren/gedeeld/{learner.uid}/{uid}"


def share(browser, learner, *readers, at=THOUGHT, expect=303):
    browser.sign_in(learner)
    return browser.submit(at, expect, bewaar="1", readers=[reader.uid for reader in readers])


def seen_by(reader):
    db.session.expire_all()
    found = shared_with(person_by_uid(reader.uid))
    return [(each.person.name, each.work.kind, each.work.text) for each in found]


def test_a_thought_is_for_its_writer_alone_until_they_choose_somebody(browser, learner, director):
    assert seen_by(director) == []
    assert "Alleen jij kunt dit lezen." in browser.open(FIRST)

    share(browser, learner, director)

    assert seen_by(director) == [("Dennis de Vries", "reflection", "Ik rook zelf ook.")]
    assert "1 persoon die jij koos, leest mee." in browser.open(FIRST)
    browser.sign_in(director)
    assert "Ik rook zelf ook." in browser.open(address(learner))
    assert "Dennis de Vries: De hand" in browser.open("/mijn-leren/gedeeld")


def test_the_button_on_the_part_keeps_what_was_typed_and_leads_to_the_choice(browser, learner):
    response = browser.submit(WORK, do="share:wdr-1-r1", **{"wdr-1-r1": "Een nieuwe gedachte."})

    assert response.headers["Location"] == THOUGHT
    assert "Een nieuwe gedachte." in browser.follow(response)


@pytest.mark.parametrize("about", ["wdr-1-r1", "notitie", "wdr-1", "nergens"])
def test_without_a_thought_the_button_stays_on_the_part(browser, about):
    a_module(a_part("wdr-1", REFLECT))
    browser.sign_in(a_person(Role.SOCIAL_WORKER, scope=HERE))

    response = browser.submit(WORK, do=f"share:{about}", notitie="Iets.")

    assert response.headers["Location"].startswith(FIRST)


def test_taking_back_works_at_once(browser, learner, director):
    share(browser, learner, director)

    share(browser, learner)

    assert seen_by(director) == []
    browser.sign_in(director).open(address(learner), 404)


def test_an_emptied_thought_is_shared_with_nobody_also_when_it_is_written_anew(browser, learner, director):
    share(browser, learner, director)
    for words in ("", "Iets anders."):
        browser.submit(WORK, do="keep", **{"wdr-1-r1": words})

    assert (seen_by(director), db.session.scalars(select(SharedWork)).all()) == ([], [])


def test_who_leaves_the_team_reads_no_more(browser, learner, director):
    share(browser, learner, director)

    end_grant(person_by_uid(director.uid).all_grants[0])
    db.session.commit()

    browser.sign_in(director).open(address(learner), 404)
    assert "Dennis de Vries" not in browser.open("/mijn-leren/gedeeld")


def test_when_the_learner_leaves_the_team_nobody_there_reads_any_more(browser, learner, director):
    share(browser, learner, director)

    end_grant(person_by_uid(learner.uid).all_grants[0])
    db.session.commit()

    assert seen_by(director) == []


def test_only_people_of_ones_own_team_or_adviser_can_be_chosen(browser, learner, director):
    adviser = a_person(Role.ADVISER, name="Joost Vermaat")
    kind, number = HERE
    db.session.add(Grant(person_id=adviser.id, role=Role.ADVISER, scope_kind=kind, scope_id=number, since=now()))
    db.session.commit()
    others = [
        a_person(Role.KEY_PERSON, name="Fatma Sleutel", scope=HERE),
        a_person(Role.SOCIAL_WORKER, name="Els Elders", scope=ELSEWHERE),
        a_person(Role.COORDINATOR, name="Hanneke Overal"),
        a_person(Role.SOCIAL_WORKER, name="Weg Gegaan", scope=HERE, active=False),
    ]
    page = browser.open(THOUGHT)

    assert [each.name in page for each in (director, adviser)] == [True, True]
    assert [each.name for each in others if each.name in page] == []
    for other in (*others, learner):
        share(browser, learner, other, expect=422)
    assert db.session.scalars(select(SharedWork)).all() == []


def test_a_key_person_chooses_between_who_leads_and_who_advises(browser, learner, director):
    browser.sign_in(a_person(Role.KEY_PERSON, scope=HERE))
    browser.submit(WORK, do="keep", **{"wdr-1-r1": "Mijn gedachte."})

    page = browser.open(THOUGHT)

    assert director.name in page
    assert learner.name not in page


def test_nobody_opens_or_shares_the_work_of_another(browser, learner, director):
    browser.sign_in(director)

    for path in (THOUGHT, TASK, address(learner), address(learner, "wdr-1-a1")):
        browser.open(path, 404)
    browser.submit(THOUGHT, 404, readers=[director.uid])


def test_only_readers_of_an_assignment_comment_on_it_and_the_learner_is_told(browser, learner, director):
    share(browser, learner, director, at=TASK)
    browser.sign_in(director)
    for _ in range(2):
        browser.submit(address(learner, "wdr-1-a1"), text="Mooi dat je luisterde.", form_key="a" * 24)

    browser.sign_in(learner)
    assert browser.open(TASK).count("Mooi dat je luisterde.") == 1
    told = db.session.scalars(select(Notice.cause).order_by(Notice.id)).all()
    assert told == ["training_shared", "training_comment"]


def test_a_thought_gets_no_comments(browser, learner, director):
    share(browser, learner, director)

    response = browser.sign_in(director).submit(address(learner), 422, text="Goed zo.")

    assert "Praat er samen over." in response.text


def test_who_may_no_longer_read_may_no_longer_comment(browser, learner, director):
    share(browser, learner, director, at=TASK)
    share(browser, learner, at=TASK)

    browser.sign_in(director).submit(address(learner, "wdr-1-a1"), 404, text="Nog iets.")

    assert db.session.scalars(select(AssignmentComment)).all() == []


def test_a_comment_goes_by_its_writer_or_by_whose_assignment_it_is(browser, learner, director):
    share(browser, learner, director, at=TASK)
    for remover in (director, learner, a_person(Role.ADVISER, scope=HERE)):
        browser.sign_in(director).submit(address(learner, "wdr-1-a1"), text="Mooi.")
        [comment] = db.session.scalars(select(AssignmentComment)).all()
        path = f"/mijn-leren/reacties/{comment.uid}/weg"
        browser.sign_in(remover).submit(path, 303 if remover in (director, learner) else 404)

    assert len(db.session.scalars(select(AssignmentComment)).all()) == 1


def test_an_opened_assignment_is_not_read_along(browser, learner, director):
    share(browser, learner, director, at=TASK)

    browser.submit(WORK, do="undone:wdr-1-a1")

    assert seen_by(director) == []


def test_a_person_takes_along_what_they_share_and_said_and_leaves_no_name(browser, learner, director):
    share(browser, learner, director)
    share(browser, learner, director, at=TASK)
    browser.sign_in(director).submit(address(learner, "wdr-1-a1"), text="Mooi.")
    mine, theirs = training_of(learner), training_of(director)

    forget_person(director)
    said = [(row.text, row.by_id) for row in db.session.scalars(select(AssignmentComment))]
    forget_person(learner)

    assert [row["reader"] for row in mine["shared"]] == ["Samira Bennani", "Samira Bennani"]
    assert (len(theirs["shared_with_me"]), [row["text"] for row in theirs["comments_given"]]) == (2, ["Mooi."])
    assert said == [("Mooi.", None)]
    assert [db.session.scalars(select(each)).all() for each in (SharedWork, AssignmentComment)] == [[], []]


def test_what_is_read_along_costs_the_same_for_more(browser, learner, director, statements):
    share(browser, learner, director)
    browser.sign_in(director)
    with statements(5):
        browser.open("/mijn-leren/gedeeld")
    share(browser, learner, director, at=TASK)
    browser.sign_in(director)

    with statements(5):
        browser.open("/mijn-leren/gedeeld")
