"""Writing what is stored back to its folder, byte for byte; every kind of content that exports does it through here."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import TemporaryDirectory

BESIDE = ".export-"  # what is still being written; no reader takes a name with a dot for a package


class OutsideFolder(ValueError):
    """A stored name would have been written outside the folder of its package."""


def write_files(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write what differs below ``folder`` and give the path of each file, written or already right."""
    for name, content in files.items():
        path = _path_in(folder, name)
        if not (path.is_file() and path.read_bytes() == content):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield path


def replace_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Let a folder hold these files and no other, and return their paths.

    Everything is written beside the folder first and takes its place at once, so what goes wrong leaves the old one. A
    folder that is already right is not touched.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{BESIDE}{folder.name}-", dir=folder.parent) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        names = []
        for name, content in files:
            path = _path_in(new, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            names.append(name)
        if not _same(folder, new, names):
            _swap(folder, new, old)
    return [folder / name for name in names]


def remove_folder(folder: Path) -> None:
    """Take away a folder, or the link that stands for one."""
    if folder.is_symlink():
        folder.unlink()
    else:
        rmtree(folder)


def _path_in(folder: Path, name: str) -> Path:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise OutsideFolder(name)
    return folder / name


def _same(folder: Path, new: Path, names: Iterable[str]) -> bool:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return there == set(names) and all((folder / name).read_bytes() == (new / name).read_bytes() for name in there)


def _swap(folder: Path, new: Path, old: Path) -> None:
    there = folder.exists() or folder.is_symlink()
    if there:
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if there:
            old.rename(folder)
        raise
