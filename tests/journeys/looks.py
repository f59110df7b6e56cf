"""What every page of every journey must be: quiet, at home, within its width, accessible."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.journeys.site import PASSWORD, Site, address_of

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false}).then(
  found => found.violations.map(each =>
    `${each.id}: ${each.help} (${each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')})`))"""
#: Elements that stick out of the page, unless something around them scrolls by itself.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > wide + 1)
    .slice(-3).map(each => each.outerHTML.slice(0, 120));
}"""
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
WIDTHS = (320, 390, 1280)


@contextmanager
def watched(chromium: Browser, site: Site, **options: Any) -> Generator[Page, None, None]:
    """Open a browser window; afterwards nothing may have gone wrong unseen."""
    context = chromium.new_context(base_url=site.address, locale="nl-NL", **options)
    context.set_default_timeout(10_000)
    problems: list[str] = []
    context.on("console", lambda said: problems.extend(_bad(said)))
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("request", lambda asked: problems.extend(_foreign(asked.url, site)))
    try:
        yield context.new_page()
    finally:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")  # an answer under way would fail on the closed window
        context.close()
    assert problems == [], "\n".join(problems)


def sign_in(page: Page, name: str, *, to: str = "/", password: str = PASSWORD) -> None:
    """Sign in as one of the demo people, with the keyboard."""
    page.goto(f"/inloggen?next={to}")
    page.get_by_label("E-mailadres").fill(address_of(name))
    page.locator("input[name=password]").fill(password)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")


def assert_accessible(page: Page, axe: str) -> None:
    """Let axe-core look at the page as it stands."""
    page.evaluate(axe)
    assert page.evaluate(AXE, RULES) == [], page.url


def assert_fits(page: Page) -> None:
    """The page does not scroll sideways."""
    found = page.evaluate(STICKING_OUT)
    assert found == [], f"{page.url} at {page.viewport_size}: {found}"


def assert_fits_everywhere(page: Page) -> None:
    """It does not scroll sideways on a small phone, a phone and a desktop."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page)
    page.set_viewport_size(before)


def focus(page: Page) -> str:
    """Return the id, or else the text, of what has the focus."""
    return page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()")


def _bad(said: ConsoleMessage) -> list[str]:
    """A page that was refused (4xx) is no fault; every other error is."""
    return [said.text] if said.type == "error" and not REFUSED.match(said.text) else []


def _foreign(url: str, site: Site) -> list[str]:
    return [] if url.startswith((site.address + "/", "data:", "blob:")) else [f"asked {url}"]
