"""Carrying out a plan: rows are made, changed or retired, never deleted; then a new version is published."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from lms.content.packages import LessonText, Media, Package, PartText
from lms.content.plan import Plan
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.enums import Change
from lms.training.models import Lesson, Module, ModuleMedia, Part, PartVersion
from lms.training.sync.indexing import forget, index
from lms.training.sync.quizzes import store_quiz
from lms.training.sync.stored import COUNTED
from lms.training.sync.versions import publish

CHANGES = {"echte wijziging": Change.REAL, "typefout": Change.TYPO}
FACE = ("slug", "position", "valid_months", "title", "summary", "language", "level", "minutes", "status", "source")
LISTS = ("audiences", "goals", "steps")


def apply(packages: Sequence[Package], plan: Plan, _actor: Any = None) -> None:
    """Carry out the plan inside the caller's unit of work; conflicts are left alone, twice is the same as once."""
    touched = {*plan.create, *plan.update}
    losing = _modules_losing(plan.retire)
    _retire(plan.retire)
    forget(plan.retire)
    _settle(plan.settle)
    _make_way([package for package in packages if package.uid in touched])
    for package in packages:
        uids = touched.intersection(package.digests)
        module = _store_module(package, touched)
        if uids:
            _store_contents(package, module, touched)
        if uids or module.id in losing:
            module.pictures = _pictures(module)
            index(module, publish(module, package, CHANGES[package.change]))
    db.session.flush()


def _make_way(packages: Sequence[Package]) -> None:
    """Let modules that take each other's address give it up first; that of a module that stays is refused."""
    wanted = {package.slug: package.uid for package in packages}
    moving = set(wanted.values())
    in_the_way = select(Module).where(Module.slug.in_(list(wanted)), Module.retired_at.is_(None))
    for module in db.session.scalars(in_the_way).all():
        if wanted[module.slug] == module.uid:
            continue
        if module.uid not in moving:
            raise Refusal(
                _(
                    "Het adres '%(slug)s' is nog van de module '%(owner)s'. Geef de map van '%(uid)s' een andere naam.",
                    slug=module.slug,
                    owner=module.uid,
                    uid=wanted[module.slug],
                )
            )
        module.slug = f"~{module.uid}"  # no folder can be called this; its own address follows in a moment
    db.session.flush()


def _store_module(package: Package, touched: set[str]) -> Module:
    module = db.session.scalar(select(Module).where(Module.uid == package.uid))
    if module is None:
        module = Module(uid=package.uid, serial=0)
        db.session.add(module)
    if package.uid in touched:
        for name in FACE:
            setattr(module, name, getattr(package, name))
        for name in LISTS:
            setattr(module, name, list(getattr(package, name)))
        _mark(module, package.digest)
        db.session.flush()  # what it holds needs its id
    return module


def _store_contents(package: Package, module: Module, touched: set[str]) -> None:
    lessons = _by_uid(Lesson, [lesson.uid for lesson in package.lessons])
    for lesson in package.lessons:
        if lesson.uid in touched:
            lessons[lesson.uid] = _store_lesson(lesson, lessons.get(lesson.uid), module)
    db.session.flush()  # parts need the ids of their lessons
    _bring_parts_along(lessons.values(), module)
    texts = [part for part in package.parts if part.uid in touched]
    parts = _by_uid(Part, [text.uid for text in texts])
    newest = _newest_versions(parts.values())
    for text in texts:
        part = _store_part(text, parts.get(text.uid), module, lessons[text.lesson])
        _store_text(text, part, newest.get(part.id), real=CHANGES[package.change] is Change.REAL)
    for media in package.media:
        if media.uid in touched:
            _store_media(media, module)
    if package.quiz and package.quiz.uid in touched:
        store_quiz(package.quiz, module)
    db.session.flush()


