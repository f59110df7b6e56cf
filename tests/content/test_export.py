"""Writing back: what differs is written, and nothing leaves its folder."""

import pytest

from lms.content.export import OutsideFolder, replace_folder, write_files


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


def files(root):
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_a_folder_holds_what_was_written_and_nothing_of_before(tmp_path):
    replace_folder(tmp_path / "m", [("a.md", b"a"), ("1-l/old.md", b"old")])

    paths = replace_folder(tmp_path / "m", [("a.md", b"b"), ("2-l/new.md", b"new")])

    assert paths == [tmp_path / "m" / "a.md", tmp_path / "m" / "2-l" / "new.md"]
    assert files(tmp_path) == {"m/a.md": "b", "m/2-l/new.md": "new"}


def test_a_folder_that_is_already_right_is_not_touched(tmp_path):
    replace_folder(tmp_path / "m", [("a.md", b"a")])
    before = (tmp_path / "m" / "a.md").stat().st_ino

    replace_folder(tmp_path / "m", [("a.md", b"a")])

    assert (tmp_path / "m" / "a.md").stat().st_ino == before


def test_what_goes_wrong_halfway_leaves_the_old_folder_and_no_rest(tmp_path):
    replace_folder(tmp_path / "m", [("a.md", b"a")])

    with pytest.raises(OutsideFolder):
        replace_folder(tmp_path / "m", [("a.md", b"b"), ("../out.md", b"c")])

    assert files(tmp_path) == {"m/a.md": "a"}
