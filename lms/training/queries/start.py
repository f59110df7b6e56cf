"""What somebody goes on with: the module they are in, or what is next on their learning path."""

from dataclasses import dataclass
from typing import Any

from lms.accounts.models import Actor
from lms.training.queries.paths import MyPath, Stretch, lessons_by_themselves, paths_and_beside
from lms.training.queries.readings import Reading


@dataclass(frozen=True)
class GoOn:
    """What to go on with, in one statement; ``on_path``: the stop that is next on ``mine``, when there is one.

    ``for_path``: what was begun was begun for lessons on a path, which asks for no more of that module.
    """

    reading: Reading | None
    mine: MyPath | None = None
    on_path: Stretch | None = None
    for_path: bool = False

    @property
    def follows_path(self) -> bool:
        """Whether the path leads: nothing was begun beside it."""
        return self.on_path is not None and (self.reading is None or not self.reading.started or self.for_path)

    @property
    def practice(self) -> Stretch | None:
        """What the path asks to go on with that is no part to read: something to do with others."""
        return self.on_path if self.follows_path and self.on_path and not self.on_path.reading else None

    @property
    def place(self) -> tuple[str, str, str] | None:
        """The addresses of module, lesson and part to go on with; nothing when that is no part."""
        if self.on_path and self.follows_path:
            found = self.on_path.next_part
            reading = self.on_path.reading
            return (reading.module.slug, found[0].slug, found[1].slug) if reading and found else None
        step = self.reading.progress.next if self.reading else None
        if self.reading is None or step is None or step.lesson is None or step.part is None:
            return None
        return self.reading.module.slug, step.lesson.slug, step.part.slug


def go_on(person: Actor) -> GoOn:
    """Return what somebody goes on with: what they began, else what is next on the first path that is not done."""
    paths, reading = paths_and_beside(person)
    for_path = reading is not None and bool(lessons_by_themselves(paths, reading.module))
    for mine in paths:
        if stop := mine.standing.next:
            return GoOn(reading, mine, mine.stretch(stop), for_path)
    return GoOn(reading, paths[0] if paths else None)


def start_page_of(person: Actor) -> dict[str, Any]:
    """Return what ``training/_card.html`` shows."""
    found = go_on(person)
    return {"reading": found.reading, "go_on": found}
