"""Writing a package back to its folder. The Markdown that was stored is written as it is, byte for byte."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lms.content.enums import MANIFEST
from lms.content.packages import Package
from lms.content.read.folders import QUIZ_FILE


class OutsideFolder(ValueError):
    """A stored name would have been written outside the folder of its package."""


def package_files(package: Package) -> dict[str, bytes]:
    """Return every file of a package by its path in the folder of that package."""
    files = {MANIFEST: package.source.encode()}
    for lesson in package.lessons:
        for part in lesson.parts:
            files[f"{lesson.folder}/{part.file}"] = part.source.encode()
    if package.quiz:
        files[QUIZ_FILE] = package.quiz.source.encode()
    files |= {media.file: media.content for media in package.media}
    return files


def write_files(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write what differs below ``folder`` and give the path of each file, written or already right."""
    for name, content in files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise OutsideFolder(name)
        path = folder / name
        if not (path.is_file() and path.read_bytes() == content):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield path


def sweep_markdown(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Take away Markdown that a package no longer holds, because a renamed part would come back as a twin."""
    gone = [path for path in sorted(folder.rglob("*.md")) if path.relative_to(folder).as_posix() not in files]
    for path in gone:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    return gone
