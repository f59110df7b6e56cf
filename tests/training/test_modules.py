"""The list of modules, a module's own page, the start page, pictures and search."""

import re
from dataclasses import replace

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.kernel.search import search
from lms.training.queries import continue_for, published_modules, start_page_of
from lms.training.queries.start import GoOn
from tests.factories.people import a_person
from tests.factories.training import (
    ASSIGNMENT,
    EASY,
    FULL,
    SVG,
    a_module,
    a_package,
    a_part,
    a_quiz,
    sync,
    without,
)

pytestmark = pytest.mark.usefixtures("database")

PAGE = "/modules/wat-doet-roken"
SHORT = """/// question | short
    uid: t-short

Hoe heet de stof?
- [x] nicotine — Die maakt dat je lichaam erom vraagt.
- [ ] * — Het begint met een n.
///
"""
MEDIA = f"{PAGE}/media/ron.svg"
THREE = (a_part("wdr-1", FULL), a_part("wdr-2", ASSIGNMENT), a_part("wdr-3"))


@pytest.fixture
def learner(browser):
    """A social worker who is signed in."""
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


def complete(browser, *uids, slug="wat-doet-roken"):
    for uid in uids:
        browser.submit(f"/modules/{slug}/delen/{uid}/1", do="next")


def test_a_visitor_sees_what_a_module_holds_and_how_to_begin(browser):
    a_module(*THREE, quiz=a_quiz("wdr-toets"))

    page = browser.open(PAGE)

    for words in ("Je kunt het uitleggen.", "Les 1: Les 1", "Deel wdr-2", "Unity, 2024", "4 vragen", "Log in en begin"):
        assert words in page


def test_the_page_says_what_is_done_and_why_it_is_not_a_hundred_percent(browser, learner):
    a_module(*THREE, quiz=a_quiz("wdr-toets"))
    complete(browser, "wdr-1")

    page = browser.open(PAGE)

    assert "1 van 5 stukjes klaar" in page
    assert "Nu: Deel wdr-2" in page
    assert "nog ongeveer 20 minuten, en een opdracht in je buurt" in page
    assert reasons_in(page) == [
        f"Nog te doen: [{PAGE}/les-1/deel-2 Deel wdr-2] (5 minuten).",
        f"Nog te doen: [{PAGE}/les-1/deel-3 Deel wdr-3] (5 minuten).",
        f"De opdracht in je buurt staat nog open: [{PAGE}/les-1/deel-2 Vraag drie mensen].",
        f"Je hebt [{PAGE}/toets de toets] nog niet gehaald.",
    ]


def reasons_in(page):
    """Return the lines that say why it is not 100 %, each link as ``[address words]``."""
    listed = re.search(r"Waarom is dit nog geen 100 %\?.*?<ul[^>]*>(.*?)</ul>", page, re.DOTALL)[1]
    lines = re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)
    return [re.sub(r'<a [^>]*href="([^"]+)">([^<]+)</a>', r"[\1 \2]", line) for line in lines]


def test_a_quiz_that_is_left_open_is_what_to_go_on_with(browser, learner):
    a_module(*THREE, quiz=a_quiz("wdr-toets"))
    place = browser.submit(f"{PAGE}/toets").headers["Location"]

    response = browser.submit(place, do="later")

    go_on = rf'href="{PAGE}/toets"><span class="nl-button__label">Ga verder met de toets'
    assert re.search(go_on, browser.open("/modules"))
    for page in (browser.open("/"), browser.follow(response)):
        assert re.search(go_on, page)
        assert "Nu: de toets" in page
        assert "Begin" not in re.search(r"<main.*</main>", page, re.DOTALL)[0]


