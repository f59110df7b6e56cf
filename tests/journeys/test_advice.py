"""Both paths of advice with two directors and two advisers, one of whom is away; and how quick asking is."""

import re
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.queries.people import person_by_email
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.commands.absences import call_off, plan_absence
from lms.programme.models import Absence
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in, watched
from tests.journeys.site import Site, address_of

DIRECTOR, OTHER_DIRECTOR = "wijkregisseur", "wijkregisseur2"
ADVISER, OTHER_ADVISER = "adviseur", "adviseur2"
#: What somebody needs to write a sentence or find a button, in seconds; the browser needs none of it.
WRITE, LOOK = 15.0, 2.0
A_MINUTE, THREE_QUARTERS = 60, 45


@pytest.fixture
def away(site: Site) -> Iterator[None]:
    """The adviser of the first director is away, and the other one stands in."""
    with site.behind():
        joost, lotte = (person_by_email(address_of(name)) for name in (ADVISER, OTHER_ADVISER))
        plan_absence(joost, lotte, today(), today() + timedelta(days=3), by=joost, origin="test")
    yield
    with site.behind():
        joost = person_by_email(address_of(ADVISER))
        mine = select(Absence).where(Absence.person_id == joost.id, Absence.called_off_at.is_(None))
        for absence in db.session.scalars(mine.options(joinedload(Absence.person), joinedload(Absence.stand_in))):
            call_off(absence, by=joost, origin="test")


@pytest.fixture
def adviser(chromium, site) -> Iterator[Page]:
    """A second window, of 1280 px, for who answers."""
    with watched(chromium, site, viewport=DESKTOP) as page:
        yield page


@pytest.fixture
def reader(chromium, site) -> Iterator[Page]:
    """A third, for who reads along."""
    with watched(chromium, site, viewport=DESKTOP) as page:
        yield page


