"""Whether a learning path keeps a part or a quiz closed for somebody; the server asks this, not only the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.accounts.models import Actor
from lms.training.errors import Locked
from lms.training.models.locks import Lock
from lms.training.policy import can_see_drafts
from lms.training.queries.paths import MyPath, Stretch, paths_of
from lms.training.queries.readings import Reading

QUIZ = ""  # in the place of a lesson: what only a whole module has


@dataclass(frozen=True)
class Closed:
    """What keeps something closed: a path, the item on it, its lock, and what to do now when that is something."""

    mine: MyPath
    stretch: Stretch
    lock: Lock
    do: Stretch | None


def closed_for(reading: Reading, lesson: str, actor: Actor) -> Closed | None:
    """Return why a lesson (by uid) or the QUIZ of a module is closed for somebody, or nothing; at most one statement.

    It is open as soon as one of their paths has it open, when it stands on none of them, and for who writes modules.
    """
    return None if _is_free(reading, actor) else _closed(paths_of(actor), reading, lesson)


def closed_in(reading: Reading, actor: Actor) -> dict[str, Closed]:
    """Return what is closed of a module, by the uid of the lesson (or QUIZ); at most one statement."""
    if _is_free(reading, actor):
        return {}
    paths = paths_of(actor)
    kept = {uid: _closed(paths, reading, uid) for uid in (*(each.uid for each in reading.outline.lessons), QUIZ)}
    return {uid: closed for uid, closed in kept.items() if closed}


def refuse_closed(reading: Reading, lesson: str, actor: Actor) -> None:
    """Raise :class:`Locked` when a path keeps it closed."""
    if closed := closed_for(reading, lesson, actor):
        raise Locked(closed)


def _is_free(reading: Reading, actor: Actor) -> bool:
    return not reading.gated or can_see_drafts(actor)


def _closed(paths: Sequence[MyPath], reading: Reading, lesson: str) -> Closed | None:
    found: list[Closed] = []
    for mine in paths:
        for stretch in mine.stretches:
            if not _is_about(stretch, reading, lesson):
                continue
            stop = mine.standing.by_uid.get(stretch.item.uid)
            if stop is None or stop.lock is None:
                return None
            found.append(Closed(mine, stretch, stop.lock, mine.by_uid.get(stop.lock.do or "")))
    return found[0] if found else None


def _is_about(stretch: Stretch, reading: Reading, lesson: str) -> bool:
    if stretch.reading is None or stretch.reading.module.id != reading.module.id:
        return False
    return not stretch.lesson_uid or stretch.lesson_uid == lesson
