"""Writing back: what differs is written, and nothing leaves its folder."""

import pytest

from lms.content.export import OutsideFolder, write_files


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
