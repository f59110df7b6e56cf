"""A programme is a folder: checked without a database, synced twice as once, given back as it was."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.app import command_line
from lms.kernel.db import db
from lms.kernel.search import SearchEntry
from lms.programme.models import (
    ActionCard,
    CardVersion,
    Programme,
    ProgrammePhase,
    Theme,
    Tranche,
)
from lms.programme.sync import PROGRAMMES
from lms.programme.sync.exporting import files_of
from tests.factories.packages import OTHER_CARD, OTHER_PROGRAMME, synced, written

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "lms/programme/packages/rookvrij-leven"


def problems_of(root):
    return [str(problem) for problem in PROGRAMMES.read(root)[1] if problem.level == "error"]


def one(table):
    return db.session.scalars(select(table)).one()


def test_the_shipped_programme_is_whole(database):
    assert PROGRAMMES.read(ROOT)[1] == []
    synced(ROOT)

    programme = one(Programme)
    card = ActionCard.from_json(one(CardVersion).body)
    themes = db.session.scalars(select(Theme.title).order_by(Theme.number)).all()
    tranches = db.session.execute(select(Tranche.number, Tranche.capacity).order_by(Tranche.number)).all()

    assert (programme.capacity, [tuple(row) for row in tranches]) == (45, [(1, 10), (2, None), (3, None)])
    assert themes == [
        "Samen met de wijk",
        "Praten over roken",
        "Op weg naar hulp",
        "Hulp die past",
        "Meten, leren en behouden",
    ]
    assert (card.own_default, card.source) == (True, "Eigen standaard, te vervangen")
    assert [len(phase.steps) for phase in card.phases] == [3, 1, 2, 2]
    for step in card.steps:
        assert 4 <= len(step.questions) <= 6
        assert 3 <= len(step.signs) <= 5
        assert 3 <= len(step.pitfalls) <= 4
        assert 4 <= len(step.small_steps) <= 6
        assert step.decision.endswith("?")
        assert all(small.why for small in step.small_steps)


def test_twice_is_once_and_what_comes_out_goes_back_in(database, tmp_path):
    first = synced(ROOT)
    second = synced(ROOT)
    given = files_of(one(Programme))
    list(PROGRAMMES.export(tmp_path))

    assert len(first.create) == 3
    assert second.is_empty
    assert given.keys() == {path.name for path in SHIPPED.iterdir()}
    for name in ("programme.toml", "card.toml"):
        assert given[name] == (SHIPPED / name).read_bytes()
    assert PROGRAMMES.read(tmp_path)[1] == []
    assert not PROGRAMMES.plan(PROGRAMMES.read(tmp_path)[0]).writes


def test_steps_can_be_found_by_everybody(database):
    synced(ROOT)

    found = db.session.scalars(select(SearchEntry.url).where(SearchEntry.kind == "step")).all()

    assert "/actiekaart/wijk" in found
    assert len(found) == 8


def test_the_coordinators_own_capacity_and_dates_stay(database, tmp_path):
    synced(written(tmp_path))
    programme, phase, group = one(Programme), one(ProgrammePhase), one(Tranche)
    programme.capacity, group.capacity, group.starts_on = 9, 4, date(2027, 3, 1)
    phase.begins_on = date(2027, 2, 1)
    db.session.commit()

    changed = OTHER_PROGRAMME.replace("Een ander programma.", "Nu met soep.").replace("capacity = 6", "capacity = 7")
    synced(written(tmp_path, changed))

    assert (programme.summary, programme.capacity, group.capacity) == ("Nu met soep.", 9, 4)
    assert (group.starts_on, phase.begins_on) == (date(2027, 3, 1), date(2027, 2, 1))
    assert PROGRAMMES.plan(PROGRAMMES.read(tmp_path)[0]).is_empty


def test_words_changed_in_the_browser_are_a_conflict(database, tmp_path):
    synced(written(tmp_path))
    one(Programme).title = "Gezond dorp"
    db.session.commit()

    plan = synced(written(tmp_path, OTHER_PROGRAMME.replace("Een ander", "Nog een ander")))

    assert plan.conflict == ("dorpen",)
    assert one(Programme).title == "Gezond dorp"


def test_a_number_that_was_used_never_means_another_card(database, tmp_path):
    synced(written(tmp_path))

    plan = synced(written(tmp_path, card=OTHER_CARD.replace("Samen koken", "Koken met buren")))

    assert plan.conflict == ("dorpen/card-3",)
    assert "Samen koken" in str(one(CardVersion).body)


def test_a_newer_card_waits_until_the_coordinator_uses_it(database, tmp_path):
    synced(written(tmp_path))

    synced(written(tmp_path, card=OTHER_CARD.replace('version = "3"', 'version = "4"')))

    versions = db.session.execute(select(CardVersion.number, CardVersion.current).order_by(CardVersion.id)).all()
    assert [tuple(row) for row in versions] == [("3", True), ("4", False)]


def test_themes_may_change_places(database, tmp_path):
    synced(written(tmp_path))
    first, second = OTHER_PROGRAMME.split("[[themes]]\n")[1:]
    second, rest = second.split("\n\n[[tranches]]")
    head = OTHER_PROGRAMME.split("[[themes]]\n")[0]

    synced(written(tmp_path, f"{head}[[themes]]\n{second}\n\n[[themes]]\n{first}[[tranches]]{rest}"))

    assert db.session.scalars(select(Theme.key).order_by(Theme.number)).all() == ["bewegen", "eten"]


BROKEN = """\
title = "Kaart"
source = "Wij"
version = "een"
kleur = "rood"

[[phases]]
key = "A b"
title = "Fase"
summary = "doen"
opens = "ja"

[[phases.steps]]
key = "een"
title = "Eén"
goal = ""
themes = [9]

[[phases.steps.small_steps]]
key = "k"
title = "T"
text = "Doe het."
minutes = 0

[[phases.steps]]
key = "een"
title = "Twee"
goal = "Iets."
questions = "Wat?"
"""


def test_everything_wrong_is_told_at_once_with_its_line(tmp_path):
    file = "lms/programme/packages/dorpen/card.toml"

    found = problems_of(written(tmp_path, card=BROKEN))

    lines = sorted(int(each.removeprefix(f"{file}:").split(":")[0]) for each in found)
    assert lines == [3, 4, 7, 10, 15, 16, 22, 25, 28]


@pytest.mark.parametrize("gone", ["programme.toml", "card.toml"])
def test_a_missing_file_is_told(tmp_path, gone):
    (written(tmp_path) / "lms/programme/packages/dorpen" / gone).unlink()

    assert problems_of(tmp_path)[0].startswith(f"lms/programme/packages/dorpen/{gone}:1:")


def test_no_toml_is_told_with_its_line(tmp_path):
    assert "card.toml:2:" in problems_of(written(tmp_path, card='title = "a"\nkapot =\n'))[0]


def test_the_command_line_finds_the_folder_of_programmes(app):
    folder = ROOT / "lms/programme/packages"
    answer = app.test_cli_runner().invoke(command_line(), ["content", "check", str(folder)])

    assert (answer.exit_code, "1 programmes" in answer.output) == (0, True)
