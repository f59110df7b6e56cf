"""Finding by what you have: the same answers on both databases, as links, in the same number of statements."""

import pytest

from lms.accounts.enums import Role
from lms.kernel import pages
from lms.kernel.db import db
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import ItemKind
from lms.toolkit.models import Item
from lms.toolkit.queries import lists
from lms.toolkit.queries.filters import Filters
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item, steps_of

pytestmark = pytest.mark.usefixtures("database")


def slugs(**wanted):
    return [item.slug for item in lists.items(Filters(**wanted)).items]


def short(slug, minutes=(30, 30), **changes):
    return an_item(slug, minutes=minutes, working_steps=steps_of(*minutes), **changes)


def test_each_filter_keeps_what_fits_and_nothing_else():
    short("acht", steps=("bedenken",), group=(3, 12))
    short("anders", (40, 60), steps=("bedenken",), themes=("leren",), audience=("gemeente",), group=(10, 20))
    an_item("boek", kind="achtergrond", steps=("doen",), group=(1, 1))

    assert slugs(step="bedenken") == ["acht", "anders"]
    assert slugs(minutes=30) == ["acht"]
    assert slugs(minutes=45) == ["acht", "anders"]
    assert slugs(group=8) == ["acht"]
    assert slugs(theme="leren") == slugs(audience="gemeente") == ["anders"]
    assert slugs(kind="achtergrond") == ["boek"]
    assert slugs(step="bedenken", minutes=30, group=8) == ["acht"]
    assert slugs(step="bedenken", group=1) == []


def test_words_and_filters_narrow_together_and_the_title_comes_first():
    an_item("tekst", title="Iets anders", summary="Je drinkt koffie met een buur.", steps=("doen",))
    an_item("titel", title="Koffie drinken", steps=("doen",))
    an_item("elders", title="Koffie elders", steps=("team",))
    an_item("thee", title="Thee", steps=("doen",))

    assert slugs(words="koffies", step="doen") == ["titel", "tekst"]
    assert slugs(words="koffies", step="doen", kind="achtergrond") == []
    assert slugs(words="!?") == []


def test_only_what_is_published_is_found(browser):
    an_item("concept", published=False)
    gone = an_item("weg", title="Koffie die weg is")
    withdraw(gone, "Het werkte niet.", by=None, origin="test")
    an_item("hier", title="Koffie die er is")

    assert slugs() == slugs(words="koffie") == ["hier"]
    assert "Koffie die weg is" not in browser.sign_in(a_person(Role.EDITOR)).open("/toolkit")


@pytest.mark.parametrize("words", ["", "koffie"])
def test_pages_follow_each_other_without_a_gap(browser, monkeypatch, words):
    monkeypatch.setattr(lists, "PAGE", 2)
    monkeypatch.setattr(pages, "FEW", 0)
    for letter in "abcde":
        an_item(f"item-{letter}", title="Koffie" if letter == "b" else f"Item {letter}", summary="Met koffie.")
    filters, after, seen = Filters(words=words, step="starten"), "", []

    for _page in range(3):
        found = lists.items(filters, after=after)
        seen, after = seen + [item.slug[-1] for item in found.items], found.after

    assert seen == (list("beDca".lower()) if words else list("abcde"))
    assert after == ""
    assert "na=" in browser.open(f"/toolkit?q={words}&stap=starten")


@pytest.mark.parametrize("address", ["/toolkit", "/toolkit?stap=starten", "/toolkit?q=koffie"])
@pytest.mark.parametrize(("many", "pager"), [(5, False), (6, True)])
def test_nobody_turns_a_page_for_the_last_few(browser, monkeypatch, address, many, pager):
    the_programme()
    monkeypatch.setattr(lists, "PAGE", 2)
    for number in range(many):
        an_item(f"item-{number}", summary="Met koffie.")

    page = browser.open(address)

    assert (page.count('href="/toolkit/item-'), "Toon de volgende" in page) == (2 if pager else many, pager)


@pytest.mark.parametrize("path", ["/toolkit", "/toolkit?stap=starten&tijd=60&groep=8", "/toolkit?q=halen&thema=samen"])
@pytest.mark.parametrize("many", [1, 45])
def test_a_list_costs_the_same_for_one_item_and_for_45(browser, statements, path, many):
    the_programme()
    for number in range(many):
        an_item(f"item-{number}")

    with statements(4):  # items, their steps, the card, the themes
        browser.open(path)


