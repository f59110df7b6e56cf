"""An item on paper: two cards in the browser and as PDF, and its Markdown; whatever people wrote, it fits."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.programme.models import ActionCard
from lms.programme.queries.cards import current_card
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.withdrawing import take_back, withdraw
from lms.toolkit.enums import Change
from lms.toolkit.models import Item, PictureText, Prose, WorkingStep
from lms.toolkit.queries.prints import picture_contents, sheet_by_slug
from lms.toolkit.queries.typesetting import CARDS, pdf_of
from lms.toolkit.sync.kind import read
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item
from tests.factories.toolkit_packages import sync
from tests.pdf_ua import problems_of

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "lms" / "ui" / "static"
ALT = "Twee vellen aan de muur, met kaartjes"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="5" font-family="serif">Hoi</text></svg>'
WORDS = "Vraag iemand die de wijk van binnen kent om mee te lopen. "
SAYING = '"Jij kent de wijk beter dan ik. Loop je een uurtje mee?"'
WALK = WorkingStep(
    "Loop mee",
    20,
    when="dag 1",
    doing=Prose.of("Loop **rustig**.\n\n- Kijk.\n- Luister."),
    saying=SAYING,
    done_when="ieder iets zag.",
    note="blijf achteraan.",
    online="deel je scherm.",
)
ALL = {
    name: Prose.of(f"Kanarie {name}.") for name in ("not_when", "preparation", "materials", "variations", "follow_up")
}


class Nobody:
    is_authenticated = False

    def has_role(self, *_roles):
        return False


@pytest.fixture
def item(database):
    return whole("halen-en-brengen")


@pytest.fixture
def shipped(database):
    """Return all that ships, below a card that says of itself that it may be replaced."""
    the_programme()
    sync(ROOT)
    assert ActionCard.from_json(current_card().body).own_default
    return db.session.scalars(select(Item).order_by(Item.slug)).all()


def whole(slug, **changes):
    told = {"working_steps": (WALK, replace(WALK, title="Vertel", minutes=40)), "invitation": '"Kom je ook?"', **ALL}
    made = an_item(slug, **{**told, **changes})
    db.session.commit()
    return made


def with_picture(slug="met-plaatje"):
    made = an_item(slug)
    file = store_picture(made, "paren.svg", SVG)
    text = a_text(pictures=(PictureText(file, ALT, "Zo hangt het."),))
    publish(made, text, change=Change.REAL, reason="Met plaatje.", by=None, origin="test")
    db.session.commit()
    return made


def pdf(browser, address, expect=200):
    answer = browser.client.get(address)
    assert answer.status_code == expect
    return answer


def sides(content):
    return len(re.findall(rb"/Type\s*/Page\b", content))


def papers(app, item):
    """Return both cards of an item as PDF."""
    with app.test_request_context():
        sheet = sheet_by_slug(item.slug, None, Nobody())
        return [pdf_of(sheet, card, picture_contents(sheet)) for card in ("a4", "a5")]


def test_the_a4_says_everything_and_leads_back_to_the_page(browser, item):
    page = browser.open("/toolkit/halen-en-brengen/print")

    said = (
        "Halen en brengen",
        "50 tot 60 minuten",
        "4 tot 12 mensen",
        "Waarom je dit doet",
        "“Kom je ook?”",
        "dag 1, 20 min",
    )
    asked = (
        "Zeg",
        "“Jij kent de wijk",
        "Klaar als:",
        "Voor de begeleider:",
        "Valkuilen",
        "CC BY-SA 4.0",
        "versie 1",
    )
    for words in (*said, *asked, *(f"Kanarie {name}." for name in ALL)):
        assert words in page
    assert 'aria-label="QR-code naar localhost/toolkit/halen-en-brengen"' in page


@pytest.mark.parametrize("address", ["", "/print", ".md"])
def test_when_to_take_something_else_and_what_goes_wrong_are_called_the_same_everywhere(browser, item, address):
    page = browser.client.get(f"/toolkit/halen-en-brengen{address}").text

    assert [words for words in ("Wanneer je iets anders kiest", "Valkuilen") if words not in page] == []
    assert [words for words in ("Wanneer niet", "Doe dit niet", "Hier gaat het mis") if words in page] == []


def test_the_card_for_a_pocket_says_steps_words_and_minutes_only(browser, item):
    page = browser.open("/toolkit/halen-en-brengen/print?kaart=a5")

    for words in ("Loop mee", "dag 1, 20 min", "“Jij kent de wijk", "50 tot 60 minuten", "QR-code naar"):
        assert words in page
    for words in ("Kanarie", "Klaar als", "Vage woorden", "Loop <strong>"):
        assert words not in page


def test_each_card_leads_to_the_other_and_to_its_files(browser, item):
    page = browser.open("/toolkit/halen-en-brengen/print?kaart=a5")

    for address in ("/print", "/print?kaart=a5", "/a5.pdf", ".md"):
        assert f'href="/toolkit/halen-en-brengen{address}"' in page


def test_the_words_on_a_card_are_dutch_whatever_language_the_page_has(browser, item):
    browser.submit("/taal", language="en", next="/")

    page = browser.open("/toolkit/halen-en-brengen/print")

    assert '<html lang="en"' in page
    assert "Zo doe je het" in page


@pytest.mark.parametrize("card", ["a4", "a5"])
def test_a_pdf_is_tagged_titled_and_dutch(browser, item, card):
    answer = pdf(browser, f"/toolkit/halen-en-brengen/{card}.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="halen-en-brengen-{card}.pdf"'
    assert problems_of(answer.data) == []
    assert b">Halen en brengen</rdf:li></rdf:Alt></dc:title>" in answer.data
    assert re.findall(rb"/Lang\(([^)]*)\)", answer.data) == [b"nl-NL"]
    assert sides(answer.data) == 1


def test_pictures_stand_on_the_a4_with_their_words(app, browser):
    item = with_picture()

    a4, _a5 = papers(app, item)
    page = browser.open(f"/toolkit/{item.slug}/print")

    assert ALT.encode() in a4
    assert re.search(rf'<img src="/toolkit/{item.slug}/media/\w{{8}}-paren.svg"', page)
    assert f'alt="{ALT}"' in page


def test_a_picture_that_nobody_can_draw_costs_nobody_the_card(app, database):
    item = with_picture()
    with app.test_request_context():
        sheet = sheet_by_slug(item.slug, None, Nobody())
        made = pdf_of(sheet, "a4", {sheet.pictures[0].file: b"<svg"})

    assert sides(made) == 1


def test_every_method_that_ships_fits_on_one_side_with_its_picture(app, shipped):
    found = [(item.slug, *map(sides, papers(app, item))) for item in shipped]

    assert len(found) == 24
    assert [each for each in found if each[1:] != (1, 1)] == []


def test_no_step_that_ships_is_cut_by_the_end_of_a_column(app, shipped, monkeypatch):
    monkeypatch.setitem(CARDS, "a4", tuple(fit for fit in CARDS["a4"] if not fit.cut))

    assert [item.slug for item in shipped if sides(papers(app, item)[0]) != 1] == []


def test_paper_says_nothing_of_how_the_card_of_steps_came_to_be(browser, app, shipped):
    with app.test_request_context():
        sheet = sheet_by_slug("droomkaart", None, Nobody())

    assert "Eigen standaard" not in browser.open("/toolkit/droomkaart/print") + repr(sheet)


def endless(many, times):
    step = replace(
        WALK, doing=Prose.of(WORDS * times), saying="\n".join([WORDS * times] * 3), done_when=WORDS, note=WORDS
    )
    steps = tuple(replace(step, title=f"{WORDS * 2}{number}", minutes=5) for number in range(many))
    return {
        "working_steps": steps,
        "pitfalls": Prose.of(WORDS * times),
        "title": WORDS[:50] * 2,
        "minutes": (5 * many,) * 2,
    }


@pytest.mark.parametrize(("many", "times"), [(8, 2), (8, 12), (40, 12)])
def test_the_card_for_a_pocket_is_one_sheet_whatever_people_wrote(app, database, many, times):
    a4, a5 = papers(app, an_item("lang", **endless(many, times)))

    assert sides(a5) == 2
    assert sides(a4) >= 2


def test_signs_that_no_letter_has_leave_a_box_and_no_error(app, database):
    step = WorkingStep("中文", 50, doing=Prose.of("\N{GRINNING FACE}"), saying="Hoi \N{GRINNING FACE}")

    made = papers(app, an_item("tekens", title="Kunst \N{GRINNING FACE}", working_steps=(step,), minutes=(50, 50)))

    assert [sides(each) for each in made] == [1, 1]


def test_an_old_version_prints_with_its_mark(browser, item):
    publish(item, a_text(title="Nieuw"), change=Change.REAL, reason="Anders.", by=None, origin="test")
    db.session.commit()

    page = browser.open("/toolkit/halen-en-brengen/v1/print")

    assert "Oude versie.</b> Nu geldt versie 2." in page
    assert "versie 1 · Oude versie" in page
    assert 'href="/toolkit/halen-en-brengen/v1/a4.pdf"' in page
    assert b">Halen en brengen</rdf:li>" in pdf(browser, "/toolkit/halen-en-brengen/v1/a5.pdf").data
    assert b">Nieuw</rdf:li>" in pdf(browser, "/toolkit/halen-en-brengen/a5.pdf").data
    assert "Oude versie" not in browser.open("/toolkit/halen-en-brengen/print")
    assert pdf(browser, "/toolkit/halen-en-brengen/v1.md").text.startswith("# Halen en brengen\n\n**Oude versie.**")


@pytest.mark.parametrize("card", ["a4", "a5"])
def test_what_was_withdrawn_prints_with_why_and_what_replaces_it(browser, item, card):
    withdraw(item, "Te lang.", an_item("korter", title="Korter"), by=None, origin="test")
    db.session.commit()

    page = browser.open(f"/toolkit/halen-en-brengen/print?kaart={card}")

    assert "Ingetrokken op" in page
    assert "Te lang. Gebruik in plaats hiervan: Korter." in page
    pdf(browser, f"/toolkit/halen-en-brengen/{card}.pdf")


def test_the_markdown_reads_like_a_text_from_its_first_line(browser, item):
    answer = pdf(browser, "/toolkit/halen-en-brengen.md")

    assert answer.content_type == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="halen-en-brengen.md"'
    assert answer.text.startswith("# Halen en brengen\n\n")
    for told in ("- **Tijd:** 50 tot 60 minuten", "### 1. Loop mee (dag 1, 20 min)", "- Kijk.", "> “Jij kent de wijk"):
        assert told in answer.text
    for told in ("**Klaar als:** ieder iets zag.", "- **Delen mag:** CC BY-SA 4.0", "/toolkit/halen-en-brengen>"):
        assert told in answer.text
    assert "---" not in answer.text
    assert "uid:" not in answer.text


def test_what_is_not_there_or_a_draft_is_not_found(browser, item):
    an_item("eerste-begin", published=False)
    db.session.commit()

    for slug in ("nergens", "eerste-begin", "halen-en-brengen/v2"):
        for address in ("/print", "/a4.pdf", "/a5.pdf", ".md"):
            browser.open(f"/toolkit/{slug}{address}", 404)
    browser.open("/toolkit/halen-en-brengen/a3.pdf", 404)


@pytest.mark.parametrize("address", ["/print", "/print?kaart=a5", "/a4.pdf", "/a5.pdf", ".md"])
def test_a_visitor_keeps_it_until_it_changes(browser, item, address):
    first = pdf(browser, f"/toolkit/halen-en-brengen{address}")
    known = {"If-None-Match": first.headers["ETag"]}
    again = browser.client.get(f"/toolkit/halen-en-brengen{address}", headers=known)
    withdraw(item, "Te lang.", by=None, origin="test")
    db.session.commit()
    changed = browser.client.get(f"/toolkit/halen-en-brengen{address}", headers=known)

    assert first.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in first.headers["Vary"]
    assert (again.status_code, again.data) == (304, b"")
    assert changed.status_code == 200
    take_back(item, by=a_person(Role.EDITOR), origin="test")


def test_nobody_keeps_the_page_of_who_signed_in(browser, item):
    answer = pdf(browser.sign_in(a_person(Role.EDITOR)), "/toolkit/halen-en-brengen/print")

    assert "ETag" not in answer.headers


@pytest.mark.parametrize("many", [1, 8])
def test_paper_costs_the_same_however_long_it_is(browser, statements, many):
    whole("lang", **endless(many, 1))
    with_picture("met-plaatje")

    for address in ("lang/print", "lang/print?kaart=a5", "lang/a4.pdf", "lang/a5.pdf", "met-plaatje/a5.pdf"):
        with statements(2):
            pdf(browser, f"/toolkit/{address}")
    with statements(3):
        pdf(browser, "/toolkit/met-plaatje/a4.pdf")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("told", "a4", "a5"),
    [
        ({}, (1, 595, 842), (1, 420, 595)),
        (vars(replace(read(ROOT)[0][0].text, pictures=())), (1, 595, 842), (1, 420, 595)),
        ("endless", None, (2, 420, 595)),
    ],
)
def test_a_browser_prints_what_is_promised(browser, chromium, told, a4, a5):
    whole("lang", **(endless(40, 12) if told == "endless" else told))

    papers = [printed(chromium, browser.open(f"/toolkit/lang/print{card}")) for card in ("", "?kaart=a5")]

    assert papers[1] == a5
    assert a4 in (papers[0], None)


@pytest.mark.sqlite_only
def test_a_browser_prints_the_longest_methods_that_ship_on_one_side(browser, chromium, shipped):
    longest = ("foto-verhaal", "hoe-kunnen-wij", "inloop-rond-roken", "luistergesprek", "snel-maken-en-laten-zien")
    fullest = (*longest, "tijdlijn-van-de-verandering", "wie-beslist-wat")
    pages = {slug: browser.open(f"/toolkit/{slug}/print") for slug in fullest}

    found = {slug: printed(chromium, page, browser.client)[0] for slug, page in pages.items()}

    assert {slug: many for slug, many in found.items() if many != 1} == {}


def printed(chromium, page, client=None):
    """Return how many sides Chromium prints, and their size in points; ``client`` gives the pictures."""
    window = chromium.new_page()
    if client:
        window.route(
            "**/media/*",
            lambda route: route.fulfill(
                body=client.get(route.request.url.partition("localhost")[2]).data, content_type="image/svg+xml"
            ),
        )
    window.route("**/static/**", lambda route: route.fulfill(path=STATIC / route.request.url.partition("/static/")[2]))
    window.route("**/print", lambda route: route.fulfill(body=page, content_type="text/html"))
    window.goto("http://localhost/print")
    made = window.pdf(prefer_css_page_size=True)
    window.close()
    wide, high = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made).groups())
    return sides(made), round(wide), round(high)
