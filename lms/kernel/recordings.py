"""Recordings that browsers make of a voice: recognised by what is in them, and kept without what else they tell.

Browsers record Opus in WebM or Ogg, or AAC in MP4. A minute of speech at the rate we ask for is some 250 KB; a browser
that does not listen to us takes up to six times that. Nothing here tells for sure how long a recording lasts, so what
the browser says of it must fit its size. Pictures and films that come in the same boxes are no recordings, nor is what
carries a track of places; what else is said beside the sound goes (see :mod:`lms.kernel.recording_labels`).
"""

import re
from dataclasses import dataclass

MOST_BYTES = 2_000_000
MOST_UNTOLD_BYTES = 1_000_000
MOST_BYTES_A_SECOND = 40_000
HEAD = 64
FILM_HEAD = 8192
AUDIO_BRANDS = (b"M4A ", b"M4B ")
OTHER_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"qt  ")
HANDLERS = re.compile(rb"hdlr.{8}(soun|vide|pict|meta|text)", re.DOTALL)
FILM = re.compile(rb"V_VP[89]|V_AV1|V_MPEG|\x80theora")


@dataclass(frozen=True)
class AudioKind:
    """The suffix under which a recording is stored, and what it is served as."""

    suffix: str
    content_type: str


WEBM = AudioKind(".webm", "audio/webm")
OGG = AudioKind(".ogg", "audio/ogg")
MP4 = AudioKind(".m4a", "audio/mp4")
KINDS = (WEBM, OGG, MP4)


def kind_of(content: bytes) -> AudioKind | None:
    """Return what a recording is by what is in it, or nothing when it is none of ours."""
    if content[4:8] == b"ftyp":
        return MP4 if _is_sound(content) else None
    if FILM.search(content[:FILM_HEAD]):
        return None
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:HEAD]:
        return WEBM
    return OGG if content.startswith(b"OggS") else None


def fits(length: int, seconds: int | None) -> bool:
    """Return whether so many bytes may be what is said of them; of an untold length half is enough."""
    if seconds is not None and length <= (seconds + 2) * MOST_BYTES_A_SECOND:
        return length <= MOST_BYTES
    return length <= MOST_UNTOLD_BYTES


def _is_sound(content: bytes) -> bool:
    """Return whether an MP4 box holds sound and nothing to look at; a brand for sound alone is taken at its word."""
    brand, tracks = content[8:12], set(HANDLERS.findall(content))
    if brand in OTHER_BRANDS or tracks - {b"soun"}:
        return False
    return brand in AUDIO_BRANDS or bool(tracks)


def content_type(name: str) -> str:
    """Return what a stored recording is served as, by its suffix."""
    return next((kind.content_type for kind in KINDS if name.endswith(kind.suffix)), "application/octet-stream")
