"""Components are closed, pages obey the content policy, and every class and icon exists."""

import re

import pytest
from jinja2 import Environment, meta, nodes

from lms.ui.formats import FILTERS
from tests.architecture.test_shape import ROOT, TEMPLATES, name

UI = ROOT / "lms" / "ui"
COMPONENTS = sorted((UI / "templates" / "ui").glob("*.html"))
GALLERY = sorted((UI / "templates" / "gallery").glob("*.html"))
GLOBALS = {"_", "ngettext", "asset"}
PARSER = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])  # nothing is rendered with it
PARSER.filters.update(FILTERS)
INLINE = re.compile(r"""<style|<script(?![^>]*\b(src=|type="application/ld\+json"))|\sstyle=|\son[a-z]+=["']""", re.I)
RULES = "\n".join(path.read_text() for path in (UI / "assets" / "css").glob("*.css"))


def tree(path):
    return PARSER.parse(path.read_text())


def macros(path):
    return {node.name for node in tree(path).body if isinstance(node, nodes.Macro) and not node.name.startswith("_")}


def imported(path):
    """Return which macros a template takes from which component."""
    return {
        (node.template.value, each[0] if isinstance(each, tuple) else each)
        for node in tree(path).find_all(nodes.FromImport)
        for each in node.names
    }


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_components_read_nothing_but_their_arguments(path):
    assert meta.find_undeclared_variables(tree(path)) - GLOBALS == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_components_are_imported_without_context(path):
    assert [node for node in tree(path).find_all((nodes.FromImport, nodes.Import)) if node.with_context] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_content_policy_holds_in_templates(path):
    assert INLINE.search(path.read_text()) is None


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_the_gallery_shows_every_component(path):
    shown = {macro for page in GALLERY for file, macro in imported(page) if file == f"ui/{path.name}"}

    assert macros(path) - shown == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_class_has_a_rule(path):
    """Names written in pieces (kw-n-{{ n }}) are left to the gallery."""
    without_logic = re.sub(r"\{%.*?%\}|\{#.*?#\}|[^\s\"]*\{\{.*?\}\}[^\s\"]*", " ", path.read_text(), flags=re.S)
    written = {word for classes in re.findall(r'class="([^"]*)"', without_logic) for word in classes.split()}
    known = set(re.findall(r"\.((?:kw|is)-[\w-]+)", RULES))
    ours = {word for word in written if word.startswith(("kw-", "is-"))}

    assert ours - known == set()


def test_every_rule_has_a_use():
    """A first visit pays for every rule. A name written in pieces (kw-phase--{{ n }}) uses all that begin like it."""
    written = "\n".join(path.read_text() for path in [*TEMPLATES, *(ROOT / "lms").rglob("*.py")])
    words = set(re.findall(r"(?:kw|is)-[\w-]+", written))
    pieces = tuple(re.findall(r"((?:kw|is)-[\w-]*)\{\{", written))
    styled = set(re.findall(r"\.((?:kw|is)-[\w-]+)", RULES))

    assert {each for each in styled - words if not each.startswith(pieces)} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_icon_is_in_the_sprite(path):
    listed = set((UI / "assets" / "icons.txt").read_text().split())
    asked = set(re.findall(r"""\bicon(?:_end)?=["']([a-z][\w-]*)["']|draw\(name=["']([\w-]+)["']""", path.read_text()))

    assert {word for pair in asked for word in pair if word} - listed == set()
