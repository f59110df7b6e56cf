"""``lms backup`` and ``lms restore``: everything people made, in one file that proves it is whole.

The file is a tar with the database, every stored file, and at the end a manifest with their SHA-256. The database is
copied first, so that each file it speaks of is there. The secret key is not in it: keep ``lms.env`` apart, because what
is encrypted with the key cannot be read without it. Treat a backup as what it is: the personal data of everybody.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from lms.kernel import backup_postgresql, backup_sqlite, clock
from lms.kernel.db import db
from lms.kernel.files import CHUNK, NAME, NoSuchFile, files
from lms.kernel.migrations import is_current, upgrade
from lms.kernel.refusal import Refusal
from lms.kernel.slots import CARRIED, fillers
from lms.kernel.work import unit_of_work

ENGINES = {"sqlite": backup_sqlite, "postgresql": backup_postgresql}
DATABASE, MANIFEST, FILES = "database", "manifest.json", "files/"
OF_EVERY_INSTALLATION = ("alembic_version", "audit_head", "search_text", "sqlite_")


def write_backup(target: Path) -> int:
    """Write a backup to ``target``, whole or not at all; return the number of stored files in it."""
    part = target.with_name(f"{target.name}.part")
    hashes: dict[str, str] = {}
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w+b") as written, tarfile.open(fileobj=written, mode="w") as tar:
            with tempfile.TemporaryDirectory(dir=target.parent) as folder:
                dump = Path(folder) / DATABASE
                _engine().dump(db.engine, dump)
                with dump.open("rb") as stream:
                    hashes[DATABASE] = _add(tar, DATABASE, stream)
            for name in sorted(files().names()):
                with _spooled(name) as stream:
                    if stream is not None:
                        hashes[FILES + name] = _add(tar, FILES + name, stream)
            told = {"format": 1, "engine": db.engine.dialect.name, "at": clock.now().isoformat(), "sha256": hashes}
            with tempfile.TemporaryFile() as stream:
                stream.write(json.dumps(told, indent=1).encode())
                _add(tar, MANIFEST, stream)
            tar.close()
            written.flush()
            os.fsync(written.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return len(hashes) - 1


def restore_backup(source: Path, *, replace: bool = False) -> int:
    """Put back what ``source`` holds after checking all of it; return the number of stored files.

    An installation with people's work in it is refused, unless ``replace`` says that it may go.
    """
    if not replace and not is_empty():
        raise Refusal("this installation is not empty; --replace throws away what is in it")
    with tarfile.open(source) as tar:
        told = _checked(tar)
        with tempfile.TemporaryDirectory(dir=source.parent) as folder:
            dump = Path(folder) / DATABASE
            with dump.open("wb") as written:
                for piece in _pieces(_member(tar, DATABASE)):
                    written.write(piece)
            db.session.remove()
            db.engine.dispose()
            _engine().load(db.engine, dump)
        names = {name.removeprefix(FILES) for name in told["sha256"] if name != DATABASE}
        for name in sorted(names):
            files().put_back(name, _member(tar, FILES + name))
    for name in set(files().names()) - names:
        files().delete(name)
    return len(names)


def is_empty() -> bool:
    """Return whether nobody has worked here yet."""
    if next(files().names(), None) is not None:
        return False
    with db.engine.connect() as connection:
        tables = [t for t in sa.inspect(connection).get_table_names() if not t.startswith(OF_EVERY_INSTALLATION)]
        return not any(
            connection.execute(sa.select(sa.text("1")).select_from(sa.table(t)).limit(1)).first() for t in tables
        )


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything people made to FILE."""
    with _said():
        count = write_backup(file)
    click.echo(f"{file}: the database and {count} files, {file.stat().st_size // 1024} KB. Keep the secret key apart.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Throw away what is in this installation.")
@with_appcontext
def restore_command(file: Path, replace: bool) -> None:
    """Put back what FILE holds. Stop `lms serve` and `lms worker` first."""
    readable = replace and is_current()
    carried = [(filler, filler.take() if readable else None) for filler in fillers(CARRIED)]
    with _said():
        count = restore_backup(file, replace=replace)
    upgrade()
    with unit_of_work():
        for filler, taken in carried:
            filler.give(taken)
    click.echo(f"Restored the database and {count} files")


@contextmanager
def _said() -> Generator[None, None, None]:
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    except (OSError, tarfile.TarError) as failure:
        raise click.ClickException(str(failure)) from failure


def _checked(tar: tarfile.TarFile) -> dict[str, Any]:
    """Return the manifest when every piece is there, whole, and nothing else is."""
    told = _manifest(tar)
    for name, expected in told["sha256"].items():
        if name != DATABASE and not NAME.fullmatch(name.removeprefix(FILES)):
            raise Refusal("this backup holds a file with a strange name")
        digest = hashlib.sha256()
        for piece in _pieces(_member(tar, name)):
            digest.update(piece)
        if digest.hexdigest() != expected:
            raise Refusal(f"{name} in this backup is damaged")
    return told


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    try:
        told = json.load(_member(tar, MANIFEST))
    except ValueError as error:
        raise Refusal("the manifest of this backup cannot be read") from error
    if told.get("format") != 1:
        raise Refusal("this backup was made by a newer version")
    if told["engine"] != db.engine.dialect.name:
        raise Refusal(f"this backup is of {told['engine']}, and this installation uses {db.engine.dialect.name}")
    if {DATABASE, *told["sha256"]} != set(tar.getnames()) - {MANIFEST}:
        raise Refusal("this backup is not complete")
    return told


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        stream = tar.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        raise Refusal(f"this backup has no {name}")
    return stream


def _add(tar: tarfile.TarFile, name: str, stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    for piece in _pieces(stream):
        digest.update(piece)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = stream.tell(), 0o600, int(clock.now().timestamp())
    stream.seek(0)
    tar.addfile(entry, stream)
    return digest.hexdigest()


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(CHUNK), b"")


@contextmanager
def _spooled(name: str) -> Generator[IO[bytes] | None, None, None]:
    """Copy a stored file to where its length is known; nothing when it was deleted meanwhile."""
    with tempfile.TemporaryFile() as copy:
        try:
            with files().open(name) as stream:
                for piece in _pieces(stream):
                    copy.write(piece)
        except NoSuchFile:
            yield None
        else:
            yield copy


def _engine() -> Any:
    """Return the module with dump() and load() for this database."""
    return ENGINES[db.engine.dialect.name]
