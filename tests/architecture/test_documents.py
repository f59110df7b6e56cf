"""What people can set, fill or hear stands in the documents."""

import re
import sys
from pathlib import Path

from blinker import Signal

import lms.app  # noqa: F401 -- loads every feature
from lms.kernel.slots import Slot
from tests.proof.sabotage import ACTS

ROOT = Path(__file__).parents[2]


def test_every_setting_is_described():
    used = set(re.findall(r"LMS_[A-Z_]+", (ROOT / "lms" / "config.py").read_text()))
    described = set(re.findall(r"`(LMS_[A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))

    assert described == used


def test_every_slot_and_signal_is_described():
    text = (ROOT / "docs" / "slots-and-signals.md").read_text()
    described = set(re.findall(r"^\| `([A-Za-z_.-]+)` \|", text, re.MULTILINE))

    assert described == slots() | signals()


def slots():
    return {each.name for module in features("slots") for each in vars(module).values() if isinstance(each, Slot)}


def signals():
    return {each.name for module in features("signals") for each in vars(module).values() if isinstance(each, Signal)}


def features(kind):
    return [module for name, module in sys.modules.items() if re.fullmatch(rf"lms\.\w+\.{kind}", name)]


def test_every_decision_is_in_the_list():
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    there = {path.name for path in (ROOT / "docs" / "decisions").glob("*.md")} - {"README.md"}

    assert {name for name in there if f"({name})" not in index} == set()


def test_every_link_between_documents_leads_somewhere():
    documents = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    dead = {
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents
        for target in re.findall(r'\]\((?!https?:)([^)#\s]+)|src="([^"]+)"', path.read_text())
        if not (path.parent / "".join(target)).exists()
    }

    assert dead == set()


def test_the_list_of_breaks_is_the_one_that_is_run():
    told = re.findall(r"^\| (?!what|---)([^|]+?) \|", (ROOT / "docs/decisions/proved-by-breaking.md").read_text(), re.M)

    assert told == [act.name for act in ACTS]


def test_each_of_the_traps_names_tests_that_are_there():
    part = (ROOT / "docs" / "proof.md").read_text().split("## Twenty-five traps")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", part, re.MULTILINE)
    named = [test.split("::") for _number, tests in rows for test in re.findall(r"`([^`]+)`", tests)]

    gone = [name for file, name in named if f"def {name}(" not in (ROOT / "tests" / file).read_text()]
    assert gone == []
    assert [int(number) for number, tests in rows if "`" in tests] == list(range(1, 26))
