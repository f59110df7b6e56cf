"""Telling and helping with a finger, a voice and a printer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from lms.accounts.queries.people import person_by_email
from lms.kernel.db import db
from lms.programme.models import Moment, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD, places
from tests.journeys.conftest import PHONE
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in, watched
from tests.journeys.site import Site, address_of

DIRECTOR, KEY_PERSON = "wijkregisseur", "sleutelpersoon"
#: An audio element plays, and time goes by.
HEARD = """audio => new Promise((heard, no) => {
  audio.ontimeupdate = () => audio.currentTime > 0 && heard(true);
  audio.onerror = () => no(audio.error.message);
  audio.play().catch(no);
})"""
#: A page in a PDF that the browser prints.
PAGE = re.compile(rb"/Type\s*/Page\b")


def home_of(site: Site, name: str) -> str:
    """Return the address of a neighbourhood of a demo person."""
    with site.behind():
        mine = places(person_by_email(address_of(name)), NEIGHBOURHOOD)
        slug = db.session.scalars(select(Neighbourhood.slug).where(Neighbourhood.id.in_(mine)).limit(1)).one()
    return f"/wijken/{slug}"


@pytest.fixture
def speaker(chromium: Browser, site: Site) -> Iterator[Page]:
    """A phone with a microphone that hums."""
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True, permissions=["microphone"]) as page:
        yield page


def test_a_key_person_speaks_listens_back_and_sends(site, speaker):
    hands, home = Fingers(speaker), home_of(site, KEY_PERSON)
    sign_in(speaker, KEY_PERSON, to=f"{home}/momenten/nieuw")

    speaker.get_by_role("button", name="Begin met praten").tap()
    expect(speaker.get_by_text("Praat maar.")).to_be_visible()
    expect(speaker.get_by_text("Nog 58 seconden")).to_be_visible()
    speaker.get_by_role("button", name=re.compile("^Stop")).tap()
    expect(speaker.get_by_text(re.compile(r"Je opname duurt \d seconden"))).to_be_visible()
    assert speaker.get_by_label("Je opname").evaluate(HEARD)
    hands.press(speaker.get_by_role("button", name="Verstuur wat je vertelde"))

    expect(speaker.get_by_text("Bewaard. Dank je wel dat je dit vertelt.")).to_be_visible()
    assert speaker.locator("main audio").first.evaluate(HEARD)
    with site.behind():
        newest = db.session.scalars(select(Moment).order_by(Moment.id.desc()).limit(1)).one()
        assert newest.recording.endswith(".webm")
        assert newest.recording_seconds in (2, 3, 4, 5)


def test_who_starts_again_throws_the_first_recording_away(site, speaker):
    sign_in(speaker, KEY_PERSON, to=f"{home_of(site, KEY_PERSON)}/momenten/nieuw")
    speaker.get_by_role("button", name="Begin met praten").tap()
    speaker.get_by_role("button", name=re.compile("^Stop")).tap()

    speaker.get_by_role("button", name="Gooi deze opname weg").tap()

    expect(speaker.get_by_label("Je opname")).to_be_hidden()
    assert speaker.locator("input[name=recording]").evaluate("field => field.files.length") == 0


def test_without_a_microphone_a_recording_is_chosen(site, phone):
    sign_in(phone, KEY_PERSON, to=f"{home_of(site, KEY_PERSON)}/momenten/nieuw")

    phone.get_by_role("button", name="Begin met praten").tap()

    expect(phone.get_by_text("Je microfoon staat uit voor deze site.")).to_be_visible()
    expect(phone.get_by_label("Kies een opname")).to_be_visible()


def test_without_script_two_sentences_are_enough(site, plain):
    hands = Fingers(plain)
    sign_in(plain, DIRECTOR, to=f"{home_of(site, DIRECTOR)}/momenten/nieuw")
    expect(plain.get_by_label("Kies een opname")).to_be_visible()

    hands.write(plain.get_by_label("Wat gebeurde er?"), "Drie buren dronken koffie. Het ging over de rookplek.")
    hands.press(plain.get_by_role("button", name="Bewaar dit moment"))

    expect(plain.get_by_text("Drie buren dronken koffie.")).to_be_visible()


def test_somebody_is_counted_and_taken_back_with_two_taps(site, phone):
    hands = Fingers(phone)
    sign_in(phone, KEY_PERSON, to=f"{home_of(site, KEY_PERSON)}/geholpen")
    counted = phone.get_by_text(re.compile("Deze maand telden jullie"))
    before = counted.inner_text()

    hands.press(phone.get_by_role("button", name="Tel er één bij"))
    assert counted.inner_text() != before
    hands.press(phone.get_by_role("button", name="Neem de laatste terug"))

    assert counted.inner_text() == before


def test_the_page_for_the_alderman_prints_on_one_a4(site, desktop, axe):
    sign_in(desktop, DIRECTOR, to=f"{home_of(site, DIRECTOR)}/wethouder")
    for box in desktop.locator("input[name=moments], input[name=decisions]").all()[:6]:
        box.check()
    desktop.get_by_label("In je eigen woorden").fill("Bewoners praten mee. Dat merk je op straat. " * 8)
    with desktop.expect_navigation():
        desktop.get_by_role("button", name="Maak de bladzijde").click()

    assert re.search(r"/wethouder/\w{16}$", desktop.url)
    assert_accessible(desktop, axe)
    assert_fits_everywhere(desktop)
    assert len(PAGE.findall(desktop.pdf(prefer_css_page_size=True))) == 1


PAGES = ("momenten", "momenten/nieuw", "hulp", "hulp/nieuw", "geholpen", "wethouder")


@pytest.mark.parametrize(("name", "pages"), [(DIRECTOR, PAGES), (KEY_PERSON, PAGES[:3])])
def test_every_page_is_accessible_and_fits(site, phone, desktop, axe, name, pages):
    home = home_of(site, name)
    for page in (phone, desktop):
        sign_in(page, name)
        for path in pages:
            page.goto(f"{home}/{path}")
            for fold in page.locator("main details > summary").all():
                fold.click()
            assert_accessible(page, axe)
            assert_fits_everywhere(page)


def test_a_refused_moment_is_accessible_and_the_voice_is_still_there(site, speaker, axe):
    hands = Fingers(speaker)
    sign_in(speaker, DIRECTOR, to=f"{home_of(site, DIRECTOR)}/momenten/nieuw")
    hands.write(speaker.get_by_label("Wat gebeurde er?"), "Bel Ron op 06-12345678.")
    speaker.get_by_role("button", name="Begin met praten").tap()
    expect(speaker.get_by_text("Nog 59 seconden")).to_be_visible()
    hands.press(speaker.get_by_role("button", name="Bewaar dit moment"), expect=422)

    expect(speaker.get_by_text(re.compile("Je opname van . seconden is er nog."))).to_be_visible()
    assert_accessible(speaker, axe)
    hands.choose(speaker.get_by_label("Ik heb gekeken, bewaar het zo"))
    hands.press(speaker.get_by_role("button", name="Bewaar dit moment"))

    expect(speaker.get_by_text("Bewaard. Dank je wel")).to_be_visible()
