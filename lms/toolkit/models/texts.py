"""The text of an item: one value that a package holds, a form fills, a version keeps and every page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from lms.content.prose import render


@dataclass(frozen=True)
class Prose:
    """Markdown as somebody wrote it, and the safe HTML it was rendered to when it was saved."""

    markdown: str = ""
    html: str = ""

    @classmethod
    def of(cls, markdown: str) -> Self:
        """Render a text; raise :class:`lms.content.prose.HostileMarkdown`."""
        words = markdown.strip()
        return cls(words, render(words) if words else "")

    def __bool__(self) -> bool:
        return bool(self.markdown)


@dataclass(frozen=True)
class WorkingStep:
    """One step of a method: what you do, what you say, how you know it is done. ``minutes`` may be nothing."""

    title: str
    minutes: int | None = None
    when: str = ""  # of work that takes days: "dag 1"
    doing: Prose = Prose()
    saying: str = ""
    done_when: str = ""
    note: str = ""  # for who leads it
    online: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build it again from its plain form."""
        return cls(**{**data, "doing": Prose(**data.get("doing", {}))})


@dataclass(frozen=True)
class PictureText:
    """A picture that stands above the steps; ``file`` is that of the :class:`ItemPicture` that is kept of it."""

    file: str
    alt: str
    caption: str = ""


PROSE = (
    "goal",
    "not_when",
    "preparation",
    "materials",
    "pitfalls",
    "variations",
    "online",
    "plain_language",
    "follow_up",
)


@dataclass(frozen=True)
class ItemText:
    """Everything readers get of one version.

    ``minutes`` and ``group`` are (from, to), with the same number twice when it is one. ``steps`` are keys of steps of
    an action card, ``themes`` keys of themes of a programme.
    """

    kind: str
    title: str
    summary: str
    minutes: tuple[int, int]
    group: tuple[int, int]
    steps: tuple[str, ...]
    themes: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    level: str = ""
    evidence: str = ""
    source: str = ""
    licence: str = ""
    invitation: str = ""
    goal: Prose = Prose()
    not_when: Prose = Prose()
    preparation: Prose = Prose()
    materials: Prose = Prose()
    working_steps: tuple[WorkingStep, ...] = ()
    pitfalls: Prose = Prose()
    variations: Prose = Prose()
    online: Prose = Prose()
    plain_language: Prose = Prose()
    follow_up: Prose = Prose()
    pictures: tuple[PictureText, ...] = field(default=())

    @property
    def minutes_of_steps(self) -> int:
        """How long the steps take together; of work between meetings nobody counts the time."""
        return sum(step.minutes or 0 for step in self.working_steps)

    @property
    def minutes_fit(self) -> bool:
        """Whether the steps take as long as is promised; steps without any minutes promise nothing."""
        least, most = self.minutes
        return not self.minutes_of_steps or least <= self.minutes_of_steps <= most

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build it again from what :func:`dataclasses.asdict` gave."""
        values = dict(data)
        for name in PROSE:
            values[name] = Prose(**values.get(name, {}))
        for name in ("minutes", "group", "steps", "themes", "audience", "setting"):
            values[name] = tuple(values.get(name, ()))
        values["working_steps"] = tuple(map(WorkingStep.from_json, values.get("working_steps", ())))
        values["pictures"] = tuple(PictureText(**each) for each in values.get("pictures", ()))
        return cls(**values)
