"""A recording tells nothing but sound, and nothing of it moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.recording_labels import without_labels
from lms.kernel.recordings import MP4, WEBM, kind_of

PLACE = b"+52.0907+005.1214/"
SOUND = b"geluid" * 40


def box(kind, *inside):
    body = b"".join(inside)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def long_box(kind, body):
    return b"\0\0\0\x01" + kind + (len(body) + 16).to_bytes(8, "big") + body


def element(key, *inside, unknown=False):
    body = b"".join(inside)
    length = b"\x01" + b"\xff" * 7 if unknown else (0x4000 | len(body)).to_bytes(2, "big")
    return bytes.fromhex(key) + length + body


LABELS = box(b"udta", box(b"\xa9xyz", PLACE), box(b"loci", PLACE), box(b"meta", b"\0\0\0\0", box(b"ilst", PLACE)))
TRACK = box(
    b"trak",
    box(b"tkhd", bytes(84)),
    box(b"mdia", box(b"hdlr", bytes(8), b"soun", bytes(13)), box(b"minf", box(b"stbl", SOUND))),
    LABELS,
)
M4A = b"".join(
    [
        box(b"ftyp", b"M4A \0\0\0\0"),
        box(b"moov", box(b"mvhd", bytes(100)), TRACK, LABELS, box(b"meta", PLACE)),
        long_box(b"uuid", PLACE),
        box(b"mdat", SOUND),
        box(b"free", PLACE),
    ]
)
OF_A_BROWSER = b"".join(
    [
        element("1a45dfa3", element("4282", b"webm")),
        element(
            "18538067",
            element("1549a966", element("7ba9", PLACE), element("4d80", b"Chrome")),
            element("1254c367", element("7373", PLACE)),
            element("1f43b675", element("e7", b"\0"), element("a3", SOUND), unknown=True),
            element("1941a469", element("61a7", PLACE)),
            unknown=True,
        ),
    ]
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(M4A, MP4), (M4A[:-12], MP4), (M4A + b"\0\0\0\x03" + PLACE, MP4), (OF_A_BROWSER, WEBM)],
    ids=["m4a", "cut off", "with odd bytes behind it", "webm"],
)
def test_where_it_was_recorded_is_gone_and_the_sound_stands_where_it_stood(content, kind):
    kept = without_labels(content)

    assert PLACE in content
    assert PLACE not in kept
    assert (len(kept), kind_of(kept)) == (len(content), kind)
    sounds = [at for at in range(len(content)) if content.startswith(SOUND, at)]
    assert [at for at in range(len(kept)) if kept.startswith(SOUND, at)] == sounds != []


def test_boxes_that_go_are_free_ones_of_the_same_length():
    kept = without_labels(M4A)

    assert kept.count(b"free") == 5  # of the track, two of the film, one beside it, and the one that was free
    assert kept[kept.index(b"free") - 4 : kept.index(b"free")] == len(LABELS).to_bytes(4, "big")


def test_a_recording_without_labels_stays_as_it_is():
    bare = box(b"ftyp", b"iso5\0\0\0\0") + box(b"moof", box(b"traf", box(b"trun", b"x"))) + box(b"mdat", SOUND)

    assert without_labels(bare) == bare


@given(st.binary(max_size=200), st.sampled_from([M4A, OF_A_BROWSER, b"\0\0\0\x08ftyp", b"\x1a\x45\xdf\xa3"]), st.data())
def test_whatever_comes_in_comes_out_as_long_as_it_was(noise, content, data):
    at = data.draw(st.integers(0, len(content)))
    broken = content[:at] + noise + content[at:]

    assert len(without_labels(broken)) == len(broken)
