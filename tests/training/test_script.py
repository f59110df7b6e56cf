"""The script of a module for whoever leads it in a room: on the page, on paper and as PDF."""

import pytest

from lms.accounts.enums import Role
from lms.training.queries.script import picture_contents, script_of
from lms.training.queries.script_pdf import pdf_of
from tests.factories.people import a_person
from tests.factories.training import (
    ASSIGNMENT,
    EASY,
    FULL,
    QUESTION,
    REFLECT,
    SCENARIO,
    a_module,
    a_package,
    a_part,
    a_quiz,
    sync,
)
from tests.pdf_ua import problems_of

pytestmark = pytest.mark.usefixtures("database")

PAGE = "/modules/wat-doet-roken/draaiboek"
ORDER = """/// question | order
    uid: {uid}-q2

Zet op volgorde.
1. Eerst vragen — Je begint bij de ander.
2. Dan luisteren — Je wacht af.
3. Dan pas iets zeggen — Je sluit aan.
///
"""
MATCH = """/// question | match
    uid: {uid}-q3

Wat hoort bij wie?
- Een pleister kiezen = De huisarts — Je laat dat bij wie erover gaat.
- Meelopen = De buurman — Je hoeft niets te weten.
///
"""
WHOLE = (
    a_part("wdr-1", FULL, QUESTION.replace("{uid}", "wdr-1-q1"), EASY),
    a_part("wdr-2", REFLECT, ORDER, MATCH, minutes=7, audiences="professional"),
    a_part("wdr-3", SCENARIO, ASSIGNMENT, minutes=9, audiences="professional"),
)


class Nobody:
    """A visitor."""

    id = None
    roles = frozenset()

    def has_role(self, *_roles):
        return False


def test_a_visitor_reads_what_to_tell_to_ask_and_to_play(browser):
    a_module(*WHOLE, quiz=a_quiz("wdr-toets"))

    page = browser.open(PAGE)

    for words in (
        "Je kunt het uitleggen.",
        "Ron drinkt koffie.",
        "Past goed",
        "Dat vragen veel mensen.",
        "Bron: Unity, 2024: Nicotine",
        "Welke gewoonte heb jij?",
        "Een pleister kiezen hoort bij: De huisarts",
        "Rollenspel: Oma op het balkon",
        "Ze hoort een verwijt.",
        "naar beurt 2",
        "Wat zou jouw eigen zin zijn?",
        "Opdracht voor daarna: Vraag drie mensen (30 minuten)",
        "4 vragen",
    ):
        assert words in page
    assert page.index("Eerst vragen") < page.index("Dan luisteren") < page.index("Dan pas iets zeggen")


def test_the_clock_runs_from_part_to_part_and_on_into_the_next_lesson():
    a_module(*WHOLE, lessons=2)

    script = script_of("wat-doet-roken", Nobody())

    assert [(each.begins, each.ends) for each in script.lessons] == [("0:00", "0:14"), ("0:14", "0:21")]
    assert [part.begins for each in script.lessons for part in each.parts] == ["0:00", "0:05", "0:14"]
    assert (script.time, [each.time for each in script.lessons]) == ("21 minuten", ["14 minuten", "7 minuten"])


@pytest.mark.parametrize("address", [PAGE, "/modules/wat-doet-roken/les-1/deel-1"])
def test_a_fact_past_its_day_is_marked_and_no_day_is_named_that_has_been(browser, address):
    a_module(a_part("wdr-1", FULL.replace("2028-11-01", "2020-11-01")))
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    page = browser.open(address)

    assert "e kijken dit feit opnieuw na" in page
    assert "november 2020" not in page


def test_the_short_script_holds_the_easy_texts_for_who_learns_by_ear(browser):
    a_module(*WHOLE)

    page = browser.open(f"{PAGE}?versie=kort")

    assert "Ron drinkt koffie." in page
    assert "Goede vraag." in page
    assert "media/ron.svg" in page
    for left_out in ("Deel wdr-2", "Deel wdr-3", "Rollenspel", "Je kunt het uitleggen."):
        assert left_out not in page


def test_a_module_without_easy_texts_offers_no_short_script(browser):
    a_module(a_part("wdr-1"))

    assert "versie=kort" not in browser.open(PAGE)


def test_the_page_of_a_module_leads_to_its_script(browser):
    a_module(*WHOLE)

    assert f'href="{PAGE}"' in browser.open("/modules/wat-doet-roken")


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.pdf"])
def test_the_script_of_a_draft_is_for_who_sees_drafts(browser, address):
    a_module(*WHOLE, status="draft")

    browser.open(address, 404)
    browser.sign_in(a_person(Role.EDITOR))
    assert browser.client.get(address).status_code == 200


def test_an_old_address_leads_to_the_script_that_holds_now(browser):
    sync(a_package(*WHOLE, slug="roken"))
    sync(a_package(*WHOLE, source="2"))

    found = browser.client.get("/modules/roken/draaiboek?versie=kort")

    assert (found.status_code, found.headers["Location"]) == (301, f"{PAGE}?versie=kort")


def test_who_has_the_script_gets_it_again_only_when_it_changed(browser):
    a_module(*WHOLE)
    mark = browser.client.get(PAGE).headers["ETag"]

    assert browser.client.get(PAGE, headers={"If-None-Match": mark}).status_code == 304
    sync(a_package(a_part("wdr-1", "Anders.\n"), source="2", version="1.1"))
    assert browser.client.get(PAGE, headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("versie", ["", "?versie=kort"])
def test_the_pdf_is_for_everybody_who_reads_with_another_sense(browser, versie):
    a_module(*WHOLE)

    answer = browser.client.get(f"{PAGE}.pdf{versie}")

    assert answer.mimetype == "application/pdf"
    assert "wat-doet-roken-draaiboek" in answer.headers["Content-Disposition"]
    assert problems_of(answer.data) == []


def test_a_sign_that_no_letter_has_costs_nobody_the_script(app):
    a_module(a_part("wdr-1", "Ron lacht 😀.\n"))
    with app.test_request_context():
        script = script_of("wat-doet-roken", Nobody())

        assert pdf_of(script, picture_contents(script)).startswith(b"%PDF")


def test_a_script_asks_the_database_little(browser, statements):
    a_module(*WHOLE)
    browser.open(PAGE)

    with statements(2):
        browser.client.get(PAGE)
