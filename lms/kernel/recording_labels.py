"""What a recording says besides sound is blanked in place: where and with what it was made, titles, pictures.

Nothing moves, for the tables of a recording point at bytes by their place. Of MP4 only the boxes stay that a player
needs; every other box (``udta`` with ``©xyz`` and ``loci``, ``meta``, ``uuid``) becomes a ``free`` box of zeros. Of
WebM its tags, attachments, chapters and title become a void. The comments of Ogg stay as they are: blanking them asks
for new checksums of pages, and browsers, which are all that records in Ogg, write no more there than their own name.
"""

from collections.abc import Iterator

#: The boxes of MP4 that stay, by the box they lie in; what lies in other boxes stays as it is.
KEPT_BOXES = {
    b"": {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra"},
    b"moov": {b"mvhd", b"trak", b"mvex"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sgpd", b"sbgp", b"saiz", b"saio"},
}
SEGMENT, CLUSTER, INFO = 0x18538067, 0x1F43B675, 0x1549A966
#: Tags, attachments, chapters, and the title and file name inside the information about a segment.
LABELS = {0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0x7384}
VOID = 0xEC


def without_labels(content: bytes) -> bytes:
    """Return a recording of the same length that tells nothing but sound."""
    blanked = bytearray(content)
    if content[4:8] == b"ftyp":
        _blank_boxes(blanked, 0, len(blanked), b"")
    elif content.startswith(b"\x1a\x45\xdf\xa3"):
        _blank_elements(blanked)
    return bytes(blanked)


def _blank_boxes(content: bytearray, start: int, end: int, parent: bytes) -> None:
    for kind, at, body, after in _boxes(content, start, end):
        if kind not in KEPT_BOXES[parent]:
            content[at + 4 : at + 8] = b"free"
            content[body:after] = bytes(after - body)
        elif kind in KEPT_BOXES:
            _blank_boxes(content, body, after, kind)


def _boxes(content: bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Give the kind of each box, where it begins, where its body does, and where it ends; blank what is no box."""
    while at + 8 <= end:
        size, body = int.from_bytes(content[at : at + 4], "big"), at + 8
        if size == 1:
            size, body = int.from_bytes(content[at + 8 : at + 16], "big"), at + 16
        after = end if size == 0 else min(at + size, end)
        if after < body:
            break
        yield bytes(content[at + 4 : at + 8]), at, body, after
        at = after
    content[at:end] = bytes(end - at)


def _blank_elements(content: bytearray) -> None:
    """Walk a WebM: into segments, their information and clusters, whose length may be unknown; over all else."""
    at = 0
    while at < len(content):
        key, body = _number(content, at, marked=True)
        length, start = _number(content, body)
        after = min(start + length, len(content))
        if key in LABELS:
            _make_void(content, at, after)
        at = start if key in (SEGMENT, CLUSTER, INFO) else after


def _number(content: bytearray, at: int, *, marked: bool = False) -> tuple[int, int]:
    """Return the number of variable width that stands here and where it ends; ``marked`` keeps the bit of its width."""
    width = 9 - (content[at].bit_length() if at < len(content) else 0)
    value = int.from_bytes(content[at : at + width], "big")
    return (value if marked else value & ((1 << 7 * width) - 1)), at + width


def _make_void(content: bytearray, at: int, after: int) -> None:
    """Write a void element of the same length, with a length of eight bytes where that fits and of one where not."""
    space = after - at
    head = bytes([VOID, 1]) + (space - 9).to_bytes(7, "big") if space >= 9 else bytes([VOID, 0x80 | space - 2])
    content[at:after] = head + bytes(space - len(head))
