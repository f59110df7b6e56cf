"""Reading a form from a page, so that an action is measured with the fields people really send."""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """Every form of a page: where it goes and what it would send as it stands."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._fields: dict[str, str] | None = None
        self._select: str | None = None
        self._options: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect fields; of radio buttons and checkboxes the first counts, of lists each another option."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = {}
            self.forms.append((given.get("action", ""), self._fields))
        if self._fields is None:
            return
        if tag == "input" and given.get("name") and given.get("type") != "submit":
            self._fields.setdefault(given["name"], given.get("value", ""))
        elif tag == "textarea" and given.get("name"):
            self._fields.setdefault(given["name"], "")
        elif tag == "select":
            self._select, self._options = given.get("name"), []
        elif tag == "option" and given.get("value"):
            self._options.append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        """Leave the form or the list."""
        if tag == "form":
            self._fields = None
        if tag == "select" and self._select and self._fields is not None and self._options:
            group = self._select.partition(".")[0]
            chosen = sum(name.startswith(f"{group}.") for name in self._fields)
            self._fields[self._select] = self._options[chosen % len(self._options)]


def form_to(html: str, part: str) -> tuple[str, dict[str, str]]:
    """Return address and fields of the first form whose address holds ``part``."""
    return next((action, fields) for action, fields in Forms(html).forms if part in action)
