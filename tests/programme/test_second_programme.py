"""A second programme with another card is another folder: its pages, its steering and the modules on its steps."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.app import command_line
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import CardStep, Neighbourhood, Programme, RiskMeasure
from lms.programme.sync import CARD_STEPS, PROGRAMMES
from tests.factories.content import SHORT, a_content_root
from tests.factories.packages import OTHER_CARD, OTHER_MILESTONES, OTHER_RISKS, synced, written
from tests.factories.people import a_person
from tests.factories.programme import a_card_version, a_member, a_neighbourhood, a_programme
from tests.factories.training import a_module, a_part

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "lms/programme/packages/rookvrij-leven"
STEERING = {"milestones": OTHER_MILESTONES, "risks": OTHER_RISKS}
WITH_WIJK = OTHER_CARD.replace('key = "koken"', 'key = "wijk"')


@pytest.fixture
def lms(app):
    """Run the command line and return its exit status and what it printed."""

    def run(*words):
        answer = app.test_cli_runner().invoke(command_line(), ["content", *(str(word) for word in words)])
        if answer.exception and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        return answer.exit_code, answer.stdout

    return run


def test_a_second_programme_works_by_data_alone(browser, tmp_path):
    synced(ROOT)
    shutil.copytree(SHIPPED, tmp_path / "lms/programme/packages/rookvrij-leven")
    synced(written(tmp_path))
    dorpen = db.session.scalars(select(Programme).where(Programme.slug == "dorpen")).one()
    village = a_neighbourhood("Zandhuizen", programme=dorpen)
    director = a_member(village, Role.NEIGHBOURHOOD_DIRECTOR)

    assert "Een rondje lopen" in browser.open("/actiekaart?programma=dorpen")
    assert "Waar lopen we?" in browser.open("/actiekaart/rondje?programma=dorpen")
    assert "3 stappen" not in browser.open("/actiekaart")
    browser.open("/actiekaart/rondje", expect=404)
    browser.sign_in(director)
    assert "Trek je schoenen aan" in browser.open("/wijken/zandhuizen/stappen")
    browser.submit("/wijken/zandhuizen/stappen/rondje", status="in_progress")
    assert "Waar lopen we?" in browser.open("/wijken/zandhuizen/stappen/rondje")
    browser.open("/wijken/zandhuizen/besluiten/nieuw?stap=rondje")
    browser.sign_in(a_person(Role.COORDINATOR))
    assert "Gezond in het dorp" in browser.open("/beheer/actiekaart")
    assert "Dorpskaart" in browser.open("/beheer/actiekaart/dorpen/3")
    assert db.session.scalar(select(func.count()).select_from(CardStep)) == 11
    assert db.session.get(Neighbourhood, village.id).last_sign_at is not None


def test_what_an_export_wrote_is_checked_without_a_problem_and_changes_nothing(database, lms, tmp_path):
    root = written(tmp_path / "root", **STEERING)
    shutil.copytree(SHIPPED, root / "lms/programme/packages/rookvrij-leven")
    synced(root)
    out = tmp_path / "out"

    lms("export", out)

    files = {path.relative_to(out / "lms/programme/packages").as_posix() for path in out.rglob("*.toml")}
    names = ("card", "milestones", "programme", "risks")
    assert files == {f"{slug}/{name}.toml" for slug in ("dorpen", "rookvrij-leven") for name in names}
    assert lms("check", out)[1].endswith(
        "content: 0 sources, 2 programmes, 0 toolkit, 0 modules, 0 paths; 0 errors, 8 warnings\n"
    )
    assert lms("plan", out) == (0, "Nothing would change.\n")
    assert lms("sync", out) == (0, "Nothing changed.\n")


def test_an_export_tells_who_owns_what_and_only_what_goes_on(database, tmp_path):
    synced(written(tmp_path / "root", **STEERING))
    measure = db.session.scalars(select(RiskMeasure).where(RiskMeasure.text == "We kopen een tent.")).one()
    measure.ended_at = now()
    db.session.commit()

    list(PROGRAMMES.export(tmp_path / "out"))

    steering = PROGRAMMES.read(tmp_path / "out")[0][0].steering
    assert [(each.key, each.owner) for each in steering.milestones] == [("soep", "dorpenplatform"), ("tuin", "")]
    assert steering.milestones[0].title == 'De eerste "soepavond" is geweest'
    assert [(each.key, each.aware_only, each.measures) for each in steering.risks] == [
        ("regen", False, ("We eten binnen.",)),
        ("winter", True, ()),
    ]


def test_a_programme_gets_milestones_later_and_other_words(database, tmp_path):
    synced(written(tmp_path))
    first = synced(written(tmp_path, **STEERING))
    second = synced(written(tmp_path, **STEERING | {"risks": OTHER_RISKS.replace("Het regent", "Het regent hard")}))
    fewer = synced(written(tmp_path, milestones="", risks=""))

    assert (first.create, second.update) == (("dorpen/steering",), ("dorpen/steering",))
    assert not fewer.writes


@pytest.mark.parametrize(
    ("steps", "here", "there"),
    [(("wijk",), True, True), (("dorpen/wijk",), True, False), (("rookvrij-leven/wijk",), False, True)],
)
def test_a_module_stands_at_its_step_of_every_programme_or_of_the_one_it_names(browser, tmp_path, steps, here, there):
    synced(ROOT)
    synced(written(tmp_path, card=WITH_WIJK))
    a_module(a_part("wdr-1"), steps=steps)

    shown = ["Wat doet roken?" in browser.open(f"/actiekaart/wijk{tail}") for tail in ("?programma=dorpen", "")]

    assert shown == [here, there]


def test_a_module_stands_at_a_step_that_only_the_second_card_has(browser, statements, tmp_path):
    synced(ROOT)
    synced(written(tmp_path))
    a_module(a_part("wdr-1"), steps=("rondje",))

    with statements(5):  # the card; for the step: the toolkit, what circles learned, the modules, public answers
        page = browser.open("/actiekaart/rondje?programma=dorpen")

    assert "Wat doet roken?" in page


@pytest.mark.parametrize("steps", [["rondje"], ["dorpen/koken", "wijk"], ["rookvrij-leven/vasthouden"]])
def test_a_check_knows_the_steps_that_ship_and_those_in_the_same_folder(lms, tmp_path, steps):
    root = a_content_root(written(tmp_path), module=('["wijk"]', json.dumps(steps)))

    assert lms("check", root)[0] == 0


@pytest.mark.parametrize(
    ("step", "offered"),
    [
        ("straat", "starten, team, wijk, kiezen, bedenken, proberen, doen, vasthouden, rondje, koken, eten"),
        ("dorpen/wijk", "dorpen/rondje, dorpen/koken, dorpen/eten"),
        ("stad/rondje", "rookvrij-leven/vasthouden, dorpen/rondje, dorpen/koken"),
    ],
)
def test_a_step_on_no_card_is_told_with_its_line_and_what_there_is(lms, tmp_path, step, offered):
    root = a_content_root(written(tmp_path), module=('["wijk"]', f'[\n  "wijk",\n  "{step}",\n]'))

    status, printed = lms("check", root / "modules")

    assert status == 1
    assert f"{SHORT['module']}:9: De stap '{step}' staat op geen actiekaart. Kies uit: " in printed
    assert offered in printed


def test_a_sync_knows_every_version_in_the_database_too(database, lms, tmp_path):
    a_card_version(a_programme("buurten"), "2.0", keys=("droom", "starten"), current=False)
    root = a_content_root(tmp_path, module=('["wijk"]', '["droom", "buurten/wijk"]'))

    assert lms("check", root)[0] == 1
    assert lms("sync", root)[0] == 0
    assert lms("plan", root)[0] == 0
    with_database = CARD_STEPS.stored()["buurten"]
    assert with_database == ("starten", "team", "wijk", "kiezen", "bedenken", "proberen", "doen", "vasthouden", "droom")


@pytest.mark.parametrize("card", ["kapot =", "phases = 3", "phases = [1]", "[[phases]]\n[[phases.steps]]\nkey = 1\n"])
def test_a_card_that_cannot_be_read_offers_no_steps_and_breaks_nothing(lms, tmp_path, card):
    root = a_content_root(written(tmp_path, card=card), module=('["wijk"]', '["rondje"]'))

    status, printed = lms("check", root)

    assert status == 1
    assert f"{SHORT['module']}:9: De stap 'rondje'" in printed