def press(page: Page, name: str, kind: str = "button") -> None:
    """Press what leads to another page, with a mouse."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role(kind, name=name, exact=True).first.click()


def ask(page: Page, words: str) -> str:
    """Ask from the start page; return the address of the question."""
    hands = Fingers(page)
    hands.press(page.get_by_role("link", name="Stel een vraag").first)
    hands.write(page.get_by_label("Wat is je vraag?"), words)
    hands.press(page.get_by_role("button", name="Stel je vraag"))
    expect(page.get_by_text(re.compile(r"Je vraag is gesteld. Antwoord uiterlijk"))).to_be_visible()
    return page.url


@pytest.mark.parametrize("screen", ["phone", "plain"])
def test_asking_takes_a_minute_with_script_and_without(site, request, screen):
    page = request.getfixturevalue(screen)
    sign_in(page, DIRECTOR)
    began = monotonic()

    ask(page, "Hoe vertellen we ouders over de wandelgroep?")

    assert monotonic() - began + WRITE + 3 * LOOK <= A_MINUTE
    expect(page.locator("main")).to_contain_text("Nieuw")
    expect(page.locator("main")).to_contain_text("Antwoord uiterlijk")


def test_asked_clarified_read_along_answered_and_taken_over(site, phone, adviser, reader, axe):
    sign_in(phone, DIRECTOR)
    address, hands = ask(phone, "Iets met de markt?"), Fingers(phone)
    sign_in(adviser, ADVISER)
    adviser.goto(address)
    adviser.get_by_text("Vraag of je het goed begrijpt").click()
    adviser.get_by_role("textbox", name="Zo begrijp ik de vraag").fill("Hoe praten we met mensen op de markt?")
    press(adviser, "Vraag of het klopt")
    expect(adviser.locator("main")).to_contain_text("De klok staat stil")

    phone.goto("/")
    expect(phone.locator("main")).to_contain_text("Zeg of het klopt")
    phone.goto(address)
    assert_accessible(phone, axe)
    assert_fits_everywhere(phone)
    hands.press(phone.get_by_role("button", name="Ja, dat klopt"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hoe praten we met mensen op de markt?")

    adviser.goto(address)
    adviser.get_by_text("Schrijf een notitie, alleen voor adviseurs").click()
    adviser.get_by_role("textbox", name="Notitie, alleen voor adviseurs").fill("Dit is onder ons.")
    press(adviser, "Bewaar de notitie")
    press(adviser, "Schrijf het antwoord", "link")
    adviser.get_by_label("Jouw advies").fill("Ga er koffie drinken. Luister eerst.")
    adviser.get_by_label("Aannemelijk").check()
    adviser.get_by_label("Acht in acht minuten").check()
    assert_accessible(adviser, axe)
    assert_fits_everywhere(adviser)
    adviser.get_by_text("Laat eerst een collega meelezen").click()
    adviser.get_by_label("Wie leest mee?").select_option(label="Lotte Baas")
    press(adviser, "Laat meelezen")

    sign_in(reader, OTHER_ADVISER, to=address.removeprefix(site.address))
    expect(reader.locator("main")).to_contain_text("Dit is onder ons.")
    press(reader, "Het mag weg")
    adviser.goto(address)
    press(adviser, "Stuur het advies")

    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("Ga er koffie drinken.")
    assert "Dit is onder ons." not in phone.content()
    hands.press(phone.get_by_role("button", name=re.compile("^Dit nemen we over: Acht")))
    expect(phone.get_by_text(re.compile("^Overgenomen op"))).to_be_visible()
    hands.choose(phone.get_by_label("We nemen het deels over"))
    hands.press(phone.get_by_role("button", name="Bewaar jullie reactie"))
    assert_accessible(phone, axe)
    adviser.goto(address)
    expect(adviser.locator("main")).to_contain_text("Overgenomen op")


def test_while_an_adviser_is_away_who_stands_in_answers(site, away, phone, adviser):
    sign_in(phone, DIRECTOR)
    address = ask(phone, "Wie kan er mee naar de gemeente?")
    expect(phone.locator("main")).to_contain_text("Lotte Baas")

    sign_in(adviser, OTHER_ADVISER)
    expect(adviser.locator("main")).to_contain_text("Je bureau")
    adviser.goto(address)
    press(adviser, "Ik pak dit op")
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("Lotte Baas pakt dit op.")


def test_a_tip_is_weighed_offered_and_answered(site, phone, adviser, axe):
    sign_in(adviser, OTHER_ADVISER, to="/advies/tip?wijk=havenbuurt")
    adviser.get_by_label("Wat zag of hoorde je?").fill("Er is een nieuwe kantine.")
    adviser.get_by_label("Waarom helpt advies nu?").fill("Jullie zoeken een plek voor de avond.")
    assert_accessible(adviser, axe)
    assert_fits_everywhere(adviser)
    press(adviser, "Verder: schrijf de tip")
    address = adviser.url.removesuffix("/antwoord")
    sign_in(phone, OTHER_DIRECTOR)
    assert phone.request.get(address).status == 404

    adviser.get_by_label("Jouw advies").fill("Vraag de kantine of jullie een avond mogen zitten.")
    adviser.get_by_label("Inschatting").check()
    adviser.get_by_label(re.compile("^Samen oefenen: wat")).fill("De eerste vraag oefenen")
    press(adviser, "Stuur aan Havenbuurt")

    phone.goto("/")
    expect(phone.locator("main")).to_contain_text("Vraag de kantine of jullie een avond mogen zitten.")
    phone.goto(address)
    expect(phone.locator("main")).not_to_contain_text("Er is een nieuwe kantine.")
    expect(phone.locator("main")).to_contain_text("Jullie zoeken een plek voor de avond.")
    hands = Fingers(phone)
    hands.choose(phone.get_by_label("Dit past niet"))
    hands.press(phone.get_by_role("button", name="Bewaar jullie reactie"))
    adviser.goto(address)
    expect(adviser.locator("main")).to_contain_text("past niet")


def test_spoken_advice_is_laid_down_in_three_quarters_of_a_minute_and_said_back(site, chromium, phone, adviser, axe):
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True) as hand:
        sign_in(hand, OTHER_ADVISER, to="/advies/leg-vast?wijk=havenbuurt")
        assert_accessible(hand, axe)
        hands, began = Fingers(hand), monotonic()
        hands.write(hand.get_by_label("Wat adviseerde je?"), "Begin met de avondploeg. Neem soep mee.")
        hands.press(hand.get_by_role("button", name="Leg vast"))
        expect(hand.get_by_text("Vastgelegd. Havenbuurt ziet het meteen.")).to_be_visible()
        assert monotonic() - began + WRITE + 2 * LOOK <= THREE_QUARTERS
        address = hand.url

    sign_in(phone, OTHER_DIRECTOR)
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("Begin met de avondploeg.")
    phone.get_by_text("Schrijf op hoe je het begreep").tap()
    hands = Fingers(phone)
    hands.write(phone.get_by_role("textbox", name="Zo begreep ik het"), "Eerst soep, dan praten.")
    hands.press(phone.get_by_role("button", name="Bewaar", exact=True))
    expect(phone.locator("main")).to_contain_text("Eerst soep, dan praten.")
    assert_accessible(phone, axe)
    assert_fits_everywhere(phone)


def test_an_adviser_speaks_advice_into_the_phone(site, chromium):
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True, permissions=["microphone"]) as hand:
        sign_in(hand, OTHER_ADVISER, to="/advies/leg-vast?wijk=havenbuurt")
        hand.get_by_role("button", name="Begin met praten").tap()
        expect(hand.get_by_text("Nog 58 seconden")).to_be_visible()
        hand.get_by_role("button", name=re.compile("^Stop")).tap()
        expect(hand.get_by_text(re.compile(r"Je opname duurt \d seconden"))).to_be_visible()
        Fingers(hand).press(hand.get_by_role("button", name="Leg vast"))

        expect(hand.get_by_text("Vastgelegd. Schrijf nog één zin")).to_be_visible()
        expect(hand.locator("main audio")).to_be_visible()