def _store_lesson(text: LessonText, lesson: Lesson | None, module: Module) -> Lesson:
    lesson = lesson or Lesson(uid=text.uid)
    lesson.module_id, lesson.position, lesson.slug = module.id, text.position, text.slug
    lesson.title, lesson.summary = text.title, text.summary
    _mark(lesson, text.digest)
    db.session.add(lesson)
    return lesson


def _bring_parts_along(lessons: Iterable[Lesson], module: Module) -> None:
    """Let parts follow a lesson that came from another module, also those that did not change themselves."""
    ids = [lesson.id for lesson in lessons if lesson.module_id == module.id]
    strayed = Part.lesson_id.in_(ids) & (Part.module_id != module.id)
    db.session.execute(update(Part).where(strayed).values(module_id=module.id))


def _store_part(text: PartText, part: Part | None, module: Module, lesson: Lesson) -> Part:
    coming = module.serial + 1
    if part is None:
        part = Part(uid=text.uid, version=0, renewed=1, since=coming)
    elif part.retired_at is not None:
        part.since = coming  # whoever began without it sees that it is new
    part.module_id, part.lesson_id = module.id, lesson.id
    part.position, part.slug = text.position, text.slug
    _mark(part, text.digest)
    db.session.add(part)
    db.session.flush()  # its text needs its id
    return part


def _store_text(text: PartText, part: Part, newest: PartVersion | None, *, real: bool) -> None:
    """Add a version when the words changed; a new place or address alone is none."""
    if newest and newest.source == text.source and newest.body == text.body:
        return
    part.version += 1
    if real and newest and newest.source != text.source:
        part.renewed = part.version
    version = PartVersion(part_id=part.id, number=part.version, title=text.title, minutes=text.minutes)
    version.audiences, version.body, version.source = list(text.audiences), text.body, text.source
    db.session.add(version)


def _store_media(text: Media, module: Module) -> None:
    media = db.session.get(ModuleMedia, text.uid) or ModuleMedia(uid=text.uid)
    media.module_id, media.file = module.id, text.file
    media.content_type, media.sha256 = text.content_type, text.sha256
    media.width, media.height, media.content = text.width, text.height, text.content
    _mark(media, text.digest)
    db.session.add(media)


def _pictures(module: Module) -> dict[str, list[Any]]:
    rows = select(ModuleMedia.file, ModuleMedia.sha256, ModuleMedia.width, ModuleMedia.height)
    live = rows.where(ModuleMedia.module_id == module.id, ModuleMedia.retired_at.is_(None))
    return {file: [sha256[:8], width, height] for file, sha256, width, height in db.session.execute(live)}


def _mark(row: Any, digest: str) -> None:
    row.digest = row.synced_digest = digest
    row.retired_at = None


def _by_uid(table: Any, uids: Sequence[str]) -> dict[str, Any]:
    return {row.uid: row for row in db.session.scalars(select(table).where(table.uid.in_(uids)))}


def _newest_versions(parts: Any) -> dict[int, PartVersion]:
    ids = [part.id for part in parts]
    statement = (
        select(PartVersion)
        .join(Part, (Part.id == PartVersion.part_id) & (Part.version == PartVersion.number))
        .where(Part.id.in_(ids))
        .options(undefer(PartVersion.source))
    )
    return {version.part_id: version for version in db.session.scalars(statement)}


def _modules_losing(uids: Sequence[str]) -> set[int]:
    """Return the modules that lose something to these retirements."""
    found: set[int] = set()
    for table in COUNTED[1:]:
        found.update(db.session.scalars(select(table.module_id).where(table.uid.in_(uids)).distinct()))
    return found


def _retire(uids: Sequence[str]) -> None:
    for table in COUNTED:
        _set(table, uids, retired_at=now(), synced_digest=table.digest)


def _settle(uids: Sequence[str]) -> None:
    for table in COUNTED:
        _set(table, uids, synced_digest=table.digest)


def _set(table: Any, uids: Sequence[str], **values: Any) -> None:
    if uids:
        db.session.execute(update(table).where(table.uid.in_(uids)).values(**values))
