"""Every card is PDF/UA as far as a program can tell, and the check that says so sees what is spoiled."""

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from lms.kernel.pdf import render
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change
from lms.toolkit.models import PictureText, Prose, WorkingStep
from lms.toolkit.queries.prints import picture_contents, sheet_by_slug
from lms.toolkit.queries.typesetting import pdf_of
from lms.toolkit.sync.kind import read
from lms.ui import print_font
from tests.factories.toolkit import a_text, an_item
from tests.pdf_files import Unreadable
from tests.pdf_ua import problems_of

ROOT = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="5">Hoi</text><path d="M0 0h8v6z"/></svg>'
WORDS = "Vraag iemand die de wijk **van binnen** kent om mee te lopen. "
LISTS = Prose.of("- Kijk.\n- *Luister*.\n\n1. Eerst.\n2. Dan.")
STEP = WorkingStep("Loop mee", 50, doing=LISTS, saying='"Kom je ook?"', done_when="ieder iets zag.", note="blijf weg.")
PAGE = (
    '= Kop\n== Lager\nLees #link("https://example.org/wijk")[over *de wijk*].\n#image(bytes(data.svg), alt: "Een lijn")'
)
PACKED = re.compile(rb"<</Length \d+([^<>]*)/Filter/FlateDecode([^<>]*)>>\nstream\n(.*?)\nendstream", re.DOTALL)


class Nobody:
    is_authenticated = False

    def has_role(self, *_roles):
        return False


def cards(app, item):
    """Return what keeps both cards of an item from being PDF/UA."""
    with app.test_request_context():
        sheet = sheet_by_slug(item.slug, None, Nobody())
        return [problems_of(pdf_of(sheet, card, picture_contents(sheet))) for card in ("a4", "a5")]


def with_a_picture(**changes):
    item = an_item("alles", published=False)
    file = store_picture(item, "paren.svg", SVG.encode())
    text = a_text(pictures=(PictureText(file, "Twee vellen", "Zo."),), minutes=(50, 50), **changes)
    publish(item, text, change=Change.REAL, reason="Nieuw.", by=None, origin="test")
    return item


def test_a_card_with_everything_on_it_passes(app, database):
    told = {name: LISTS for name in ("not_when", "preparation", "materials", "variations", "pitfalls", "follow_up")}
    item = with_a_picture(working_steps=(STEP,), invitation='"Kom je ook?"', **told)

    assert cards(app, item) == [[], []]


def test_a_card_of_many_pages_passes(app, database):
    step = replace(STEP, doing=Prose.of(WORDS * 12), saying="\n".join([WORDS * 12] * 3), minutes=5)
    item = an_item(
        "lang", working_steps=tuple(replace(step, title=f"Stap {at}") for at in range(20)), minutes=(100, 100)
    )

    assert cards(app, item) == [[], []]


def test_a_card_with_signs_that_no_letter_has_passes(app, database):
    step = WorkingStep("中文", 50, doing=Prose.of("\N{GRINNING FACE}"), saying="Hoi \N{GRINNING FACE}")
    item = an_item("tekens", title="Kunst \N{GRINNING FACE}", working_steps=(step,), minutes=(50, 50))

    assert cards(app, item) == [[], []]


def test_a_card_of_what_was_withdrawn_passes(app, database):
    item = with_a_picture(working_steps=(STEP,))
    withdraw(item, "Te lang.", an_item("korter"), by=None, origin="test")

    assert cards(app, item) == [[], []]


def test_every_card_that_ships_passes(app, database):
    found = {}
    for package in read(ROOT)[0]:
        item = an_item(package.slug, published=False)
        for media in package.media:
            store_picture(item, media.file.removeprefix("media/"), media.content)
        publish(item, package.text, change=Change.REAL, reason="Nieuw.", by=None, origin="test")
        found[package.slug] = cards(app, item)

    assert len(found) == 24
    assert {slug: problems for slug, problems in found.items() if problems != [[], []]} == {}


@pytest.fixture(scope="module")
def page():
    """A page with headings, a link and a drawing, unpacked so that it can be spoiled."""
    made = render(PAGE, {"svg": SVG}, title="Wijk", font=print_font.FAMILY, font_folder=print_font.FOLDER)
    return again(PACKED.sub(lambda found: unpacked(*found.groups()), made))


def unpacked(before, after, packed):
    content = zlib.decompress(packed)
    return b"<</Length %d%s%s>>\nstream\n%s\nendstream" % (len(content), before, after, content)


