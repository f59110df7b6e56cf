"""Writing what is stored as folders that a sync reads back without a change."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.content import blocks
from lms.content.blocks import Fact, Source
from lms.kernel.db import db
from lms.training.models import Lesson, Module, ModuleMedia, Part, PartVersion, Quiz

FOLDER = "modules"
SOURCES = "sources.toml"
FRESH = {"populate_existing": True}  # the deferred sources too, when a row was read before


def export(root: Path) -> Iterator[Path]:
    """Write every module that is not retired below the root, and give each path as it is written."""
    sources: dict[str, Source] = {}
    live = select(Module).where(Module.retired_at.is_(None)).order_by(Module.slug)
    for module in db.session.scalars(live.options(undefer(Module.source)), execution_options=FRESH):
        folder = root / FOLDER / module.slug
        yield _write(folder / "module.toml", module.source.encode())
        yield from _write_parts(module, folder, sources)
        yield from _write_quiz(module, folder)
        yield from _write_media(module, folder)
    yield from _write_sources(root / FOLDER / SOURCES, sources)


def _write_parts(module: Module, folder: Path, sources: dict[str, Source]) -> Iterator[Path]:
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
        for block in blocks.walk(blocks.from_json(version.body)):
            if isinstance(block, Fact):
                sources.update((source.key, source) for source in block.sources)
        inner = folder / f"{lesson.position}-{lesson.slug}"
        yield _write(inner / f"{part.position}-{part.slug}.md", version.source.encode())


def _write_quiz(module: Module, folder: Path) -> Iterator[Path]:
    live = (Quiz.module_id == module.id, Quiz.retired_at.is_(None))
    quiz = db.session.scalar(select(Quiz).where(*live).options(undefer(Quiz.source)), execution_options=FRESH)
    if quiz:
        yield _write(folder / "quiz.md", quiz.source.encode())


def _write_media(module: Module, folder: Path) -> Iterator[Path]:
    live = (ModuleMedia.module_id == module.id, ModuleMedia.retired_at.is_(None))
    statement = select(ModuleMedia).where(*live).order_by(ModuleMedia.file).options(undefer(ModuleMedia.content))
    for media in db.session.scalars(statement, execution_options=FRESH):
        yield _write(folder / media.file, media.content)


def _write_sources(path: Path, sources: dict[str, Source]) -> Iterator[Path]:
    """Add the sources that the file does not have yet; what editors noted there stays."""
    before = path.read_text("utf-8") if path.is_file() else ""
    known = {entry["key"] for entry in tomllib.loads(before).get("source", ())}
    missing = [sources[key] for key in sorted(sources) if key not in known]
    if missing:
        yield _write(path, "\n".join([*([before] if before else []), *map(_entry, missing)]).encode())


def _entry(source: Source) -> str:
    values = {name: value for name, value in source.to_json().items() if value}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join(["[[source]]", *lines, ""])


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
