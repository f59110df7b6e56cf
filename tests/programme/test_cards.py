"""The action card: public pages, another card for the coordinator, and neighbourhoods that move over by the map."""

import io
import json
import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.kernel.db import db
from lms.kernel.search import SearchEntry
from lms.programme.enums import StepStatus, View
from lms.programme.models import CardStepMap, CardVersion, Neighbourhood, SmallStepDone, StepProgress
from lms.programme.queries.where import where_of
from lms.programme.signals import card_changed
from tests.factories.people import a_person
from tests.factories.programme import STEPS, a_member, a_neighbourhood, a_programme, a_step_moved
from tests.factories.training import a_module, a_part

DESK = "/beheer/actiekaart/rookvrij-leven"
NEW = ("begin", "team", "wijk", "droom", "doen")
DONE, BUSY, AGAIN = StepStatus.DONE_FOR_NOW, StepStatus.IN_PROGRESS, StepStatus.REOPENED


def card_toml(number="2.0", keys=NEW, **more):
    facts = {"title": "De kaart van het programma", "source": "Het programma, 2026", "version": number, **more}
    lines = [f"{key} = {json.dumps(value)}" for key, value in facts.items()]
    lines += ["[[phases]]", 'key = "een"', 'title = "Eén"', 'summary = "alles"', "opens = true"]
    for key in keys:
        lines += ["[[phases.steps]]", f'key = "{key}"', f'title = "Nu {key}"', 'goal = "Je doet iets."']
        lines += [
            "[[phases.steps.small_steps]]",
            'key = "een"',
            f'title = "Nieuw {key}"',
            'text = "Doe."',
            "minutes = 9",
        ]
    return "\n".join(lines)


@pytest.fixture
def programme(database):
    return a_programme()


@pytest.fixture
def desk(browser, programme):
    return browser.sign_in(a_person(Role.COORDINATOR))


def loaded(desk, **more):
    return desk.follow(desk.submit(DESK, text=card_toml(**more)))


def in_use(desk, number="2.0", **map_):
    loaded(desk, number=number)
    return desk.submit(f"{DESK}/{number}", **{f"from-{old}": new for old, new in map_.items()})


def test_everybody_reads_the_card_and_each_step(browser, programme):
    page = browser.open("/actiekaart")
    step = browser.open("/actiekaart/team")

    assert "De actiekaart: 8 stappen in 2 fasen" in page
    assert page.count("Eigen standaard, te vervangen") == 2  # above the title, and in the line that is printed
    assert 'href="/actiekaart/starten"' in step
    assert 'href="/actiekaart/wijk"' in step
    assert "Doe team" in step
    browser.open("/actiekaart/onzin", expect=404)
    browser.open("/actiekaart?programma=onzin", expect=404)


def test_without_a_card_the_pages_still_answer(browser):
    assert "Er is nog geen actiekaart" in browser.open("/actiekaart")
    assert "stappen in" not in browser.open("/")
    browser.open("/actiekaart/team", expect=404)


@pytest.mark.parametrize("path", ["/", "/actiekaart", "/actiekaart/team"])
def test_who_has_the_page_gets_no_second_copy_until_the_card_changes(browser, desk, path):
    visitor = type(browser)(browser.client.application)
    first = visitor.client.get(path)
    again = visitor.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    in_use(desk, team="team")
    after = visitor.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, after.status_code) == (304, 200)


@pytest.mark.parametrize(("path", "many"), [("/", 3), ("/actiekaart", 1), ("/actiekaart/team", 5)])
def test_public_pages_ask_a_fixed_number_of_questions(browser, programme, statements, path, many):
    with statements(many):
        browser.open(path)
    for place in ("A", "B", "C"):
        a_step_moved(a_neighbourhood(place), "team", BUSY)
    with statements(many):
        browser.open(path)


def test_a_step_shows_the_modules_that_belong_to_it(browser, programme):
    a_module(a_part("wdr-1"))

    shown = {key: "Leren bij deze stap" in browser.open(f"/actiekaart/{key}") for key in STEPS}

    assert any(shown.values())
    assert not all(shown.values())


def test_a_card_is_read_kept_and_not_yet_in_use(desk):
    page = loaded(desk)

    assert "Zij is nog niet in gebruik" in page
    assert "Bij 20 stappen" not in page
    rows = db.session.execute(select(CardVersion.number, CardVersion.current).order_by(CardVersion.id)).all()
    assert [tuple(row) for row in rows] == [("1.0", True), ("2.0", False)]
    assert re.search(r'<input[^>]*name="from-team"[^>]*value="team" checked', page)


def test_a_card_may_come_as_a_file(desk):
    desk.submit(DESK, file=(io.BytesIO(card_toml().encode()), "card.toml"))

    assert db.session.scalars(select(CardVersion).where(CardVersion.number == "2.0")).one().title.startswith("De kaart")


