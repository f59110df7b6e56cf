"""What people can set, fill or hear stands in the documents."""

import re
import sys
from pathlib import Path

from blinker import Signal

import lms.app  # noqa: F401 -- loads every feature
from lms.kernel.slots import Slot

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
