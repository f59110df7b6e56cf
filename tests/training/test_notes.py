"""Notes and bookmarks at a part: for their writer alone, found again, taken along, and never lost."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.kernel.search import SearchEntry, search
from lms.training.commands.own import forget_person
from lms.training.models import PartCompletion, PartNote
from lms.training.queries.own import training_of
from tests.factories.people import a_person
from tests.factories.training import REFLECT, a_module, a_package, a_part, sync, without

pytestmark = pytest.mark.usefixtures("database")

FIRST = "/modules/wat-doet-roken/les-1/deel-1"
WORK = "/modules/wat-doet-roken/delen/wdr-1/1"
NOTES = "/mijn-leren/notities"


@pytest.fixture
def learner(browser):
    """A social worker who is signed in, with a module to read."""
    a_module(a_part("wdr-1", REFLECT, title="De hand"), a_part("wdr-2", title="Het hoofd"))
    person = a_person(Role.SOCIAL_WORKER, name="Dennis de Vries")
    browser.sign_in(person)
    return person


def mark(html, name="notitie"):
    return re.search(rf'name="{name}.shown" value="([^"]*)"', html)[1]


def write(browser, words, do="keep:notitie", part="wdr-1", **more):
    return browser.submit(f"/modules/wat-doet-roken/delen/{part}/1", do=do, notitie=words, **more)


def notes():
    return [(row.text, row.marked_at is not None) for row in db.session.scalars(select(PartNote)).all()]


def test_a_note_rides_along_whatever_button_is_pressed(browser, learner):
    write(browser, "Vraag dit aan Ron.", do="next", **{"wdr-1-r1": "Koffie."})

    assert "Vraag dit aan Ron.</textarea>" in browser.open(FIRST)
    assert (notes(), len(db.session.scalars(select(PartCompletion)).all())) == ([("Vraag dit aan Ron.", False)], 1)


def test_keeping_a_note_leads_to_the_line_that_says_so(browser, learner):
    response = write(browser, "Vraag dit aan Ron.")

    assert response.headers["Location"] == f"{FIRST}#notitie-bewaard"
    assert 'id="notitie-bewaard"' in browser.follow(response)


def test_a_bookmark_can_be_put_twice_and_taken_away_and_a_note_stays(browser, learner):
    for do in ("mark", "mark"):
        write(browser, "Terugkomen.", do=do)
    assert notes() == [("Terugkomen.", True)]
    assert "Je bewaarde dit deel." in browser.open(FIRST)

    browser.submit(WORK, do="unmark")

    assert notes() == [("Terugkomen.", False)]


def test_an_empty_note_without_a_bookmark_is_no_row(browser, learner):
    write(browser, "Weg ermee.")
    write(browser, "", **{"notitie.shown": mark(browser.open(FIRST))})

    assert (notes(), db.session.scalars(select(SearchEntry.key).where(SearchEntry.kind == "note")).all()) == ([], [])


def test_two_tabs_that_both_wrote_are_both_kept(browser, learner):
    shown = mark(browser.open(FIRST))
    write(browser, "Een.", **{"notitie.shown": shown})

    page = browser.follow(write(browser, "Twee.", **{"notitie.shown": shown}))

    assert "we hebben beide teksten bewaard" in page
    assert notes() == [("Een.\n\nTwee.", False)]


def test_a_refused_page_still_holds_the_note(browser, learner):
    response = browser.submit(WORK, 422, do="keep:notitie", notitie="Bel 06 12345678 voor de rest.")

    assert "Bel 06 12345678 voor de rest.</textarea>" in response.text
    assert (notes(), 'href="#notitie"' in response.text) == ([], True)


def test_the_page_lists_them_and_finds_words_in_ones_own_notes_only(browser, learner):
    write(browser, "Iets over de wachtkamer.")
    write(browser, "Iets over het balkon.", part="wdr-2", do="mark")
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    write(browser, "Ook een wachtkamer.")
    browser.sign_in(learner)

    every, found = browser.open(NOTES), browser.open(f"{NOTES}?q=wachtkamers")
    kept, nothing = browser.open(f"{NOTES}?bewaard=1"), browser.open(f"{NOTES}?q=dakgoot")

    assert "Iets over de wachtkamer." in every
    assert "Iets over het balkon." in every
    assert "Iets over de wachtkamer." in found
    assert "balkon" not in found
    assert "balkon" in kept
    assert "wachtkamer" not in kept
    assert "Niets gevonden met deze woorden." in nothing
    assert not any("Ook een wachtkamer." in page for page in (every, found, kept, nothing))


def test_nobody_else_finds_a_note_in_the_search_of_the_site(learner, browser):
    write(browser, "Iets over de wachtkamer.")

    found = search("wachtkamer", scopes=["public", "signed-in"]).found

    assert found == ()


def test_notes_come_along_as_markdown(browser, learner):
    write(browser, "Vraag dit aan Ron.")

    response = browser.client.get(f"{NOTES}.md")

    assert response.headers["Content-Disposition"] == 'attachment; filename="mijn-notities.md"'
    assert response.text == "# Mijn notities\n\n## Wat doet roken?\n\n### Les 1: De hand\n\nVraag dit aan Ron.\n"


def test_a_note_outlives_the_part_it_was_written_at(browser, learner):
    write(browser, "Blijft.")
    sync(without(a_package(a_part("wdr-1", REFLECT), a_part("wdr-2"), version="1.1"), "wdr-1"))

    page = browser.open(NOTES)

    assert "Blijft." in page
    assert "Dit deel is er nu niet meer." in page


def test_throwing_away_touches_only_ones_own(browser, learner):
    write(browser, "Van Dennis.", do="mark")
    other = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(other)
    browser.submit(f"{NOTES}/wdr-1", 404)
    write(browser, "Van mij.")

    browser.submit(f"{NOTES}/wdr-1")
    assert notes() == [("Van Dennis.", True)]
    browser.sign_in(learner)
    browser.submit(f"{NOTES}/wdr-1", wat="bladwijzer")

    assert notes() == [("Van Dennis.", False)]


def test_a_person_takes_notes_along_and_leaves_none(browser, learner):
    write(browser, "Vraag dit aan Ron.", do="mark")

    taken = training_of(learner)["notes"]
    forget_person(learner)

    assert [(row["part"], row["text"], bool(row["marked_at"])) for row in taken] == [
        ("wdr-1", "Vraag dit aan Ron.", True)
    ]
    assert (notes(), db.session.scalars(select(SearchEntry.key).where(SearchEntry.kind == "note")).all()) == ([], [])


def test_what_the_page_costs_does_not_grow(browser, learner, statements):
    write(browser, "Een.")
    with statements(2):
        browser.open(NOTES)
    write(browser, "Twee.", part="wdr-2")

    with statements(2):
        browser.open(NOTES)