def test_everything_wrong_with_a_card_is_told_and_the_text_stays(desk):
    wrong = card_toml().replace('key = "team"', 'key = "begin"').replace("minutes = 9", "minutes = 0")

    page = desk.submit(DESK, expect=422, text=wrong).text

    assert page.count("<li>Regel ") == 6
    assert "De kaart van het programma" in page


@pytest.mark.parametrize(("end", "line"), [("\ntitle = een", 4), ("\n[[phases", 4), ("\nx = [\n1,\n\n", 5)])
def test_a_file_with_a_slip_of_the_pen_is_told_in_dutch_with_its_line(desk, end, line):
    page = desk.submit(DESK, expect=422, text=f'title = "Kaart"\nsource = "Wij"\nversion = "2.0"{end}').text

    assert f"<li>Regel {line}: hier klopt de schrijfwijze niet. Kijk of elke tekst tussen aanhalingstekens" in page
    assert "niet te lezen" not in page


def test_a_card_with_the_same_steps_says_so_and_another_stands_beside_the_one_in_use(desk):
    in_use(desk, team="team")
    same, other = loaded(desk, number="3.0"), loaded(desk, number="4.0", keys=("team",))

    note = "Deze stappen zijn precies gelijk aan die van de kaart in gebruik, versie 2.0."
    assert (note in same, note in other) == (True, False)
    assert ("De kaart in gebruik: versie 2.0" in same, "De kaart in gebruik: versie 2.0" in other) == (False, True)


@pytest.mark.parametrize("sent", [{}, {"text": " \n"}])
def test_a_form_without_a_card_asks_for_one(desk, sent):
    page = desk.submit(DESK, expect=422, **sent).text

    assert ("Kies een bestand of plak de tekst van het bestand." in page, "Regel " in page) == (True, False)


def test_an_empty_file_is_called_empty(desk):
    page = desk.submit(DESK, expect=422, file=(io.BytesIO(b"\n"), "card.toml")).text

    assert ("Dit bestand is leeg. Kies een ander bestand." in page, "Regel " in page) == (True, False)


@pytest.mark.parametrize(
    ("text", "says"),
    [("# nog niets", "Deze kaart is nog niet goed"), (card_toml("1.0"), "Versie 1.0 is er al")],
)
def test_what_is_no_new_card_is_refused(desk, text, says):
    assert says in desk.submit(DESK, expect=422, text=text).text


def test_a_card_that_was_never_used_may_go(desk):
    loaded(desk)
    desk.submit(f"{DESK}/2.0/weg")
    desk.submit(f"{DESK}/1.0/weg")

    assert db.session.scalars(select(CardVersion.number)).all() == ["1.0"]


def test_a_card_in_use_is_for_visitors_and_new_neighbourhoods(desk):
    before = a_neighbourhood("Oosterveld")

    in_use(desk, team="team", wijk=["wijk", "droom"], starten="begin", kiezen="begin")

    after = a_neighbourhood("Havenbuurt")
    assert "Nu droom" in desk.open("/actiekaart")
    assert before.card_version_id != after.card_version_id
    kinds = {(row.from_key, row.to_key): row.kind.value for row in db.session.scalars(select(CardStepMap))}
    assert kinds == {
        ("starten", "begin"): "merged",
        ("kiezen", "begin"): "merged",
        ("team", "team"): "same",
        ("wijk", "wijk"): "split",
        ("wijk", "droom"): "split",
        **{(key, None): "dropped" for key in ("bedenken", "proberen", "doen", "vasthouden")},
    }
    found = db.session.scalars(select(SearchEntry.url).where(SearchEntry.kind == "step")).all()
    assert sorted(found) == [f"/actiekaart/{key}" for key in sorted(NEW)]


def test_the_address_of_an_old_step_leads_to_the_new_one(desk):
    in_use(desk, starten="begin")

    assert desk.client.get("/actiekaart/starten").headers["Location"] == "/actiekaart/begin"
    desk.open("/actiekaart/vasthouden", expect=404)


