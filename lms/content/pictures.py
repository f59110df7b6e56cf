"""A picture that an editor brings: cleaned, named by its content, with the words for who does not see it."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import IO

from flask_babel import gettext as _

from lms.content.read.media import LARGEST_PHOTO, TYPES, picture_problem
from lms.kernel import pictures
from lms.kernel.names import slug_of
from lms.kernel.refusal import Refusal

MARK = 8  # signs of the fingerprint that stand in a name
SVG = ".svg"
LONGEST_STEM = 60


@dataclass(frozen=True)
class Brought:
    """A picture that came with a form."""

    name: str
    content: bytes
    alt: str

    @property
    def content_type(self) -> str:
        """Its media type."""
        return TYPES[PurePosixPath(self.name).suffix]


def made_name(name: str, content: bytes) -> str:
    """Return the name under which a picture is kept: ``1a2b3c4d-paren-zoeken.svg``; a name that was made so stays."""
    mark = sha256(content).hexdigest()[:MARK]
    return name if name.startswith(f"{mark}-") else f"{mark}-{name}"


def brought(filename: str, stream: IO[bytes], alt: str, *, at: str = "picture", alt_at: str = "picture_alt") -> Brought:
    """Return a clean picture; raise a Refusal at the field that says what to do. Slow."""
    if not alt.strip():
        raise Refusal(_("Schrijf wat er op het plaatje staat, en kies het nog een keer."), alt_at)
    name = PurePosixPath(filename.replace("\\", "/"))
    stem = slug_of(name.stem)[:LONGEST_STEM].strip("-")
    if name.suffix.lower() == SVG:
        return Brought(f"{stem}{SVG}", stream.read(), alt.strip())
    try:
        return Brought(f"{stem}{pictures.SUFFIX}", pictures.clean(stream, LARGEST_PHOTO).content, alt.strip())
    except pictures.NoPicture as problem:
        raise Refusal(_("Dit is geen plaatje dat we kennen. Kies een JPEG, PNG of SVG."), at) from problem


def refuse_unsafe(name: str, content: bytes, at: str = "picture") -> None:
    """Refuse what could do anything but be seen."""
    if problem := picture_problem(name, content):
        raise Refusal(problem[1], at)
