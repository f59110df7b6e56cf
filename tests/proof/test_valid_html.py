"""Every page is valid HTML, says a validator that is not ours (html-validate, fetched for this proof alone)."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.visits import VISITS
from tests.proof.asking import ask

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("fuzz")]

VALIDATOR = "html-validate@9.7.1"
RULES = {
    "extends": ["html-validate:standard"],
    "rules": {
        "no-trailing-whitespace": "off",  # spaces are not markup
        "void-style": "off",
        "long-title": "off",  # our titles begin with the heading, which may be a question
    },
}


@pytest.fixture(scope="module")
def validator(tmp_path_factory) -> Path:
    """Install the validator outside the repository; it is no dependency of ours."""
    folder, npm = tmp_path_factory.mktemp("validator"), shutil.which("npm")
    assert npm, "npm is missing: Node comes with `make assets`"
    words = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), VALIDATOR]
    subprocess.run(words, check=True, cwd=folder, env=os.environ)
    (folder / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}))
    return folder


def test_every_page_is_valid(town, validator, record_property):
    pages = validator / "pages"
    pages.mkdir()
    for number, visit in enumerate(VISITS):
        answer = ask(town, visit.persona, "GET", visit.path.format(**town.values), follow_redirects=True)
        (pages / f"{number:03}-{visit.endpoint or 'missing'}.html").write_text(answer.body)
    command = [str(validator / "node_modules" / ".bin" / "html-validate"), "--formatter", "text", "pages"]
    done = subprocess.run(command, cwd=validator, capture_output=True, text=True, check=False)

    record_property("valid pages", len(VISITS))
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


def test_the_validator_bites(validator):
    (validator / "broken.html").write_text(
        "<!doctype html><html lang=nl><title>x</title><p><div>a</div></p><p id=a id=a>"
    )
    command = [str(validator / "node_modules" / ".bin" / "html-validate"), "broken.html"]

    done = subprocess.run(command, cwd=validator, capture_output=True, text=True, check=False)
    assert "element-permitted-content" in done.stdout
    assert done.returncode == 1