def test_every_choice_is_a_link_that_keeps_the_others_and_can_be_taken_back(browser):
    the_programme()
    an_item("halen")

    page = browser.open("/toolkit?q=halen&stap=starten&tijd=60")

    assert 'href="/toolkit?q=halen&amp;stap=starten&amp;tijd=60&amp;groep=8#keuze"' in page
    assert 'href="/toolkit?q=halen&amp;tijd=60#keuze"' in page
    assert '<input type="hidden" name="stap" value="starten">' in page
    assert "Bij welke stap?" not in page
    assert "/toolkit/halen" in page


@pytest.mark.parametrize(
    "query", ["tijd=nu&groep=-3&voor=iedereen&soort=x", "tijd=99999999999", f"thema={'x' * 70}", "stap=%0A"]
)
def test_what_nobody_can_choose_narrows_nothing(browser, query):
    an_item("halen")

    assert "/toolkit/halen" in browser.open(f"/toolkit?{query}")


def test_an_unknown_place_in_the_list_is_no_mistake(browser):
    an_item("halen")

    assert "/toolkit/halen" in browser.open("/toolkit?na=%20&q=halen")
    assert "Er staat nog niets" not in browser.open("/toolkit?na=zzz&stap=starten")


def test_an_empty_list_says_what_to_do(browser):
    assert "Er staat nog niets in de toolkit." in browser.open("/toolkit")
    an_item("halen")
    page = browser.open("/toolkit?groep=30")

    assert "Hier past nog niets bij." in page
    assert 'href="/toolkit"' in page


def test_a_list_that_did_not_change_is_not_sent_again(browser):
    item = an_item("halen")
    db.session.commit()
    known = {"If-None-Match": browser.client.get("/toolkit").headers["ETag"]}
    again = browser.client.get("/toolkit", headers=known)
    item.changed_at = item.changed_at.replace(year=2001)
    db.session.commit()

    assert (again.status_code, again.data) == (304, b"")
    assert browser.client.get("/toolkit", headers=known).status_code == 200


def test_what_somebody_keeps_is_theirs_and_can_be_let_go(browser):
    an_item("halen")
    an_item("brengen")
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    assert "Je bewaarde nog niets." in browser.open("/toolkit/bewaard")

    for _twice in range(2):
        browser.submit("/toolkit/halen/bewaar")
    page = browser.open("/toolkit/bewaard")
    assert ("/toolkit/halen/bewaar" in page, "/toolkit/brengen" in page) == (True, False)
    assert "Je bewaart deze kaart" in browser.open("/toolkit/halen")

    browser.submit("/toolkit/halen/bewaar", weg="1", terug="bewaard")
    assert "Je bewaarde nog niets." in browser.open("/toolkit/bewaard")


def test_what_was_kept_and_then_withdrawn_says_so(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    item = an_item("halen")
    browser.submit("/toolkit/halen/bewaar")
    withdraw(db.session.get(Item, item.id), "Het werkte niet.", by=None, origin="test")
    db.session.commit()

    assert "Ingetrokken" in browser.open("/toolkit/bewaard")


def test_the_list_of_what_is_kept_costs_the_same_for_one_and_for_three(browser, statements):
    the_programme()
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    for number in range(3):
        an_item(f"item-{number}")
        browser.submit(f"/toolkit/item-{number}/bewaar")
        browser.open("/toolkit/bewaard")

        with statements(4):  # the person, items, their steps, the card
            browser.open("/toolkit/bewaard")


def test_keeping_asks_to_sign_in(browser):
    an_item("halen")

    assert browser.client.post("/toolkit/halen/bewaar").headers["Location"].startswith("/inloggen")
    assert browser.client.get("/toolkit/bewaard").headers["Location"].startswith("/inloggen")


def test_every_kind_has_words(browser):
    for kind in ItemKind:
        an_item(f"item-{kind}", kind=kind, title=f"Iets {kind}")

    page = browser.open("/toolkit")

    assert all(a_text(title=f"Iets {kind}").title in page for kind in ItemKind)
    assert "Proefversie" in page