def test_neighbourhoods_keep_their_card_until_they_are_moved(desk):
    place = a_neighbourhood("Oosterveld")
    director = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
    a_step_moved(place, "wijk", BUSY, by=director)
    a_step_moved(place, "team", DONE, view=View.TOGETHER)
    a_step_moved(place, "vasthouden", DONE)
    db.session.add(
        SmallStepDone(
            neighbourhood_id=place.id, card_version_id=place.card_version_id, step_key="team", key="een", done=True
        )
    )
    old = place.card_version_id
    in_use(desk, team="team", wijk=["wijk", "droom"])
    assert place.card_version_id == old
    heard = []

    def listen(_app, **facts):
        heard.append((facts["neighbourhood"].slug, facts["before"].number, facts["version"].number))

    with card_changed.connected_to(listen):
        for _tab in range(2):
            desk.submit(f"{DESK}/wijken", card="2.0", neighbourhood=place.uid)

    db.session.expire_all()
    where = where_of(db.session.get(Neighbourhood, place.id))
    assert heard == [("oosterveld", "1.0", "2.0")]
    assert [(each.step.key, each.status) for each in where.standing.steps if each.said] == [
        ("team", DONE),
        ("wijk", BUSY),
        ("droom", BUSY),
    ]
    assert where.here.step.key == "wijk"
    assert ("team", "een") in where.used
    rows = db.session.execute(select(StepProgress.card_version_id, StepProgress.carried)).all()
    assert sorted(tuple(row) for row in rows) == [(old, False)] * 3 + [(old + 1, True)] * 3
    assert db.session.scalars(select(Notice.url).where(Notice.person_id == director.id)).all() == [
        "/wijken/oosterveld/stappen"
    ]
    assert "Klaar voor nu" in desk.open("/wijken/oosterveld/kaarten/1.0")
    assert "eerder werkte" in desk.open("/wijken/oosterveld/stappen/vasthouden?kaart=1.0")
    assert "Kwam mee van de vorige kaart." in desk.open("/wijken/oosterveld/stappen/team")


def test_all_neighbourhoods_move_at_once_also_over_two_cards(desk):
    early = a_neighbourhood("Oosterveld")
    a_member(early, Role.NEIGHBOURHOOD_DIRECTOR, name="Sanne Bos")
    a_step_moved(early, "team", AGAIN, reason="Er kwamen nieuwe mensen.")
    in_use(desk, team="team")
    late = a_neighbourhood("Havenbuurt")
    a_step_moved(late, "team", DONE)
    in_use(desk, "3.0", team="droom")

    page = desk.open(f"{DESK}/wijken")
    assert "Zet alle 2 wijken over" in page
    assert "kaart 3.0, de kaart in gebruik" in page
    asked = desk.open(f"{DESK}/wijken/overzetten")
    told = [re.sub(r"<[^>]+>|\s+", " ", each).split() for each in re.findall(r"<li><p>.*?</li>", asked, re.DOTALL)]
    assert [" ".join(each) for each in told] == [
        "Havenbuurt , nu op kaart 2.0 Krijgt bericht: Joost Vermaat",
        "Oosterveld , nu op kaart 1.0 Krijgt bericht: Sanne Bos",
    ]
    uids = re.findall(r'name="neighbourhood" value="([^"]*)"', asked)
    page = desk.follow(desk.submit(f"{DESK}/wijken", card="3.0", neighbourhood=uids))

    db.session.expire_all()
    stand = {
        place.name: where_of(place).standing.of("droom").status
        for place in db.session.scalars(select(Neighbourhood)).all()
    }
    assert stand == {"Oosterveld": AGAIN, "Havenbuurt": DONE}
    assert "2 wijken zijn overgezet" in page
    assert "Alle wijken werken met de kaart in gebruik" in page
    assert desk.client.get(f"{DESK}/wijken/overzetten").headers["Location"] == f"{DESK}/wijken"


def test_one_neighbourhood_that_moved_is_told_as_one(desk):
    place = a_neighbourhood("Oosterveld")
    in_use(desk, team="team")

    page = desk.follow(desk.submit(f"{DESK}/wijken", card="2.0", neighbourhood=place.uid))

    assert "1 wijk is overgezet" in page


@pytest.mark.parametrize("card", ["1.0", "", None])
def test_a_neighbourhood_moves_to_the_card_that_was_named_or_stays(desk, card):
    place = a_neighbourhood("Oosterveld")
    before = place.card_version_id
    in_use(desk, team="team")

    page = desk.follow(
        desk.submit(f"{DESK}/wijken", neighbourhood=place.uid, **({} if card is None else {"card": card}))
    )

    assert "Er is net een andere kaart in gebruik genomen." in page
    assert db.session.get(Neighbourhood, place.id).card_version_id == before


def test_a_map_to_a_step_that_is_not_there_is_refused(desk):
    loaded(desk)

    desk.submit(f"{DESK}/2.0", expect=422, **{"from-team": "onzin"})

    assert db.session.scalars(select(CardVersion.number).where(CardVersion.current)).one() == "1.0"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADVISER, Role.RESEARCHER, Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    ("path", "answer"), [("/beheer/actiekaart", 403), (DESK, 404), (f"{DESK}/1.0", 403), (f"{DESK}/wijken", 404)]
)
def test_only_coordinators_keep_cards(browser, programme, role, path, answer):
    browser.sign_in(a_person(role)).open(path, expect=answer)
