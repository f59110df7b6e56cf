"""The three ways people work a page: with a finger, with keys alone, and (with either) without script."""

from typing import Protocol

from playwright.sync_api import Locator, Page, Response

MOST_TABS = 120
#: Whether focus is on this element, and if so what is wrong with how it shows: no ring, or hidden behind something.
STATE = """it => {
  const now = document.activeElement;
  if (now === document.body) return {here: false, faults: []};
  const ring = each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const shown = [now, now.closest('label'), now.closest('summary')].some(each => each && ring(each));
  const box = (now.closest('label') || now).getBoundingClientRect();
  const on = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const label = now.closest('label') || now;
  const seen = now.matches('[tabindex="-1"], textarea') || (on && (label.contains(on) || on.contains(label)));
  const faults = [];
  if (!shown && !now.matches('[tabindex="-1"]')) faults.push('no ring');
  if (!seen) faults.push('hidden');
  return {here: now === it, faults: faults.map(fault => `${fault}: ${now.outerHTML.slice(0, 160)}`)};
}"""


class Hands(Protocol):
    """What both can do."""

    page: Page

    def press(self, target: Locator, *, expect: int = 200) -> None: ...
    def choose(self, target: Locator) -> None: ...
    def write(self, target: Locator, words: str) -> None: ...
    def pick(self, target: Locator, value: str) -> None: ...


class Fingers:
    """Touch only."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator, *, expect: int = 200) -> None:
        """Tap what leads to another page."""
        with self.page.expect_navigation(wait_until="domcontentloaded") as answer:
            target.tap()
        _is(expect, answer.value)

    def choose(self, target: Locator) -> None:
        """Tap a radio button or a box."""
        target.tap()

    def write(self, target: Locator, words: str) -> None:
        """Tap a field and use the keyboard on the screen."""
        target.tap()
        target.fill(words)

    def pick(self, target: Locator, value: str) -> None:
        """Take one of a list."""
        target.select_option(value)


class Keys:
    """Keyboard only: nothing is ever pointed at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator, *, expect: int = 200) -> None:
        """Press Enter on what leads to another page."""
        self._reach(target)
        with self.page.expect_navigation(wait_until="domcontentloaded") as answer:
            self.page.keyboard.press("Enter")
        _is(expect, answer.value)

    def choose(self, target: Locator) -> None:
        """Go to a box with Tab; of radio buttons, to the group with Tab and to the answer with the arrows."""
        group = self.page.locator(f'[name="{target.get_attribute("name")}"]')
        if target.get_attribute("type") == "radio":
            checked = self.page.locator(f'[name="{target.get_attribute("name")}"]:checked')
            self._reach(checked if checked.count() else group.first)
            self.page.keyboard.press("Space")
            for _ in range(group.count()):
                if target.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
        else:
            self._reach(target)
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def write(self, target: Locator, words: str) -> None:
        """Go to a field, take all that stands there, and type."""
        self._reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def pick(self, target: Locator, value: str) -> None:
        """Go to a list and go down it with the arrow."""
        self._reach(target)
        for _ in range(target.locator("option").count()):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert target.input_value() == value

    def _reach(self, target: Locator) -> None:
        """Press Tab until it has the focus; at each stop the focus is seen."""
        goal = target.element_handle()
        for _ in range(MOST_TABS):
            state = goal.evaluate(STATE)
            assert state["faults"] == [], f"{self.page.url}: {state['faults']}"
            if state["here"]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: Tab never reaches {target}")


def _is(expected: int, answer: Response) -> None:
    assert answer.status == expected, f"{answer.url}: {answer.status}"
