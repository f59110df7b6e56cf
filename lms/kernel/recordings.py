"""Recordings that browsers make of a voice: recognised by their first bytes, and kept as they are.

Browsers record Opus in WebM or Ogg, or AAC in MP4. A minute of speech at the rate we ask for is some 250 KB.
"""

from dataclasses import dataclass

MOST_BYTES = 2_000_000
HEAD = 64


@dataclass(frozen=True)
class AudioKind:
    """The suffix under which a recording is stored, and what it is served as."""

    suffix: str
    content_type: str


WEBM = AudioKind(".webm", "audio/webm")
OGG = AudioKind(".ogg", "audio/ogg")
MP4 = AudioKind(".m4a", "audio/mp4")
KINDS = (WEBM, OGG, MP4)


def kind_of(head: bytes) -> AudioKind | None:
    """Return what a recording is by its first bytes, or nothing when it is none of ours."""
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:HEAD]:
        return WEBM
    if head.startswith(b"OggS"):
        return OGG
    if head[4:8] == b"ftyp":
        return MP4
    return None


def content_type(name: str) -> str:
    """Return what a stored recording is served as, by its suffix."""
    return next((kind.content_type for kind in KINDS if name.endswith(kind.suffix)), "application/octet-stream")
