"""The desk at which a package is read: the sources at hand, and every problem met so far."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from flask_babel import gettext as _

from lms.content import prose
from lms.content.blocks import Source
from lms.content.fences import Fence, Line
from lms.content.problems import ERROR, Origin, Problem

LONGEST_SHOWN = 60


@dataclass
class Desk:
    """What readers share while they read one root."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, origin: Origin, code: str, message: str, level: str = ERROR) -> None:
        """Note something to mend."""
        self.problems.append(Problem(origin, code, message, level))

    def unknown(self, origin: Origin, code: str, *, what: str, given: str, known: Iterable[str]) -> None:
        """Note a word that does not exist here, with the nearest one that does."""
        words = sorted(known)
        given = given[:LONGEST_SHOWN]
        near = get_close_matches(given, words, n=1)
        if near:
            message = _(
                "%(what)s '%(given)s' bestaat niet. Bedoel je '%(near)s'?", what=what, given=given, near=near[0]
            )
        else:
            message = _(
                "%(what)s '%(given)s' bestaat niet. Kies uit: %(known)s.",
                what=what,
                given=given,
                known=", ".join(words) or "-",
            )
        self.problem(origin, code, message)

    def html(self, lines: Sequence[Line]) -> str:
        """Render lines of prose; note why when they may not be rendered."""
        return self._render(prose.render, "\n".join(line.text for line in lines), lines[0].origin if lines else None)

    def inline(self, text: str, origin: Origin) -> str:
        """Render the text of one line."""
        return self._render(prose.render_inline, text, origin)

    def text_of(self, fence: Fence) -> str:
        """Render the prose directly inside a fence; note when there is none."""
        if not fence.prose:
            message = _("Het blok '%(name)s' is leeg. Schrijf er tekst in, of haal het weg.", name=fence.name)
            self.problem(fence.origin, "block-empty", message)
        return self.html(fence.prose)

    def number(self, line: Line, key: str, *, most: int = 999) -> int:
        """Return a whole number from 1 to ``most``; note when it is none, and go on with 1."""
        if line.text.isascii() and line.text.isdigit() and 1 <= int(line.text[:9]) <= most:
            return int(line.text)
        message = _("Schrijf bij '%(key)s' een heel getal van 1 tot en met %(most)s.", key=key, most=most)
        self.problem(line.origin, "number", message)
        return 1

    def contents(self, path: Path, file: str) -> str:
        """Return the text of a file byte for byte; note when it is no UTF-8 or may not be read."""
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            self.problem(Origin(file), "encoding", _("Bewaar dit bestand als UTF-8."))
        except OSError as error:
            message = _("Dit bestand is niet te lezen: %(error)s", error=error.strerror)
            self.problem(Origin(file), "unreadable", message)
        return ""

    def _render(self, renderer: Callable[[str], str], text: str, origin: Origin | None) -> str:
        try:
            return renderer(text)
        except prose.HostileMarkdown as refused:
            self.problem(origin or Origin(), "markdown", str(refused))
            return ""
