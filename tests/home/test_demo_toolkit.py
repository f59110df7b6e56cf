"""The demo programme shows the toolkit alive: tried, discussed, told of honestly, and written on."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from lms.accounts.models import Anonymous, Notice
from lms.accounts.queries.people import person_by_email
from lms.app import command_line
from lms.home.cli.tried import DATA
from lms.kernel.db import db
from lms.kernel.small_cells import THRESHOLD
from lms.toolkit.enums import DraftState, ItemKind, ItemStatus, RelationKind, ReportState, Result
from lms.toolkit.models import Item, ItemDraft, ItemRelation, ItemReport, ItemSuggestion, SavedItem
from lms.toolkit.queries.reports import counts_of
from lms.toolkit.sync.kind import read

SHIPPED = [path.name for path in (Path(__file__).parents[2] / "toolkit").iterdir()]


@pytest.fixture
def demo(fresh_app, monkeypatch):
    """Return what runs a command on an installation that has the demo programme."""
    monkeypatch.setitem(fresh_app.config, "SETTINGS", replace(fresh_app.config["SETTINGS"], demo=True))

    def run(*words):
        done = CliRunner().invoke(command_line(), list(words), obj=ScriptInfo(create_app=lambda: fresh_app))
        assert done.exit_code == 0, done.output
        return done.output

    run("content", "sync")
    run("demo")
    return run


def found(*columns):
    return db.session.execute(select(*columns)).all()


def test_one_of_everything_is_there(demo):
    numbers = sorted(counts_of(item, Anonymous()).number for item in db.session.scalars(select(Item)))
    bars = [item for item in db.session.scalars(select(Item)) if sum(counts_of(item, Anonymous()).shown.values())]
    drafts = [(row.state, row.based_on > 0) for row in found(ItemDraft.state, ItemDraft.based_on)]
    trials = db.session.scalars(select(Item).where(Item.kind == ItemKind.TRIAL)).all()
    designer = person_by_email("ontwerper@demo.kringwijs.example")
    gone = db.session.scalars(select(Item).where(Item.status == ItemStatus.WITHDRAWN)).one()

    assert (0 < numbers[-2] < THRESHOLD, numbers[-1] >= 3 * THRESHOLD) == (True, True)
    assert len(bars) == 1  # one with so many of each result that its share may be shown
    assert {row.result for row in found(ItemReport.result)} == set(Result)
    assert {row.state for row in found(ItemReport.state)} == set(ReportState)
    assert {row.kind for row in found(ItemRelation.kind)} == set(RelationKind)
    assert Counter(row.answer is None for row in found(ItemSuggestion.answer)) == {True: 1, False: 1}
    assert drafts == [(DraftState.IN_REVIEW, True)]
    assert Counter(each.verdict is None for each in trials) == {True: 1, False: 1}
    assert {each.verdict_circle for each in trials} == {None, "Leerkring van de eerste groep wijken"}
    assert {each.owner_id for each in trials} == {designer.id}
    assert (gone.withdrawn_why != "", gone.replaced_by_id is not None) == (True, True)
    assert len(found(SavedItem.item_id)) == 4


def test_nothing_comes_back_that_somebody_took_away_and_no_sync_overwrites_it(demo):
    db.session.delete(db.session.scalars(select(ItemReport)).first())
    db.session.delete(db.session.scalars(select(ItemDraft)).one())
    db.session.commit()
    before = counted()

    demo("demo")
    said = demo("content", "sync")

    assert counted() == before
    assert "conflict" not in said


def test_the_items_of_the_demo_are_written_by_the_rules_of_packages():
    packages, problems = read(DATA, SHIPPED)

    assert (len(packages), list(problems)) == (3, [])


def counted():
    models = (Item, ItemReport, ItemDraft, ItemSuggestion, SavedItem, Notice)
    return [db.session.scalar(select(func.count()).select_from(model)) for model in models]
