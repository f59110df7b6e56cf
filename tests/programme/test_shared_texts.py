"""Dream and question in the words of the neighbourhood, with every wording there was."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.programme.models import SharedText
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

PAGE = "/wijken/oosterveld/droom"


@pytest.fixture
def oosterveld(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def here(browser, oosterveld):
    return browser.sign_in(a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR))


def texts():
    return [(row.kind.value, row.text) for row in db.session.scalars(select(SharedText).order_by(SharedText.id))]


def test_a_new_wording_stands_before_the_old_one(here):
    assert "Nog geen droom" in here.open(PAGE)
    here.submit(PAGE, **{"dream-text": "Elk kind groeit op zonder rook."})
    here.submit(PAGE, **{"dream-text": "Iedereen in de straat ademt vrij."})
    here.submit(f"{PAGE}/vraag", **{"design_question-text": "Hoe kunnen wij samen rust vinden?"})

    page = here.open(PAGE)

    assert page.index("Iedereen in de straat ademt vrij.") < page.index("Elk kind groeit op zonder rook.")
    assert "Hoe kunnen wij samen rust vinden?" in page
    assert len(texts()) == 3


def test_the_same_words_again_are_no_new_wording(here):
    for _tab in range(2):
        here.submit(PAGE, **{"dream-text": "Elk kind groeit op zonder rook."})

    assert texts() == [("dream", "Elk kind groeit op zonder rook.")]


@pytest.mark.parametrize("text", ["", "x" * 501, "Bel 06 12345678."])
def test_what_cannot_be_kept_stays_on_the_page(here, text):
    answer = here.submit(PAGE, expect=422, **{"dream-text": text})

    assert text in answer.text
    assert texts() == []


@pytest.mark.parametrize(("role", "read"), [(Role.RESEARCHER, 403), (Role.EDITOR, 404), (Role.COORDINATOR, 200)])
def test_who_does_not_take_part_does_not_read(browser, oosterveld, role, read):
    browser.sign_in(a_person(role)).open(PAGE, expect=read)


def test_the_team_reads_and_does_not_write(browser, oosterveld):
    browser.sign_in(a_member(oosterveld, Role.KEY_PERSON))

    assert "Bewaar onze droom" not in browser.open(PAGE)
    browser.submit(PAGE, expect=403, **{"dream-text": "Mijn droom."})


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_number_of_questions(here, statements, many):
    for number in range(many):
        here.submit(PAGE, **{"dream-text": f"Droom {number}."})

    here.open(PAGE)
    with statements(3):  # the person; the neighbourhood; all wordings
        here.open(PAGE)
