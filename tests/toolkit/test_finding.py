"""Where a newcomer begins, and what happens with a slip of the fingers or an address that means nothing."""

import re

import pytest

from lms.kernel import pages
from lms.kernel.db import db
from lms.programme.enums import MapKind
from lms.programme.models import CardStepMap
from lms.programme.queries.cards import current_card
from lms.toolkit.queries import lists
from lms.toolkit.queries.filters import Filters
from lms.toolkit.queries.lists import ItemList, items
from lms.toolkit.queries.steps import card_words
from lms.toolkit.views.facets import choices_for
from tests.factories.programme import a_card_version, the_programme
from tests.factories.toolkit import an_item

pytestmark = pytest.mark.usefixtures("database")

ORDER = ("starten", "team", "doen")


def slugs(found: ItemList) -> list[str]:
    return [item.slug for item in found.items]


def places(page: str, *words: str) -> list[int]:
    return [page.index(each) for each in words]


@pytest.fixture
def shelf():
    """Items at the first, the second, the last and no step of the card, not by name."""
    an_item("appel", steps=("doen",))
    an_item("boom", steps=("elders",))
    an_item("citroen", steps=("doen", "starten"))
    an_item("deur", steps=("starten",))
    an_item("ezel", steps=("team", "doen"))


def test_who_chose_no_step_sees_the_items_by_their_first_step(shelf):
    found = items(Filters(), ORDER)

    assert slugs(found) == ["citroen", "deur", "ezel", "appel", "boom"]
    assert [(key, [item.slug for item in some]) for key, some in found.groups] == [
        ("starten", ["citroen", "deur"]),
        ("team", ["ezel"]),
        ("doen", ["appel"]),
        ("", ["boom"]),
    ]
    assert slugs(items(Filters(step="doen"), ORDER)) == ["appel", "citroen", "ezel"]
    assert slugs(items(Filters(theme="samen", group=8), ORDER)) == slugs(found)


