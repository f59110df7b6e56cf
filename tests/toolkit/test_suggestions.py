"""What can be better: it reaches who looks after the text, and the asker gets an answer."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import render_template
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous, Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.toolkit.commands import suggestions
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import ItemSuggestion
from lms.toolkit.policy import can_answer_suggestion, suggestions_answered_by
from lms.toolkit.queries import drafts
from lms.toolkit.queries.reports import experience_of
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.toolkit import an_item

ITEM = "/toolkit/halen-en-brengen"
FORM, LIST = f"{ITEM}/voorstel", "/beheer/toolkit/voorstellen"
KEY, TIMES = "k" * 24, 4


@pytest.fixture
def owner(database):
    return a_person(Role.DESIGNER, scope=("organisation", 1), name="Joost Vermaat")


@pytest.fixture
def item(owner):
    made = an_item("halen-en-brengen", kind="proefversie")
    made.owner_id = owner.id
    db.session.commit()
    return made


@pytest.fixture
def asker(item):
    return a_person(Role.ADVISER, name="Lotte Baas")


def suggested(browser, by, text="Stap 2 duurt langer.", expect=303, **more):
    return browser.sign_in(by).submit(FORM, expect, text=text, **more)


def page_of_the_answer():
    return f"{LIST}/{db.session.scalars(select(ItemSuggestion.uid)).one()}"


def causes(person):
    return [row.cause for row in db.session.scalars(select(Notice).where(Notice.person_id == person.id))]


def test_a_suggestion_reaches_editors_and_the_owner(browser, asker, owner):
    readers = [a_person(Role.EDITOR), a_person(Role.COORDINATOR), owner]

    suggested(browser, asker)

    assert [causes(each) for each in readers] == [["toolkit_suggestion"]] * 3
    assert causes(asker) == []
    assert "Stap 2 duurt langer." in browser.sign_in(readers[0]).open(LIST)


def test_the_asker_hears_and_reads_the_answer_of_the_owner(browser, asker, owner):
    suggested(browser, asker)
    page = page_of_the_answer()

    browser.sign_in(owner).submit(page, text="Klopt. We maken er 40 van.")
    refused = browser.submit(page, 422, text="Nog een keer.")

    assert "Iemand anders schreef net een antwoord." in refused.text
    assert causes(asker) == ["toolkit_suggestion_answered"]
    assert "Klopt. We maken er 40 van." in browser.sign_in(asker).open(FORM)
    editor = browser.sign_in(a_person(Role.EDITOR))
    assert "Stap 2 duurt langer." not in editor.open(LIST)
    assert "Stap 2 duurt langer." in editor.open(f"{LIST}?beantwoord=1")


def test_an_owner_without_a_role_any_more_is_asked_nothing(browser, asker, item):
    former = a_person(name="Wim Oud")
    item.owner_id = former.id
    db.session.commit()

    suggested(browser, asker)

    assert causes(former) == []
    browser.sign_in(former).open(page_of_the_answer(), 404)


def test_the_page_of_an_item_asks_in_one_field_who_signed_in(app, item, asker):
    with app.test_request_context(ITEM):
        known = render_template("toolkit/_experience.html", experience=experience_of(item, asker))
        visitor = render_template("toolkit/_experience.html", experience=experience_of(item, Anonymous()))

    assert re.search(rf'<form[^>]*action="{FORM}"', known)
    assert FORM not in visitor


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Schrijf op wat er beter kan."),
        ("a" * 1001, "Je tekst is te lang. Er passen 1000 tekens."),
        ("Vraag het aan joop@voorbeeld.nl", "Staat hier een e-mailadres?"),
    ],
)
def test_what_is_missing_is_said(browser, asker, text, says):
    assert says in suggested(browser, asker, text, 422).text
    assert db.session.scalars(select(ItemSuggestion)).all() == []


def test_a_form_sent_twice_is_one_suggestion_and_one_notice(browser, asker, owner):
    for _time in range(2):
        suggested(browser, asker, form_key=KEY)

    assert db.session.scalar(select(func.count()).select_from(ItemSuggestion)) == 1
    assert causes(owner) == ["toolkit_suggestion"]


def test_the_same_words_from_a_fresh_page_are_one_suggestion_and_its_writer_is_told(browser, asker, owner):
    """As when somebody presses Back: the page is another one, with another key, and says the same."""
    suggested(browser, asker, form_key=KEY)
    page = browser.follow(suggested(browser, asker, " Stap 2 duurt langer. ", form_key="n" * 24))

    assert "Dit stelde je al voor. Het staat er één keer." in page
    assert db.session.scalar(select(func.count()).select_from(ItemSuggestion)) == 1
    assert causes(owner) == ["toolkit_suggestion"]


def test_other_words_another_day_or_another_writer_are_another_suggestion(browser, asker, monkeypatch):
    suggested(browser, asker)
    suggested(browser, asker, "Stap 2 duurt veel langer.")
    suggested(browser, a_person(Role.ADVISER, name="Iris Groen"))
    monkeypatch.setattr(suggestions, "today", lambda: today() + timedelta(days=1))
    suggested(browser, asker)

    assert db.session.scalar(select(func.count()).select_from(ItemSuggestion)) == 4


@pytest.mark.races
def test_the_same_words_sent_at_once_are_one_suggestion(app, asker):
    desks = [Browser(app).sign_in(asker) for _time in range(TIMES)]
    db.session.remove()

    with ThreadPoolExecutor(TIMES) as pool:
        given = {"text": "Stap 2 duurt langer."}
        answers = list(pool.map(lambda desk: desk.client.post(FORM, data=given).status_code, desks))

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(ItemSuggestion)) == 1


def test_a_form_that_comes_again_with_other_words_loses_neither(browser, asker):
    suggested(browser, asker, "Meer tijd voor koffie.", form_key=KEY)

    again = suggested(browser, asker, "Minder tijd voor koffie.", 422, form_key=KEY)

    assert ("Meer tijd voor koffie." in again.text, "Minder tijd voor koffie." in again.text) == (True, True)
    assert db.session.scalars(select(ItemSuggestion.text)).all() == ["Meer tijd voor koffie."]
    assert KEY not in again.text


@pytest.mark.races
def test_a_form_sent_twice_at_once_is_one_suggestion(app, asker):
    desks = [Browser(app).sign_in(asker) for _time in range(TIMES)]
    db.session.remove()

    with ThreadPoolExecutor(TIMES) as pool:
        given = {"text": "Stap 2 duurt langer.", "form_key": KEY}
        answers = list(pool.map(lambda desk: desk.client.post(FORM, data=given).status_code, desks))

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(ItemSuggestion)) == 1


def test_somebody_else_does_not_read_or_answer_it(browser, asker):
    suggested(browser, asker, text="Kanarie.")
    page = page_of_the_answer()
    browser.sign_in(a_person(Role.ADVISER, name="Iris Groen"))

    assert "Kanarie" not in browser.open(FORM)
    browser.open(page, 404)
    browser.open(LIST, 403)


def test_who_has_an_item_withdrawn_before_them_can_still_say_something(browser, item, asker):
    item.status, item.withdrawn_at = ItemStatus.WITHDRAWN, now()
    db.session.commit()

    suggested(browser, asker)

    assert db.session.scalars(select(ItemSuggestion.text)).all() == ["Stap 2 duurt langer."]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.ADVISER, Role.DESIGNER])
def test_suggestions_are_answered_by_the_same_in_python_and_in_sql(browser, item, owner, asker, role):
    other = an_item("anders", kind="proefversie")
    method = an_item("methode")
    method.owner_id = owner.id
    rows = [ItemSuggestion(item_id=each.id, item=each, text="Iets.", by_id=asker.id) for each in (item, other, method)]
    db.session.add_all(rows)
    db.session.commit()
    reader = person_by_uid(owner.uid if role is Role.DESIGNER else a_person(role).uid)

    answered = select(ItemSuggestion.id).join(ItemSuggestion.item).where(suggestions_answered_by(reader))

    assert {row.id for row in rows if can_answer_suggestion(reader, row)} == set(db.session.scalars(answered))


def test_the_desk_counts_no_further_than_people_do(browser, item, asker, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_COUNTED", 2)
    db.session.add_all(ItemSuggestion(item_id=item.id, text="Iets.", by_id=asker.id) for _number in range(5))
    db.session.commit()

    assert drafts.desk_of(person_by_uid(a_person(Role.EDITOR).uid), today()).suggestions == 3


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_number_of_questions(browser, asker, statements, many):
    for number in range(many):
        suggested(browser, asker, text=f"Wens {number}.")
    browser.open(FORM)
    with statements(3):  # the person; the item; what was said before
        browser.open(FORM)
    browser.sign_in(a_person(Role.EDITOR)).open(LIST)
    with statements(2):  # the person; the suggestions with their items
        browser.open(LIST)
