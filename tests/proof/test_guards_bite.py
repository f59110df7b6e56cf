"""Each guard fails when it should: break the house on purpose in a copy, and see it noticed."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.proof.sabotage import ACTS, Act

ROOT = Path(__file__).parents[2]
COPIED = (
    "lms",
    "tests",
    "migrations",
    "docs",
    "deploy",
    "modules",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "*.mo")


@dataclass
class House:
    """A copy of the repository that may be broken."""

    folder: Path

    def run(self, command: tuple[str, ...]) -> subprocess.CompletedProcess:
        program = [sys.executable, "-m", *command] if command[0] == "pytest" else [*command]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("PYTEST_XDIST_WORKER", None)
        return subprocess.run(program, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    folder = tmp_path_factory.mktemp("house")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, folder / name)
    return House(folder)


@pytest.mark.proof
@pytest.mark.xdist_group("guards")
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_the_guard_notices(house: House, act: Act):
    path = house.folder / act.path
    before = path.read_text() if path.exists() else None
    text = act.change(before or "")
    assert text != before, "the act changed nothing"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    try:
        done = house.run(act.guard)
    finally:
        path.unlink() if before is None else path.write_text(before)

    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-2000:]
    assert act.said in done.stdout + done.stderr, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.proof
@pytest.mark.xdist_group("guards")
@pytest.mark.parametrize("guard", sorted({act.guard for act in ACTS}), ids=" ".join)
def test_the_guard_is_content_with_the_house_as_it_is(house: House, guard):
    done = house.run(guard)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
