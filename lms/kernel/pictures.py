"""Pictures that people upload: what is no picture is refused, and only the picture itself is kept.

A picture is decoded and written anew, upright and no larger than a page needs, so that where and with what it was taken
(EXIF, GPS, XMP, comments, embedded thumbnails) and whatever hides behind the picture are gone.
"""

import io
import warnings
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
LONGEST_SIDE, THUMBNAIL_SIDE = 1600, 320
THUMBNAIL_BYTES = 20_000
QUALITIES = (80, 60, 40, 20)
SUFFIX, CONTENT_TYPE = ".webp", "image/webp"


class NoPicture(Exception):
    """Raised for what is no JPEG, PNG or WebP picture, or is too large to open safely."""


@dataclass(frozen=True)
class Picture:
    """A clean picture and its thumbnail (at most 20 KB), both WebP."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def clean(stream: IO[bytes], most: int | None = None) -> Picture:
    """Return the picture in a stream without anything but the picture; raise :class:`NoPicture`.

    ``most`` is how many bytes it may have; what is larger is written with less detail until it fits.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream, formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NoPicture("too many pixels")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise NoPicture(str(problem)) from problem
    except (OSError, ValueError, SyntaxError, EOFError) as problem:  # what decoders say of broken files
        raise NoPicture(str(problem)) from problem
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return Picture(_fitting(upright, most), _thumbnail(upright), upright.width, upright.height)


def _fitting(picture: Image.Image, most: int | None) -> bytes:
    written = _written(picture, QUALITIES[0])
    for quality in QUALITIES[1:]:
        if most is None or len(written) <= most:
            return written
        written = _written(picture, quality)
    if most is not None and len(written) > most:
        raise NoPicture("too large, also with little detail")
    return written


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    written = b""
    for quality in (75, 55, 35, 15):
        written = _written(small, quality)
        if len(written) <= THUMBNAIL_BYTES:
            break
    return written


def _written(picture: Image.Image, quality: int) -> bytes:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