def test_an_open_quiz_stays_in_sight_of_who_went_on_with_the_parts(browser, learner):
    sync(
        a_package(*THREE, quiz=a_quiz("wdr-toets")),
        a_package(a_part("b-1"), a_part("b-2"), uid="b", slug="b", title="B"),
    )
    complete(browser, "b-1", slug="b")
    browser.submit(f"{PAGE}/toets")
    latest = next_for(learner)
    complete(browser, "wdr-1")

    for page in (browser.open("/"), browser.open(PAGE)):
        assert "Nu: Deel wdr-2" in page
        assert "Ga verder met de toets" in page
    assert (latest.module.slug, latest.quiz_first, next_for(learner).quiz_first) == ("wat-doet-roken", True, False)


def test_a_quiz_that_was_handed_in_is_no_longer_open(browser, learner):
    a_module(a_part("wdr-1"), quiz=a_quiz("t", draw=1, questions=(SHORT,)))
    browser.submit(browser.submit(f"{PAGE}/toets").headers["Location"], **{"t-short": "teer"})

    assert "Ga verder met de toets" not in browser.open(PAGE)
    assert "Ga verder met de toets" not in browser.open("/modules")


def test_who_learns_by_ear_hears_the_page_and_is_spared_the_goals(browser):
    a_module(a_part("wdr-1", EASY))
    browser.sign_in(a_person(Role.KEY_PERSON))

    page = browser.open(PAGE)

    assert "Je kunt het uitleggen." not in page
    assert re.search(r"data-listen\b[^>]*data-listen-lang=\"nl\"", page)


