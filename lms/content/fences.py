"""Reading the fenced syntax of ``pymdownx.blocks`` line by line, so that everything knows its file and line.

A line of three or more slashes and a name opens a fence, the same number of slashes closes it, and a fence that holds
others has more slashes than those inside. Options are ``key: value`` lines, indented by four spaces, directly under the
opening line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from lms.content.problems import Origin, Problem

# Lines are stripped at their end before they are matched, so that no pattern has to look for it (and costs n²).
OPENING = re.compile(r"(/{3,9}) +([a-z][a-z-]*)(?: *\|(.*))?$")
CLOSING = re.compile(r"(/{3,9})$")
OPTION = re.compile(r" {4}([a-z_]+):( .*)?$")
DEEPEST = 4


@dataclass(frozen=True)
class Line:
    """One line of text and where it stands."""

    text: str
    origin: Origin


@dataclass(frozen=True)
class Prose:
    """Lines of Markdown between fences, without empty lines around them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)

    @property
    def origin(self) -> Origin:
        """Where it begins."""
        return self.lines[0].origin


@dataclass
class Fence:
    """One fence: what is written behind its name, its options, and the prose and fences inside."""

    name: str
    argument: str
    origin: Origin
    slashes: int
    options: dict[str, Line] = field(default_factory=dict)
    content: list["Prose | Fence"] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)

    @property
    def prose(self) -> tuple[Line, ...]:
        """All lines of prose directly inside."""
        return tuple(line for item in self.content if isinstance(item, Prose) for line in item.lines)

    @property
    def fences(self) -> list["Fence"]:
        """All fences directly inside."""
        return [item for item in self.content if isinstance(item, Fence)]

    def close_prose(self) -> None:
        """Put the lines read so far, when they say anything, in the content."""
        lines = self.pending
        while lines and not lines[0].text.strip():
            lines = lines[1:]
        while lines and not lines[-1].text.strip():
            lines = lines[:-1]
        if lines:
            self.content.append(Prose(tuple(lines)))
        self.pending = []


def read_fences(lines: Sequence[Line]) -> tuple[list[Prose | Fence], list[Problem]]:
    """Return prose and fences in order, and everything that is wrong with how fences open and close."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self.open = [Fence("", "", Origin(), slashes=1000)]
        self.problems: list[Problem] = []
        self.options_allowed = False

    def take(self, line: Line) -> None:
        text = line.text.rstrip()
        if self.options_allowed and (found := OPTION.match(text)):
            self._option(found[1], Line((found[2] or "").strip(), line.origin))
        elif found := OPENING.match(text):
            self._begin(found, line.origin)
        elif found := CLOSING.match(text):
            self._end(len(found[1]), line.origin)
        else:
            self._text(line)

    def finish(self) -> tuple[list[Prose | Fence], list[Problem]]:
        while len(self.open) > 1:
            fence = self.open[-1]
            message = _(
                "Het blok '%(name)s' wordt niet gesloten. Zet %(slashes)s op een eigen regel onder het blok.",
                name=fence.name,
                slashes="/" * fence.slashes,
            )
            self._problem(fence.origin, "fence-open", message)
            self._leave()
        self.open[0].close_prose()
        return self.open[0].content, self.problems

    def _option(self, key: str, value: Line) -> None:
        if key in self.open[-1].options:
            message = _("De regel '%(key)s:' staat er twee keer. Haal er één weg.", key=key)
            self._problem(value.origin, "option-twice", message)
        self.open[-1].options[key] = value

    def _begin(self, found: re.Match[str], origin: Origin) -> None:
        slashes = len(found[1])
        if slashes >= self.open[-1].slashes:
            message = _(
                "Dit blok staat in '%(outer)s'. Geef '%(outer)s' meer schuine strepen, of sluit het eerst.",
                outer=self.open[-1].name,
            )
            self._problem(origin, "fence-nesting", message)
        if len(self.open) > DEEPEST:
            self._problem(origin, "fence-depth", _("Dit blok staat te diep in andere blokken. Zet het minder diep."))
        self.open[-1].close_prose()
        self.open.append(Fence(found[2], (found[3] or "").strip(), origin, slashes))
        self.options_allowed = True

    def _end(self, slashes: int, origin: Origin) -> None:
        self.options_allowed = False
        if all(fence.slashes != slashes for fence in self.open):
            message = _(
                "Hier sluit %(slashes)s een blok dat niet open is. Haal de regel weg, of open het blok.",
                slashes="/" * slashes,
            )
            self._problem(origin, "fence-close", message)
            return
        while self.open[-1].slashes != slashes:
            message = _(
                "Het blok '%(name)s' is nog open. Sluit het eerst met %(slashes)s.",
                name=self.open[-1].name,
                slashes="/" * self.open[-1].slashes,
            )
            self._problem(self.open[-1].origin, "fence-open", message)
            self._leave()
        self._leave()

    def _leave(self) -> None:
        self.open[-1].close_prose()
        fence = self.open.pop()
        self.open[-1].content.append(fence)

    def _text(self, line: Line) -> None:
        if line.text.startswith("///"):
            message = _(
                "Deze regel begint met schuine strepen, maar opent of sluit geen blok. Schrijf: /// naam | tekst"
            )
            self._problem(line.origin, "fence-unclear", message)
        fence = self.open[-1]
        if self.options_allowed and fence.options and line.text.strip():
            message = _(
                "Zet een lege regel tussen de regels met instellingen en de tekst van '%(name)s'.", name=fence.name
            )
            self._problem(line.origin, "option-gap", message)
        self.options_allowed = False
        fence.pending.append(line)

    def _problem(self, origin: Origin, code: str, message: str) -> None:
        self.problems.append(Problem(origin, code, message))
