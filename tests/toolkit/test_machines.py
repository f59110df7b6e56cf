"""What programs read: linked data, Open Graph, the feed, the list of pages, and pages that did not change."""

import json
import re
import struct
from datetime import datetime
from xml.etree import ElementTree as ET  # noqa: S405 -- it reads our own pages only

import pytest
import rdflib

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, ItemKind
from lms.toolkit.models import Prose, WorkingStep
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

pytestmark = pytest.mark.usefixtures("database")
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "http://localhost/toolkit/halen"


def data_on(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_a_method_is_a_how_to_with_its_steps(browser):
    steps = (
        WorkingStep("Zet thee", 20, doing=Prose.of("Kook **water**."), saying='"Thee?"', done_when="de pot vol is."),
        WorkingStep("Schenk in", 30),
    )
    an_item("halen", working_steps=steps, materials=Prose.of("- Kopjes\n- Een pot"))

    data = data_on(browser.open("/toolkit/halen"))

    assert {
        name: data[name] for name in ("@context", "@type", "@id", "name", "totalTime", "version", "inLanguage")
    } == {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "@id": ADDRESS,
        "name": "Halen en brengen",
        "totalTime": "PT60M",
        "version": 1,
        "inLanguage": "nl",
    }
    assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert data["step"] == [
        {
            "@type": "HowToStep",
            "position": 1,
            "name": "Zet thee",
            "text": 'Kook water.\n"Thee?"\nde pot vol is.',
            "url": f"{ADDRESS}#stap-1",
        },
        {"@type": "HowToStep", "position": 2, "name": "Schenk in", "text": "Schenk in", "url": f"{ADDRESS}#stap-2"},
    ]
    assert [tool["name"] for tool in data["tool"]] == ["Kopjes", "Een pot"]
    assert data["audience"] == [{"@type": "Audience", "audienceType": "Bewoners"}]


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind not in (ItemKind.METHOD, ItemKind.SCRIPT)])
def test_everything_else_is_something_to_learn_from(browser, kind):
    an_item("halen", kind=kind)

    data = data_on(browser.open("/toolkit/halen"))

    assert (data["@type"], data["timeRequired"]) == ("LearningResource", "PT60M")
    assert data["teaches"] == "Je weet wat je aan elkaar hebt."


@pytest.mark.parametrize("kind", ItemKind)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside the reader of rdflib
def test_every_word_of_the_data_is_one_of_schema_org(browser, kind):
    an_item("halen", kind=kind, materials=Prose.of("- Kopjes"))
    data = data_on(browser.open("/toolkit/halen"))
    assert data.pop("@context") == "https://schema.org"

    graph = rdflib.Graph().parse(
        data=json.dumps({"@context": {"@vocab": str(rdflib.SDO)}, **data}), format="json-ld", base=ADDRESS
    )

    used = {word for _subject, word, _value in graph if word != rdflib.RDF.type} | set(
        graph.objects(None, rdflib.RDF.type)
    )
    assert len(graph) > 20
    assert {str(word) for word in used if word not in rdflib.SDO} == set()


def test_what_somebody_wrote_cannot_end_the_script(browser):
    an_item("halen", title="</script><script>alert(1)</script>")

    page = browser.open("/toolkit/halen")

    assert "<script>alert(1)" not in page
    assert data_on(page)["name"] == "</script><script>alert(1)</script>"


def test_linked_data_speaks_the_language_of_the_item(browser):
    an_item("halen")
    browser.submit("/taal", language="en", next="/")

    assert data_on(browser.open("/toolkit/halen"))["audience"][0]["audienceType"] == "Bewoners"


def test_who_shares_the_page_shares_its_name_and_stable_address(browser):
    an_item("halen")
    db.session.commit()

    for path in ("/toolkit/halen", "/toolkit/halen/v1"):
        page = browser.open(path)
        meta = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)"', page))
        assert (meta["og:url"], meta["og:title"], meta["og:type"]) == (ADDRESS, "Halen en brengen", "article")
        assert f'<link rel="canonical" href="{ADDRESS}">' in page
    assert "application/ld+json" not in browser.open("/toolkit/halen/v1")


