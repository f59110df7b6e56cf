"""Files and functions stay small enough to read in one sitting, and names say one thing."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "lms").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted(path for path in (ROOT / "lms").rglob("*.html") if "node_modules" not in path.parts)
FILE_LINES, TEST_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 400, 40, 150
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc", "base", "shared"}


def name(path):
    return path.relative_to(ROOT).as_posix()


def lines(path):
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_are_short(path):
    assert lines(path) <= FILE_LINES
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_test_files_are_short(path):
    assert lines(path) <= TEST_LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_are_short(path):
    assert lines(path) <= TEMPLATE_LINES


def test_every_file_is_named_for_one_thing():
    vague = {name(path) for path in MODULES if FORBIDDEN & {path.stem, *path.relative_to(ROOT).parts[:-1]}}

    assert vague == set()


def test_views_are_sentences():
    """A view loads, checks, asks and answers in at most 15 lines."""
    long = {
        f"{name(path)}:{node.name}"
        for path in MODULES
        if path.stem == "views" or path.parent.name == "views"
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and any("permit" in ast.dump(decorator) for decorator in node.decorator_list)
        and node.end_lineno - node.body[0].lineno + 1 > 16  # the docstring and fifteen lines
    }

    assert long == set()
