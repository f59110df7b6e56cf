"""Packages as one file that people download and hand in: a zip of folders as they stand below ``toolkit/``."""

import io
import re
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from flask_babel import gettext as _

from lms.kernel.refusal import Refusal
from lms.toolkit.models import Item, ItemText
from lms.toolkit.sync.exporting import files_of
from lms.toolkit.sync.packages import FILE, FOLDER

LARGEST, LARGEST_UNPACKED, MOST_FILES, MOST_ENTRIES = 700 * 1024, 5 * 1024 * 1024, 300, 1500
CHUNK = 64 * 1024
BROKEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
#: ``halen/item.md`` and ``halen/media/paren.svg``, below any folders; nothing else is taken out of a zip.
WANTED = re.compile(rf"(?:[^/]+/)*?([a-z0-9][a-z0-9-]*)/({re.escape(FILE)}|media/[a-z0-9][a-z0-9.-]*)")


def packed(item: Item, text: ItemText) -> bytes:
    """Return an item with its pictures as a zip; the same item gives the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for path, content in files_of(item, text):
            archive.writestr(ZipInfo(f"{FOLDER}/{item.slug}/{path}"), content, ZIP_DEFLATED)
    return out.getvalue()


def unpack(content: bytes, root: Path) -> None:
    """Write the folders of a zip below the root; refuse what is no zip, too much, or holds no package.

    What a zip says of its own size is not believed: what comes out of it is counted while it comes.
    """
    if len(content) > LARGEST:
        raise Refusal(_("Dit bestand is groter dan %(most)s kB. Verdeel het.", most=LARGEST // 1024), "file")
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            left = LARGEST_UNPACKED
            for entry, place in _wanted(archive):
                left -= _copy(archive, entry, root / FOLDER / place, left)
    except BROKEN as broken:
        raise Refusal(_("Dit is geen zip die we kunnen openen. Kies een ander bestand."), "file") from broken
    if not any((root / FOLDER).glob(f"*/{FILE}")):
        raise Refusal(_("In dit bestand staat geen item.md. Kies een pakket uit de toolkit."), "file")


def _wanted(archive: ZipFile) -> list[tuple[ZipInfo, str]]:
    """Return what is taken out of a zip, with its place; only ways of packing that give little at a time."""
    entries = archive.infolist()
    found = [(each, f"{match[1]}/{match[2]}") for each in entries if (match := WANTED.fullmatch(each.filename))]
    if len(entries) > MOST_ENTRIES or len(found) > MOST_FILES:
        raise _too_much()
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry, _place in found):
        raise NotImplementedError("another way of packing")
    return found


def _copy(archive: ZipFile, entry: ZipInfo, path: Path, most: int) -> int:
    """Write one file of a zip in pieces and return how large it was; refuse it as soon as it is too much."""
    size = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as source, path.open("wb") as target:
        while piece := source.read(CHUNK):
            size += len(piece)
            if size > most:
                raise _too_much()
            target.write(piece)
    return size


def _too_much() -> Refusal:
    return Refusal(_("In dit bestand zit te veel. Verdeel het."), "file")
