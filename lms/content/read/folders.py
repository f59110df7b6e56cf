"""Reading folders: every package below ``modules/``, its lessons, parts, quiz and media."""

import re
from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext as _

from lms.content.enums import MANIFEST
from lms.content.packages import LessonText, Package, PartText, QuizText
from lms.content.problems import Origin
from lms.content.read.desk import Desk
from lms.content.read.manifests import Manifest, read_manifest
from lms.content.read.media import FOLDER as MEDIA_FOLDER
from lms.content.read.media import read_media
from lms.content.read.parts import Place, read_part, read_quiz
from lms.content.read.sources import read_sources

QUIZ_FILE = "quiz.md"
NUMBERED = re.compile(r"([1-9]\d?)-([a-z0-9]+(?:-[a-z0-9]+)*)")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_packages(root: Path, folder: str, desk: Desk) -> tuple[Package, ...]:
    """Return every package below ``root/folder``; its sources stand in ``sources.toml`` there."""
    desk.sources = {**desk.sources, **read_sources(root / folder, f"{folder}/sources.toml", desk)}
    packages = sorted(_packages_in(root / folder)) if (root / folder).is_dir() else []
    return tuple(read_package(path, f"{folder}/{path.name}", desk) for path in packages)


def read_package(folder: Path, name: str, desk: Desk) -> Package:
    """Return the package in a folder; ``name`` is how problems call that folder."""
    file = f"{name}/{MANIFEST}"
    source = desk.contents(folder / MANIFEST, file)
    manifest = read_manifest(source, file, desk)
    if not SLUG.fullmatch(folder.name):
        message = _("De naam van deze map staat in het adres. Gebruik kleine letters, cijfers en streepjes.")
        desk.problem(Origin(file), "slug", message)
    uid = manifest.text("uid")
    _note_strays(folder, name, manifest, desk)
    return Package(
        uid=uid,
        slug=folder.name,
        position=manifest.values.get("position"),
        valid_months=manifest.values.get("valid_months"),
        title=manifest.text("title"),
        summary=manifest.text("summary"),
        language=manifest.text("language"),
        audiences=manifest.list("audiences"),
        level=manifest.text("level"),
        minutes=manifest.values.get("minutes", 0),
        goals=manifest.list("goals"),
        steps=manifest.list("steps"),
        status=manifest.text("status"),
        version=manifest.text("version"),
        change=manifest.text("change"),
        reason=manifest.text("reason"),
        lessons=tuple(_lesson(folder, name, uid, entry, desk) for entry in manifest.lessons),
        quiz=_quiz(folder, name, uid, desk),
        media=read_media(folder, uid, name, desk, voices=True),
        source=source,
        lines=manifest.lines,
        origin=manifest.origin,
    )


def _packages_in(folder: Path) -> Iterator[Path]:
    """Give the folders with a manifest; one that may not be read is an error, not a package that is gone."""
    for path in folder.iterdir():
        hidden = path.name.startswith(".")  # as what an export that was broken off left behind
        if not hidden and (path / MANIFEST).is_file():
            yield path


def _lesson(folder: Path, name: str, package: str, entry: Manifest, desk: Desk) -> LessonText:
    inner = entry.text("folder")
    position, slug = _numbered(inner, entry.at("folder"), desk)
    uid = entry.text("uid")
    paths = sorted((folder / inner).glob("*.md")) if inner and "/" not in inner else []
    if not paths:
        message = _(
            "In de map '%(folder)s' staan geen delen. Maak de map met een deel, of haal de les weg.", folder=inner
        )
        desk.problem(entry.at("folder"), "lesson-empty", message)
    parts = [_part(path, f"{name}/{inner}/{path.name}", uid, desk) for path in paths]
    return LessonText(
        uid=uid,
        package=package,
        position=position,
        slug=slug,
        title=entry.text("title"),
        summary=entry.text("summary"),
        parts=tuple(sorted(parts, key=lambda part: (part.position, part.slug))),
        origin=entry.origin,
    )


def _part(path: Path, file: str, lesson: str, desk: Desk) -> PartText:
    position, slug = _numbered(path.stem, Origin(file), desk)
    return read_part(desk.contents(path, file), Place(lesson, position, slug, file), desk)


def _quiz(folder: Path, name: str, package: str, desk: Desk) -> QuizText | None:
    path = folder / QUIZ_FILE
    if not path.is_file():
        return None
    file = f"{name}/{QUIZ_FILE}"
    return read_quiz(desk.contents(path, file), package, file, desk)


def _numbered(name: str, origin: Origin, desk: Desk) -> tuple[int, str]:
    if found := NUMBERED.fullmatch(name):
        return int(found[1]), found[2]
    message = _(
        "Begin de naam '%(name)s' met een nummer en een streepje, en gebruik kleine letters: 2-nicotine", name=name
    )
    desk.problem(origin, "name", message)
    return 1, name


def _note_strays(folder: Path, name: str, manifest: Manifest, desk: Desk) -> None:
    known = {MANIFEST, QUIZ_FILE, MEDIA_FOLDER, *(entry.text("folder") for entry in manifest.lessons)}
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            message = _(
                "'%(name)s' hoort bij geen les. Zet het in %(manifest)s, of haal het weg.",
                name=path.name,
                manifest=MANIFEST,
            )
            desk.problem(Origin(f"{name}/{path.name}"), "stray", message)
