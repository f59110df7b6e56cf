"""The environment of the templates, which imports macros at the price of a look into a dict."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """Flask's environment, where templates share its globals instead of laying a map of their own over them.

    Jinja compares the names of both at every ``{% from … import … %}``, a few dozen times a page: for two dicts that
    is one step in C, for two chained maps a walk in Python.  No template of ours has globals of its own.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals themselves, unless a template is given its own."""
        return super().make_globals(d) if d else self.globals