def test_pages_by_step_follow_each_other_without_a_gap(shelf, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    monkeypatch.setattr(pages, "FEW", 0)
    after, seen = "", []

    for _page in range(3):
        found = items(Filters(), ORDER, after=after)
        seen, after = [*seen, *slugs(found)], found.after

    assert (seen, after) == (["citroen", "deur", "ezel", "appel", "boom"], "")


@pytest.mark.parametrize("after", ["zzz", "9-a", "-1", "²-a", "99999-a"])
def test_a_strange_place_in_the_steps_is_the_beginning(shelf, after):
    assert slugs(items(Filters(), ORDER, after=after))[0] == "citroen"


def test_the_page_tells_the_steps_in_the_language_of_the_programme(browser):
    the_programme()
    an_item("laatste", title="Aan het eind", steps=("doen",))
    an_item("eerste", title="Voor het begin", steps=("starten",))
    browser.client.set_cookie("taal", "en")

    page = browser.open("/toolkit")

    assert places(page, "Voor het begin", "Aan het eind") == sorted(places(page, "Voor het begin", "Aan het eind"))
    names = [step["title"] for phase in current_card().body["phases"] for step in phase["steps"]]
    chips = re.findall(r'href="/toolkit\?stap=[^"]*"><span>\d+\. <span lang="nl">([^<]*)</span>', page)
    assert chips == names


def test_a_card_below_its_step_names_only_the_other_steps(browser):
    the_programme()
    an_item("twee", title="Twee stappen", steps=("starten", "team"))
    an_item("een", title="Eén stap", steps=("wijk",))
    db.session.commit()

    page, chosen = browser.open("/toolkit"), browser.open("/toolkit?stap=starten")
    card = r'<li class="kw-card.*?</li>'

    assert [re.findall(r"(?:Ook s|S)tap \d", each) for each in re.findall(card, page, re.DOTALL)] == [
        ["Ook stap 2"],
        [],
    ]
    assert re.findall(r"(?:Ook s|S)tap \d", re.search(card, chosen, re.DOTALL)[0]) == ["Stap 1", "Stap 2"]


@pytest.mark.parametrize(("typed", "meant"), [("luistergesprk", "luistergesprek"), ("rokvrij", "rookvrij")])
def test_a_slip_still_leads_to_what_was_meant_and_says_so(browser, typed, meant):
    an_item("gesprek", title="Luistergesprek", summary="Op een rookvrij plein.")
    an_item("anders")

    page = browser.open(f"/toolkit?q={typed}&groep=8")

    assert f"Met “{typed}” vonden we niets." in page
    assert f'Bedoelde je <a class="nl-link" href="/toolkit?q={meant}&amp;groep=8">' in page
    assert ("/toolkit/gesprek" in page, "/toolkit/anders" in page) == (True, False)


def test_what_was_meant_is_offered_when_the_choices_leave_nothing_and_not_when_it_was_not_typed_wrong(browser):
    an_item("gesprek", title="Luistergesprek", group=(1, 2))

    assert 'href="/toolkit?q=luistergesprek"' in browser.open("/toolkit?q=luistergesprk&groep=30")
    assert "Bedoelde je" not in browser.open("/toolkit?q=luistergesprek&groep=30")


def test_the_next_page_of_what_was_meant_looks_for_what_was_meant(browser, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    monkeypatch.setattr(pages, "FEW", 0)
    for letter in "abc":
        an_item(f"item-{letter}", title=f"Luistergesprek {letter}")

    assert re.search(r'href="/toolkit\?q=luistergesprek&amp;na=', browser.open("/toolkit?q=luistergesprk"))


def test_words_that_stand_nowhere_together_find_what_holds_most_of_them(browser):
    an_item("bedenken", title="Samen bedenken", summary="Je bedenkt het samen, in korte minuten.")
    an_item("samen", title="Samen eten", summary="In een paar minuten klaar.")
    an_item("minuten", title="Iets anders", summary="Minuten.")

    page = browser.open("/toolkit?q=samen+bedenken+30+minuten")

    assert "Niets past bij al deze woorden. Dit past bij de meeste." in page
    assert places(page, '"/toolkit/bedenken"', '"/toolkit/samen"') == sorted(
        places(page, '"/toolkit/bedenken"', '"/toolkit/samen"')
    )
    assert '"/toolkit/minuten"' not in page
    assert slugs(items(Filters(words="samen bedenken 30 minuten", group=99))) == []


def test_the_beginning_of_a_title_comes_before_words_in_a_text():
    an_item("gesprek", title="Luistergesprek")
    for letter in "abc":
        an_item(f"item-{letter}", summary="Je gaat luisteren naar elkaar.")

    assert slugs(items(Filters(words="luisteren")))[0] == "gesprek"


@pytest.mark.parametrize("query", ["stap=99", "thema=bestaatniet", "stap=99&thema=samen"])
def test_a_step_or_theme_that_does_not_exist_is_said_and_not_chosen(browser, query):
    the_programme()
    an_item("halen")

    page = browser.open(f"/toolkit?{query}")

    assert "Dit bestaat niet in de toolkit: “" in page
    assert "/toolkit/halen" in page
    assert not re.search(r'href="[^"]*(stap=99|thema=bestaatniet)|value="(99|bestaatniet)"', page)
    assert '<meta name="robots" content="noindex, follow">' in page


@pytest.fixture
def older_card():
    """A card before the one in use: `oud` became `starten`, `vervallen` was dropped."""
    version = a_card_version(the_programme(), "0.9", keys=("oud", "vervallen"), current=False)
    told = {"from_version_id": version.id, "to_version_id": current_card().id}
    db.session.add(CardStepMap(**told, from_key="oud", to_key="starten", kind=MapKind.SAME))
    db.session.add(CardStepMap(**told, from_key="vervallen", to_key=None, kind=MapKind.DROPPED))
    db.session.commit()


@pytest.mark.parametrize(
    ("step", "there", "chosen"),
    [("oud", ["nieuw", "toen"], "Stap oud"), ("vervallen", ["weg"], "Stap vervallen")],
)
def test_a_step_of_an_older_card_still_narrows_the_list(browser, older_card, step, there, chosen):
    an_item("nieuw", steps=("starten",))
    an_item("toen", steps=("oud",))
    an_item("weg", steps=("vervallen",))

    page = browser.open(f"/toolkit?stap={step}")

    assert [slug for slug in ("nieuw", "toen", "weg") if f'"/toolkit/{slug}"' in page] == there
    assert f'Stap van een andere kaart: <span lang="nl">{chosen}</span>' in page
    assert f'href="/toolkit?stap={step}&amp;tijd=30#keuze"' in page
    assert "Dit bestaat niet in de toolkit" not in page


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        (Filters(), ["Bij welke stap?"]),
        (Filters(step="starten"), ["Hoeveel tijd heb je?"]),
        (Filters(step="starten", minutes=30), ["Met hoeveel mensen?"]),
        (Filters(words="halen"), []),
    ],
)
def test_a_phone_asks_one_question_at_a_time_and_none_above_the_answers_to_words(app, chosen, asked):
    the_programme()

    with app.test_request_context():
        choices = choices_for(chosen, card_words(), [])

    assert [question.label for question in choices.next] == asked
    assert len(choices.next) + len(choices.first) + len(choices.chosen) == 3
