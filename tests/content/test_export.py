"""Writing back: what differs is written, what a package no longer holds goes, and nothing leaves its folder."""

import pytest

from lms.content.check.packages import read_and_check
from lms.content.export import OutsideFolder, package_files, sweep_markdown, write_files
from tests.factories.content import SHORT, a_content_root


def test_a_package_is_written_as_it_was_read(tmp_path):
    root = a_content_root(tmp_path / "root")
    package = read_and_check(root, "modules")[0][0]

    written = list(write_files(tmp_path / "out", package_files(package)))

    assert {path.relative_to(tmp_path / "out").as_posix(): path.read_bytes() for path in written} == {
        path.relative_to(root / "modules/koffie").as_posix(): path.read_bytes()
        for path in (root / "modules/koffie").rglob("*")
        if path.is_file()
    }


def test_what_is_already_right_is_not_written_again(tmp_path):
    list(write_files(tmp_path, {"a.md": b"a"}))
    before = (tmp_path / "a.md").stat().st_mtime_ns

    assert list(write_files(tmp_path, {"a.md": b"a"})) == [tmp_path / "a.md"]
    assert (tmp_path / "a.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "1-a/../../a.md"])
def test_no_stored_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(OutsideFolder):
        list(write_files(tmp_path / "in", {name: b"a"}))

    assert not (tmp_path / "a.md").exists()


def test_a_renamed_part_does_not_stay_behind_as_a_twin(tmp_path):
    folder = a_content_root(tmp_path) / "modules/koffie"
    package = read_and_check(tmp_path, "modules")[0][0]
    files = package_files(package)
    del files["2-thee/1-thee-bij-oma.md"]

    assert sweep_markdown(folder, files) == [tmp_path / SHORT["tea"]]
    assert not (folder / "2-thee").exists()
    assert (folder / "media/koffie.svg").exists()
