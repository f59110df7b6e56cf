"""The page of an item: what holds now, every version, what was withdrawn, and who may see a draft."""

import re

import pytest

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.kernel.slots import EXTENSION, Panel
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.relating import relate
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, RelationKind, Verdict
from lms.toolkit.models import Item, PictureText, Prose, WorkingStep
from lms.toolkit.slots import ITEM_ACTIONS, ITEM_PANELS
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

pytestmark = pytest.mark.usefixtures("database")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>'
WHOLE = {
    "setting": ("zaal", "buiten"),
    "audience": ("bewoners", "gemeente"),
    "level": "starter",
    "evidence": "onderbouwd",
    "invitation": 'Zeg: "Kom je ook?"',
    "not_when": Prose.of("Niet bij ruzie."),
    "preparation": Prose.of("- Zet thee."),
    "materials": Prose.of("- Kopjes"),
    "variations": Prose.of("Met kinderen."),
    "online": Prose.of("Met beeld."),
    "plain_language": Prose.of("Teken het."),
    "follow_up": Prose.of("Bel na een week."),
    "working_steps": (
        WorkingStep(
            "Zet thee",
            20,
            "dag 1",
            Prose.of("Kook water."),
            '"Wie wil er thee?"',
            "de pot leeg is.",
            "Let op.",
            "Koop.",
        ),
        WorkingStep("Schenk in", 40),
    ),
}