def again(data):
    """Return a file with a table that says where its objects stand now, and streams that say how long they are."""
    data = (
        re.sub(
            rb"<</Length \d+([^<>]*)>>\nstream\n(.*?)\nendstream",
            lambda found: b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(found[2]), found[1], found[2]),
            data[: data.rindex(b"\nxref")],
            flags=re.DOTALL,
        )
        + data[data.rindex(b"\nxref") :]
    )
    table, trailer = data.rindex(b"xref\n", 0, data.rindex(b"trailer")), data.rindex(b"trailer")
    places = {int(found[1]): found.start(1) for found in re.finditer(rb"\n(\d+) 0 obj\n", data[:table])}
    rows = [b"%010d 00000 n \n" % places[number] for number in sorted(places)]
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1)
    end = re.sub(rb"startxref\n\d+", b"startxref\n%d" % table, data[trailer:])
    return data[:table] + head + b"".join(rows) + end


def test_a_page_with_a_link_passes(page):
    assert problems_of(page) == []


SPOILED = {
    "not tagged": (rb"/Marked true", b"/Marked false", "06-001"),
    "suspect": (rb"/Suspects false", b"/Suspects true", "01-007"),
    "no structure": (rb"/StructTreeRoot \d+ 0 R", b"", "01-005"),
    "no language": (rb"/Lang\(nl-NL\)", b"", "11-006"),
    "no language that exists": (rb"/Lang\(nl-NL\)", b"/Lang(een taal)", "11-006"),
    "no title in the window": (rb"/DisplayDocTitle true", b"", "07-002"),
    "locked": (rb"trailer\n<<", b"trailer\n<</Encrypt 1 0 R", "26-001"),
    "a form": (rb"/Type/Catalog", b"/Type/Catalog/AcroForm<<>>", "20-001"),
    "no promise": (rb"<pdfuaid:part>1<", b"<pdfuaid:part>2<", "06-002"),
    "no title": (rb">Wijk</rdf:li>", b"> </rdf:li>", "06-003"),
    "broken metadata": (rb"</rdf:RDF>", b"", "06-002"),
    "a picture without words": (rb"/Alt\(Een lijn\)", b"/Alt( )", "13-004"),
    "a first heading that is none": (rb"/S/H1", b"/S/H2", "14-002"),
    "a heading that is passed by": (rb"/S/H2", b"/S/H3", "14-003"),
    "both ways to head": (rb"/S/H2", b"/S/H", "14-007"),
    "a kind nobody knows": (rb"/S/H2", b"/S/Kopje", "02-001"),
    "a kind that goes round": (rb"/Strong/Span", b"/Strong/Strong", "02-003"),
    "a list without a list": (rb"/S/H2", b"/S/LI", "09-004"),
    "a drawing that nobody reads": (rb"/Span<</MCID 6/Alt[^>]*>>BDC", b"/Span BMC", "01-005"),
    "a number that nobody knows": (rb"/MCID 0\b", b"/MCID 90", "01-006"),
    "one number twice": (rb"/MCID 1\b", b"/MCID 0", "01-006"),
    "an ornament in what is read": (rb"MCID 0>>BDC", b"MCID 0>>BDC /Artifact BMC", "01-003"),
    "what is read in an ornament": (rb"/Span<</MCID 0", b"/Artifact BMC /Span<</MCID 0", "01-004"),
    "a piece that does not end": (rb"\nEMC", b"\n", "01-005"),
    "a letter that is not there": (rb"/FontFile[23] \d+ 0 R", b"", "31-009"),
    "a letter that says nothing of its signs": (rb"/CIDToGIDMap/Identity", b"", "31-005"),
    "letters that mean nothing": (rb"/ToUnicode \d+ 0 R", b"", "10-001"),
    "a letter that means nothing": (rb"> <0065>", b"> <0000>", "10-001"),
    "a link without words": (rb"/Contents\([^)]*\)", b"", "28-012"),
    "a link outside the structure": (rb"/StructParent \d+", b"", "28-011"),
    "a link that is none in the structure": (rb"/S/Link", b"/S/Span", "28-011"),
    "tabs in another order": (rb"/Tabs/S", b"", "28-009"),
    "a note": (rb"/Subtype/Link", b"/Subtype/Text", "28-002"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_spoiled_is_seen(page, name):
    what, by, said = SPOILED[name]
    assert re.search(what, page)

    found = problems_of(again(re.sub(what, by, page)))

    assert said in {problem.partition(" ")[0] for problem in found}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"geen PDF"])
def test_what_is_no_pdf_is_no_pdf_ua(data):
    with pytest.raises(Unreadable):
        problems_of(data)
