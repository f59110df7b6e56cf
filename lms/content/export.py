"""Writing what is stored back to its folder, byte for byte; every kind of content that exports does it through here."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath


class OutsideFolder(ValueError):
    """A stored name would have been written outside the folder of its package."""


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
