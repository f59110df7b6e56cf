"""Reading what stands below the front matter of ``item.md``: headings of a closed list, and the steps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from lms.content.fences import Fence, Line, read_fences
from lms.content.problems import Origin
from lms.content.prose import HostileMarkdown
from lms.content.read.desk import Desk
from lms.toolkit.models import PictureText, Prose, WorkingStep
from lms.toolkit.queries.writing import HEADINGS, LABELS, MEANS, MEANS_IN_STEP

HEADING = re.compile(r"(#{1,6})(?:\s+(.*))?$")
FIELDS = {heading: field for field, heading in HEADINGS.items()}
LABEL = re.compile(rf"({'|'.join(LABELS.values())}):(.*)")
LABELLED = {label: field for field, label in LABELS.items()}
MINUTES = re.compile(r"(?:(.*), )?([1-9]\d{0,3}) minu(?:ten|ut)")


@dataclass
class Section:
    """The lines below one heading, ``behind`` which stands nothing, or the title of a step."""

    origin: Origin
    title: str = ""
    lines: list[Line] = field(default_factory=list)
    steps: list["Section"] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[list[Line]]:
        """Its lines, parted at empty lines and before each label."""
        found: list[list[Line]] = [[]]
        for line in self.lines:
            if not line.text.strip() or LABEL.match(line.text):
                found.append([])
            if line.text.strip():
                found[-1].append(line)
        return [lines for lines in found if lines]


def read_sections(lines: Sequence[Line], desk: Desk) -> dict[str, Section]:
    """Return what stands below each heading by its field; headings that are unknown or there twice are noted."""
    sections: dict[str, Section] = {}
    current: Section | None = None
    for line in lines:
        found = HEADING.match(line.text)
        if found and len(found[1]) == 1:
            current = _begin(Line((found[2] or "").strip(), line.origin), sections, desk)
        elif found:
            _begin_step(found, line.origin, current, sections, desk)
        elif current is not None:
            (current.steps[-1] if current.steps else current).lines.append(line)
        elif line.text.strip():
            message = _("Deze tekst staat onder geen kop. Zet er een kop boven, bijvoorbeeld: # Doel")
            desk.problem(line.origin, "text-astray", message)
            current = Section(line.origin)  # said once
    return sections


def prose_of(section: Section | None, desk: Desk) -> Prose:
    """Return the text of a section as Markdown and what it is rendered to."""
    return _prose(section.lines, desk) if section else Prose()


def lines_of(section: Section | None) -> str:
    """Return the paragraphs of a section, a line each."""
    return "\n".join(_joined(lines) for lines in section.paragraphs) if section else ""


def read_pictures(section: Section | None, desk: Desk) -> list[tuple[PictureText, Origin]]:
    """Return the pictures above the steps, with the file each names; anything else there is noted."""
    content, problems = read_fences(section.lines if section else ())
    desk.problems.extend(problems)
    found = []
    for piece in content:
        if isinstance(piece, Fence) and piece.name == "picture":
            found.append((_picture(piece, desk), piece.origin))
        elif isinstance(piece, Fence):
            desk.unknown(piece.origin, "block-unknown", what=_("Het blok"), given=piece.name, known=["picture"])
        else:
            message = _("Hier past alleen een plaatje. Begin een stap met: ## Wat je doet (10 minuten)")
            desk.problem(piece.origin, "step-heading", message)
    return found


def read_step(section: Section, desk: Desk) -> WorkingStep:
    """Return a step: what you do, and the paragraphs that begin with a label."""
    title, when, minutes = _title(section.title)
    told: dict[str, list[str]] = {name: [] for name in LABELS}
    doing: list[Line] = []
    for lines in section.paragraphs:
        if found := LABEL.match(lines[0].text):
            words = _joined([Line(found[2], lines[0].origin), *lines[1:]])
            told[LABELLED[found[1]]].append(words)
            if not words:
                message = _("Achter '%(label)s:' staat niets. Vul het aan, of haal het weg.", label=found[1])
                desk.problem(lines[0].origin, "label-empty", message)
        else:
            doing += [*([Line("", lines[0].origin)] if doing else []), *lines]
    said = {name: "\n".join(filter(None, words)) for name, words in told.items()}
    return WorkingStep(title, minutes, when, doing=_prose(doing, desk, in_step=True), **said)


def _begin(heading: Line, sections: dict[str, Section], desk: Desk) -> Section:
    section = Section(heading.origin)
    name = FIELDS.get(heading.text)
    if name is None:
        desk.unknown(
            heading.origin, "heading-unknown", what=_("De kop"), given=heading.text, known=list(HEADINGS.values())
        )
    elif name in sections:
        message = _("De kop '%(heading)s' staat er twee keer. Maak er één van.", heading=heading.text)
        desk.problem(heading.origin, "heading-twice", message)
    else:
        sections[name] = section
    return section


def _begin_step(
    found: re.Match[str], origin: Origin, current: Section | None, sections: dict[str, Section], desk: Desk
) -> None:
    steps = sections.get("working_steps")
    if len(found[1]) == 2 and current is not None and current is steps:
        current.steps.append(Section(origin, (found[2] or "").strip()))
        return
    message = _("Een kop met ## is een stap en staat onder # Stappen. Maak hier een gewone zin van.")
    desk.problem(origin, "heading-level", message)


def _title(heading: str) -> tuple[str, str, int | None]:
    """Part what stands between brackets at the end of the heading of a step: when it is, and its minutes."""
    title, bracket, behind = heading.removesuffix(")").rpartition("(")
    if not bracket or not heading.endswith(")") or ")" in behind:
        return heading, "", None
    title, behind = title.rstrip(), behind.strip()
    minutes = MINUTES.fullmatch(behind)
    return (title, (minutes[1] or "").strip(), int(minutes[2])) if minutes else (title, behind, None)


def _picture(fence: Fence, desk: Desk) -> PictureText:
    alt = fence.options["alt"].text if "alt" in fence.options else ""
    if not alt:
        message = _("Schrijf onder het plaatje wat erop staat, na vier spaties: alt: …")
        desk.problem(fence.origin, "missing-alt", message)
    for key, line in fence.options.items():
        if key != "alt":
            desk.unknown(line.origin, "option-unknown", what=_("De instelling"), given=key, known=["alt"])
    for inner in fence.fences:
        message = _("In het blok '%(name)s' past geen ander blok. Zet het erboven of eronder.", name=fence.name)
        desk.problem(inner.origin, "block-inside", message)
    return PictureText(fence.argument, alt, _joined(fence.prose))


def _joined(lines: Iterable[Line]) -> str:
    return " ".join(" ".join(_plain(line.text, MEANS) for line in lines).split())


def _prose(lines: Sequence[Line], desk: Desk, *, in_step: bool = False) -> Prose:
    means = MEANS_IN_STEP if in_step else MEANS
    for line in lines:
        if line.text.startswith("///"):
            message = _("Hier past geen blok. Een plaatje staat boven de stappen.")
            desk.problem(line.origin, "block-unknown", message)
    try:
        return Prose.of("\n".join(_plain(line.text, means) for line in lines))
    except HostileMarkdown as refused:
        desk.problem(lines[0].origin, "markdown", str(refused))
        return Prose()


def _plain(line: str, means: re.Pattern[str]) -> str:
    """Take away the backslash of a line that would else be read as something else than text."""
    return line[1:] if line.startswith("\\") and means.match(line) else line
