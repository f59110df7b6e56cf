"""What one screen of a lesson shows around its text: the bar, the picture, lists to choose from."""

import re

import pytest

from lms.accounts.enums import Role
from tests.factories.people import a_person
from tests.factories.training import EASY, a_module, a_part

pytestmark = pytest.mark.usefixtures("database")

FIRST = "/modules/wat-doet-roken/les-1/deel-1"
MATCH = """/// question | match
    uid: {uid}-q2

Wat hoort bij elkaar?
- koffie = gewoonte — Een vast moment.
- onrust = lichaam — Dat vraagt erom.
///
"""


@pytest.fixture
def learner(browser):
    """A social worker who is signed in."""
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


def test_the_bar_of_the_lesson_shows_what_is_done_and_not_what_lies_before(browser, learner):
    a_module(a_part("wdr-1"), a_part("wdr-2"), a_part("wdr-3"))
    browser.submit("/modules/wat-doet-roken/delen/wdr-2/1", do="next")

    page = browser.open("/modules/wat-doet-roken/les-1/deel-3")

    assert (
        re.search(r'<span class="kw-seg"[^>]*>(.*?)</span>', page)[1]
        == '<i></i><i class="is-done"></i><i class="is-now"></i>'
    )
    assert "Deel 3 van 3" in page
    assert "1 klaar" in page


def test_a_text_without_a_picture_shows_that_of_its_easy_twin(browser, learner):
    a_module(a_part("wdr-1", "Zonder plaatje.\n", EASY.replace("alt: Ron drinkt koffie.", "alt: Ron bij het raam.")))

    page = browser.open(FIRST)

    assert "Zonder plaatje." in page
    assert re.findall(r'<img [^>]*alt="([^"]*)"', page) == ["Ron bij het raam."]


def test_a_match_question_lists_what_to_choose_from_by_letter(browser, learner):
    a_module(a_part("wdr-1", MATCH))

    page = browser.open(FIRST)

    listed = re.findall(r"<li>(.*?)</li>", re.search(r'<ol class="kw-partners">(.*?)</ol>', page, re.DOTALL)[1])
    offered = re.findall(r'<option value="[^"]+">(.*?)</option>', page[page.index('id="deel"') :])
    assert sorted(listed) == ["gewoonte", "lichaam"]
    assert offered == [f"{letter}. {words}" for letter, words in zip("AB", listed, strict=True)] * 2
