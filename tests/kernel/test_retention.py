"""How long things are kept: as long as is said, in words, on the page, in the documents and in the setting."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import func, select

from lms.app import create_app, least_days
from lms.config import SettingsProblem, problems_of, read_settings
from lms.kernel import audit, retention
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.doctor import doctor_command
from lms.kernel.outbox import Mail
from lms.kernel.slots import EXTENSION, RETENTION, Kept
from lms.kernel.work import unit_of_work
from lms.ui.formats import lasting
from tests.conftest import test_settings as settings_for_tests
from tests.factories.kernel import a_mail, a_night

DOCUMENT = Path(__file__).parents[2] / "docs" / "deploying.md"


@pytest.fixture
def keep(app, monkeypatch):
    """Choose other days than the defaults."""

    def chosen(**days):
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], keep=days))

    return chosen


@pytest.fixture
def three_old_mails(database, monkeypatch):
    """Mails of a hundred days ago, thrown away one by one."""
    monkeypatch.setattr(retention, "BATCH", 1)
    with time_machine.travel(now() - timedelta(days=100)), unit_of_work():
        for number in range(3):
            a_mail(number)


def mails():
    return db.session.scalar(select(func.count()).select_from(Mail))


def told_since(seq):
    lines = select(AuditEntry.object).where(AuditEntry.action == "kept.forget", AuditEntry.seq > seq)
    return db.session.scalars(lines.order_by(AuditEntry.seq)).all()


def test_every_kind_has_a_name_of_its_own_and_is_kept_long_enough(app):
    with app.app_context():
        kinds = retention.kinds()

    assert len({kept.key for kept in kinds}) == len(kinds) > 15
    assert [kept.key for kept in kinds if kept.days < kept.least] == []


def test_the_documents_tell_every_kind_with_its_days(app):
    written = re.findall(r"^\| `(\w+)` \|[^|]+\| (\d+) \| (\d+) \|", DOCUMENT.read_text(), re.MULTILINE)
    with app.app_context():
        kept = {(each.key, str(each.days), str(each.least)) for each in retention.kinds()}

    assert set(written) == kept


def test_the_page_about_privacy_tells_every_kind_with_the_days_in_force(app, browser, keep):
    keep(mails=70)
    page = html.unescape(browser.open("/privacy"))

    assert [kept.key for kept in retention.kinds() if str(kept.what) not in page] == []
    assert re.search(r"Mail die we je stuurden</th>\s*<td[^>]*>10 weken</td>", page)
    assert "vraag om toegang" not in page


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "tot de volgende nacht"), (1, "1 dag"), (90, "90 dagen"), (7, "1 week"), (182, "26 weken"), (730, "2 jaar")],
)
def test_days_are_said_exactly(days, words):
    assert lasting(days) == words


def test_another_night_is_chosen_by_setting(three_old_mails, keep):
    keep(mails=101)
    a_night()
    kept = mails()

    keep(mails=99)
    a_night()

    assert (kept, mails()) == (3, 0)


def test_each_batch_has_its_line_in_the_log(three_old_mails, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    before, _hash = audit.anchor()

    a_night()
    a_night()

    assert told_since(before) == ["kept/mails/2", "kept/mails/1"]
    assert audit.verify() is None


def test_a_run_that_dies_leaves_the_rest_to_the_next_night(three_old_mails, monkeypatch):
    with monkeypatch.context() as lost, unit_of_work():
        lost.setattr(retention, "enqueue", lambda *_job: None)  # the worker died before the next batch
        retention.forget("mails")
    left = mails()

    a_night()

    assert (left, mails()) == (2, 0)


def test_what_was_not_written_in_the_log_was_not_thrown_away(three_old_mails, monkeypatch):
    def fails(*_line, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError), unit_of_work():
        retention.forget("mails")

    assert mails() == 3


def test_a_kind_that_fails_leaves_the_others_to_go_on(app, three_old_mails, monkeypatch, caplog):
    def fails(_before):
        raise RuntimeError("these bicycles are locked")

    broken = Kept("bicycles", what="Fietsen", since="gisteren", days=1, forget=fails)
    slots = app.extensions[EXTENSION]
    monkeypatch.setitem(slots, RETENTION, [broken, *slots[RETENTION]])

    a_night()

    assert mails() == 0
    assert "these bicycles are locked" in caplog.text


@pytest.fixture
def problems(tmp_path):
    """Return what is wrong with a choice of days; all else is fit for a demonstration."""

    def found(text):
        given = {"LMS_DEMO": "1", "LMS_SECRET_KEY": "x1" * 32, "LMS_DATA_DIR": str(tmp_path), "LMS_KEEP": text}
        return problems_of(read_settings(given), {"log": 180, "moments": 1})

    return found


@pytest.mark.parametrize("text", ["", "log=180", "log=365 moments=1095", "log=365, moments=1"])
def test_days_that_are_fit_have_no_problem(problems, text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("log=179", "LMS_KEEP: log must be kept for at least 180 days, not 179"),
        ("moments=0", "LMS_KEEP: moments must be kept for at least 1 days, not 0"),
        ("bicycles=3", "LMS_KEEP: we keep no such thing: bicycles; there are log, moments"),
        ("log", "LMS_KEEP: 'log' must be a name and a whole number of days, such as log=365"),
        ("log=long", "LMS_KEEP: 'log=long' must be"),
        ("log=-1", "LMS_KEEP: 'log=-1' must be"),
        ("log=365.5", "LMS_KEEP: 'log=365.5' must be"),
        ("log=999999", "LMS_KEEP: 'log=999999' must be"),
        ("log=٣٦٥", "LMS_KEEP: 'log=٣٦٥' must be"),
    ],
)
def test_days_that_are_unfit_are_named(problems, text, words):
    (problem,) = problems(text)

    assert problem.startswith(words)


def test_all_unfit_days_are_named_at_once(problems):
    assert len(problems("log=3 bicycles=3 moments")) == 3


def test_nothing_starts_with_unfit_days(tmp_path):
    settings = settings_for_tests(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path, keep={"log": 3})

    with pytest.raises(SettingsProblem, match="log must be kept for at least 180 days"):
        create_app(settings)


def test_the_doctor_names_unfit_days(monkeypatch, tmp_path):
    for name, value in {"LMS_DEMO": "1", "LMS_SECRET_KEY": "x" * 40, "LMS_KEEP": "log=3 bicycles=3"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))

    first = CliRunner().invoke(doctor_command({}, least_days()), []).output.splitlines()[0]

    assert first.startswith("FIX  settings: LMS_KEEP: log must be kept")
    assert "no such thing: bicycles" in first