def told(page):
    """What stands on a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def changed(item, *, title="Halen en meer", change=Change.REAL, reason="Stap 2 is korter."):
    publish(item, a_text(title=title), change=change, reason=reason, by=None, origin="test")
    db.session.commit()
    return item


def test_everything_somebody_needs_to_lead_it_stands_on_the_page(browser):
    the_programme()
    an_item("halen", **WHOLE)

    page = told(browser.open("/toolkit/halen"))

    for words in (
        *("50 tot 60 minuten", "4 tot 12 mensen", "In een zaal, buiten", "Bewoners, gemeente"),
        *("Je weet wat je aan elkaar hebt.", "Niet bij ruzie.", "Zet thee.", "Kopjes"),
        *("dag 1, 20 min", "Kook water.", "“Wie wil er thee?”", "de pot leeg is.", "Let op.", "Koop.", "40 min"),
        *("Vage woorden.", "“Kom je ook?”", "Met kinderen.", "Met beeld.", "Teken het.", "Bel na een week."),
        *("Ook als je het nooit deed", "Met redenen beschreven", "Eigen beschrijving", "CC BY-SA 4.0", "Stap 1:"),
    ):
        assert words in page


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("many", [1, 5])
def test_the_page_costs_the_same_for_little_and_for_much(browser, statements, signed_in, many):
    the_programme()
    item = an_item("halen")
    for number in range(many - 1):
        changed(item, reason=f"Reden {number}")
        an_item(f"erbij-{number}")
    relate(item, RelationKind.COMBINES, [f"erbij-{number}" for number in range(many - 1)])
    db.session.commit()
    if signed_in:
        browser.sign_in(a_person(Role.SOCIAL_WORKER))

    # item, card, relations, versions, two of experience, what circles learned; person, kept
    with statements(9 if signed_in else 7):
        browser.open("/toolkit/halen")


def test_every_version_keeps_its_own_text_and_says_which_one_holds_now(browser):
    changed(an_item("halen"))

    old, new = browser.open("/toolkit/halen/v1"), browser.open("/toolkit/halen/v2")

    assert "Dit is een oude versie." in old
    assert "Nu geldt versie 2." in old
    assert "Halen en brengen, versie 1" in old
    assert "Dit is de versie die nu geldt." in new
    assert 'content="noindex, follow"' in old
    assert "Halen en meer" in browser.open("/toolkit/halen")
    for number in (0, 3, 99999999999):
        browser.open(f"/toolkit/halen/v{number}", expect=404)


def test_the_list_of_versions_says_what_changed_and_why(browser):
    item = changed(an_item("halen"))
    changed(item, change=Change.TYPO, reason="Een letter.")

    page = told(browser.open("/toolkit/halen"))

    assert page.index("Een letter.") < page.index("Stap 2 is korter.") < page.index("Eerste uitgave.")
    assert "(typefout)" in page


def test_what_was_withdrawn_says_so_and_what_replaces_it(browser):
    item, other = an_item("halen"), an_item("brengen", title="Brengen en halen")
    withdraw(item, "Mensen vonden het te lang.", other, by=None, origin="test")
    db.session.commit()

    page, version = browser.open("/toolkit/halen"), browser.open("/toolkit/halen/v1")

    for shown in (page, version):
        assert "Mensen vonden het te lang." in shown
        assert 'href="/toolkit/brengen"' in shown
        assert 'content="noindex, follow"' in shown
    assert "Zo doe je het" not in page
    assert "Zo doe je het" in version


def test_what_was_withdrawn_without_another_leads_to_the_same_step(browser):
    the_programme()
    withdraw(an_item("halen"), "Klaar.", by=None, origin="test")
    db.session.commit()

    assert 'href="/toolkit?stap=starten"' in browser.open("/toolkit/halen")


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.SOCIAL_WORKER, 404), (Role.EDITOR, 302)])
def test_a_first_draft_is_known_to_who_writes_on_it_alone(browser, role, status):
    an_item("concept", published=False)
    if role:
        browser.sign_in(a_person(role))

    assert browser.client.get("/toolkit/concept").status_code == status
    assert browser.client.get("/toolkit/concept/v1").status_code == 404
    assert browser.client.get("/toolkit/bestaat-niet").status_code == 404


def test_what_belongs_together_is_told_from_both_sides_once(browser):
    first, item, last = an_item("eerst"), an_item("midden"), an_item("laatst")
    an_item("samen"), an_item("anders"), an_item("concept", published=False)
    relate(item, RelationKind.FOLLOWS, ["eerst", "concept"])
    relate(last, RelationKind.FOLLOWS, ["midden"])
    relate(item, RelationKind.COMBINES, ["samen", "laatst"])
    relate(db.session.get_one(Item, first.id), RelationKind.ALTERNATIVE, ["eerst", "anders"])
    relate(item, RelationKind.ALTERNATIVE, ["anders"])
    db.session.commit()

    page = browser.open("/toolkit/midden")
    links = re.findall(r'kw-tool[^"]*" href="/toolkit/([a-z]+)".*?<small>([^<]*)', page, re.DOTALL)

    assert links == [
        ("eerst", "Eerst doen"),
        ("laatst", "Samen doen"),
        ("samen", "Samen doen"),
        ("anders", "In plaats hiervan"),
    ]
    assert "Daarna doen" in browser.open("/toolkit/eerst")


def test_a_trial_says_what_it_is_and_what_a_circle_found(browser):
    item = an_item("proef", kind="proefversie")
    db.session.commit()
    assert "Dit is een proefversie." in browser.open("/toolkit/proef")

    give_verdict(item, Verdict.ADAPT, "De pot is te klein.", stand="", by=a_person(Role.EDITOR), origin="test")
    db.session.commit()
    page = told(browser.open("/toolkit/proef"))

    assert "Een leerkring keek ernaar" in page
    assert "Aanpassen. De pot is te klein." in page


def test_a_picture_keeps_its_address_and_is_kept_for_long(browser):
    item = an_item("halen", published=False)
    file = store_picture(item, "kan.svg", SVG)
    publish(
        item,
        a_text(pictures=(PictureText(file, "Een kan."),)),
        change=Change.REAL,
        reason="Nieuw.",
        by=None,
        origin="x",
    )
    db.session.commit()
    address = f"/toolkit/halen/media/{file}"

    answer = browser.client.get(address)

    assert f'src="{address}" alt="Een kan." width="8" height="6"' in browser.open("/toolkit/halen")
    assert (answer.data, answer.mimetype) == (SVG, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    known = {"If-None-Match": answer.headers["ETag"]}
    assert browser.client.get(address, headers=known).status_code == 304


@pytest.mark.parametrize("published", [True, False])
def test_a_picture_that_no_version_shows_is_nobodys_but_the_editors(browser, published):
    item = an_item("concept", published=published)
    shown, file = store_picture(item, "pot.svg", SVG), store_picture(item, "kan.svg", SVG)
    if published:
        named = a_text(title=file, pictures=(PictureText(shown, f'Niet "{file}".'),))
        publish(item, named, change=Change.REAL, reason="Nieuw.", by=None, origin="x")
    db.session.commit()
    address = f"/toolkit/concept/media/{file}"

    assert browser.client.get(address).status_code == 404
    answer = browser.sign_in(a_person(Role.EDITOR)).client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def test_a_picture_of_an_old_version_or_of_what_was_withdrawn_stays_where_it_is(browser):
    item = an_item("halen", published=False)
    file = store_picture(item, "kan.svg", SVG)
    for pictures in ((PictureText(file, "Een kan."),), ()):
        text = a_text(pictures=pictures)
        publish(item, text, change=Change.REAL, reason="Nieuw.", by=None, origin="x")
    withdraw(item, "Te lang.", by=None, origin="x")
    db.session.commit()

    answer = browser.client.get(f"/toolkit/halen/media/{file}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")


def test_higher_features_add_what_was_learned_and_what_can_be_done(app, browser, monkeypatch):
    an_item("halen")

    def panel(_actor, subject):
        """Any template that says what it is given."""
        return Panel("home/security.txt", {"base": subject.item.slug, "expires": subject.text.title})

    filled = {ITEM_PANELS: [panel], ITEM_ACTIONS: [panel]}
    monkeypatch.setitem(app.extensions, EXTENSION, app.extensions[EXTENSION] | filled)

    assert browser.open("/toolkit/halen").count("Expires: Halen en brengen") == 2


def test_an_english_page_marks_what_is_dutch(browser):
    an_item("halen", **WHOLE)
    browser.submit("/taal", language="en", next="/toolkit/halen")

    page = browser.open("/toolkit/halen")

    assert '<h1 class="nl-heading nl-heading--level-1" lang="nl">Halen en brengen</h1>' in page
    assert '<h3 class="nl-heading nl-heading--level-3" lang="nl">Zet thee</h3>' in page


def test_paper_and_keeping_stand_under_the_title_before_the_text(browser, database):
    an_item("halen")
    db.session.commit()
    browser.sign_in(a_person(Role.RESEARCHER))

    page = browser.open("/toolkit/halen")

    offered = ("/print", "/print?kaart=a5", "/a4.pdf", "/bewaar")
    places = [page.index(f'"/toolkit/halen{address}"') for address in offered]
    assert page.index("<h1") < min(places)
    assert max(places) < page.index('id="tekst"')
