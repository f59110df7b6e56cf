"""A key person learns by ear: short texts with a picture, read aloud by the phone."""

from playwright.sync_api import expect

from lms.accounts.enums import Role
from lms.content.blocks import Picture, Question, Text
from lms.content.pieces import plain_text
from lms.training.models import PartCompletion, QuestionAnswer
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_fits, sign_in
from tests.journeys.pages import Learner, book_of

#: Headless browsers have no voice: write down what would be said.
EARS = "window.heard = []; speechSynthesis.speak = speech => window.heard.push([speech.lang, speech.text])"
PICTURES = "all => all.map(each => ({alt: each.alt, loaded: each.complete && each.naturalWidth > 0}))"
PARTS_IN_THE_FIRST_LESSON = 5


def test_a_key_person_does_the_first_lesson_by_ear(site, phone):
    name, learner = site.newcomer(Role.KEY_PERSON), Learner(Fingers(phone), book_of(site, easy=True))
    phone.add_init_script(EARS)
    sign_in(phone, name)
    learner.begin()
    for _ in range(PARTS_IN_THE_FIRST_LESSON):
        phone.wait_for_load_state("load")
        listens(phone, learner.blocks)
        assert sees_the_pictures(phone, learner.blocks)
        assert_fits(phone)
        learner.do_part()

    assert site.rows(PartCompletion, name) == PARTS_IN_THE_FIRST_LESSON
    assert site.rows(QuestionAnswer, name) == PARTS_IN_THE_FIRST_LESSON
    phone.goto("/modules/wat-doet-roken")
    expect(phone.get_by_text("Klaar", exact=True)).to_have_count(PARTS_IN_THE_FIRST_LESSON)


def listens(page, blocks):
    """Press Luister: all that is told is said, in Dutch; press again: silence."""
    button = page.get_by_role("button", name="Luister")
    button.tap()
    assert button.get_attribute("aria-pressed") == "true"
    heard = page.evaluate("window.heard")
    assert {language for language, _ in heard} == {"nl-NL"}
    assert spaceless(plain_text([b for b in blocks if isinstance(b, Text)])) in spaceless(" ".join(t for _, t in heard))
    button.tap()
    assert button.get_attribute("aria-pressed") == "false"


def sees_the_pictures(page, blocks):
    """Every picture of the text is there, loaded, and says in words what it shows."""
    shown = page.locator("main img").evaluate_all(PICTURES)
    assert all(each["loaded"] for each in shown)
    wanted = [block.alt for block in blocks if isinstance(block, Picture)]
    assert [each["alt"] for each in shown] == wanted
    assert all(wanted)
    return wanted and any(isinstance(block, Question) for block in blocks)


def spaceless(text):
    return "".join(text.split())
