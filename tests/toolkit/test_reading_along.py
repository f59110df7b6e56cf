"""What who reads along needs stands on the page: the text, what belongs with it by name, and what is missing where."""

import pytest

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.commands.drafts import save_draft
from lms.toolkit.commands.relating import relate
from lms.toolkit.commands.reviewing import ask_review
from lms.toolkit.enums import RelationKind
from lms.toolkit.queries.drafts import working_on
from tests.factories.people import a_person
from tests.factories.toolkit import an_item

BY = {"origin": "test"}
HERE = "/beheer/toolkit/items/bel"


@pytest.fixture
def bell(lotte):
    item = an_item("bel", kind="proefversie", title="De bel", source="Bureau Boven")
    an_item("halen", title="Halen en brengen")
    relate(item, RelationKind.FOLLOWS, ["halen"])
    return item


def written(item, by, **changes):
    working = working_on(item)
    working = save_draft(item, {**working.form, **changes}, stand=working.stand, by=by, **BY)
    db.session.commit()
    return working.stand


def test_a_preview_shows_the_step_what_it_is_and_where_it_comes_from(browser, bell, lotte):
    written(bell, lotte, goal="Anders.")

    page = browser.sign_in(lotte).open(f"{HERE}/voorbeeld")

    asked = ("Stap 1: Stap starten", "Proefversie", "Bureau Boven", "CC BY-SA 4.0")
    assert [words for words in asked if words not in page] == []


def test_who_reads_along_has_the_text_and_the_titles_of_what_belongs_with_it(browser, bell, lotte):
    reader = a_person(Role.EDITOR, name="Joost Vermaat")
    stand = written(bell, lotte, goal="Een heel ander doel.")
    ask_review(bell, None, "Beter.", stand=stand, by=lotte, **BY)
    db.session.commit()

    page = browser.sign_in(reader).open(f"{HERE}/nakijken")

    asked = ("Een heel ander doel.", "Deel kaartjes uit.", "Bureau Boven", ">Halen en brengen</a>")
    assert [words for words in asked if words not in page] == []


def test_what_is_missing_is_said_by_the_name_of_its_field(browser, bell, lotte):
    steps = [{**step, "minutes": "kort"} for step in working_on(bell).form["working_steps"]]
    written(bell, lotte, minutes_to="lang", working_steps=steps)

    page = browser.sign_in(lotte).open(f"{HERE}/nakijken")

    for field in ("Minuten, hoogstens", "Stap 1, Minuten", "Stap 2, Minuten"):
        assert f"<b>{field}:</b> Vul een heel getal in." in page


def test_minutes_that_do_not_fit_are_said_with_both_numbers(browser, bell, lotte):
    written(bell, lotte, minutes_from="30", minutes_to="45")

    page = browser.sign_in(lotte).open(f"{HERE}/nakijken")

    assert "De stappen duren samen 60 minuten, en bij de tijd staat: 30 tot 45 minuten. Maak dat gelijk." in page
