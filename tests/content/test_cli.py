"""``lms content``: exit statuses, what is printed, and what is kept."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import IntegrityError

from lms.app import command_line
from lms.content.check.packages import read_and_check
from lms.content.cli import content_group
from lms.content.export import OutsideFolder
from lms.content.problems import ERROR
from lms.content.sources import known_sources
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from tests.factories.content import SHORT, Shelf, a_content_root, spoil

ROOT = Path(__file__).parents[2]
MODULE_TEA = '\n[[lessons]]\nuid = "m-2"\ntitle = "Thee"\nfolder = "2-thee"\nsummary = "Over thee."\n'


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def content(app, database, shelf):
    """Run ``lms content …`` on the application and say its exit status and what it printed."""
    runner = app.test_cli_runner()

    def run(*words):
        db.session.rollback()
        group = content_group([shelf.kind])
        result = runner.invoke(group, [str(word) for word in words], prog_name="lms content")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        run.said = result.stderr
        return result.exit_code, result.stdout

    return run


def check(*words):
    """Run a check without an application, so without settings and without a database."""
    result = CliRunner().invoke(content_group([Shelf().kind]), ["check", *(str(word) for word in words)])
    return result.exit_code, result.stdout


def files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_check_of_good_content_says_so(tmp_path):
    assert check(a_content_root(tmp_path)) == (0, "content: 1 sources, 1 shelf; 0 errors, 0 warnings\n")


def test_a_check_says_file_and_line_and_how_to_mend_it(tmp_path):
    root = a_content_root(tmp_path, tea=("Oma zet thee.", "Oma zet gewoon thee."))

    assert check(root) == (
        1,
        f"{SHORT['tea']}:7: Het woord 'gewoon' gebruiken we niet. Laat het weg of schrijf het anders.\n"
        "content: 1 sources, 1 shelf; 1 errors, 0 warnings\n",
    )


def test_a_check_answers_a_program_too(tmp_path):
    root = a_content_root(tmp_path, tea=("Oma zet thee.", "Oma zet gewoon thee."))

    status, printed = check(root, "--json")

    assert status == 1
    assert json.loads(printed)["problems"] == [
        {
            "file": SHORT["tea"],
            "line": 7,
            "code": "word-never",
            "level": "error",
            "message": "Het woord 'gewoon' gebruiken we niet. Laat het weg of schrijf het anders.",
        }
    ]


@pytest.mark.parametrize(
    ("below", "status"),
    [("modules", 1), ("modules/koffie", 1), ("modules/koffie/2-thee", 1), ("modules/koffie/1-koffie", 0)],
)
def test_a_check_of_one_folder_shows_only_what_is_wrong_there(tmp_path, below, status):
    root = a_content_root(tmp_path, tea=("Oma zet thee.", "Oma zet gewoon thee."))

    assert check(root / below)[0] == status


def test_a_warning_is_shown_and_is_no_failure(tmp_path):
    root = a_content_root(tmp_path, module=("minutes = 9", "minutes = 90"))

    status, printed = check(root)

    assert status == 0
    assert "(warning)" in printed


def test_a_folder_without_content_is_wrong_usage(tmp_path):
    assert check(tmp_path)[0] == 2
    assert check(tmp_path / "nowhere")[0] == 2


def test_sync_writes_once_and_says_what(content, shelf, tmp_path):
    root = a_content_root(tmp_path)

    assert content("plan", root)[0] == 1
    status, printed = content("sync", root)
    assert status == 0
    assert printed.splitlines() == [
        "created   sources modules",
        *(f"created   shelf {uid}" for uid in ("m", "m-1", "m-1-1", "m-2", "m-2-1", "m-toets", "m/media/koffie.svg")),
    ]
    assert content("plan", root) == (0, "Nothing would change.\n")
    assert content("sync", root) == (0, "Nothing changed.\n")
    assert known_sources().keys() == {"boek"}


def test_sync_updates_and_retires(content, shelf, tmp_path):
    root = a_content_root(tmp_path)
    content("sync", root)

    spoil(root, "coffee", "Dat is lief.", "Dat is fijn.")
    spoil(root, "module", MODULE_TEA, "")
    (root / SHORT["tea"]).unlink()
    (root / SHORT["tea"]).parent.rmdir()
    spoil(root, "module", "minutes = 9", "minutes = 7")

    status, printed = content("sync", root)
    assert status == 0
    assert printed.splitlines() == [
        "updated   shelf m",
        "updated   shelf m-1-1",
        "retired   shelf m-2",
        "retired   shelf m-2-1",
    ]


def test_a_page_edited_in_the_browser_is_a_conflict_and_stays(content, shelf, tmp_path):
    root = a_content_root(tmp_path)
    content("sync", root)
    shelf.edit_in_the_browser("m-1-1")
    spoil(root, "tea", "Oma zet thee.", "Oma zet verse thee.")

    status, printed = content("sync", root)

    assert (status, printed) == (1, "updated   shelf m-2-1\nconflict  shelf m-1-1\n")
    assert shelf.kept["m-1-1"].digest == "edited"
    assert content("sync", root) == (1, "conflict  shelf m-1-1\n")


def test_content_with_errors_changes_nothing(content, shelf, tmp_path):
    root = a_content_root(tmp_path, coffee=("    uid: m-1-1-f1\n", ""))

    status, printed = content("sync", root)

    assert status == 1
    assert printed.startswith(f"{SHORT['coffee']}:9: ")
    assert shelf.kept == {}
    assert known_sources() == {}


def test_an_export_is_the_same_byte_for_byte_and_a_sync_of_it_changes_nothing(content, shelf, tmp_path):
    root = a_content_root(tmp_path / "root")
    content("sync", root)

    status, _printed = content("export", tmp_path / "out")

    assert status == 0
    assert files(tmp_path / "out") == files(root)
    assert content("sync", tmp_path / "out") == (0, "Nothing changed.\n")


@pytest.mark.parametrize("command", ["check", "plan", "sync"])
def test_a_file_that_may_not_be_read_is_named(content, shelf, tmp_path, command):
    root = a_content_root(tmp_path)
    (root / SHORT["tea"]).unlink()
    (root / SHORT["tea"]).mkdir()

    status, printed = content(command, root)

    assert status == 1
    assert f"{SHORT['tea']}:1: Dit bestand is niet te lezen: Is a directory\n" in printed
    assert shelf.kept == {}


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied", "modules/m"), OutsideFolder("../a.md")])
def test_an_export_that_cannot_go_on_says_so(content, shelf, tmp_path, error):
    def export(_root):
        raise error

    shelf.export = export

    assert content("export", tmp_path / "out") == (1, "")
    said = {PermissionError: "Cannot use modules/m: Permission denied.", OutsideFolder: "The name ../a.md leads out"}
    assert said[type(error)] in content.said
    assert content.said.endswith("The export stopped before its end.\n")


@pytest.mark.parametrize("command", ["plan", "sync"])
def test_a_root_that_breaks_while_it_is_read_is_told_in_a_sentence(content, shelf, tmp_path, command):
    root = a_content_root(tmp_path)

    def read(_root):
        raise PermissionError(13, "Permission denied", "modules/koffie")

    shelf.read = read

    assert content(command, root) == (1, "")
    assert content.said.endswith("Cannot use modules/koffie: Permission denied.\nNothing was changed.\n")


@pytest.mark.parametrize("command", ["check", "plan", "sync", "export"])
def test_a_folder_that_is_a_file_is_wrong_usage(content, tmp_path, command):
    (tmp_path / "file").write_text("")

    assert content(command, tmp_path / "file")[0] == 2


@pytest.mark.parametrize("command", ["check", "plan", "sync"])
def test_a_folder_that_is_not_there_is_wrong_usage(content, tmp_path, command):
    assert content(command, tmp_path / "nowhere")[0] == 2
    assert "does not exist" in content.said


def test_a_way_to_an_export_that_leads_through_a_file_is_told(content, shelf, tmp_path):
    root = a_content_root(tmp_path / "root")
    content("sync", root)
    (tmp_path / "file").write_text("")

    status, _printed = content("export", tmp_path / "file" / "out")

    assert status == 1
    assert "Cannot use" in content.said


def test_what_a_broken_off_export_left_behind_is_no_package(tmp_path):
    root = a_content_root(tmp_path)
    shutil.copytree(root / "modules" / "koffie", root / "modules" / ".export-koffie" / "new")
    shutil.copytree(root / "modules" / "koffie", root / "modules" / ".koffie")

    assert check(root) == (0, "content: 1 sources, 1 shelf; 0 errors, 0 warnings\n")


def test_plans_and_exports_answer_a_program_too(content, shelf, tmp_path):
    root = a_content_root(tmp_path / "root")

    assert json.loads(content("plan", root, "--json")[1])["sources"]["create"] == ["modules"]
    assert json.loads(content("sync", root, "--json")[1])["shelf"]["conflict"] == []
    assert json.loads(content("export", tmp_path / "out", "--json")[1])["sources"] == ["modules/sources.toml"]


def test_a_failing_kind_leaves_nothing_of_the_others(content, shelf, tmp_path):
    root = a_content_root(tmp_path)

    shelf.breaks = Refusal("Dat kan nu niet.")

    assert content("sync", root) == (1, "")
    assert content.said.endswith("Dat kan nu niet.\nNothing was changed.\n")
    assert known_sources() == {}


@pytest.mark.parametrize(
    "error",
    [IntegrityError("INSERT", {}, ValueError("UNIQUE constraint failed\nDETAIL: …")), OverflowError("int too large.")],
)
def test_what_the_database_refuses_is_told_in_a_sentence(content, shelf, tmp_path, error):
    root = a_content_root(tmp_path)

    shelf.breaks = error

    assert content("sync", root) == (1, "")
    reason = {IntegrityError: "UNIQUE constraint failed", OverflowError: "int too large"}[type(error)]
    assert content.said.endswith(f"The database refused: {reason}.\nNothing was changed.\n")
    assert known_sources() == {}


def test_the_command_line_offers_content():
    assert set(command_line().commands["content"].commands) == {"check", "plan", "sync", "export"}


def test_what_ships_has_nothing_to_mend():
    _packages, problems = partial(read_and_check, folder="modules")(ROOT)

    assert [str(problem) for problem in problems if problem.level == ERROR] == []
