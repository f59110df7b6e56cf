"""How every mail looks: plain text with a greeting, paragraphs, and who it is from; in the locale of the moment."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _


def laid_out(name: str, paragraphs: Sequence[str]) -> str:
    """Return the text of a mail; ``name`` is empty for who left only an address."""
    greeting = _("Hallo %(name)s,", name=name) if name else _("Hallo,")
    return "\n\n".join((greeting, *paragraphs, _("Groet,\nhet team van Kringwijs"))) + "\n"


def quoted(text: str) -> str:
    """Return what somebody wrote to us, marked as mail programs mark an earlier mail."""
    lines = (f"> {line}".rstrip() for line in text.strip().splitlines())
    return "\n".join((_("Je schreef ons:"), *lines))


def site() -> str:
    """Return what every address in a mail begins with."""
    return current_app.config["SETTINGS"].base_url
