"""What journeys share: the demo programme, signing in, and the accessibility check."""

from pathlib import Path

from click.testing import CliRunner
from flask import current_app
from flask.cli import ScriptInfo
from playwright.sync_api import Page

from lms.app import command_line

ROOT = Path(__file__).parents[2]
PASSWORD = "kringwijs-demo"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """rules => axe.run(document, {runOnly: rules}).then(found => found.violations.map(
  each => `${each.id}: ${each.help} (${each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')})`))"""


def load_demo() -> None:
    """Load content and demo people with the product's own commands."""
    app = current_app._get_current_object()
    for words in (["content", "sync"], ["demo"]):
        done = CliRunner().invoke(command_line(), words, obj=ScriptInfo(create_app=lambda: app), catch_exceptions=False)
        assert done.exit_code == 0, done.output


def sign_in(page: Page, name: str, *, to: str = "/") -> None:
    """Sign in as one of the demo people, with the keyboard."""
    page.goto(f"/inloggen?next={to}")
    page.get_by_label("E-mailadres").fill(f"{name}@demo.kringwijs.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/inloggen" not in url)


def assert_accessible(page: Page, axe: str) -> None:
    """Let axe-core look at the page as it stands."""
    page.evaluate(axe)
    assert page.evaluate(AXE, RULES) == []


def assert_fits(page: Page) -> None:
    """The page does not scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
