"""A key person learns by ear: short texts with a picture, read aloud by an author or by the phone."""

import re

import pytest
from playwright.sync_api import expect

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_email
from lms.content.blocks import Picture, Question, Text
from lms.content.pieces import plain_text
from lms.content.prose import plain
from lms.training.models import PartCompletion, QuestionAnswer
from tests.factories.drafts import publish
from tests.journeys.conftest import PHONE
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_fits, sign_in, watched
from tests.journeys.pages import Learner, book_of
from tests.journeys.site import address_of

#: Headless browsers have no voice: write down what would be said. A phone that is held says one sentence for ever.
EARS = """window.heard = [];
speechSynthesis.getVoices = () => [{lang: 'nl-NL'}];
speechSynthesis.speak = speech => {
  heard.push([speech.lang, speech.text, speech.rate]);
  if (!window.held) setTimeout(() => speech.onend?.());
};"""
DUMB = "speechSynthesis.getVoices = () => [{lang: 'fr-FR'}]"
PICTURES = "all => all.map(each => ({alt: each.alt, loaded: each.complete && each.naturalWidth > 0}))"
PARTS_IN_THE_FIRST_LESSON = 4
FIRST = "/modules/wat-doet-roken/mensen-en-roken/wie-rookt-er-in-jouw-straat"


@pytest.fixture
def ears(phone):
    """A phone whose voice is written down."""
    phone.add_init_script(EARS)
    return phone


@pytest.fixture
def listener(site, ears):
    """Somebody who opened the first part."""
    sign_in(ears, site.newcomer(Role.KEY_PERSON), to=FIRST)
    return ears


def test_a_key_person_does_the_first_lesson_by_ear(site, ears):
    name, learner = site.newcomer(Role.KEY_PERSON), Learner(Fingers(ears), book_of(site, easy=True))
    sign_in(ears, name)
    learner.begin()
    for _ in range(PARTS_IN_THE_FIRST_LESSON):
        ears.wait_for_load_state("load")
        listens(ears, learner.blocks)
        assert sees_the_pictures(ears, learner.blocks)
        assert_fits(ears)
        learner.do_part()

    ears.wait_for_url("**/leerpad")
    assert site.rows(PartCompletion, name) == PARTS_IN_THE_FIRST_LESSON
    assert site.rows(QuestionAnswer, name) == PARTS_IN_THE_FIRST_LESSON
    ears.goto("/modules/wat-doet-roken")
    expect(ears.get_by_text("Klaar", exact=True)).to_have_count(PARTS_IN_THE_FIRST_LESSON)


def test_listening_rests_and_goes_on_in_the_chosen_tempo_on_the_next_page_too(listener):
    button = listener.get_by_role("button", name="Luister")
    listener.get_by_label("Hoe vlug voorlezen").select_option(label="Rustig tempo")
    listener.evaluate("window.held = true")
    button.tap()
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "false")
    listener.evaluate("window.held = false")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "false")

    (_, first, rate), (_, again, _), *_ = listener.evaluate("heard")
    assert (first, round(rate, 3)) == (again, 0.76)
    listener.reload()
    expect(listener.get_by_label("Hoe vlug voorlezen")).to_have_value("0.8")


def test_each_question_and_each_answer_has_a_small_button_that_can_go(listener):
    toggle, small = listener.get_by_role("button", name="Verberg leesknoppen"), listener.locator("fieldset .kw-say")
    answer = listener.locator("label.kw-choice").first.inner_text()
    expect(small).to_have_count(1 + listener.locator("label.kw-choice").count())

    listener.get_by_role("button", name=f"Lees voor: {answer}").tap()
    assert " ".join(text for _, text, _ in listener.evaluate("heard")) == answer
    expect(listener.get_by_role("radio", name=answer, exact=True)).not_to_be_checked()

    toggle.tap()
    expect(small.first).to_be_hidden()
    listener.reload()
    expect(small).to_have_count(0)


def test_who_answered_hears_first_what_is_said_of_it(site, listener):
    learner = Learner(Fingers(listener), book_of(site, easy=True))
    question = next(block for block in learner.blocks if isinstance(block, Question))
    learner.answer(question)
    learner.hands.press(listener.get_by_role("button", name="Kijk je antwoord na"))

    listener.get_by_role("button", name="Luister").tap()
    right = next(answer for answer in question.answers if answer.right)
    assert spaceless(plain(right.explanation)).startswith(spaceless(listener.evaluate("heard")[0][1]))


def test_a_phone_without_a_dutch_voice_says_so(site, phone):
    phone.add_init_script(DUMB)
    sign_in(phone, site.newcomer(Role.KEY_PERSON), to=FIRST)

    expect(phone.get_by_text("Dit apparaat heeft nog geen Nederlandse stem.")).to_be_visible()
    expect(phone.get_by_role("button", name="Luister")).to_be_hidden()


@pytest.fixture(scope="module")
def spoken_part(chromium, site):
    """The first part, of which an editor spoke in the easy text and a coordinator published it."""
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True, permissions=["microphone"]) as page:
        sign_in(page, "redacteur", to="/beheer/modules/wdr/delen/wdr-1-1")
        Fingers(page).press(page.get_by_role("link", name="Spreek dit deel in"))
        easy = page.get_by_role("region", name="De korte tekst met plaatje")
        easy.get_by_role("button", name="Begin met praten").tap()
        expect(easy.get_by_text("Nog 178 seconden")).to_be_visible()
        easy.get_by_role("button", name=re.compile("^Stop")).tap()
        expect(easy.get_by_text(re.compile(r"Je opname duurt \d+ seconden"))).to_be_visible()
        Fingers(page).press(easy.get_by_role("button", name="Bewaar de opname"))
        expect(easy.get_by_text("Ingesproken door")).to_be_visible()
        assert_fits(page)
    with site.behind():
        writer, reader = (person_by_email(address_of(name)) for name in ("redacteur", "coordinator"))
        publish("wdr", writer, reader)
    return FIRST


def test_the_voice_of_the_author_is_heard_and_the_phone_reads_the_question(site, spoken_part, ears):
    sign_in(ears, site.newcomer(Role.KEY_PERSON), to=spoken_part)
    button = ears.get_by_role("button", name="Luister")
    expect(ears.locator("audio")).to_be_hidden()
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_attribute("aria-pressed", "false", timeout=20_000)

    assert ears.locator("audio").evaluate("audio => audio.currentTime") > 1
    heard = " ".join(text for _, text, _ in ears.evaluate("heard"))
    assert ears.locator("legend").first.inner_text() in heard
    assert ears.locator(".kw-told").first.inner_text().split(".")[0] not in heard


def test_without_script_the_voice_of_the_author_has_its_own_player(site, spoken_part, plain):
    sign_in(plain, site.newcomer(Role.KEY_PERSON), to=spoken_part)

    expect(plain.get_by_label("Deze tekst, voorgelezen")).to_be_visible()


def listens(page, blocks):
    """Press Luister: all that is told and asked is said, in Dutch, with the buttons; then silence."""
    button = page.get_by_role("button", name="Luister")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "false")
    heard = page.evaluate("window.heard")
    assert {language for language, *_ in heard} == {"nl-NL"}
    said = spaceless(" ".join(text for _, text, _ in heard))
    assert spaceless(plain_text([block for block in blocks if isinstance(block, Text)])) in said
    for question in (block for block in blocks if isinstance(block, Question)):
        assert all(spaceless(plain(html)) in said for html in (question.prompt, *(a.text for a in question.answers)))
    assert spaceless("Knop, Verder") in said


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