def test_what_you_will_be_able_to_do_is_what_you_can_do_when_all_is_done(browser, learner):
    a_module(a_part("wdr-1"))
    before = browser.open(PAGE)

    after = browser.follow(browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next"))

    assert ("Dit kun je straks" in before, "Dit kun je nu" in after) == (True, True)
    assert after.count("Je hebt deze module af.") == 1


def test_a_key_person_is_done_after_the_parts_and_may_still_do_the_quiz(browser):
    browser.sign_in(a_person(Role.KEY_PERSON))
    a_module(a_part("wdr-1", EASY), a_part("wdr-2", ASSIGNMENT, EASY), quiz=a_quiz("wdr-toets"))
    complete(browser, "wdr-1", "wdr-2")

    page = browser.open(PAGE)

    assert "Je hebt deze module af." in page
    assert "De toets hoef je niet te doen." in page
    assert "Deze toets hoef je niet te doen. Het mag wel." in browser.open(f"{PAGE}/toets")
    assert "Deze opdracht hoef je niet te doen. Het mag wel." in browser.open(f"{PAGE}/les-1/deel-2")


def test_minutes_are_those_of_the_text_somebody_reads(browser):
    browser.sign_in(a_person(Role.KEY_PERSON))
    long = EASY.replace("\n\nRon drinkt koffie.\n", f"\n\n{'Ron drinkt koffie. ' * 30}\n")
    said = EASY.replace("uid: {uid}-e\n", "uid: {uid}-e\n    minutes: 4\n", 1)
    a_module(a_part("wdr-1", EASY), a_part("wdr-2", long), a_part("wdr-3", said), quiz=a_quiz("wdr-toets"))

    page = browser.open(PAGE)

    shown = re.findall(r'kw-parts__state">\s*<span[^>]*>([^<]+)<', page)
    assert shown == ["1 minuut", "2 minuten", "4 minuten"]
    assert "nog ongeveer 7 minuten" in page


@pytest.mark.parametrize("path", ["/", "/modules", PAGE, f"{PAGE}/les-1/deel-1", f"{PAGE}/toets"])
def test_dutch_content_on_an_english_page_says_that_it_is_dutch(browser, learner, path):
    a_module(*THREE, quiz=a_quiz("wdr-toets"))
    title = "Deel wdr-1" if path.endswith("deel-1") else "Wat doet roken?"

    dutch = browser.open(path)
    browser.submit("/taal", language="en", next="/")
    english = browser.open(path)

    assert re.search(rf'<\w+[^>]* lang="nl"[^>]*>{re.escape(title)}', english)
    assert re.search(r'<html lang="en"', english)
    assert not re.search(rf'<\w+[^>]* lang="nl"[^>]*>{re.escape(title)}', dutch)


def test_the_words_of_a_picture_on_an_english_page_are_said_to_be_dutch(browser, learner):
    a_module(*THREE)
    dutch = browser.open(f"{PAGE}/les-1/deel-1")
    browser.submit("/taal", language="en", next="/")

    english = browser.open(f"{PAGE}/les-1/deel-1")

    pattern = r'<figure class="kw-picture kw-lesson__see"( lang="nl")?>\s*<img [^>]*alt="Ron drinkt koffie.'
    assert [re.search(pattern, page)[1] for page in (dutch, english)] == [None, ' lang="nl"']


def test_a_part_that_came_later_says_so_and_a_retired_one_lowers_nobody(browser, learner):
    package = a_package(*THREE)
    sync(without(package, "wdr-3"))
    complete(browser, "wdr-1", "wdr-2")

    sync(without(package, "wdr-1"))

    page = browser.open(PAGE)
    assert f"Er is een nieuw deel bij gekomen: [{PAGE}/les-1/deel-3 Deel wdr-3] (5 minuten)." in reasons_in(page)
    assert "2 van 4 stukjes klaar" in page  # two parts done of two parts, one new part and one assignment


def test_a_renewed_part_says_so_and_stays_done(browser, learner):
    sync(a_package(*THREE))
    complete(browser, "wdr-3")
    sync(a_package(*THREE[:2], a_part("wdr-3", "Nieuwe tekst.\n")))

    assert "Vernieuwd" in browser.open(PAGE)
    browser.submit("/modules/wat-doet-roken/delen/wdr-3/2", do="next")
    assert "Vernieuwd" not in browser.open(PAGE)


def test_parts_for_others_are_not_shown(browser, learner):
    a_module(a_part("wdr-1"), a_part("wdr-2", audiences="key_person"))

    page = browser.open(PAGE)

    assert ("Deel wdr-1" in page, "Deel wdr-2" in page) == (True, False)


def test_an_old_address_of_a_module_leads_to_the_new_one(browser):
    sync(a_package(*THREE))
    sync(a_package(*THREE, slug="roken"))

    response = browser.client.get(PAGE)

    assert (response.status_code, response.headers["Location"]) == (301, "/modules/roken")


@pytest.mark.parametrize("path", ["/", "/modules", PAGE])
@pytest.mark.parametrize(
    "change", [{"summary": "Andere woorden."}, {"goals": ("Je kunt iets anders.",)}, {"media": ()}]
)
def test_a_visitor_gets_a_new_page_when_anything_shown_changed_without_a_new_version(browser, path, change):
    package = a_package(*THREE)
    sync(package)
    known = browser.client.get(path).headers["ETag"]

    sync(replace(package, **change))

    assert browser.client.get(path, headers={"If-None-Match": known}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_start_page_ask_the_same_number_of_questions(browser, learner, statements, count):
    packages = [
        a_package(a_part(f"m{number}-1"), uid=f"m{number}", slug=f"module-{number}", title=f"Module {number}")
        for number in range(count)
    ]
    sync(*packages)
    complete(browser, "m0-1", slug="module-0")

    with statements(2):
        page = browser.open("/modules")
    with statements(3):  # the person, the module, and what proof of it there is
        browser.open("/modules/module-0")
    person = person_by_uid(learner.uid)
    with statements(1):
        continue_for(person)
    assert page.count("kw-card--link") == count


def test_modules_stand_in_the_order_of_their_numbers_and_then_of_their_titles(browser):
    given = (("d", "Appel", None), ("c", "Peer", 10), ("b", "Boom", 2), ("a", "Zee", None))

    sync(*(a_package(a_part(f"{uid}-1"), uid=uid, slug=uid, title=title, position=at) for uid, title, at in given))

    assert [module.title for module in published_modules()] == ["Boom", "Peer", "Appel", "Zee"]


def next_for(person):
    return continue_for(person_by_uid(person.uid))


def test_the_start_page_offers_what_was_touched_last_and_then_what_is_new(browser, learner):
    sync(
        a_package(a_part("a-1"), a_part("a-2"), uid="a", slug="a", title="A"),
        a_package(a_part("b-1"), uid="b", slug="b", title="B"),
    )
    first = next_for(learner).module.title
    complete(browser, "b-1", slug="b")
    complete(browser, "a-1", slug="a")
    going_on = next_for(learner)
    complete(browser, "a-2", slug="a")

    assert (first, going_on.module.title, going_on.progress.next.part.uid) == ("A", "A", "a-2")
    assert start_page_of(person_by_uid(learner.uid)) == {"reading": None, "go_on": GoOn(None)}
    assert "Je hebt alles gedaan wat er nu is." in browser.open("/")


def test_the_start_page_shows_the_next_step_with_minutes_left(browser, learner):
    a_module(*THREE)
    complete(browser, "wdr-1")

    page = browser.open("/")

    assert 'Nu: Deel wdr-2 <span class="kw-soft">(5 minuten)</span>' in page
    assert "nog ongeveer 10 minuten, en een opdracht in je buurt" in page
    assert 'href="/modules/wat-doet-roken/les-1/deel-2"' in page


def test_drafts_and_retired_modules_are_not_listed(browser):
    a_module(*THREE, status="draft")

    assert published_modules() == []
    assert "Er zijn nog geen modules." in browser.open("/modules")
    browser.sign_in(a_person(Role.EDITOR))
    assert "Concept" in browser.open("/modules")


def test_a_picture_is_public_kept_for_long_and_may_do_nothing(browser):
    a_module(*THREE)

    response = browser.client.get(MEDIA)
    same = browser.client.get(MEDIA, headers={"If-None-Match": response.headers["ETag"]})

    assert (response.data, response.mimetype, same.status_code, same.data) == (SVG, "image/svg+xml", 304, b"")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    marked = browser.client.get(f"{MEDIA}?v={response.headers['ETag'].strip(chr(34))[:8]}")
    assert marked.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert marked.headers["X-Content-Type-Options"] == "nosniff"


def test_a_picture_of_a_draft_is_for_editors_and_never_kept_in_between(browser):
    a_module(*THREE, status="draft")

    browser.open(MEDIA, 404)
    browser.sign_in(a_person(Role.EDITOR))
    for address in (MEDIA, f"{MEDIA}?v={str(len(SVG)) * 8}"[: len(MEDIA) + 11]):
        assert browser.client.get(address).headers["Cache-Control"] == "private, no-cache"


def test_the_words_of_a_module_are_found_and_those_of_its_parts_after_signing_in(database):
    package = a_package(*THREE)
    sync(package)

    assert found("nicotine", "public") == ["/modules/wat-doet-roken"]
    assert found("kanten", "public") == []
    assert found("kanten", "public", "signed-in") == ["/modules/wat-doet-roken/les-1/deel-1"]

    sync(without(package, "wdr-1"))
    assert found("kanten", "signed-in") == []
    sync()
    assert found("nicotine", "public") == []


def found(words, *scopes):
    db.session.flush()
    return [each.url for each in search(words, scopes=scopes).found]


def test_who_looks_into_a_module_for_others_sees_it_whole_and_is_asked_all_of_it(browser, learner):
    a_module(a_part("wdr-1", audiences="director"), a_part("wdr-2", audiences="director"), audiences=("director",))

    complete(browser, "wdr-1")

    page = browser.open(PAGE)
    assert ("Deel wdr-1" in page, "Deel wdr-2" in page) == (True, True)
    assert "1 van 2 stukjes klaar" in page


def test_nobody_is_led_to_a_module_that_is_for_others(learner):
    a_module(a_part("a-1", audiences="director"), uid="a", slug="a", audiences=("director",), position=1)
    a_module(a_part("b-1"), uid="b", slug="b", position=2)

    assert next_for(learner).module.slug == "b"
