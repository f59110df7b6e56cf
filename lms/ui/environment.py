"""The environment of the templates, which imports macros at the price of a look into a dict."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from flask import current_app
from flask.templating import Environment

from lms.kernel.slots import Panel


class Templates(Environment):
    """Flask's environment, where templates share its globals instead of laying a map of their own over them.

    Jinja compares the names of both at every ``{% from … import … %}``, a few dozen times a page: for two dicts that
    is one step in C, for two chained maps a walk in Python.  No template of ours has globals of its own.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals themselves, unless a template is given its own."""
        return super().make_globals(d) if d else self.globals


def drawn(panels: Sequence[Panel]) -> list[str]:
    """Return the words of each panel; what every template gets is put together once for all of them."""
    shared: dict[str, Any] = {}
    if panels:
        current_app.update_template_context(shared)
    find = current_app.jinja_env.get_template
    return [find(panel.template).render({**shared, **panel.context}) for panel in panels]
