"""Somebody's own notes and bookmarks: for them alone, whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from lms.accounts.models import Actor, Person
from lms.kernel.db import db
from lms.kernel.search import Found, search
from lms.training.models import Lesson, Module, Part, PartNote, PartVersion

NOTE = "note"  # the kind of entry in the search index
PAGE = 20


@dataclass(frozen=True)
class Kept:
    """A note, a bookmark, or both, with where it stands; ``gone`` when readers no longer find that part."""

    note: PartNote
    part_uid: str
    title: str
    lesson: str
    module: str
    module_slug: str
    language: str
    gone: bool


def kept_by(person: Person, *, after: int | None = None, marked: bool = False) -> list[Kept]:
    """Return a page of somebody's notes and bookmarks in the order of the modules, one more when there is more.

    ``after`` is the number of the last part of the page before.
    """
    wanted: list[ColumnElement[bool]] = [PartNote.marked_at.is_not(None)] if marked else []
    if after is not None:
        wanted.append(PartNote.part_id > after)
    return _kept(person, *wanted, limit=PAGE + 1)


def all_kept_by(person: Person) -> list[Kept]:
    """Return everything, for the download."""
    return _kept(person)


def kept_at(part: str, actor: Actor) -> Kept | None:
    """Return what the actor keeps at the part with this uid."""
    return next(iter(_kept(actor, Part.uid == part)), None)


def notes_found(person: Person, words: str, *, after: str | None = None) -> tuple[Sequence[Kept], str | None]:
    """Return a page of the notes of somebody that hold these words, the best first, and what asks for the next."""
    answers = search(words, scopes=[scope_of(person)], kinds=[NOTE], limit=PAGE, after=after)
    uids = [_part_of(found) for found in answers.found]
    there: Mapping[str, Kept] = {each.part_uid: each for each in _kept(person, Part.uid.in_(uids))} if uids else {}
    return [there[uid] for uid in uids if uid in there], answers.after


def key_of(person: Person, part_uid: str) -> str:
    """Return the key of a note in the search index."""
    return f"{person.uid}/{part_uid}"


def scope_of(person: Person) -> str:
    """Return the scope under which only this person finds something."""
    return f"person:{person.uid}"


def _part_of(found: Found) -> str:
    return found.key.partition("/")[2]


def _kept(person: Actor, *wanted: ColumnElement[bool], limit: int | None = None) -> list[Kept]:
    rows = db.session.execute(
        select(PartNote, Part, PartVersion.title, Lesson.title, Module)
        .join(Part, Part.id == PartNote.part_id)
        .join(PartVersion, (PartVersion.part_id == Part.id) & (PartVersion.number == Part.version))
        .join(Lesson, Lesson.id == Part.lesson_id)
        .join(Module, Module.id == Part.module_id)
        .where(PartNote.person_id == person.id, *wanted)
        .order_by(PartNote.part_id)
        .limit(limit)
    )
    return [
        Kept(
            note=note,
            part_uid=part.uid,
            title=title,
            lesson=lesson,
            module=module.title,
            module_slug=module.slug,
            language=module.language,
            gone=part.retired_at is not None or not module.is_live,
        )
        for note, part, title, lesson, module in rows
    ]