def test_who_shares_the_page_shares_a_picture_of_the_size_it_says(browser):
    an_item("halen")
    db.session.commit()

    for path in ("/toolkit/halen", "/toolkit/halen/v1"):
        page = browser.open(path)
        meta = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)"', page))
        told = {name: meta[f"og:image:{name}"] for name in ("type", "width", "height")}
        with browser.client.get(meta["og:image"].removeprefix("http://localhost")) as answer:
            picture = answer.data
        assert meta["og:image"].startswith("http://localhost/static/share.")
        assert told == {"type": "image/png", "width": "1200", "height": "630"}
        assert (picture[:4], struct.unpack(">II", picture[16:24])) == (b"\x89PNG", (1200, 630))
        assert (len(picture) < 100_000, bool(meta["og:image:alt"])) == (True, True)
        assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_the_feed_tells_what_is_new_and_really_changed(browser):
    item = an_item("halen")
    an_item("concept", published=False)
    withdraw(an_item("weg"), "Klaar.", by=None, origin="test")
    publish(item, a_text(title="Halen & meer"), change=Change.REAL, reason="Korter.", by=None, origin="test")
    publish(item, a_text(title="Halen & meer"), change=Change.TYPO, reason="Een letter.", by=None, origin="test")
    db.session.commit()

    for path in ("/toolkit/feed.atom", "/feeds/toolkit.atom"):
        answer = browser.client.get(path)
        feed = ET.fromstring(answer.data)  # noqa: S314 -- our own
        entries = [
            [entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "summary")]
            for entry in feed.iter(f"{ATOM}entry")
        ]
        assert answer.mimetype == "application/atom+xml"
        assert entries == [
            [f"{ADDRESS}/v2", "Halen & meer (versie 2)", "Korter."],
            [f"{ADDRESS}/v1", "Halen & meer", a_text().summary],
        ]
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "http://localhost/toolkit/feed.atom"
        times = [datetime.fromisoformat(each.text) for each in feed.iter(f"{ATOM}updated")]
        assert all(each.tzinfo for each in times)
        assert times[0] == max(times)


def test_a_feed_without_news_is_a_feed(browser):
    feed = ET.fromstring(browser.client.get("/toolkit/feed.atom").data)  # noqa: S314

    assert feed.findtext(f"{ATOM}updated")
    assert feed.findall(f"{ATOM}entry") == []


def test_the_list_of_pages_holds_what_is_worth_finding(browser):
    the_programme()
    an_item("halen")
    an_item("concept", published=False)
    withdraw(an_item("weg"), "Klaar.", by=None, origin="test")
    db.session.commit()

    answer = browser.client.get("/sitemap.xml")
    found = [each.text for each in ET.fromstring(answer.data).iter(f"{MAP}loc")]  # noqa: S314

    assert answer.mimetype == "application/xml"
    assert {ADDRESS, "http://localhost/toolkit", "http://localhost/actiekaart/starten"} <= set(found)
    assert not [each for each in found if each.endswith(("/concept", "/weg"))]
    for address in found:
        assert browser.client.get(address.removeprefix("http://localhost")).status_code == 200


def test_robots_are_led_to_the_list_of_pages(browser):
    page = browser.open("/robots.txt")

    assert "Sitemap: http://localhost/sitemap.xml" in page
    assert "Disallow: /beheer" in page
    assert "/toolkit" not in page


PAGES = ["/toolkit", "/toolkit/halen", "/toolkit/halen/v1", "/toolkit/feed.atom", "/sitemap.xml"]


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_is_not_sent_again_and_a_changed_one_is(browser, path):
    item = an_item("halen")
    db.session.commit()
    first = browser.client.get(path)
    known = {"If-None-Match": first.headers["ETag"]}
    again = browser.client.get(path, headers=known)
    publish(item, a_text(summary="Anders."), change=Change.REAL, reason="Anders.", by=None, origin="test")
    item.changed_at = item.changed_at.replace(year=2001)
    db.session.commit()

    assert (first.headers["Cache-Control"], "Cookie" in first.headers["Vary"]) == ("no-cache", True)
    assert (again.status_code, again.data) == (304, b"")
    assert browser.client.get(path, headers=known).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_who_signed_in_never_gets_a_page_kept_for_visitors(browser, path):
    an_item("halen")
    db.session.commit()
    known = {"If-None-Match": browser.client.get(path).headers["ETag"]}
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    answer = browser.client.get(path, headers=known)

    assert (answer.status_code, answer.headers["Cache-Control"], answer.headers.get("ETag")) == (200, "no-store", None)
