"""One store for uploaded and made files: a folder, or object storage that speaks S3 (``LMS_FILES_URL``).

A name is random and says nothing of a person or of what is inside; a feature keeps it in its own table beside the name
people gave, and serves the file under its own ``permit``. What :meth:`put` returns is there after a power cut.
"""

import hashlib
import importlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from flask import Flask, current_app

from lms.kernel.chance import ALPHABET, new_uid

EXTENSION = "lms.files"
CHUNK = 64 * 1024
NAME_LENGTH = 24
NAME = re.compile(rf"[{ALPHABET}]{{{NAME_LENGTH}}}(?:\.[a-z0-9]{{1,5}})?")


class TooLarge(Exception):
    """The stream is longer than the limit; nothing was kept."""


class NoSuchFile(Exception):
    """There is no file of this name, or it cannot be a name of ours."""


@dataclass(frozen=True)
class StoredFile:
    """What was kept: its name, its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


class FileStore(Protocol):
    """What a store of files can do."""

    def put(self, stream: IO[bytes], *, limit: int, suffix: str = "") -> StoredFile:
        """Keep at most ``limit`` bytes of a stream under a new name ending in ``suffix``, such as ``.png``."""

    def put_back(self, name: str, stream: IO[bytes]) -> None:
        """Keep a file again under the name it had, from a backup."""

    def open(self, name: str) -> BinaryIO:
        """Return the file as a stream; raise :class:`NoSuchFile`."""

    def exists(self, name: str) -> bool:
        """Return whether there is a file of this name."""

    def delete(self, name: str) -> None:
        """Take the file away; one that is gone already is fine."""

    def names(self) -> Iterator[str]:
        """Return the names of all files, in no order."""


class Folder:
    """Files in a folder of this machine, spread over subfolders by the first two letters of their names."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, stream: IO[bytes], *, limit: int, suffix: str = "") -> StoredFile:
        """Write beside the final place, reach the disk, then rename: a half file never has a name."""
        return self._keep(new_name(suffix), limited(stream, limit))

    def put_back(self, name: str, stream: IO[bytes]) -> None:
        """Write the file anew, in place of one that is there."""
        self._keep(name, iter(lambda: stream.read(CHUNK), b""))

    def open(self, name: str) -> BinaryIO:
        """Open the file for reading."""
        try:
            return self._place(name).open("rb")
        except FileNotFoundError as missing:
            raise NoSuchFile(name) from missing

    def exists(self, name: str) -> bool:
        """Return whether the file is there."""
        with suppress(NoSuchFile):
            return self._place(name).is_file()
        return False

    def delete(self, name: str) -> None:
        """Unlink the file."""
        place = self._place(name)
        place.unlink(missing_ok=True)
        if place.parent.is_dir():
            _reach_disk(place.parent)

    def names(self) -> Iterator[str]:
        """Walk the subfolders; half files are left out."""
        for place in self.root.glob("??/*"):
            if NAME.fullmatch(place.name):
                yield place.name

    def _keep(self, name: str, pieces: Iterator[bytes]) -> StoredFile:
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.part-{new_uid(8)}")
        digest, size = hashlib.sha256(), 0
        try:
            with part.open("xb") as written:
                for piece in pieces:
                    digest.update(piece)
                    size += written.write(piece)
                written.flush()
                os.fsync(written.fileno())
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for folder in (place.parent, self.root):
            _reach_disk(folder)
        return StoredFile(name, size, digest.hexdigest())

    def _place(self, name: str) -> Path:
        return self.root / checked_name(name)[:2] / name


def init_app(app: Flask, url: str) -> None:
    """Choose the store; the S3 client is loaded only when it is chosen."""
    if url.startswith("s3://"):
        app.extensions[EXTENSION] = importlib.import_module("lms.kernel.files_s3").store_at(url)
    else:
        app.extensions[EXTENSION] = Folder(Path(url.removeprefix("file://")).absolute())


def files() -> FileStore:
    """Return the store of this application."""
    return cast(FileStore, current_app.extensions[EXTENSION])


def new_name(suffix: str = "") -> str:
    """Return a fresh random name."""
    return checked_name(new_uid(NAME_LENGTH) + suffix)


def checked_name(name: str) -> str:
    """Return the name when it is one we could have given; so no path, no dot-dot, no hidden file."""
    if not NAME.fullmatch(name):
        raise NoSuchFile("not a name of a stored file")
    return name


def limited(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Read a stream in pieces; raise :class:`TooLarge` as soon as it passes the limit."""
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > limit:
            raise TooLarge(f"more than {limit} bytes")
        yield piece


def _reach_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
