"""A journey that never ends is red, with its name."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_journey_that_stands_still_ends_and_says_its_name_and_where_it_stood(tmp_path):
    (tmp_path / "conftest.py").write_text(
        "from tests.journeys import conftest\nconftest.LONGEST = 0.5\n"
        "pytest_runtest_protocol = conftest.pytest_runtest_protocol\n"
    )
    (tmp_path / "test_it.py").write_text("from threading import Event\n\ndef test_never():\n    Event().wait()\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=50)

    assert done.returncode == 1
    assert "test_it.py::test_never stood still for 0.5 seconds" in done.stderr
    assert "in test_never" in done.stderr
