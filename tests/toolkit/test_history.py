"""What was on the site can always be read back, compared and brought back."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.enums import Change
from lms.toolkit.models import Item, ItemDraft, Prose
from lms.toolkit.queries.differences import differences
from lms.toolkit.queries.plain_forms import form_of
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item


@pytest.fixture
def desk(browser):
    the_programme()
    return browser.sign_in(a_person(Role.EDITOR, name="Lotte Brink"))


@pytest.fixture
def item(database):
    """An item in three versions."""
    by, item = a_person(Role.EDITOR, name="Joost Vermaat"), an_item("halen")
    second = a_text(goal=Prose.of("Je weet samen wat je aan elkaar hebt."))
    publish(item, second, change=Change.TYPO, reason="Een woord erbij.", by=by, reviewed_by=by, origin="test")
    third = a_text(summary="Korter.")
    publish(item, third, change=Change.REAL, reason="Kortere samenvatting.", by=None, origin="test")
    db.session.commit()
    return item


def test_the_list_says_who_when_and_why(desk, item):
    page = desk.open("/beheer/toolkit/items/halen/versies")

    assert page.index("Kortere samenvatting.") < page.index("Een woord erbij.") < page.index("Eerste uitgave.")
    assert ("geschreven door Joost Vermaat" in page, "Typefout" in page) == (True, True)


def test_the_difference_shows_the_words_that_came_and_went(desk, item):
    page = desk.open("/beheer/toolkit/items/halen/verschil?van=1&naar=2")

    assert '<ins><span class="kw-sr">nieuw: </span>' in page
    assert ("samen" in page, "Samenvatting" in page) == (True, False)


def test_two_versions_that_are_the_same_say_so_and_unknown_ones_are_not_there(desk, item):
    assert "woord voor woord hetzelfde" in desk.open("/beheer/toolkit/items/halen/verschil?van=2&naar=2")
    for query in ("van=1&naar=9", "van=1&naar=concept", "van=x&naar=1"):
        desk.open(f"/beheer/toolkit/items/halen/verschil?{query}", expect=404)


def test_without_a_choice_the_newest_two_are_compared(desk, item):
    where = "/beheer/toolkit/items/halen/verschil"

    versions = desk.open(where)
    desk.submit("/beheer/toolkit/items/halen/versies/1/terug")
    draft = desk.open(where)

    assert "van versie 2 naar versie 3" in versions
    assert "van versie 3 naar het concept" in draft
    assert "van versie 1 naar het concept" in desk.open(f"{where}?van=1")


def test_steps_and_pictures_are_called_what_the_form_calls_them(desk, item):
    steps = a_text().working_steps[::-1]
    kept = db.session.scalars(select(Item)).one()
    publish(kept, a_text(working_steps=steps), change=Change.REAL, reason="Anders om.", by=None, origin="test")
    db.session.commit()

    page = desk.open("/beheer/toolkit/items/halen/verschil")

    assert ("Stappen</h2>" in page, "Working Steps" in page) == (True, False)


def test_one_version_has_nothing_to_be_compared_with_and_says_so(desk):
    an_item("ander")
    db.session.commit()

    answer = desk.client.get("/beheer/toolkit/items/ander/verschil")

    assert answer.status_code == 303
    assert "Er is nog maar één tekst." in desk.follow(answer)


def test_each_piece_that_differs_is_found_once():
    before = form_of(a_text())
    after = {**before, "goal": "Anders.", "steps": ["team"], "working_steps": before["working_steps"][::-1]}

    assert [each.name for each in differences(before, after)] == ["steps", "goal", "working_steps"]


def test_an_old_version_comes_back_as_a_draft_and_only_when_there_is_none(desk, item):
    answer = desk.submit("/beheer/toolkit/items/halen/versies/1/terug")
    page = desk.follow(answer)
    desk.submit("/beheer/toolkit/items/halen/versies/2/terug")

    draft = db.session.scalars(select(ItemDraft)).one()
    assert draft.form_json["summary"] == a_text().summary
    assert (draft.based_on, draft.reason) == (3, "Terug naar versie 1.")
    assert "De tekst van versie 1 staat klaar als concept." in page
    assert db.session.scalars(select(Item.number)).one() == 3
    desk.submit("/beheer/toolkit/items/halen/versies/9/terug", expect=404)


def test_a_draft_says_when_something_was_published_since(desk, item):
    desk.submit("/beheer/toolkit/items/halen/versies/1/terug")
    kept = db.session.scalars(select(Item)).one()
    publish(kept, a_text(summary="Uit een pakket."), change=Change.REAL, reason="Sync.", by=None, origin="sync")
    db.session.commit()

    page = desk.open("/beheer/toolkit/items/halen/tekst")

    assert "Sinds dit concept begon, is versie 4 gepubliceerd." in page


def test_the_list_costs_the_same_for_one_version_and_for_many(desk, item, statements):
    an_item("ander")
    db.session.commit()
    with statements(5):
        desk.open("/beheer/toolkit/items/ander/versies")

    with statements(5):
        desk.open("/beheer/toolkit/items/halen/versies")
