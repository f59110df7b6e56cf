"""Packages as one file that people download and hand in: a zip of folders as they stand below ``toolkit/``."""

import io
import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from flask_babel import gettext as _

from lms.kernel.refusal import Refusal
from lms.toolkit.models import Item, ItemText
from lms.toolkit.sync.exporting import files_of
from lms.toolkit.sync.packages import FILE, FOLDER

LARGEST, LARGEST_UNPACKED, MOST_FILES = 700 * 1024, 5 * 1024 * 1024, 300
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
    """Write the folders of a zip below the root; refuse what is no zip, too much, or holds no package."""
    if len(content) > LARGEST:
        raise Refusal(_("Dit bestand is groter dan %(most)s kB. Verdeel het.", most=LARGEST // 1024), "file")
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            found = [(each, match) for each in archive.infolist() if (match := WANTED.fullmatch(each.filename))]
            if len(found) > MOST_FILES or sum(each.file_size for each, _match in found) > LARGEST_UNPACKED:
                raise Refusal(_("In dit bestand zit te veel. Verdeel het."), "file")
            for each, match in found:
                _write(root / FOLDER / match[1] / match[2], archive.read(each))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as broken:
        raise Refusal(_("Dit is geen zip die we kunnen openen. Kies een ander bestand."), "file") from broken
    if not any((root / FOLDER).glob(f"*/{FILE}")):
        raise Refusal(_("In dit bestand staat geen item.md. Kies een pakket uit de toolkit."), "file")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
