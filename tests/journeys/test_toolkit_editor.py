"""Editors write, read along and publish, with a finger, without script, and at the same time."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.toolkit.models import Item, ItemVersion
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import Fingers
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, sign_in, watched
from tests.journeys.visit import COORDINATOR, EDITOR

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="10" cy="10" r="8" fill="#0b6e4f"/></svg>'
)
DESK = "/beheer/toolkit"


@pytest.fixture
def slug(site):
    """Return a published method that this test has for itself."""
    with site.behind():
        other = db.session.scalars(select(Item).where(Item.slug == "praatstarter")).one()
        version = db.session.get_one(ItemVersion, (other.id, other.number))
        mine = Item(slug=f"proef-{new_uid(6).lower()}", kind=other.kind, title="Een proef", summary="", number=0)
        db.session.add(mine)
        db.session.flush()
        db.session.add(
            ItemVersion(item_id=mine.id, number=1, change=version.change, reason="Eerste.", text_json=version.text_json)
        )
        mine.minutes_from = mine.minutes_to = mine.group_from = mine.group_to = 30
        mine.number, mine.status = 1, "published"
        return mine.slug


def write(page: Page, **told: str) -> None:
    for name, words in told.items():
        page.locator(f"[name='{name.replace('__', '-')}']").fill(words)


def test_an_editor_writes_a_method_on_a_phone_without_script_and_a_second_person_publishes(site, chromium, plain):
    title, hands = f"Soep op straat {new_uid(4)}", Fingers(plain)
    sign_in(plain, EDITOR, to=f"{DESK}/nieuw")
    plain.get_by_label("Titel").fill(title)
    hands.choose(plain.get_by_label("Werkvorm"))
    hands.press(plain.get_by_role("button", name="Begin met schrijven"))

    write(plain, summary="Samen soep eten.", goal="Je leert je buren kennen.", pitfalls="- Te weinig soep.")
    write(plain, minutes_from="30", group_from="2", group_to="8", source="Eigen werk")
    hands.choose(plain.get_by_label("2. Een team maken"))
    for number, (what, minutes) in enumerate((("Eet soep", "20"), ("Maak soep", "10"))):
        hands.press(plain.get_by_role("button", name="Voeg een stap toe"))
        write(plain, **{f"working_steps__{number}__title": what, f"working_steps__{number}__minutes": minutes})
    hands.press(plain.get_by_role("button", name="Zet stap 2 omhoog"))
    expect(plain.locator("[name='working_steps-0-title']")).to_have_value("Maak soep")
    assert_fits_everywhere(plain)
    hands.press(plain.get_by_role("button", name="Bewaar en bekijk hoe het wordt"))
    expect(plain.get_by_role("heading", name="Maak soep")).to_be_visible()
    hands.press(plain.get_by_role("link", name="Laat iemand meekijken"))
    hands.press(plain.get_by_role("button", name="Vraag om mee te kijken"))
    expect(plain.get_by_role("button", name="Publiceer deze tekst")).to_have_count(0)
    where = plain.url

    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True) as theirs:
        sign_in(theirs, COORDINATOR, to=where.removeprefix(site.address))
        Fingers(theirs).press(theirs.get_by_role("button", name="Publiceer deze tekst"))
        expect(theirs.get_by_text("Het staat op de site.")).to_be_visible()
    with site.behind():
        item = db.session.scalars(select(Item).where(Item.title == title)).one()
        version = db.session.get_one(ItemVersion, (item.id, 1))
        assert [step.title for step in version.text.working_steps] == ["Maak soep", "Eet soep"]


def test_two_editors_at_once_see_both_texts_and_lose_nothing(site, chromium, desktop, axe, slug):
    where = f"{DESK}/items/{slug}/tekst"
    sign_in(desktop, EDITOR, to=where)
    with watched(chromium, site, viewport=DESKTOP) as other:
        sign_in(other, COORDINATOR, to=where)
        write(other, goal="Het doel van de coördinator.", pitfalls="- Ook dit is nieuw.")
        other.get_by_role("button", name="Bewaar het concept").last.click()
        expect(other.get_by_text("Bewaard. Je kunt verder schrijven.")).to_be_visible()

    write(desktop, goal="Het doel van de redacteur.", source="Van de redacteur.")
    desktop.get_by_role("button", name="Bewaar het concept").last.click()
    expect(desktop.get_by_role("heading", name="Jullie schreven tegelijk")).to_be_visible()
    assert_accessible(desktop, axe)
    assert_fits_everywhere(desktop)
    desktop.locator("input[name='take-goal'][value='mine']").check()
    desktop.get_by_role("button", name="Bewaar wat je koos").click()

    expect(desktop.get_by_text("Bewaard. Van beiden is niets kwijt.")).to_be_visible()
    expect(desktop.locator("[name='goal']")).to_have_value("Het doel van de redacteur.")
    expect(desktop.locator("[name='pitfalls']")).to_have_value("- Ook dit is nieuw.")
    expect(desktop.locator("[name='source']")).to_have_value("Van de redacteur.")


def test_what_was_typed_comes_back_with_the_stand_it_was_typed_on(site, chromium, desktop, slug):
    where = f"{DESK}/items/{slug}/tekst"
    sign_in(desktop, EDITOR, to=where)
    write(desktop, goal="Getypt en niet bewaard.")
    with watched(chromium, site, viewport=DESKTOP) as other:
        sign_in(other, COORDINATOR, to=where)
        write(other, goal="Intussen bewaard.")
        other.get_by_role("button", name="Bewaar het concept").last.click()
        expect(other.get_by_text("Bewaard. Je kunt verder schrijven.")).to_be_visible()

    desktop.goto(where)

    expect(desktop.locator("[name='goal']")).to_have_value("Getypt en niet bewaard.")
    desktop.get_by_role("button", name="Bewaar het concept").last.click()
    expect(desktop.get_by_role("heading", name="Jullie schreven tegelijk")).to_be_visible()
    expect(desktop.get_by_text("Intussen bewaard.").first).to_be_visible()


def test_a_drawing_is_brought_with_its_words(site, phone, tmp_path: Path, slug):
    drawing = tmp_path / "Paren zoeken.svg"
    drawing.write_bytes(DRAWING)
    sign_in(phone, EDITOR, to=f"{DESK}/items/{slug}/tekst")
    phone.get_by_text("Voeg een plaatje toe").first.tap()
    phone.locator("input[type=file]").set_input_files(drawing)
    write(phone, picture_alt="Een groene stip.")

    Fingers(phone).press(phone.get_by_role("button", name="Voeg dit plaatje toe"))

    picture = phone.get_by_role("img", name="Een groene stip.")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("each => each.naturalWidth") > 0
