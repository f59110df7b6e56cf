"""A zip that somebody hands in, opened: unpacked, read, and its photos cleaned. Slow, and without the database.

Photos go through :func:`lms.kernel.pictures.clean` as those of a form do, so where and with what they were taken is
gone. The same photo always becomes the same file, and one that its item keeps already stays as it is: so a package
that was taken over, or comes from this very site, is the same when it is handed in again.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from flask_babel import gettext as _
from sqlalchemy import select

from lms.content.packages import Media
from lms.content.pictures import made_name
from lms.content.problems import ERROR, Problem
from lms.content.read.media import FOLDER as MEDIA_FOLDER
from lms.content.read.media import LARGEST_PHOTO
from lms.kernel import pictures
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.models import Item, ItemPicture
from lms.toolkit.sync.archives import unpack
from lms.toolkit.sync.kind import read
from lms.toolkit.sync.packages import ItemPackage

SVG = "image/svg+xml"
MOST_PHOTOS = 40


@dataclass(frozen=True)
class Here:
    """What this site has beside which a zip is read: addresses, and the photos of items as (uid, fingerprint)."""

    slugs: frozenset[str]
    photos: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Opened:
    """The packages of a zip, with clean photos; with ``problems`` nothing becomes of them."""

    packages: tuple[ItemPackage, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Photo:
    """A photo of a package under the name its text gives it, and what is kept of it."""

    name: str
    media: Media


def what_is_here() -> Here:
    """Read what :func:`open_zip` must know of this site; two statements."""
    photos = select(Item.uid, ItemPicture.sha256).join(Item, Item.id == ItemPicture.item_id)
    rows = db.session.execute(photos.where(ItemPicture.content_type != SVG))
    return Here(frozenset(db.session.scalars(select(Item.slug))), frozenset((uid, mark) for uid, mark in rows))


def open_zip(content: bytes, here: Here) -> Opened:
    """Return the packages of a zip; refuse what is no zip of packages."""
    with TemporaryDirectory() as folder:
        unpack(content, Path(folder))
        packages, problems = read(Path(folder), here.slugs)
    if errors := tuple(each for each in problems if each.level == ERROR):
        return Opened((), errors)
    if sum(each.content_type != SVG for package in packages for each in package.media) > MOST_PHOTOS:
        raise Refusal(_("Er zitten meer dan %(most)s foto's in. Verdeel het.", most=MOST_PHOTOS), "file")
    found: list[Problem] = []
    cleaned = tuple(_cleaned(package, here, found) for package in packages)
    return Opened(() if found else cleaned, tuple(found))


def name_of(media: Media) -> str:
    """Return the name of a file without its folder."""
    return media.file.removeprefix(f"{MEDIA_FOLDER}/")


def _cleaned(package: ItemPackage, here: Here, problems: list[Problem]) -> ItemPackage:
    """Return a package with only the pictures its text shows, photos clean; note what is no photo."""
    kept = tuple(_pictures(package, here, problems))
    names = {each.name: made_name(name_of(each.media), each.media.content) for each in kept}
    shown = tuple(replace(each, file=names.get(each.file, each.file)) for each in package.text.pictures)
    return replace(package, text=replace(package.text, pictures=shown), media=tuple(each.media for each in kept))


def _pictures(package: ItemPackage, here: Here, problems: list[Problem]) -> Iterator[Photo]:
    shown = {each.file for each in package.text.pictures}
    for media in package.media:
        name = made_name(name_of(media), media.content)
        if name not in shown:
            continue
        if media.content_type == SVG or (package.uid, media.sha256) in here.photos:
            yield Photo(name, media)
            continue
        try:
            yield Photo(name, _clean(media))
        except pictures.NoPicture:
            message = _("Dit is geen foto die we kennen. Maak er een JPEG, PNG of WebP van.")
            problems.append(Problem(media.origin, "picture", message))


def _clean(media: Media) -> Media:
    content = pictures.clean(io.BytesIO(media.content), LARGEST_PHOTO).content
    file = str(PurePosixPath(media.file).with_suffix(pictures.SUFFIX))
    mark = sha256(content).hexdigest()
    return replace(media, file=file, content=content, sha256=mark, content_type=pictures.CONTENT_TYPE)
