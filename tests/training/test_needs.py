"""What people want to learn, and what they find of a module without anybody knowing who."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import Base, db
from lms.training.commands.evaluations import evaluate
from lms.training.commands.own import forget_person
from lms.training.enums import Worth
from lms.training.models import EvaluatedModule, ModuleEvaluation, TrainingNeed
from lms.training.queries.evaluations import evaluations
from lms.training.queries.own import training_of
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part

pytestmark = pytest.mark.usefixtures("database")

ASK, DESK = "/mijn-leren/vragen", "/beheer/scholing/vragen"
OPINION = "/modules/wat-doet-roken/mening"


def asked(browser, text="Hoe praat ik over vapen?", **more):
    browser.submit(ASK, text=text, **more)
    return db.session.scalars(select(TrainingNeed)).one()


def test_who_asks_gets_an_answer_and_both_are_told(browser):
    worker, editor = a_person(Role.SOCIAL_WORKER), a_person(Role.EDITOR)
    browser.sign_in(worker)
    for _ in range(2):
        need = asked(browser, form_key="a" * 24)

    assert "Hoe praat ik over vapen?" in browser.sign_in(editor).open(DESK)
    browser.submit(f"{DESK}/{need.uid}", text="Dat komt in een nieuwe module.")
    browser.submit(f"{DESK}/{need.uid}", 422, text="Nog een antwoord.")

    assert "Dat komt in een nieuwe module." in browser.sign_in(worker).open(ASK)
    assert db.session.scalars(select(Notice.cause).order_by(Notice.id)).all() == [
        "training_need",
        "training_need_answered",
    ]


def test_a_need_that_may_point_to_a_person_is_asked_about_first(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    response = browser.submit(ASK, 422, text="Bel 06 12345678.")

    assert "een telefoonnummer" in response.text
    assert db.session.scalars(select(TrainingNeed)).all() == []


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ADVISER, Role.ADMINISTRATOR])
def test_the_inbox_is_for_editors_and_coordinators(browser, role):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    need = asked(browser)
    browser.sign_in(a_person(role))

    browser.open(DESK, 403)
    browser.open("/beheer/scholing/meningen", 403)
    browser.open(f"{DESK}/{need.uid}", 404)
    assert need.text not in browser.open(ASK)


def test_a_need_stays_without_its_name_when_the_asker_is_forgotten(browser):
    worker = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(worker)
    asked(browser)

    taken = training_of(worker)["needs"]
    forget_person(worker)

    assert [row["text"] for row in taken] == ["Hoe praat ik over vapen?"]
    assert db.session.scalars(select(TrainingNeed.by_id)).all() == [None]


def test_a_module_is_evaluated_once_and_only_by_who_finished_it(browser):
    a_module(a_part("wdr-1"))
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    browser.open(OPINION, 404)
    browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next")
    assert OPINION in browser.open("/modules/wat-doet-roken")
    browser.submit(OPINION, 422)

    browser.submit(OPINION, answer="planned")
    browser.submit(OPINION, 200, answer="known")

    assert counts() == {"changed": 0, "planned": 1, "some": 0, "known": 0, "unfit": 0}
    assert "Je hebt deze vraag al beantwoord." in browser.open(OPINION)


def test_nothing_in_the_database_links_a_person_to_an_answer():
    """There is no row for one answer: only counts, without a person, a time or an order of arrival."""
    answer, receipt = (Base.metadata.tables[each] for each in ("module_evaluation", "evaluated_module"))

    assert set(answer.columns.keys()) == {"module_id", "answer", "count"}
    assert set(receipt.columns.keys()) == {"person_id", "module_id"}
    assert [key.name for key in answer.primary_key] == ["module_id", "answer"]


def test_the_order_in_which_people_answer_leaves_no_trace():
    module = a_module(a_part("wdr-1"))
    people = [a_person(Role.SOCIAL_WORKER) for _ in range(4)]
    kept = []
    for answers in (["changed", "known", "some", "some"], ["some", "some", "known", "changed"]):
        for person, answer in zip(people, answers, strict=True):
            evaluate(module, Worth(answer), by=person)
        db.session.flush()
        kept.append([tuple(row) for row in db.session.execute(select(*ModuleEvaluation.__table__.columns))])
        db.session.query(EvaluatedModule).delete()
        db.session.query(ModuleEvaluation).delete()

    assert kept[0] == kept[1]


def test_all_counts_are_written_at_every_answer(database):
    """So that what the database keeps of the last writer of a row (xmin) does not tell which count rose."""
    module = a_module(a_part("wdr-1"))
    evaluate(module, Worth.SOME, by=a_person(Role.SOCIAL_WORKER))
    db.session.commit()
    evaluate(module, Worth.KNOWN, by=a_person(Role.SOCIAL_WORKER))
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        writers = db.session.scalars(select(db.text("xmin::text")).select_from(ModuleEvaluation)).all()
        assert (len(writers), len(set(writers))) == (5, 1)

    assert counts() == {"changed": 0, "planned": 0, "some": 1, "known": 1, "unfit": 0}


def test_counts_are_shown_from_five_answers_on(browser):
    module = a_module(a_part("wdr-1"))
    shown = []
    for _ in range(5):
        evaluate(module, Worth.SOME, by=a_person(Role.SOCIAL_WORKER))
        db.session.commit()
        shown.append(evaluations()[0].total)

    assert shown == [0, 0, 0, 0, 5]
    page = browser.sign_in(a_person(Role.EDITOR)).open("/beheer/scholing/meningen")
    assert "Een beetje: ik weet meer" in page


def test_the_answer_is_not_in_what_a_person_takes_along_and_stays_when_they_leave(browser):
    module, person = a_module(a_part("wdr-1")), a_person(Role.SOCIAL_WORKER)
    evaluate(module, Worth.SOME, by=person)
    db.session.commit()

    taken = training_of(person)
    forget_person(person)

    assert (taken["evaluated"], "some" in repr(taken)) == (["Wat doet roken?"], False)
    assert (counts()["some"], db.session.scalars(select(EvaluatedModule)).all()) == (1, [])


def counts():
    db.session.expire_all()
    return {row.answer.value: row.count for row in db.session.scalars(select(ModuleEvaluation))}


def test_who_answered_takes_the_answer_along_and_not_what_was_asked(browser):
    editor = a_person(Role.EDITOR)
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    need = asked(browser, "Hoe praat ik met Sem van hiernaast?")
    browser.sign_in(editor).submit(f"{DESK}/{need.uid}", text="Dat komt eraan.")

    taken = training_of(person_by_uid(editor.uid))

    assert taken["needs_answered"][0]["answer"] == "Dat komt eraan."
    assert "Sem van hiernaast" not in repr(taken)
