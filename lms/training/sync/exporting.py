"""Writing what is stored as folders that a sync reads back without a change."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.content.enums import MANIFEST
from lms.content.export import remove_folder, replace_folder
from lms.content.read.folders import QUIZ_FILE
from lms.kernel.db import db
from lms.training.models import Lesson, Module, ModuleMedia, Part, PartVersion, Quiz

FOLDER = "modules"
File = tuple[str, bytes]
FRESH = {"populate_existing": True}  # the deferred sources too, when a row was read before


def export(root: Path) -> Iterator[Path]:
    """Let each module that is not retired have its folder below the root, and give each path as a folder is written.

    The folder of a module that is retired or has another address now goes; one that was never synced stays.
    """
    live = select(Module).where(Module.retired_at.is_(None)).order_by(Module.slug)
    slugs = set()
    for module in db.session.scalars(live.options(undefer(Module.source)), execution_options=FRESH).all():
        yield from replace_folder(root / FOLDER / module.slug, _files(module))
        slugs.add(module.slug)
    known = set(db.session.scalars(select(Module.uid)))
    for manifest in sorted((root / FOLDER).glob(f"*/{MANIFEST}")):
        if manifest.parent.name not in slugs and _uid_in(manifest) in known:
            remove_folder(manifest.parent)


def _uid_in(manifest: Path) -> str:
    try:
        return str(tomllib.loads(manifest.read_text("utf-8")).get("uid", ""))
    except ValueError:
        return ""  # not one of ours


def _files(module: Module) -> Iterator[File]:
    """Give every file of a module by its path in the folder of that module, one at a time because of the pictures."""
    yield MANIFEST, module.source.encode()
    yield from _parts(module)
    yield from _quiz(module)
    yield from _media(module)


def _parts(module: Module) -> Iterator[File]:
    rows = db.session.execute(
        select(Lesson, Part, PartVersion)
        .join(Part, Part.lesson_id == Lesson.id)
        .join(PartVersion, (PartVersion.part_id == Part.id) & (PartVersion.number == Part.version))
        .where(Part.module_id == module.id, Part.retired_at.is_(None), Lesson.retired_at.is_(None))
        .order_by(Lesson.position, Part.position)
        .options(undefer(PartVersion.source)),
        execution_options=FRESH,
    )
    for lesson, part, version in rows:
        yield f"{lesson.position}-{lesson.slug}/{part.position}-{part.slug}.md", version.source.encode()


def _quiz(module: Module) -> Iterator[File]:
    live = (Quiz.module_id == module.id, Quiz.retired_at.is_(None))
    quiz = db.session.scalar(select(Quiz).where(*live).options(undefer(Quiz.source)), execution_options=FRESH)
    if quiz:
        yield QUIZ_FILE, quiz.source.encode()


def _media(module: Module) -> Iterator[File]:
    live = (ModuleMedia.module_id == module.id, ModuleMedia.retired_at.is_(None))
    statement = select(ModuleMedia).where(*live).order_by(ModuleMedia.file).options(undefer(ModuleMedia.content))
    for media in db.session.scalars(statement, execution_options=FRESH):
        yield media.file, media.content
